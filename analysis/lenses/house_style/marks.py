"""Typography and the writing of dates, times and percentages; the case of headlines."""

import re

import pandas as pd

from analysis.spans import SPAN

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
_LONG = 4  # letters from which title case gives every word a capital


def find_marks(articles: pd.DataFrame) -> pd.DataFrame:
    """One row per mark or form in the text: span, layer, feature, choice."""
    patterns = [(feature, choice, re.compile(pattern)) for feature, choice, pattern in _MARKS]
    rows = [
        (article_id, "text", match.start(), match.end(), "typography", feature, choice)
        for article_id, text in zip(articles["article_id"], articles["text"], strict=True)
        for feature, choice, pattern in patterns
        for match in pattern.finditer(text)
    ]
    return pd.DataFrame(rows, columns=[*SPAN, "layer", "feature", "choice"])


def find_headline_case(articles: pd.DataFrame) -> pd.DataFrame:
    """One row per headline whose case can be told."""
    rows = [
        (article_id, "headline", 0, len(headline), "typography", "headline case", choice)
        for article_id, headline in zip(articles["article_id"], articles["headline"], strict=True)
        if (choice := _tell_case(headline))
    ]
    return pd.DataFrame(rows, columns=[*SPAN, "layer", "feature", "choice"])


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
