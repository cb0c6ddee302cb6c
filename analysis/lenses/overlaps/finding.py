"""Passages that two articles share, aligned to the characters in both."""

from array import array
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.language import fold_word, span_words
from analysis.lenses.overlaps.passages import Passage, join_passages
from analysis.lenses.overlaps.quoted import find_quoted, share_quoted
from analysis.lenses.overlaps.shingles import Runs, find_runs
from analysis.progress import follow
from analysis.tables import as_table

_LOOSE = 0.6  # of the characters asked for: a pair with fewer in all its runs has no passage
_COLUMNS = "article_id other_id start end other_start other_end words quoted".split()


def find_overlaps(articles: pd.DataFrame, *, words: int = 8, characters: int = 50) -> pd.DataFrame:
    """One row per passage two articles share: at least so many words or characters, edits bridged.

    `article_id` is the later of the two (by date, then id): what it shares, the other had. Words
    are compared in their folded form, so quotes, dashes and case do not hide a copy; up to five
    words may be changed, added or left out between two equal runs. `words` counts the equal ones.
    Of a phrase that very many articles share, each is compared with the fifty earliest.
    """
    dated = articles[["article_id", "published"]].reset_index(drop=True)
    dated = dated.sort_values(["published", "article_id"], na_position="first")
    texts = _Texts(articles["text"].array, dated.index.to_numpy())
    found = _find_words(texts)
    quoted: dict[int, list[tuple[int, int]]] = {}
    blocks = [np.empty((0, 8))]
    for runs in find_runs(found.codes, found.lengths):
        long = _drop_idioms(runs, found, words=words, characters=characters)
        rows = []
        for text, other, passages in join_passages(long):
            for passage in passages:
                start, end = found.measure(text, passage.start, passage.end)
                if passage.words < words and _count_same(passage, start, end) < characters:
                    continue
                if text not in quoted:
                    quoted[text] = find_quoted(texts[text])
                other_span = found.measure(other, passage.other_start, passage.other_end)
                share = share_quoted(quoted[text], start, end)
                rows.append((text, other, start, end, *other_span, passage.words, share))
        blocks.append(np.array(rows, dtype=np.float64).reshape(-1, 8))
    return _list_rows(np.concatenate(blocks), dated["article_id"])


class _Texts(Sequence[str]):
    """Texts in an order of their own, each fetched when asked for: together they are large."""

    def __init__(self, texts: Any, order: np.ndarray) -> None:  # noqa: ANN401 (an array of pandas)
        self.texts, self.order = texts, order

    def __len__(self) -> int:
        return len(self.order)

    def __getitem__(self, number: Any) -> Any:  # noqa: ANN401 (as Sequence has it)
        return str(self.texts[int(self.order[number])])


def _list_rows(found: np.ndarray, ids: pd.Series) -> pd.DataFrame:
    """The table, where articles are still numbers."""
    rows = pd.DataFrame(found, columns=_COLUMNS)
    for column in _COLUMNS[:2]:
        rows[column] = ids.array.take(rows[column].to_numpy(dtype=np.int64))
    return as_table(rows, "overlaps")


class _Words(NamedTuple):
    """All words of all texts, one after another: where each stands, and a number for its form."""

    starts: np.ndarray
    ends: np.ndarray
    codes: np.ndarray
    lengths: np.ndarray
    begins: np.ndarray

    def measure(self, text: int, first: int, last: int) -> tuple[int, int]:
        """The characters of a text from its first word to its last, exclusive."""
        begin = int(self.begins[text])
        return int(self.starts[begin + first]), int(self.ends[begin + last - 1])


def _find_words(texts: Sequence[str]) -> _Words:
    """Compact arrays: millions of words as Python objects would not fit."""
    numbers = _Numbers()
    starts, ends, codes, lengths = array("i"), array("i"), array("i"), array("q")
    for text in follow(texts, "reading words", unit=" articles", total=len(texts)):
        spans = span_words(text)
        codes.extend([numbers[text[start:end]] for start, end in spans])
        starts.extend([start for start, _ in spans])
        ends.extend([end for _, end in spans])
        lengths.append(len(spans))
    counted = np.array(lengths, dtype=np.int64)
    one, other, form = (np.frombuffer(part, dtype=np.int32) for part in (starts, ends, codes))
    return _Words(one, other, form, counted, np.cumsum(counted) - counted)


class _Numbers(dict[str, int]):
    """A number for each word as it is spelled: the same for all spellings of one form."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, int] = {}

    def __missing__(self, spelled: str) -> int:
        form = fold_word(spelled)
        return self.setdefault(spelled, self.forms.setdefault(form, len(self.forms)))


def _drop_idioms(runs: Runs, found: _Words, *, words: int, characters: int) -> Runs:
    """Only the runs of two texts that may add up to a passage: most share a phrase of everyday."""
    if not len(runs.text):
        return runs
    first = found.begins[runs.text] + runs.place
    length = found.ends[first + runs.words - 1] - found.starts[first]
    new = (runs.text[1:] != runs.text[:-1]) | (runs.other[1:] != runs.other[:-1])
    starts = np.flatnonzero(np.r_[True, new])
    enough = np.add.reduceat(runs.words, starts) >= words
    # Spaces and changed words between runs count in a passage, so the bound is loose.
    enough |= np.add.reduceat(length, starts) >= _LOOSE * characters
    kept = np.repeat(enough, np.diff(np.r_[starts, len(runs.text)]))
    return Runs(*(part[kept] for part in runs))


def _count_same(passage: Passage, start: int, end: int) -> float:
    """Characters of the passage that are the same in both, by its share of equal words."""
    return (end - start) * passage.words / (passage.end - passage.start)
