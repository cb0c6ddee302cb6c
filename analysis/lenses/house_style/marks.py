"""Typography and the writing of dates, times and percentages; the case of headlines."""

import re
from collections.abc import Iterator

from analysis.lenses.house_style.places import Places, make_places

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.|Apr\.|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
# Each pattern begins with the mark itself, which is searched for fast, and then looks back.
_MARKS = (
    ("apostrophe", "curly", r"’(?<=\w’)(?=\w)"),
    ("apostrophe", "straight", r"'(?<=\w')(?=\w)"),
    ("quotation marks", "“ ”", r"“"),
    ("quotation marks", '" "', r'"(?<![\w.,!?]")(?=\S)'),
    ("quotation marks", "‘ ’", r"‘(?<![\w‘]‘)(?=[^\W\d])"),
    ("quotation marks", "' '", r"'(?<![\w']')(?=[^\W\d]{2})(?!'(?:em|til|tis|twas|cause)\b)"),
    ("dash", "a—b", r"—(?<=\w—)(?=\w)"),
    ("dash", "a — b", r"—(?<=\w\s—)(?=\s)"),
    ("dash", "a – b", r"–(?<=\w\s–)(?=\s)"),
    ("dash", "a - b", r" - (?<=[a-z] - )(?=\w)"),
    ("dash", "a -- b", r"--(?<!---)(?!-)"),
    ("ellipsis", "…", r"…"),
    ("ellipsis", "...", r"\.\.\.(?<!\.\.\.\.)(?!\.)"),
    ("ellipsis", ". . .", r"\. \. \."),
    ("percentage", "%", r"%(?<=[\d ]%)"),
    ("percentage", "percent", r"percent\b"),
    ("percentage", "per cent", r"per cent\b"),
)
_CLOCKS = ("a.m.", "am", "AM")
_CLOCK = re.compile(r"\d{1,2}(?:[:.]\d\d)? ?(?:([ap]\.m\.)|([ap]m\b)|([AP]M\b))")
_DATES = ("5 October", "October 5")
# A month is searched for, and then what is before it and behind it.
_MONTHS = re.compile(_MONTH)
_DAY_BEFORE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? \Z")
_LONGEST_DAY = 5  # characters of `12th `
_BARE_MONTH = re.compile(rf"{_MONTH}(?!\w)")
_DAY_BEHIND = re.compile(rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?!\d)")
_WAYS = (
    *((feature, choice) for feature, choice, _ in _MARKS),
    *(("clock time", choice) for choice in _CLOCKS),
    *(("date", choice) for choice in _DATES),
)
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CASES = ("CAPITALS", "Title Case", "Sentence case")
_LONG = 4  # letters from which title case gives every word a capital


def find_marks(texts: list[str]) -> Places:
    """One place per mark or form in the texts."""
    patterns = [re.compile(pattern) for *_, pattern in _MARKS]
    found = [
        (article, start, end, way)
        for article, text in enumerate(texts)
        for start, end, way in _read(text, patterns)
    ]
    return make_places(found, [("text", "typography", *way) for way in _WAYS])


def find_headline_case(headlines: list[str]) -> Places:
    """One place per headline whose case can be told."""
    found = [
        (article, 0, len(headline), _CASES.index(case))
        for article, headline in enumerate(headlines)
        if (case := _tell_case(headline))
    ]
    return make_places(found, [("headline", "typography", "headline case", c) for c in _CASES])


def _read(text: str, patterns: list[re.Pattern[str]]) -> Iterator[tuple[int, int, int]]:
    for way, pattern in enumerate(patterns):
        yield from ((*match.span(), way) for match in pattern.finditer(text))
    clock = len(patterns) - 1
    yield from ((*match.span(), clock + (match.lastindex or 0)) for match in _CLOCK.finditer(text))
    date = len(patterns) + len(_CLOCKS)
    for month in _MONTHS.finditer(text):
        begin = month.start()
        whole = _BARE_MONTH.match(text, begin)
        if whole and (day := _DAY_BEFORE.search(text, max(begin - _LONGEST_DAY, 0), begin)):
            yield day.start(), whole.end(), date
        if behind := _DAY_BEHIND.match(text, begin):
            yield (*behind.span(), date + 1)


def _tell_case(headline: str) -> str:
    """`CAPITALS`, `Title Case` or `Sentence case`; empty where too few words tell.

    >>> _tell_case("Film crew blasts off to the space station")
    'Sentence case'
    """
    later = [word for word in _LETTERS.findall(headline)[1:] if len(word) >= _LONG]
    if len(later) < 3:
        return ""
    if all(word.isupper() for word in later):
        return "CAPITALS"
    capitals = sum(word[0].isupper() for word in later) / len(later)
    return "Title Case" if capitals >= 0.9 else "Sentence case" if capitals <= 0.6 else ""
