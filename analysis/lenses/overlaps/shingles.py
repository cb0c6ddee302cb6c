"""An index of all short word sequences: where two texts may share a passage, without comparing all.

Every sequence of `SHINGLE` words has a 64-bit number; sorted, equal ones stand together. So the
work grows with what is shared, not with the pairs of articles. Numbers are sorted piece by piece
of the texts first; then, range by range of the numbers, all pieces together.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.lenses.overlaps.order import Order
from analysis.lenses.overlaps.sorting import sort_rows

SHINGLE = 4  # words; an eight-word passage with one word changed still holds one
_MOST = 50  # occurrences a sequence is compared with: boilerplate is in thousands of articles
_BLOCK = 1_000_000  # words numbered together
_LETTERS = 6  # of a word and the space after it, as a rule: only memory depends on it
_RANGE = 4_000_000  # shingles sorted together: sorting takes several times what is sorted


class Index(NamedTuple):
    """The numbers of the shingles of some texts, sorted, and the word that each begins with."""

    numbers: np.ndarray
    words: np.ndarray


class Matches(NamedTuple):
    """Places of equal shingles in two texts, by the later text, which comes first."""

    text: np.ndarray
    place: np.ndarray
    other: np.ndarray
    other_place: np.ndarray

    def count_texts(self, begin: int, end: int) -> np.ndarray:
        """How many each of the texts has, from `begin` to before `end`."""
        first, last = np.searchsorted(self.text, [begin, end])
        counted: np.ndarray = np.bincount(self.text[first:last] - begin, minlength=end - begin)
        return counted

    def match(self, begin: int, end: int) -> "Matches":
        """Those of the texts from `begin` to before `end`."""
        first, last = np.searchsorted(self.text, [begin, end])
        return Matches(*(column[first:last] for column in self))


class Shingles(NamedTuple):
    """Places of the shingles that occur more than once, equal ones together, earliest first.

    `first` is the row in which the group of equal ones begins; `later` the rows that have an
    earlier equal, by text.
    """

    text: np.ndarray
    place: np.ndarray
    first: np.ndarray
    later: np.ndarray

    def count_texts(self, begin: int, end: int) -> np.ndarray:
        """How many matches each of the texts may have, from `begin` to before `end`."""
        rows = self._find(begin, end)
        counted = np.bincount(
            self.text[rows] - begin, self._count_earlier(rows), minlength=end - begin
        )
        return counted.astype(np.int64)

    def match(self, begin: int, end: int) -> Matches:
        """Every shingle of these texts with its earlier equals in other texts."""
        rows = self._find(begin, end)
        earlier = self._count_earlier(rows)
        source = np.repeat(rows, earlier)
        within = np.arange(len(source)) - np.repeat(np.cumsum(earlier) - earlier, earlier)
        target = self.first[source] + within
        apart = self.text[source] != self.text[target]
        source, target = source[apart], target[apart]
        at = (self.text[source], self.place[source])
        return Matches(*at, self.text[target], self.place[target])

    def _find(self, begin: int, end: int) -> np.ndarray:
        first, last = (
            bisect_left(self.later, text, key=self.text.__getitem__) for text in (begin, end)
        )
        return self.later[first:last]

    def _count_earlier(self, rows: np.ndarray) -> np.ndarray:
        earlier: np.ndarray = np.minimum(rows - self.first[rows], _MOST)
        return earlier


def index_shingles(codes: np.ndarray, lengths: np.ndarray) -> Index:
    """All shingles of some texts.

    `codes` holds a number for every word, one text after another; `lengths` how many words each
    text has.
    """
    numbers = _number_shingles(codes, np.cumsum(lengths))
    words = np.flatnonzero(numbers)
    words = words[np.argsort(numbers[words], kind="stable")]
    return Index(numbers[words], words.astype(np.int32))


def count_ranges(letters: int) -> int:
    """Into how many ranges the shingles of texts with about so many letters are divided."""
    return letters // (_LETTERS * _RANGE) + 1


def copy_range(index: Index, number: int, ranges: int) -> Index:
    """The shingles in one of so many ranges of equal width, so that the others can go."""
    low, high = (number << 64) // ranges, ((number + 1) << 64) // ranges - 1
    first = np.searchsorted(index.numbers, np.uint64(low))
    last = np.searchsorted(index.numbers, np.uint64(high), side="right")
    return Index(index.numbers[first:last].copy(), index.words[first:last].copy())


def find_repeated(pieces: Sequence[Index], bounds: np.ndarray, order: Order) -> Shingles:
    """The repeated ones among the shingles of one range in all pieces.

    `bounds` says how many words stand before each piece.
    """
    numbers = np.concatenate([np.empty(0, np.uint64), *(piece.numbers for piece in pieces)])
    by_number = np.argsort(numbers, kind="stable")
    numbers = numbers[by_number]
    begins = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]][: len(numbers)])
    sizes = np.diff(np.r_[begins, len(numbers)])
    repeated = by_number[np.repeat(sizes > 1, sizes)]
    sizes = sizes[sizes > 1]
    words = np.concatenate(
        [
            np.empty(0, np.int64),
            *(begin + piece.words for begin, piece in zip(bounds, pieces, strict=False)),
        ]
    )[repeated]
    read = np.searchsorted(order.words, words, side="right") - 1
    group = np.repeat(np.arange(len(sizes)), sizes)
    _, text, place = sort_rows(group, order.number[read], words - order.words[read])
    first = np.repeat(np.cumsum(sizes) - sizes, sizes)
    later = np.flatnonzero(np.arange(len(first)) > first)
    later = later[np.argsort(text[later], kind="stable")]
    return Shingles(*(column.astype(np.int32) for column in (text, place, first, later)))


def _number_shingles(codes: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """The number of the shingle each word begins; 0 where its text ends before."""
    numbers = np.zeros(max(len(codes) - SHINGLE + 1, 0), dtype=np.uint64)
    for begin in range(0, len(numbers), _BLOCK):
        block = numbers[begin : begin + _BLOCK]
        for step in range(SHINGLE):
            block[:] = _scatter(block + codes[begin + step : begin + step + len(block)])
    for step in range(1, SHINGLE):
        last = ends - step
        numbers[last[(last >= 0) & (last < len(numbers))]] = 0
    return numbers


def _scatter(values: np.ndarray) -> np.ndarray:
    """Distinct numbers spread over 64 bits (the finaliser of SplitMix64, Steele et al. 2014)."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    scattered: np.ndarray = values ^ (values >> np.uint64(31))
    return scattered
