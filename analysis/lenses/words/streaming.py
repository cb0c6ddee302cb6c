"""Word counts of more articles than memory holds: summed by group, batch after batch."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from analysis.lenses.words.counts import find_minimum, list_counts
from analysis.lenses.words.matrix import WordMatrix, build_matrix

_PENDING = 4_000_000  # sums that wait to be added up, at least
_SHIFT = 32  # a group's number stands above a word's in one key


def count_batches(
    batches: Iterable[pd.DataFrame],
    *,
    by: str | pd.Series = "outlet",
    part: str = "text",
    minimum: int | None = None,
) -> pd.DataFrame:
    """One row per group and word, as `count_words` over all articles, which come batch by batch.

    What is held is one batch, each distinct word, and a sum for each word that a group uses:
    `count_batches(reading.articles for reading in read_batches(FOLDER))`.
    """
    sums = _Sums()
    for articles in batches:
        sums.add(build_matrix(None, articles, by, part=part))
    return sums.list_rows(minimum)


class _Cells(NamedTuple):
    """One entry per group and word that it uses, sorted by key once they are added up."""

    keys: NDArray[np.int64]
    n: NDArray[np.int64]
    articles: NDArray[np.int64]


class _Sums:
    """What has been counted so far."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self.totals: dict[str, int] = {}
        self.numbers: dict[str, int] = {}
        empty = np.empty(0, np.int64)
        self.cells = [_Cells(empty, empty, empty)]

    def add(self, matrix: WordMatrix) -> None:
        for group, length in zip(matrix.groups[matrix.group_of], matrix.lengths, strict=True):
            self.totals[group] = self.totals.get(group, 0) + int(length)
        self.cells.append(self._number(matrix))
        first, *pending = self.cells
        if sum(len(cells.keys) for cells in pending) > max(_PENDING, len(first.keys)):
            self.cells = [_add_up(self.cells)]

    def list_rows(self, minimum: int | None) -> pd.DataFrame:
        cells = _add_up(self.cells)
        self.cells = [cells]
        groups, words = sorted(self.totals), np.array(list(self.words), dtype=object)
        word_of = cells.keys & ((1 << _SHIFT) - 1)
        totals = np.zeros(len(words), np.int64)
        np.add.at(totals, word_of, cells.n)
        if minimum is None:
            minimum = find_minimum(totals, len(groups))
        kept = np.flatnonzero(totals >= minimum)
        kept = kept[np.argsort(words[kept])]
        column = np.full(len(words), -1)
        column[kept] = np.arange(len(kept))
        rank = {group: number for number, group in enumerate(groups)}
        place = np.array([rank[group] for group in self.numbers], dtype=np.int64)
        shown = column[word_of] >= 0
        at = (place[cells.keys[shown] >> _SHIFT], column[word_of[shown]])
        n, used_in = (np.zeros((len(groups), len(kept)), np.int64) for _ in range(2))
        n[at], used_in[at] = cells.n[shown], cells.articles[shown]
        lengths = np.array([self.totals[group] for group in groups], dtype=np.int64)
        return list_counts(np.array(groups, dtype=object), words[kept], n, used_in, lengths)

    def _number(self, matrix: WordMatrix) -> _Cells:
        """A batch's cells, its groups and words numbered as in all batches."""
        words, numbers = self.words, self.numbers
        column = np.array([words.setdefault(w, len(words)) for w in matrix.vocabulary], np.int64)
        row = np.array([numbers.setdefault(g, len(numbers)) for g in matrix.groups], np.int64)
        size = len(matrix.group_of)
        one = np.ones(size, np.int64)
        shape = (len(matrix.groups), size)
        belongs = sparse.csr_array((one, (matrix.group_of, np.arange(size))), shape=shape)
        n = (belongs @ matrix.counts).tocoo()
        used = (belongs @ (matrix.counts > 0).astype(np.int64)).tocoo()
        keys, used_keys = ((row[own.row] << _SHIFT) + column[own.col] for own in (n, used))
        order, used_order = np.argsort(keys), np.argsort(used_keys)
        return _Cells(keys[order], n.data[order], used.data[used_order])


def _add_up(cells: list[_Cells]) -> _Cells:
    """The cells with each key once."""
    keys = np.concatenate([own.keys for own in cells])
    order = np.argsort(keys, kind="stable")  # quick where runs are sorted already
    keys = keys[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]][: len(keys)])
    if not len(starts):
        return cells[0]
    n, articles = (
        np.add.reduceat(np.concatenate(parts)[order], starts)
        for parts in ([own.n for own in cells], [own.articles for own in cells])
    )
    return _Cells(keys[starts], n, articles)
