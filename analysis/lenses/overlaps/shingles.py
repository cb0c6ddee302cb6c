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
    text = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    begins = np.cumsum(lengths) - lengths
    place = (np.arange(len(codes)) - np.repeat(begins, lengths)).astype(np.int32)
    whole = np.flatnonzero(place + SHINGLE <= np.repeat(lengths, lengths))
    numbers = np.zeros(len(whole), dtype=np.uint64)
    for step in range(SHINGLE):
        numbers = _scatter(numbers + codes[whole + step].astype(np.uint64))
    order = np.argsort(numbers, kind="stable")
    numbers = numbers[order]
    begins_group = np.r_[True, numbers[1:] != numbers[:-1]] if len(numbers) else np.empty(0, bool)
    sizes = np.diff(np.r_[np.flatnonzero(begins_group), len(numbers)])
    repeated = np.repeat(sizes > 1, sizes)
    rows = whole[order[repeated]]
    starts = np.cumsum(sizes[sizes > 1]) - sizes[sizes > 1]
    first = np.repeat(starts, sizes[sizes > 1]).astype(np.int32)
    return Shingles(text[rows], place[rows], first)


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
    shift = runs.other_place - runs.place
    order = np.lexsort((runs.place, shift, runs.other, runs.text))
    text, place, other, other_place, _ = (part[order] for part in runs)
    shift = shift[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (
        (text[1:] != text[:-1])
        | (other[1:] != other[:-1])
        | (shift[1:] != shift[:-1])
        | (place[1:] != place[:-1] + 1)
    )
    starts = np.flatnonzero(new)
    words = np.diff(np.r_[starts, len(order)]) + SHINGLE - 1
    return Runs(text[starts], place[starts], other[starts], other_place[starts], words)
