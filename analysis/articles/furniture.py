"""Page furniture inside a text: captions' buttons and counters, credits of pictures, links.

What a page shows around an article often stands amid its paragraphs once the text is taken from
it. None of it is the telling: no name, number or time in it is counted as told.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import pandas as pd

from analysis.articles.credits import is_credit, read_agencies
from analysis.articles.galleries import find_counters

Span = tuple[int, int]

_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_ENDED = re.compile(r"[.!?…]['\"”’)\]]*\s*$")
_LONGEST_LINE = 420  # characters of a line that is a link, a credit or a copyright notice
_LONGEST_NOTICE = 900
_PHRASES = 2  # that tell a notice: one may stand in any story, and two in a long line of it
_SHORT_NOTICE = 200
_NAME = r"[A-Z][\w'’-]*"
_PERSON = rf"{_NAME}(?: (?:[A-Z]\.|de|van|von|al|el))* {_NAME}"
_NEAR = 2
_PICTURE_AGENCIES = frozenset({"Getty", "Getty Images", "Shutterstock", "Alamy", "iStock"})
_NAMED_TOO = frozenset({"NASA", "ESA"})  # who signs pictures, and is told of
_BRACKETS = re.compile(r"\(([^()\n]{2,120})\)")
_TELLS_CREDIT = re.compile(r"[/©]|\bvia\b|\b(?:File|Photo|Photos|Pool|Handout|Courtesy)\b")
_FILED = re.compile(r", ?(?:File|Pool|Handout)$", re.IGNORECASE)
_CAPTION = re.compile(r"[a-z\d]{2}[.!?] |.\(")
_CAPTIONED = re.compile(
    r"\b(?:Photographer|Photograph|Photo|Picture|Image|Credit|Illustration)s?"
    r"(?: by|:| by:| courtesy of) *([^\r\n]{2,80}?) *$",
    re.MULTILINE,
)
_COPYRIGHT = re.compile(r"Image copyright [^\r\n]{2,60}?(?: Image caption\b|$)", re.MULTILINE)
_RIGHTS = re.compile(
    r"(?:Copyright|©|\(c\)) (?:(?:©|\(c\)) )?(?:19|20)\d\d.{0,200}"
    r"|.{0,200}\b[Aa]ll rights reserved\b.{0,200}"
)
_LINK = re.compile(
    r"(?:read|see|watch|more|related|also|further|don't miss|recommended)(?: \w+){0,3}:.{3,200}",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[[^\[\]]{10,200}\]")


def find_furniture(text: str) -> list[Span]:
    r"""The places of page furniture in a text, in order, none overlapping another.

    >>> text = "The crew is back. Hide Caption\nRead more: Crew lands\nAnn Lee/Reuters"
    >>> [text[start:end] for start, end in find_furniture(text)]
    ['Hide Caption', 'Read more: Crew lands', 'Ann Lee/Reuters']
    """
    found = [
        *_find_lines(text),
        *find_counters(text),
        *_find_credits(text),
        *(match.span() for match in _read_phrases().finditer(text)),
    ]
    return _join(sorted(found))


def is_furniture(spans: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """For each span whether it starts in page furniture of its article's text."""
    held = set(spans.loc[spans["part"] == "text", "article_id"])
    known = articles[articles["article_id"].isin(held)]
    places = {
        article_id: find_furniture(text)
        for article_id, text in zip(known["article_id"], known["text"], strict=True)
    }
    inside = [
        part == "text" and any(first <= start < last for first, last in places.get(article_id, ()))
        for article_id, part, start in zip(
            spans["article_id"], spans["part"], spans["start"], strict=True
        )
    ]
    return pd.Series(inside, index=spans.index, dtype=bool)


def _find_lines(text: str) -> Iterator[Span]:
    """Lines that are nothing but furniture, and the agency that opens a caption's line."""
    for line in _LINE.finditer(text):
        content = line.group().strip()
        if len(content) <= _LONGEST_NOTICE and _is_notice(content):
            yield line.span()
        if len(content) > _LONGEST_LINE:
            continue
        ended = _ENDED.search(content) is not None
        if (
            content.casefold().rstrip(":. ") in _list_phrases()
            or _RIGHTS.fullmatch(content)
            or _BRACKETED.fullmatch(content)
            or (not ended and (_LINK.fullmatch(content) or _is_credit_only(content)))
        ):
            yield line.span()
        elif not ended and (lead := _read_lead().match(line.group())):
            yield line.start(), line.start() + lead.end()


def _is_notice(line: str) -> bool:
    """Whether a line is the publisher's word on its own service: newsletters, apps, terms."""
    phrases = {match.group() for match in _read_service().finditer(line.casefold())}
    return len(phrases) >= (_PHRASES if len(line) <= _SHORT_NOTICE else _PHRASES + 1)


def _is_credit_only(line: str) -> bool:
    """Whether a line is a credit and no caption stands before it."""
    return is_credit(line) and not _CAPTION.search(line)


def _find_credits(text: str) -> Iterator[Span]:
    """Who took a picture: in brackets, behind `Photograph:`, or as `Ann Lee/Reuters`."""
    last = -_NEAR
    for match in _BRACKETS.finditer(text):
        credit = _FILED.sub("", match[1])
        told = _TELLS_CREDIT.search(match[1]) is not None
        again = match.start() - last < _NEAR or match[1] in _PICTURE_AGENCIES
        if is_credit(credit) and (again or (told and _is_signed(credit))):
            yield match.span()
            last = match.end()
    for pattern in (_read_slashed(), _read_signed(), _COPYRIGHT):
        yield from (match.span() for match in pattern.finditer(text))
    yield from (match.span(1) for match in _read_numbered().finditer(text))
    for match in _CAPTIONED.finditer(text):
        if is_credit(f"Photo: {match[1]}"):
            yield match.span()


def _is_signed(credit: str) -> bool:
    """Whether it names an agency, or a person before the slash: not `ISIS/ISIL`."""
    left = re.sub(r"^(?:Photo|Image|Picture)s? (?:by|courtesy of) ", "", credit.partition("/")[0])
    named = re.search(rf"\b(?:{_list_agencies()})\b", credit)
    return bool(named or left.startswith("Courtesy") or re.fullmatch(_PERSON, left.strip()))


@cache
def _read_slashed() -> re.Pattern[str]:
    """`Ann Lee/Pool/Reuters`, `Ann Lee/Getty Images via AP`."""
    agency = rf"(?:{_list_agencies()})\b"
    houses = rf"(?: ?/ ?{_NAME}(?: {_NAME})?)*?"
    return re.compile(rf"(?<![\w/]){_PERSON}{houses} ?/ ?{agency}(?: via {agency})?")


@cache
def _read_signed() -> re.Pattern[str]:
    """`©Ann Lee (AFP/File)`."""
    return re.compile(rf"© ?{_NAME}(?: [\w.'’-]+){{0,3}} \((?:{_list_agencies()})(?:/\w+)?\)")


@cache
def _read_numbered() -> re.Pattern[str]:
    """The agency behind a numbered caption, `3/12 The crew lands Reuters`."""
    return re.compile(rf"^\d+/\d+ [^\n]*? ({_list_agencies()})$", re.MULTILINE)


@cache
def _read_lead() -> re.Pattern[str]:
    """`Getty Images People stand ...`: an agency that signs the caption behind it."""
    signs = [name for name in read_agencies() if name.isupper() or " " in name]
    signs = sorted(({*signs, *_PICTURE_AGENCIES, "Reuters"} - _NAMED_TOO), key=_longest_first)
    leads = "|".join(_either_case(name) for name in signs)
    return re.compile(rf"\s*(?:{leads})(?: ?[:-] ?(?:{leads}|Contributor))? (?=[A-Z])")


@cache
def _list_agencies() -> str:
    return "|".join(_either_case(name) for name in sorted(read_agencies(), key=_longest_first))


def _longest_first(name: str) -> tuple[int, str]:
    return -len(name), name


def _either_case(name: str) -> str:
    """A pattern for the name as it is written, or all in capitals."""
    return f"(?:{re.escape(name)}|{re.escape(name.upper())})"


@cache
def _read_service() -> re.Pattern[str]:
    phrases = sorted(_read_list("service_phrases"), key=_longest_first)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b")


@cache
def _list_phrases() -> frozenset[str]:
    return frozenset(line.casefold() for line in _read_list("interface_phrases"))


@cache
def _read_phrases() -> re.Pattern[str]:
    """The phrases where each word has a capital; and any verb with any noun of the two lists."""
    phrases = sorted(_read_list("interface_phrases"), key=_longest_first)
    longest_first = "|".join(_either_case(phrase) for phrase in phrases if " " in phrase)
    verbs = "|".join(_either_case(verb) for verb in _read_list("interface_verbs"))
    nouns = "|".join(_either_case(noun) for noun in _read_list("interface_nouns"))
    built = rf"(?:{verbs}) (?:(?:More|This|All|MORE|THIS|ALL) )?(?:{nouns})[sS]?"
    return re.compile(rf"\b(?=[A-Z])(?:{longest_first}|{built})\b")


def _read_list(name: str) -> list[str]:
    lines = files("analysis.articles").joinpath(f"{name}.txt").read_text("utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _join(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
