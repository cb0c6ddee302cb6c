"""How the findings write: lists, numbers and dates, the same in every sentence."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from analysis.spans import SPAN

_SMALL = "no one two three four five six seven eight nine ten eleven twelve".split()
_DATE_FORMATS = {
    "year": "%Y",
    "month": "%B %Y",
    "day": "{day} %B %Y",
    "minute": "{day} %B %Y, %H:%M UTC",
    "second": "{day} %B %Y, %H:%M UTC",
}


class Finding(NamedTuple):
    """One sentence and the passages that show it (`article_id part start end`; may be empty)."""

    text: str
    evidence: pd.DataFrame


def make_finding(text: str, evidence: pd.DataFrame | None = None) -> Finding:
    """The sentence with its evidence reduced to spans, in reading order of the rows given."""
    spans = pd.DataFrame(columns=SPAN) if evidence is None else evidence[SPAN]
    # An outlet that is called by its address keeps its small letters.
    large = text if "." in text.partition(" ")[0].rstrip(".,:") else text[:1].upper() + text[1:]
    return Finding(large, spans.reset_index(drop=True))


def join_list(items: Sequence[str], *, most: int = 8) -> str:
    """The items as a sentence lists them; beyond `most`, the rest as a number.

    >>> join_list(["A", "B", "C"]), join_list(["A", "B", "C", "D"], most=2)
    ('A, B and C', 'A, B and 2 others')
    """
    shown = list(items)
    # One hidden item would take as much room as naming it.
    if len(shown) > most + 1:
        shown = [*shown[:most], f"{len(items) - most:,} others"]
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def count_noun(number: int, noun: str, plural: str = "") -> str:
    """The number with its noun, small numbers in words.

    >>> count_noun(1, "telling"), count_noun(2, "story", "stories"), count_noun(1200, "word")
    ('one telling', 'two stories', '1,200 words')
    """
    spelled = _SMALL[number] if number < len(_SMALL) else f"{number:,}"
    return f"{spelled} {noun if number == 1 else plural or noun + 's'}"


def format_date(moment: pd.Timestamp, precision: str) -> str:
    """The date as far as it is known.

    >>> format_date(pd.Timestamp("2021-10-05", tz="UTC"), "day")
    '5 October 2021'
    """
    pattern = _DATE_FORMATS.get(precision, _DATE_FORMATS["day"])
    return moment.strftime(pattern).replace("{day}", str(moment.day))


def quote_words(words: str) -> str:
    """The words in quotation marks, as taken from a text."""
    return f"“{words}”"
