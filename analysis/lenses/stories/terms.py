"""What each article says, counted: its words, those of its lead and of its heading, its names."""

import calendar
from array import array
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.language import find_words, fold_word, spell_words

LEAD_WORDS = 100  # headline and first paragraphs, where news says what happened
HEADING_WORDS = 12  # the text's first words stand in for a headline where there is none
NAMING_WORDS = 120  # where a text introduces whom and where it is about
_OPENS_SENTENCE = frozenset('.!?:;|•"“”‘\n\r\t')  # a capital after these tells nothing


class Terms(NamedTuple):
    """Counts with one row per article and one column per term, and the terms in column order."""

    full: sparse.csr_array
    lead: sparse.csr_array
    heading: sparse.csr_array
    names: sparse.csr_array
    vocabulary: list[str]


def count_terms(articles: pd.DataFrame, named: Mapping[str, list[str]] | None = None) -> Terms:
    """One row per article, in their order: words of the whole, of the lead, the heading, the names.

    Names are those of `named` where it is given, else found by capitals inside a sentence.
    """
    columns = _Columns()
    blocks = [_Block() for _ in range(4)]
    texts = zip(articles["article_id"], articles["headline"], articles["text"], strict=True)
    for article_id, headline, text in texts:
        spelled = spell_words(text)
        head = [columns[word] for word in spell_words(headline)]
        body = [columns[word] for word in spelled]
        blocks[0].add(head + body)
        blocks[1].add(head + body[: max(LEAD_WORDS - len(head), 0)])
        blocks[2].add(head or body[:HEADING_WORDS])
        names = (
            _find_names(text, spelled[:NAMING_WORDS])
            if named is None
            else named.get(article_id, [])
        )
        blocks[3].add([columns.number(name) for name in names])
    full, lead, heading, names = (block.stack(len(columns.terms)) for block in blocks)
    return Terms(full, lead, heading, names, list(columns.terms))


def list_named(mentions: pd.DataFrame) -> dict[str, list[str]]:
    """Words of the full names each article mentions, once for every mention."""
    known = mentions[(mentions["entity"] != "")]
    words = {
        entity: [_cut_plural(word) for _, _, word in find_words(entity)]
        for entity in known["entity"].unique()
    }
    named: dict[str, list[str]] = {}
    for article_id, entity in zip(known["article_id"], known["entity"], strict=True):
        named.setdefault(article_id, []).extend(words[entity])
    return named


class _Columns(dict[str, int]):
    """The column of each word as it is spelled; folded and cut only once."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: dict[str, int] = {}

    def __missing__(self, spelled: str) -> int:
        return self.setdefault(spelled, self.number(_cut_plural(fold_word(spelled))))

    def number(self, term: str) -> int:
        return self.terms.setdefault(term, len(self.terms))


class _Block:
    """A sparse matrix in the making; compact, because 40,000 dictionaries of words are not."""

    def __init__(self) -> None:
        self.indices, self.ends = array("i"), array("q", [0])

    def add(self, columns: list[int]) -> None:
        self.indices.extend(columns)
        self.ends.append(len(self.indices))

    def stack(self, width: int) -> sparse.csr_array:
        ends = np.array(self.ends)
        ends = ends.astype(np.int32) if ends[-1] < 2**31 else ends  # with it, all indices are
        parts = (np.ones(len(self.indices), np.float32), np.array(self.indices), ends)
        matrix = sparse.csr_array(parts, shape=(len(ends) - 1, width))
        matrix.sum_duplicates()
        return matrix.copy()  # without the room that repeated words took


@lru_cache(2**14)
def _cut_plural(word: str) -> str:
    """The word without a plural's ending: `missiles` and `missile` tell the same.

    >>> [_cut_plural(word) for word in ("missiles", "parties", "glass", "gas", "police")]
    ['missile', 'party', 'glass', 'gas', 'police']
    """
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") and len(word) > 4 else word[:-1]


def _find_names(text: str, introduction: list[str]) -> list[str]:
    """Words written with a capital inside a sentence and never without one.

    Between two words of the introduction stands no letter, so each is where it is found next.
    """
    capital, small, end = [], set(), 0
    for spelled in introduction:
        start = text.find(spelled, end)
        end = start + len(spelled)
        if spelled[0].islower():
            small.add(_fold(spelled))
        elif spelled[0].isupper() and not _opens_sentence(text, start):
            capital.append(_fold(spelled))
    names = (word for word in capital if word not in small and word not in _list_calendar())
    return [_cut_plural(word) for word in names if len(word) > 1]


@lru_cache(2**14)
def _fold(word: str) -> str:
    return fold_word(word)


@cache
def _list_calendar() -> frozenset[str]:
    """Days and months: written with a capital, and no names of anybody."""
    days, months = calendar.day_name, calendar.month_name
    return frozenset(fold_word(word) for word in [*days, *months])


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(start - 4, 0) : start]
    return start == 0 or not _OPENS_SENTENCE.isdisjoint(before)
