"""Articles as vectors whose dot product says how alike what they tell is.

TF-IDF (sublinear) of three views, blended: the whole article, its lead and its heading. Document
frequencies are those of the collection mixed with everyday English, so that two articles alone
already know which of their words are rare.
"""

import math
from functools import cache
from typing import NamedTuple

import numpy as np
from scipy import sparse
from wordfreq import word_frequency

from analysis.lenses.stories.terms import Terms

_SHARES = {"full": 1.0, "lead": 0.5, "heading": 0.8}  # of each view in the similarity
_EVERYDAY = 1000  # articles of everyday English the collection is mixed with ...
_EVERYDAY_WORDS = 500  # ... and their length
_RAREST = 1e-8  # frequency of a word that wordfreq does not know
_COMMON = 2.0  # inverse document frequency below which a word tells nothing about a story
_HEAVIEST = 200  # terms kept of a whole article
_NAMES = 6  # names an article is held to be about
_BLOCK = 5_000  # articles weighed at once: sorting takes ten times what is sorted


class Vectors(NamedTuple):
    """One row per article: its terms, its leading names, and which of all leading names it has."""

    terms: sparse.csr_array
    names: sparse.csr_array
    has: sparse.csr_array


def weigh_terms(terms: Terms) -> Vectors:
    """Vectors of length 1 (0 for an article without words), and the names each turns on."""
    rarity = _find_rarity(terms)
    whole = math.sqrt(sum(_SHARES.values()))
    views = [
        _weigh_blocks(getattr(terms, view), rarity, math.sqrt(share), whole)
        for view, share in _SHARES.items()
    ]
    blended = sparse.hstack(views, format="csr")
    names = _lead_names(terms, rarity)
    used = np.flatnonzero(names.count_nonzero(axis=0))
    return Vectors(blended, names[:, used], (terms.full[:, used] > 0).tocsr())


def _find_rarity(terms: Terms) -> np.ndarray:
    """Inverse document frequency: log((N + B) / (n + b)), b as expected in B everyday articles."""
    everyday = np.array([expect_everyday(term) for term in terms.vocabulary])
    seen = np.bincount(terms.full.indices, minlength=len(everyday))  # a heading's words are in it
    total = terms.full.shape[0] + _EVERYDAY
    rarity: np.ndarray = np.log((total + 1) / (seen + _EVERYDAY * everyday + 1))
    return rarity


@cache
def expect_everyday(word: str) -> float:
    """Share of everyday articles that use the word, from its frequency (Poisson)."""
    return 1 - math.exp(-_EVERYDAY_WORDS * max(word_frequency(word, "en"), _RAREST))


def _weigh_blocks(
    counts: sparse.csr_array, rarity: np.ndarray, share: float, whole: float
) -> sparse.csr_array:
    """The weights of a view, `share` of the `whole`, some thousand articles at a time."""
    begins = range(0, max(counts.shape[0], 1), _BLOCK)
    blocks = (counts[begin : begin + _BLOCK] for begin in begins)
    weighed = [_weigh(block, rarity, keep=_HEAVIEST) * share / whole for block in blocks]
    return sparse.vstack([block.astype(np.float32) for block in weighed], format="csr")


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


def _lead_names(terms: Terms, rarity: np.ndarray) -> sparse.csr_array:
    """The heaviest names of each article, their weights adding up to 1."""
    weights = terms.full.multiply(terms.names > 0).tocsr()
    weights.data = (1 + np.log(weights.data)) * rarity[weights.indices]
    weights = _keep_heaviest(weights, _NAMES)
    totals = weights.sum(axis=1)
    return sparse.diags_array(1 / np.where(totals > 0, totals, 1)) @ weights
