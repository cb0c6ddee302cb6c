"""Articles as vectors whose dot product says how alike what they tell is.

TF-IDF (sublinear) of three views, blended: the whole article, its lead and its heading. Document
frequencies are those of the collection mixed with everyday English, so that two articles alone
already know which of their words are rare.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy import sparse

from analysis.lenses.stories.terms import Terms
from analysis.lenses.stories.vocabulary import Numbers

_SHARES = {"full": 1.0, "lead": 0.5, "heading": 0.8}  # of each view in the similarity
_COMMON = 2.0  # inverse document frequency below which a word tells nothing about a story
_HEAVIEST = 200  # terms kept of a whole article
_NAMES = 6  # names an article is held to be about
_RARE = 0.01  # of the articles use a rare term
_FEW = 50  # ... or so few


class Vectors(NamedTuple):
    """One row per article: its terms, its leading names, and which of all leading names it has.

    Only what two articles share has a column; `named` says who has leading names at all.
    """

    terms: sparse.csr_array
    names: sparse.csr_array
    has: sparse.csr_array
    named: np.ndarray


class Tally(NamedTuple):
    """Columns of terms in articles' vectors, in how many they are, and columns of names."""

    columns: np.ndarray
    articles: np.ndarray
    names: np.ndarray


def weigh_terms(terms: Terms, numbers: Numbers, shared: int) -> Vectors:
    """Vectors of length 1 (0 for an article without words), and the names each turns on.

    `numbers` are those of the terms, by column; `shared` is how many of all have a column.
    """
    order = np.argsort(numbers.rank)
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    full, lead, heading, names = (_place(matrix, place) for matrix in terms[:4])
    rarity, column = numbers.rarity[order], numbers.column[order]
    whole = math.sqrt(sum(_SHARES.values()))
    views = []
    for counts, share in zip((full, lead, heading), _SHARES.values(), strict=True):
        view = _weigh(counts, rarity, keep=_HEAVIEST) * math.sqrt(share) / whole
        views.append(select_columns(view.astype(np.float32), column, shared))
    leading = _lead_names(full, names, rarity)
    return Vectors(
        sparse.hstack(views, format="csr"),
        select_columns(leading, column, shared),
        select_columns((full > 0).tocsr(), column, shared),
        np.diff(leading.indptr) > 0,
    )


def tally_vectors(vectors: Vectors, numbers: Numbers, total: int) -> Tally:
    """The terms that may turn out frequent among the vectors of `total` articles, and the names."""
    shared = vectors.names.shape[1]
    often = np.zeros(shared, dtype=bool)
    often[numbers.column[(numbers.spread > _find_few(total)) & (numbers.column >= 0)]] = True
    indices = vectors.terms.indices
    columns, articles = np.unique(indices[often[indices % max(shared, 1)]], return_counts=True)
    return Tally(columns, articles, np.unique(vectors.names.indices))


def unite_tallies(tallies: Sequence[Tally]) -> Tally:
    """One tally of what several were made of."""
    columns, articles, names = (np.concatenate(parts) for parts in zip(*tallies, strict=True))
    found, where = np.unique(columns, return_inverse=True)
    total = np.bincount(where, weights=articles, minlength=len(found)).astype(np.int64)
    return Tally(found, total, np.unique(names))


def list_frequent(tally: Tally, total: int) -> np.ndarray:
    """The columns of the terms that are frequent among the vectors of all `total` articles."""
    frequent: np.ndarray = tally.columns[tally.articles > _find_few(total)]
    return frequent


def narrow_names(vectors: Vectors, names: np.ndarray) -> Vectors:
    """The vectors with a column for each of these names only."""
    column = np.full(vectors.names.shape[1], -1)
    column[names] = np.arange(len(names))
    own, has = (select_columns(m, column, len(names)) for m in (vectors.names, vectors.has))
    return vectors._replace(names=own, has=has)


def stack_vectors(vectors: Sequence[Vectors], order: np.ndarray) -> Vectors:
    """The vectors of several blocks of articles, in an order of the rows of all."""
    terms, names, has = (
        sparse.vstack([getattr(own, matrix) for own in vectors], format="csr")[order]
        for matrix in Vectors._fields[:3]
    )
    return Vectors(terms, names, has, np.concatenate([own.named for own in vectors])[order])


def select_columns(matrix: sparse.csr_array, column: np.ndarray, width: int) -> sparse.csr_array:
    """The matrix with each column where `column` says, in the same order; without those at -1."""
    placed = column[matrix.indices]
    kept = placed >= 0
    ends = np.r_[0, np.cumsum(kept)][matrix.indptr].astype(np.int32)
    parts = (matrix.data[kept], placed[kept].astype(np.int32), ends)
    return sparse.csr_array(parts, shape=(matrix.shape[0], width))


def _find_few(total: int) -> float:
    """In how many of `total` articles a rare term is at most."""
    return max(_RARE * total, _FEW)


def _place(matrix: sparse.csr_array, place: np.ndarray) -> sparse.csr_array:
    parts = (matrix.data.copy(), place[matrix.indices].astype(np.int32), matrix.indptr)
    placed = sparse.csr_array(parts, shape=matrix.shape)
    placed.sort_indices()
    return placed


def _weigh(counts: sparse.csr_array, rarity: np.ndarray, *, keep: int) -> sparse.csr_array:
    weights = counts.astype(np.float64)
    weights.data = (1 + np.log(weights.data)) * rarity[weights.indices]
    weights = _keep_heaviest(weights, keep)
    lengths = np.sqrt(weights.multiply(weights).sum(axis=1))
    weights.data[rarity[weights.indices] < _COMMON] = 0
    weights.eliminate_zeros()
    return sparse.diags_array(1 / np.where(lengths > 0, lengths, 1)) @ weights


def _keep_heaviest(weights: sparse.csr_array, keep: int) -> sparse.csr_array:
    """Each row with its `keep` largest entries; of equal ones the first columns."""
    rows = np.repeat(np.arange(weights.shape[0]), np.diff(weights.indptr))
    order = np.lexsort((weights.indices, -weights.data, rows))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order)) - weights.indptr[rows[order]]
    kept = (rank < keep) & (weights.data > 0)
    parts = (weights.data[kept], (rows[kept], weights.indices[kept]))
    return sparse.csr_array(parts, shape=weights.shape)


def _lead_names(
    full: sparse.csr_array, names: sparse.csr_array, rarity: np.ndarray
) -> sparse.csr_array:
    """The heaviest names of each article, their weights adding up to 1."""
    weights = full.multiply(names > 0).tocsr()
    weights.data = (1 + np.log(weights.data)) * rarity[weights.indices]
    weights = _keep_heaviest(weights, _NAMES)
    totals = weights.sum(axis=1)
    leading = sparse.diags_array(1 / np.where(totals > 0, totals, 1)) @ weights
    leading.sort_indices()
    return leading
