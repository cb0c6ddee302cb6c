"""Equal runs to passages: runs that follow closely in both texts are one, lightly edited."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from analysis.lenses.overlaps.shingles import Runs

_EDIT = 5  # words that may be changed, added or left out between two runs of one passage


class Passage(NamedTuple):
    """First and last word (exclusive) in two texts, and how many of them are the same."""

    start: int
    end: int
    other_start: int
    other_end: int
    words: int


def join_passages(runs: Runs) -> Iterator[tuple[int, int, list[Passage]]]:
    """For each two texts, their shared passages: in order, and no word in more than one."""
    rows = zip(*(part.tolist() for part in runs), strict=True)
    for (text, other), group in groupby(rows, key=lambda row: (row[0], row[2])):
        found = [Passage(a, a + n, b, b + n, n) for _, a, _, b, n in group]
        yield text, other, _choose(_bridge(sorted(found)))


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
