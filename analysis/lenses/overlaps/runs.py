"""Shingles that follow one another in two texts, as one run of equal words."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.lenses.overlaps.shingles import SHINGLE, Matches, Shingles
from analysis.lenses.overlaps.sorting import sort_rows

_BLOCK = 1_000_000  # matches looked at together


class Runs(NamedTuple):
    """Words that stand in both texts without a change, as many as `words`."""

    text: np.ndarray
    place: np.ndarray
    other: np.ndarray
    other_place: np.ndarray
    words: np.ndarray


def cut_texts(
    found: Sequence[Shingles] | Sequence[Matches], begin: int, end: int
) -> list[tuple[int, int]]:
    """Ranges of texts with about as many matches as are looked at together.

    `found` is what is repeated in all ranges of shingles; the texts are those from `begin` to
    before `end`, by date.
    """
    matches = np.zeros(end - begin, np.int64)
    for one in found:
        matches += one.count_texts(begin, end)
    blocks = []
    total = np.cumsum(matches)
    first = before = 0
    while before < (int(total[-1]) if len(total) else 0):
        last = min(int(np.searchsorted(total, before + _BLOCK)) + 1, end - begin)
        blocks.append((begin + first, begin + last))
        first, before = last, int(total[last - 1])
    return blocks


def join_matches(matches: Sequence[Matches]) -> Runs:
    """Maximal equal runs: shingles that follow one another in both texts, as one."""
    joined = Matches(*(np.concatenate(columns) for columns in zip(*matches, strict=True)))
    text, other, shift, place = sort_rows(
        joined.text, joined.other, joined.other_place - joined.place, joined.place
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


def begin_pairs(runs: Runs) -> np.ndarray:
    """The rows at which the runs of two texts begin."""
    if not len(runs.text):
        return np.empty(0, np.int64)
    new = (runs.text[1:] != runs.text[:-1]) | (runs.other[1:] != runs.other[:-1])
    return np.flatnonzero(np.r_[True, new])
