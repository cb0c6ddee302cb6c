"""An index of all short word sequences: where two texts may share a passage, without comparing all.

Every sequence of `SHINGLE` words has a 64-bit number; sorted, equal ones stand together. So the
work grows with what is shared, not with the pairs of articles.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

SHINGLE = 4  # words; an eight-word passage with one word changed still holds one
_MOST = 50  # occurrences a sequence is compared with: boilerplate is in thousands of articles
_BLOCK = 200_000  # shingles looked up at once


class Matches(NamedTuple):
    """Equal shingles: the later text and place, the earlier text and place (numbers from 0)."""

    text: np.ndarray
    place: np.ndarray
    other: np.ndarray
    other_place: np.ndarray


class Runs(NamedTuple):
    """Words that stand in both texts without a change, as many as `words`."""

    text: np.ndarray
    place: np.ndarray
    other: np.ndarray
    other_place: np.ndarray
    words: np.ndarray


def find_runs(texts: Sequence[Sequence[str]]) -> Iterator[Runs]:
    """Blocks of maximal equal runs of at least `SHINGLE` words, each text with those before it."""
    numbers, text, place = _number_shingles(texts)
    order = np.lexsort((place, text, numbers))
    sorted_numbers = numbers[order]
    starts = np.flatnonzero(np.r_[True, sorted_numbers[1:] != sorted_numbers[:-1]])
    sizes = np.diff(np.r_[starts, len(order)])
    first = np.empty(len(order), dtype=np.int64)  # where each shingle's group starts in `order`
    first[order] = np.repeat(starts, sizes)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    earlier = np.minimum(rank - first, _MOST)  # how many places in the group stand before it
    for begin, end in _cut_blocks(text, len(texts)):
        yield _join_runs(_match(begin, end, earlier, first, order, text, place))


def _number_shingles(
    texts: Sequence[Sequence[str]],
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A number, a text and a place for every shingle of every text."""
    lengths = np.array([len(words) for words in texts], dtype=np.int64)
    codes = pd.factorize(np.array([w for words in texts for w in words], dtype=object))[0]
    total = len(codes)
    text = np.repeat(np.arange(len(texts)), lengths)
    place = np.arange(total) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    whole = np.flatnonzero(place + SHINGLE <= np.repeat(lengths, lengths))
    scattered = _scatter(codes.astype(np.uint64))
    numbers = np.zeros(len(whole), dtype=np.uint64)
    for step in range(SHINGLE):
        numbers = _scatter(numbers + scattered[whole + step])
    return numbers, text[whole].astype(np.int32), place[whole].astype(np.int32)


def _scatter(values: np.ndarray) -> np.ndarray:
    """Distinct numbers spread over 64 bits (the finaliser of SplitMix64, Steele et al. 2014)."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    scattered: np.ndarray = values ^ (values >> np.uint64(31))
    return scattered


def _cut_blocks(text: np.ndarray, texts: int) -> Iterator[tuple[int, int]]:
    """Ranges of shingles that hold whole texts."""
    ends = np.searchsorted(text, np.arange(texts), side="right")
    begin = 0
    for end in ends.tolist():
        if end - begin >= _BLOCK:
            yield begin, end
            begin = end
    if begin < len(text):
        yield begin, len(text)


def _match(
    begin: int,
    end: int,
    earlier: np.ndarray,
    first: np.ndarray,
    order: np.ndarray,
    text: np.ndarray,
    place: np.ndarray,
) -> Matches:
    """Every shingle of the range with its earlier equals in other texts."""
    counts = earlier[begin:end]
    source = np.repeat(np.arange(begin, end), counts)
    within = np.arange(len(source)) - np.repeat(np.cumsum(counts) - counts, counts)
    target = order[first[source] + within]
    apart = text[source] != text[target]
    source, target = source[apart], target[apart]
    return Matches(text[source], place[source], text[target], place[target])


def _join_runs(matches: Matches) -> Runs:
    """Matches that follow one another in both texts, as one run."""
    shift = matches.other_place - matches.place
    order = np.lexsort((matches.place, shift, matches.other, matches.text))
    text, place, other, other_place = (part[order] for part in matches)
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
