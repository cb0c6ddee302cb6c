"""What frames an article: dateline, byline, courtesy titles, copyright notice, furniture."""

import re
from collections.abc import Iterator

from analysis.articles import find_furniture
from analysis.lenses.house_style.places import Places, Way, make_places

_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_EDGE = 4  # lines from either end in which a byline may stand
# Words in capitals that open a text without being a place.
_NO_PLACE = (
    r"(?!(?:EXCLUSIVE|BREAKING|UPDATED?|WATCH|VIDEO|LIVE|OPINION|ANALYSIS|PHOTOS?|PICTURED?|"
    r"REVIEW|READ|FILE|SERIES|MORE|ADVERTISEMENT|CORRECTION|EDITOR|NOTE|FULL|TEXT|ABSTRACT|BY)\b)"
)
_CAPITALS = rf"{_NO_PLACE}[A-Z][A-Z.'’]{{2,}}(?:[ -][A-Z][A-Z.'’]+){{0,3}}"
_REGION = r"(?:, (?:[A-Z][\w.'’]*)(?: [A-Z\d][\w.,'’]*){0,4})?"
_AGENCY = r"\((?:AP|AFP|ANI|BNO|CNN|DPA|dpa|EFE|IANS|PTI|RT|TASS|UPI|Reuters|Xinhua|[A-Z]{2,6})\)"
_DASH = r"(?:—|–|--|-)"
_DATELINES = (
    ("CITY (agency) —", re.compile(rf"\s*({_CAPITALS}{_REGION},? ?{_AGENCY}) ?{_DASH}?\s")),
    ("CITY —", re.compile(rf"\s*({_CAPITALS}{_REGION}) ?{_DASH}\s")),
    (
        "City (agency) —",
        re.compile(rf"\s*([A-Z][a-z]\w+(?: [A-Z]\w+){{0,2}}{_REGION},? {_AGENCY})"),
    ),
)
_NAME = r"[A-Z][\w.'’-]+"
_BYLINES = (
    (
        "By name",
        re.compile(
            rf"\s*(?:By|BY|by)\s+{_NAME}(?:,?\s+(?:and|&|de|van|von|al|{_NAME})){{1,9}}\W*$"
        ),
    ),
    (
        "Reporting by",
        re.compile(
            r"\W*(?:Additional |With )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) (?:by|from) [A-Z].*"
        ),
    ),
    (
        "contributed to this report",
        re.compile(r".*\bcontributed (?:reporting|to)\b.*"),
    ),
)
_RIGHTS = re.compile(r"(?:Copyright|©|\(c\)) ?.*|.*\b[Aa]ll rights reserved\b.*")
# A first letter, or word, is searched for fast; only then is there a look at what is before it.
_COURTESY = re.compile(r"M(?<!\wM)(?:rs?|s|iss|x|essrs)(\.?)(?=\s+[A-Z])")
_HONOURS = tuple(
    re.compile(rf"{title}(?<!\w{title})(?=\s+[A-Z])") for title in ("Sir", "Dame", "Lord", "Lady")
)


def find_frames(texts: list[str]) -> Places:
    """One place per dateline, byline, notice, courtesy title and piece of page furniture."""
    ways: dict[Way, int] = {}
    found = [
        (article, start, end, ways.setdefault(("text", layer, feature, choice), len(ways)))
        for article, text in enumerate(texts)
        for start, end, layer, feature, choice in _read(text)
    ]
    return make_places(found, list(ways))


def _read(text: str) -> Iterator[tuple[int, int, str, str, str]]:
    lines = [(line.start(), line.group()) for line in _LINE.finditer(text)]
    for start, line in lines[:3]:
        for choice, pattern in _DATELINES:
            if match := pattern.match(line):
                yield start + match.start(1), start + match.end(1), "dateline", "dateline", choice
                break
        else:
            continue
        break
    edge = lines if len(lines) <= 2 * _EDGE else [*lines[:_EDGE], *lines[-_EDGE:]]
    for start, line in edge:
        for choice, pattern in _BYLINES:
            if len(line) <= 300 and pattern.fullmatch(line):
                yield start, start + len(line), "byline", "byline", choice
                break
        if len(line) <= 300 and _RIGHTS.fullmatch(line.strip()):
            yield start, start + len(line), "boilerplate", "boilerplate", "copyright notice"
    for start, end in find_furniture(text):
        if not _RIGHTS.fullmatch(text[start:end].strip()):
            yield start, end, "boilerplate", "boilerplate", "page furniture"
    yield from _find_titles(text)


def _find_titles(text: str) -> Iterator[tuple[int, int, str, str, str]]:
    for match in _COURTESY.finditer(text):
        choice = f"Mr{match.group(1)}, Mrs{match.group(1)}, Ms{match.group(1)}"
        yield match.start(), match.end(), "courtesy title", "courtesy title", choice
    for honour in _HONOURS:
        for match in honour.finditer(text):
            yield (*match.span(), "courtesy title", "courtesy title", "Sir, Dame, Lord, Lady")
