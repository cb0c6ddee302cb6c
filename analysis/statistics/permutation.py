"""Permutation of group labels over articles, within each story: the article is the unit.

Words cluster in articles, and articles in stories, so a test that treats every word as drawn alone
finds far too much. Here the labels move and the articles stay whole (the one-sided idea of
Koplenig 2019, kept inside strata as in Good 2005, ch. 6).
"""

import math
from collections.abc import Iterable, Iterator
from copy import copy
from itertools import combinations, groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

EXACT_UP_TO = 2**12
_CELLS_AT_ONCE = 4_000_000  # words times labelings held in memory
_LABELINGS_AT_ONCE = 20_000
# After so many labelings a word that so many of them carry as far is far from p = .05 ...
_FIRST, _OFTEN = 499, 25
_FEW = 10  # ... and one that so few carry as far is looked at four times as closely, twice over,
_PRODUCTS = 1_000_000_000  # as far as so many products allow: some seconds a group


class Permutation(NamedTuple):
    """What one test found, for every word."""

    p: Floats  # two-sided; not a number where no test is possible
    excess: Floats  # uses beyond what the group's share of each story's words would give
    labelings: int  # how many ways the labels could lie
    exact: bool  # whether all of them were tried


def permute_labels(
    counts: sparse.csr_array,
    lengths: ArrayLike,
    member: ArrayLike,
    strata: ArrayLike,
    *,
    draws: int = 4999,
    seed: int = 0,
) -> Permutation:
    """Test for each word (column) whether the member articles (rows) use it more or less.

    Labels move only inside a stratum (a story), each keeping its number of members. The statistic
    is the excess; p is the share of labelings at least as far from 0. All labelings are tried where
    there are at most 2**12, else `draws` at random, the observed one counted in. Words that 25 of
    the first 499 reach get no more; words that fewer than ten of all reach get four times as
    many, and again five times as many, so that a small p is a measured one (Besag and Clifford
    1991 on why stopping early for the others keeps the test valid); in very large collections, as
    many as a billion products allow.
    """
    inside = np.asarray(member, dtype=bool)
    blocks = _find_blocks(inside, np.asarray(strata))
    labelings = math.prod(math.comb(len(rows), int(inside[rows].sum())) for rows in blocks)
    if not blocks:
        nothing = np.full(counts.shape[1], np.nan)
        return Permutation(nothing, np.zeros(counts.shape[1]), 1, exact=True)
    rows = np.concatenate(blocks)
    sizes = np.array([len(block) for block in blocks])
    chosen = [int(inside[block].sum()) for block in blocks]
    residual = _Residual(sparse.csr_array(counts[rows]), np.asarray(lengths, float)[rows], sizes)
    excess = residual.sum_over(inside[rows][:, np.newaxis])[:, 0]
    if labelings <= EXACT_UP_TO:
        batches = _cut(_list_labelings(sizes, chosen), _limit(counts.shape[1]))
        p = _count_as_far(residual, excess, batches) / labelings
        return Permutation(p, excess, labelings, exact=True)
    p = _draw_p(residual, excess, chosen, draws, np.random.default_rng(seed))
    return Permutation(p, excess, labelings, exact=False)


def _draw_p(
    residual: "_Residual",
    excess: Floats,
    chosen: list[int],
    draws: int,
    rng: np.random.Generator,
) -> Floats:
    """The p of every word from labelings at random: the more, the more it matters."""
    first = min(_FIRST, draws)
    stages = [
        (first, _OFTEN, math.inf),
        (draws - first, _FEW, math.inf),
        (3 * (draws + 1), _FEW, _PRODUCTS),
        (16 * (draws + 1), 0, _PRODUCTS),
    ]
    as_far, drawn = np.zeros(len(excess)), np.zeros(len(excess))
    left = np.arange(len(excess))
    for wanted, enough, products in stages:
        some = residual.take(left)
        number = int(min(wanted, products // max(some.products, 1)))
        if left.size and number:
            batches = _draw_labelings(residual.sizes, chosen, number, _limit(left.size), rng)
            as_far[left] += _count_as_far(some, excess[left], batches)
            drawn[left] += number
        left = left[as_far[left] < enough]
    return np.asarray((as_far + 1) / (drawn + 1))


def count_labelings(member: ArrayLike, strata: ArrayLike) -> int:
    """In how many ways the labels could lie if each stratum keeps its number of members.

    >>> count_labelings([True, False, False, True, False], [1, 1, 1, 2, 2])
    6
    """
    inside = np.asarray(member, dtype=bool)
    blocks = _find_blocks(inside, np.asarray(strata))
    return math.prod(math.comb(len(rows), int(inside[rows].sum())) for rows in blocks)


def _limit(words: int) -> int:
    return max(1, min(_CELLS_AT_ONCE // max(words, 1), _LABELINGS_AT_ONCE))


def _count_as_far(residual: "_Residual", excess: Floats, batches: Iterable[Bools]) -> Floats:
    """How many labelings give each word an excess at least as far from 0."""
    bar = np.abs(excess) - 1e-9 * np.maximum(np.abs(excess), 1.0)  # ties count, also rounded ones
    as_far = np.zeros(len(excess))
    for batch in batches:
        as_far += (np.abs(residual.sum_over(batch)) >= bar[:, np.newaxis]).sum(axis=1)
    return as_far


def _find_blocks(inside: Bools, strata: NDArray[np.generic]) -> list[NDArray[np.intp]]:
    """The rows of each stratum that holds both members and others: only there can labels move."""
    _, codes = np.unique(strata, return_inverse=True)
    order = np.argsort(codes, kind="stable")
    blocks = np.split(order, np.flatnonzero(np.diff(codes[order])) + 1) if len(order) else []
    mixed = [rows for rows in blocks if 0 < inside[rows].sum() < len(rows)]
    # Those alike follow one another, to be drawn together.
    return sorted(mixed, key=lambda rows: (len(rows), int(inside[rows].sum())))


class _Residual:
    """Counts less what the article's share of its stratum's words would give, summed by labeling.

    The residuals themselves are not sparse, so both terms are summed apart.
    """

    def __init__(self, counts: sparse.csr_array, lengths: Floats, sizes: NDArray[np.int_]) -> None:
        stratum = np.repeat(np.arange(len(sizes)), sizes)
        ones = np.ones(len(lengths))
        belongs = sparse.csr_array(
            (ones, (stratum, np.arange(len(lengths)))), shape=(len(sizes), len(lengths))
        )
        words = belongs @ lengths
        rates = sparse.csr_array(
            sparse.diags_array(1 / np.maximum(words, 1)) @ (belongs @ counts.astype(float))
        )
        self._counts = sparse.csr_array(counts.T.astype(float))
        self._rates = sparse.csr_array(rates.T)
        self._lengths = sparse.csr_array(belongs @ sparse.diags_array(lengths))
        self.sizes = sizes

    @property
    def products(self) -> int:
        """What one labeling takes."""
        return int(self._counts.nnz + self._rates.nnz)

    def take(self, words: NDArray[np.intp]) -> "_Residual":
        """The same of some words."""
        if len(words) == self._counts.shape[0]:
            return self
        some = copy(self)
        some._counts, some._rates = self._counts[words], self._rates[words]
        return some

    def sum_over(self, labelings: Bools) -> Floats:
        """One row per word, one column per labeling; of `labelings` one row is an article."""
        chosen = np.ascontiguousarray(labelings, dtype=float)
        return np.asarray(self._counts @ chosen - self._rates @ (self._lengths @ chosen))


def _list_labelings(sizes: NDArray[np.int_], chosen: list[int]) -> Bools:
    """Every labeling, one row each, one column an article."""
    table = np.zeros((1, 0), dtype=bool)
    for size, k in zip(sizes, chosen, strict=True):
        picks = np.array(list(combinations(range(int(size)), k)))
        block = np.zeros((len(picks), int(size)), dtype=bool)
        np.put_along_axis(block, picks, values=True, axis=1)
        table = np.hstack([np.repeat(table, len(block), axis=0), np.tile(block, (len(table), 1))])
    return table


def _cut(table: Bools, at_once: int) -> Iterator[Bools]:
    for start in range(0, len(table), at_once):
        yield table[start : start + at_once].T


def _draw_labelings(
    sizes: NDArray[np.int_], chosen: list[int], draws: int, at_once: int, rng: np.random.Generator
) -> Iterator[Bools]:
    """Labelings at random, in batches: one row an article, one column a labeling."""
    shapes = list(zip(sizes.tolist(), chosen, strict=True))
    alike = [(*shape, len(list(same))) for shape, same in groupby(shapes)]
    for start in range(0, draws, at_once):
        number = min(at_once, draws - start)
        yield np.vstack([_pick(size, k, strata, number, rng) for size, k, strata in alike])


def _pick(size: int, k: int, strata: int, number: int, rng: np.random.Generator) -> Bools:
    """Of the `size` articles of every stratum `k`, `number` times: a row per article."""
    if min(k, size - k) == 1:  # nearly all stories: the one that is different is enough
        one = rng.integers(size, size=(strata, 1, number), dtype=np.int32)
        block: Bools = (np.arange(size, dtype=np.int32)[:, np.newaxis] == one) == (k == 1)
        return block.reshape(-1, number)
    picks = np.argpartition(rng.random((strata, number, size)), k - 1, axis=2)[:, :, :k]
    chosen = np.zeros((strata, number, size), dtype=bool)
    np.put_along_axis(chosen, picks, values=True, axis=2)
    return chosen.transpose(0, 2, 1).reshape(-1, number)
