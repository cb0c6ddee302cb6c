"""Typography and the writing of dates, times and percentages; the case of headlines."""

import re

from analysis.lenses.house_style.places import Places, make_places

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.|Apr\.|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_CLOCK = r"\d{1,2}(?:[:.]\d\d)? ?"
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
    ("clock time", "a.m.", rf"{_CLOCK}[ap]\.m\."),
    ("clock time", "am", rf"{_CLOCK}[ap]m\b"),
    ("clock time", "AM", rf"{_CLOCK}[AP]M\b"),
    ("percentage", "%", r"%(?<=[\d ]%)"),
    ("percentage", "percent", r"percent\b"),
    ("percentage", "per cent", r"per cent\b"),
    ("date", "5 October", rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?!\w)"),
    ("date", "October 5", rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?!\d)"),
)
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CASES = ("CAPITALS", "Title Case", "Sentence case")
_LONG = 4  # letters from which title case gives every word a capital


def find_marks(texts: list[str]) -> Places:
    """One place per mark or form in the texts."""
    patterns = [(way, re.compile(pattern)) for way, (*_, pattern) in enumerate(_MARKS)]
    found = [
        (article, match.start(), match.end(), way)
        for article, text in enumerate(texts)
        for way, pattern in patterns
        for match in pattern.finditer(text)
    ]
    ways = [("text", "typography", feature, choice) for feature, choice, _ in _MARKS]
    return make_places(found, ways)


def find_headline_case(headlines: list[str]) -> Places:
    """One place per headline whose case can be told."""
    found = [
        (article, 0, len(headline), _CASES.index(case))
        for article, headline in enumerate(headlines)
        if (case := _tell_case(headline))
    ]
    return make_places(found, [("headline", "typography", "headline case", c) for c in _CASES])


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
