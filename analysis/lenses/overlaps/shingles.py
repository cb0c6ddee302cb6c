"""An index of all short word sequences: where two texts may share a passage, without comparing all.

Every sequence of `SHINGLE` words has a 64-bit number; sorted, equal ones stand together. So the
work grows with what is shared, not with the pairs of articles.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from analysis.progress import follow

SHINGLE = 4  # words; an eight-word passage with one word changed still holds one
_MOST = 50  # occurrences a sequence is compared with: boilerplate is in thousands of articles
_BLOCK = 1_000_000  # matches looked at together
_KEY_BITS = 63
_PART_BITS = 4
_PARTS = 1 << _PART_BITS  # sorted one after another: sorting takes several times what is sorted


class Shingles(NamedTuple):
    """Places of the shingles that occur more than once, equal ones together, in reading order.

    `first` is the row in which the group of equal ones begins.
    """

    text: np.ndarray
    place: np.ndarray
    first: np.ndarray


class Runs(NamedTuple):
    """Words that stand in both texts without a change, as many as `words`."""

    text: np.ndarray
    place: np.ndarray
    other: np.ndarray
    other_place: np.ndarray
    words: np.ndarray


def find_runs(codes: np.ndarray, lengths: np.ndarray) -> Iterator[Runs]:
    """Blocks of maximal equal runs of at least `SHINGLE` words, each text with those before it.

    `codes` holds a number for every word of all texts, one text after another; `lengths` how many
    words each has.
    """
    shingles = _index_shingles(codes, lengths)
    by_text = np.argsort(shingles.text, kind="stable").astype(np.int32)
    earlier = np.minimum(by_text - shingles.first[by_text], _MOST)
    blocks = list(_cut_blocks(shingles.text[by_text], earlier))
    for begin, end in follow(blocks, "comparing", unit=" blocks", total=len(blocks)):
        yield _join_runs(_match(shingles, by_text[begin:end], earlier[begin:end]))


def _index_shingles(codes: np.ndarray, lengths: np.ndarray) -> Shingles:
    """Sorted part by part, by their highest bits, and only what is repeated is kept."""
    ends = np.cumsum(lengths)
    numbers = _number_shingles(codes, ends)
    parts = [_find_repeated(numbers, part) for part in range(_PARTS if len(numbers) else 0)]
    rows = np.concatenate([np.empty(0, np.int64), *(rows for rows, _ in parts)])
    sizes = np.concatenate([np.empty(0, np.int64), *(sizes for _, sizes in parts)])
    text = np.searchsorted(ends, rows, side="right").astype(np.int32)
    place = (rows - (ends - lengths)[text]).astype(np.int32)
    first = np.repeat(np.cumsum(sizes) - sizes, sizes).astype(np.int32)
    return Shingles(text, place, first)


def _number_shingles(codes: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """The number of the shingle each word begins; 0 where its text ends before."""
    numbers = np.zeros(max(len(codes) - SHINGLE + 1, 0), dtype=np.uint64)
    for begin in range(0, len(numbers), _BLOCK):
        block = numbers[begin : begin + _BLOCK]
        for step in range(SHINGLE):
            words = codes[begin + step : begin + step + len(block)]
            block[:] = _scatter(block + words.astype(np.uint64))
    for step in range(1, SHINGLE):
        last = ends - step
        numbers[last[(last >= 0) & (last < len(numbers))]] = 0
    return numbers


def _find_repeated(numbers: np.ndarray, part: int) -> tuple[np.ndarray, np.ndarray]:
    """Where the repeated shingles of a part begin, equal ones together; and how many are equal."""
    rows = np.flatnonzero((numbers >> np.uint64(64 - _PART_BITS) == part) & (numbers != 0))
    own = numbers[rows]
    order = np.argsort(own, kind="stable")
    own = own[order]
    begins = np.flatnonzero(np.r_[True, own[1:] != own[:-1]][: len(own)])
    sizes = np.diff(np.r_[begins, len(own)])
    return rows[order[np.repeat(sizes > 1, sizes)]], sizes[sizes > 1]


def _scatter(values: np.ndarray) -> np.ndarray:
    """Distinct numbers spread over 64 bits (the finaliser of SplitMix64, Steele et al. 2014)."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    scattered: np.ndarray = values ^ (values >> np.uint64(31))
    return scattered


def _cut_blocks(text: np.ndarray, matches: np.ndarray) -> Iterator[tuple[int, int]]:
    """Ranges of shingles that hold whole texts and a bounded number of matches."""
    last = np.r_[text[1:] != text[:-1], True][: len(text)]
    total = np.r_[0, np.cumsum(matches, dtype=np.int64)]
    begin = 0
    for end in (np.flatnonzero(last) + 1).tolist():
        if total[end] - total[begin] >= _BLOCK or end == len(text):
            yield begin, end
            begin = end


def _match(shingles: Shingles, rows: np.ndarray, earlier: np.ndarray) -> Runs:
    """Every shingle of these rows with its earlier equals in other texts, a run of one each."""
    source = np.repeat(rows, earlier)
    within = np.arange(len(source)) - np.repeat(np.cumsum(earlier) - earlier, earlier)
    target = shingles.first[source] + within
    apart = shingles.text[source] != shingles.text[target]
    source, target = source[apart], target[apart]
    at = (shingles.text[source], shingles.place[source])
    other_at = (shingles.text[target], shingles.place[target])
    return Runs(*at, *other_at, np.full(len(source), SHINGLE))


def _join_runs(runs: Runs) -> Runs:
    """Runs of one shingle that follow one another in both texts, as one."""
    text, other, shift, place = _sort_rows(
        runs.text, runs.other, runs.other_place - runs.place, runs.place
    )
    new = np.ones(len(text), dtype=bool)
    new[1:] = (
        (text[1:] != text[:-1])
        | (other[1:] != other[:-1])
        | (shift[1:] != shift[:-1])
        | (place[1:] != place[:-1] + 1)
    )
    starts = np.flatnonzero(new)
    words = np.diff(np.r_[starts, len(text)]) + SHINGLE - 1
    text, other, shift, place = (part[starts] for part in (text, other, shift, place))
    return Runs(text, place, other, place + shift, words)


def _sort_rows(*columns: np.ndarray) -> list[np.ndarray]:
    """The columns, their rows sorted: as one number each, where that holds them all."""
    if not len(columns[0]):
        return list(columns)
    least = [int(column.min()) for column in columns]
    widths = [
        (int(column.max()) - low).bit_length() for column, low in zip(columns, least, strict=True)
    ]
    if sum(widths) > _KEY_BITS:
        order = np.lexsort(columns[::-1])
        return [column[order] for column in columns]
    keys = np.zeros(len(columns[0]), np.int64)
    for column, low, width in zip(columns, least, widths, strict=True):
        keys = (keys << width) | (column.astype(np.int64) - low)
    keys.sort()
    parts = []
    for low, width in zip(reversed(least), reversed(widths), strict=True):
        parts.append((keys & ((1 << width) - 1)) + low)
        keys >>= width
    return parts[::-1]
