"""Equal runs to passages: runs that follow closely in both texts are one, lightly edited."""

from itertools import groupby
from typing import NamedTuple

import numpy as np

from analysis.lenses.overlaps.runs import Runs, begin_pairs

_EDIT = 5  # words that may be changed, added or left out between two runs of one passage
_MANY = 10  # runs of two texts, from which each is no longer held against each


class Passage(NamedTuple):
    """First and last word (exclusive) in two texts, and how many of them are the same."""

    start: int
    end: int
    other_start: int
    other_end: int
    words: int


def join_passages(runs: Runs) -> np.ndarray:
    """A row per passage: text, other, start and end, those in the other, equal words; all in words.

    The passages of two texts come in order, and no word is in more than one.
    """
    starts = begin_pairs(runs)
    runs_of = np.diff(np.r_[starts, len(runs.text)])
    alone = Runs(*(column[starts[runs_of == 1]] for column in runs))
    single = (
        *(alone.text, alone.other, alone.place, alone.place + alone.words),
        *(alone.other_place, alone.other_place + alone.words, alone.words),
    )
    several = np.repeat(runs_of > 1, runs_of)
    rows = zip(*(column[several].tolist() for column in runs), strict=True)
    joined = [
        (text, other, *passage)
        for (text, other), group in groupby(rows, key=lambda row: (row[0], row[2]))
        for passage in _choose(
            _bridge(sorted(Passage(a, a + n, b, b + n, n) for _, a, _, b, n in group))
        )
    ]
    passages = np.concatenate(
        [np.column_stack(single), np.array(joined, dtype=np.int64).reshape(-1, 7)]
    )
    ordered: np.ndarray = passages[np.lexsort((passages[:, 1], passages[:, 0]))]
    return ordered


def may_join(runs: Runs, starts: np.ndarray) -> np.ndarray:
    """Whether two runs follow closely, for each two texts; their runs begin at `starts`.

    Nearly all that share two everyday phrases have them far apart; pairs with very many runs are
    not looked at.
    """
    runs_of = np.diff(np.r_[starts, len(runs.text)])
    joined: np.ndarray = runs_of > _MANY
    pair = np.repeat(np.arange(len(starts)), runs_of)
    rows = np.flatnonzero((runs_of > 1)[pair] & ~joined[pair])
    others = runs_of[pair[rows]]
    one = np.repeat(rows, others)
    within = np.arange(len(one)) - np.repeat(np.cumsum(others) - others, others)
    next_ = starts[pair[one]] + within
    gap = runs.place[next_] - runs.place[one] - runs.words[one]
    other_gap = runs.other_place[next_] - runs.other_place[one] - runs.words[one]
    close = np.maximum(gap, other_gap) <= _EDIT
    close &= np.minimum(gap, other_gap) > -runs.words[next_]
    joined[pair[one[close]]] = True
    return joined


def _bridge(runs: list[Passage]) -> list[Passage]:
    """Runs chained over small edits; each run goes on the nearest chain that it can follow."""
    chains: list[Passage] = []
    open_chains: list[int] = []
    for run in runs:
        open_chains = [n for n in open_chains if chains[n].end + _EDIT >= run.start]
        near = [(_gap(chains[n], run), n) for n in open_chains if _gap(chains[n], run) is not None]
        if near:
            _, n = min(near, key=lambda pair: (pair[0] or 0, -pair[1]))
            chains[n] = _follow(chains[n], run)
        else:
            open_chains.append(len(chains))
            chains.append(run)
    return chains


def _gap(chain: Passage, run: Passage) -> int | None:
    """Words between a chain and a run in both texts, or None where it does not follow closely."""
    gap, other_gap = run.start - chain.end, run.other_start - chain.other_end
    overlap = max(-gap, -other_gap, 0)
    if gap > _EDIT or other_gap > _EDIT or overlap >= run.words:
        return None
    return abs(gap) + abs(other_gap)


def _follow(chain: Passage, run: Passage) -> Passage:
    """The chain with the run at its end; words that both hold count once."""
    overlap = max(chain.end - run.start, chain.other_end - run.other_start, 0)
    words = chain.words + run.words - overlap
    return Passage(chain.start, run.end, chain.other_start, run.other_end, words)


def _choose(chains: list[Passage]) -> list[Passage]:
    """The longest passages that have no word in common with one already chosen."""
    chosen: list[Passage] = []
    for chain in sorted(chains, key=lambda chain: (-chain.words, chain)):
        if not any(_touch(chain, other) for other in chosen):
            chosen.append(chain)
    return sorted(chosen)


def _touch(one: Passage, other: Passage) -> bool:
    return (one.start < other.end and other.start < one.end) or (
        one.other_start < other.other_end and other.other_start < one.other_end
    )
