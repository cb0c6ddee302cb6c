"""Pairs of articles that may tell one story, without comparing all with all."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.lenses.stories.vectors import Vectors
from analysis.progress import follow

_BLOCK = 500  # articles compared at once
_LISTED = 20_000  # pairs compared one by one, at once
_MANY = 5_000  # articles within reach: up to so many each is compared with all in full
_NEAR = 14.0  # days apart up to which it always is
# Measured on 40,000 articles: of the pairs further apart than that which are alike enough to join,
# all have 0.43 or more of it from terms in at most 1 % of the articles; of those alike enough to
# count, 99.6 % have 0.4 of what is asked.
_RARE = 0.01
_FEW = 50  # ... or in so few
_HINT = 0.4
_FADE_AFTER = 2.0  # days apart that say nothing against one story ...
_FADE = 80.0  # ... and days after which likeness counts half
_STRANGERS = 0.3  # what likeness counts where neither names anybody the other does
_UNCERTAIN = {"month": 31.0, "year": 366.0}  # days a date of that precision may be off


class Pairs(NamedTuple):
    """Row numbers of two articles each, and how alike they are, 0 to 1."""

    first: np.ndarray
    second: np.ndarray
    likeness: np.ndarray


def find_pairs(
    vectors: Vectors, dates: pd.DataFrame, *, days: float, floor: float, fresh: np.ndarray
) -> Pairs:
    """Pairs at least `floor` alike and at most `days` apart, one of them `fresh`.

    `dates` (from `bound_dates`) are sorted by `earliest`, and the vectors' rows in the same order.
    Where many articles lie within `days`, those more than `_NEAR` days apart are compared in full
    only if their rare words alone make them somewhat alike.
    """
    search = _Search(vectors, *_part_terms(vectors.terms), dates, days, floor, fresh)
    blocks = list(_compare_blocks(search))
    empty = (np.array([], dtype=np.int64), np.array([], dtype=np.int64), np.array([]))
    return Pairs(*(np.concatenate(parts) for parts in zip(*(blocks or [empty]), strict=True)))


def bound_dates(articles: pd.DataFrame) -> pd.DataFrame:
    """One row per article, on its index: `earliest` and `latest` day it may be from."""
    published = articles["published"]
    day = (published - pd.Timestamp(0, tz="UTC")) / pd.Timedelta(days=1)
    slack = articles["published_precision"].map(_UNCERTAIN).astype("float64").fillna(0.0)
    return pd.DataFrame({"earliest": day.fillna(-np.inf), "latest": (day + slack).fillna(np.inf)})


class _Search(NamedTuple):
    """What is compared, and what for."""

    vectors: Vectors
    rare: sparse.csr_array
    frequent: sparse.csr_array
    dates: pd.DataFrame
    days: float
    floor: float
    fresh: np.ndarray


def _part_terms(terms: sparse.csr_array) -> tuple[sparse.csr_array, sparse.csr_array]:
    """The terms that few articles share, and the others: comparing by those is what takes long."""
    spread = np.bincount(terms.indices, minlength=terms.shape[1])
    rare = spread[terms.indices] <= max(_RARE * terms.shape[0], _FEW)
    return _keep_terms(terms, rare), _keep_terms(terms, ~rare)


def _keep_terms(terms: sparse.csr_array, kept: np.ndarray) -> sparse.csr_array:
    ends = np.r_[0, np.cumsum(kept)][terms.indptr].astype(terms.indptr.dtype)
    return sparse.csr_array((terms.data[kept], terms.indices[kept], ends), shape=terms.shape)


def _compare_blocks(search: _Search) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    rows_left = np.flatnonzero(search.fresh)
    begins = range(0, len(rows_left), _BLOCK)
    for begin in follow(begins, "comparing", unit=" blocks", total=len(begins)):
        rows = rows_left[begin : begin + _BLOCK]
        near, far = _find_range(search, rows)
        yield _weigh_pairs(search, *_list_alike(search.vectors.terms, rows, near, search.floor))
        if len(far):
            row, column, hint = _list_alike(search.rare, rows, far, _HINT * search.floor)
            fade = _fade(_find_gap(search.dates, row, column), search.days)
            kept = hint * fade >= _HINT * search.floor
            row, column, hint = row[kept], column[kept], hint[kept]
            yield _weigh_pairs(search, row, column, hint + _multiply(search.frequent, row, column))


def _find_range(search: _Search, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The articles to compare these with: in full, and where rare words ask for it."""
    earliest, latest = (search.dates[end].to_numpy() for end in ("earliest", "latest"))
    first, last = earliest[rows].min(), latest[rows].max()
    gap = np.maximum(earliest - last, first - latest)
    others = (gap <= search.days) & (~search.fresh | (np.arange(len(gap)) >= rows[0]))
    near = others & (gap <= _NEAR) if others.sum() > _MANY else others
    return np.flatnonzero(near), np.flatnonzero(others & ~near)


def _list_alike(
    terms: sparse.csr_array, rows: np.ndarray, columns: np.ndarray, least: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Row numbers of two articles each, and their product where it is not less."""
    product = terms[rows] @ terms[columns].T
    kept = np.flatnonzero(product.data >= least)
    row = np.searchsorted(product.indptr, kept, side="right") - 1
    return rows[row], columns[product.indices[kept]], product.data[kept]


def _multiply(terms: sparse.csr_array, row: np.ndarray, column: np.ndarray) -> np.ndarray:
    """The products of listed pairs."""
    begins = range(0, len(row), _LISTED)
    pairs = [(row[begin : begin + _LISTED], column[begin : begin + _LISTED]) for begin in begins]
    alike = [terms[one].multiply(terms[other]).sum(axis=1) for one, other in pairs]
    return np.concatenate([np.empty(0, np.float32), *alike])


def _weigh_pairs(
    search: _Search, row: np.ndarray, column: np.ndarray, alike: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each pair once, as alike as it is after days and names, where that is enough."""
    keep = (alike >= search.floor) & ((row < column) | ~search.fresh[column])
    row, column, likeness = row[keep], column[keep], alike[keep].astype(np.float64)
    likeness *= _fade(_find_gap(search.dates, row, column), search.days)
    keep = likeness >= search.floor  # names only make it less
    row, column, likeness = row[keep], column[keep], likeness[keep]
    first, second = np.minimum(row, column), np.maximum(row, column)
    likeness *= _recognise(search.vectors, first, second)
    keep = likeness >= search.floor
    return first[keep].astype(np.int64), second[keep].astype(np.int64), likeness[keep]


def _find_gap(dates: pd.DataFrame, row: np.ndarray, column: np.ndarray) -> np.ndarray:
    """Days between two articles, at least; the one in the later row is later."""
    earliest, latest = dates["earliest"].to_numpy(), dates["latest"].to_numpy()
    first, second = np.minimum(row, column), np.maximum(row, column)
    gap: np.ndarray = np.maximum(earliest[second] - latest[first], 0)
    return gap


def _fade(gap: np.ndarray, days: float) -> np.ndarray:
    """How much likeness counts over a gap of days: all at first, nothing past `days`."""
    return np.where(gap <= days, 1 / (1 + np.maximum(gap - _FADE_AFTER, 0) / _FADE), 0)


def _recognise(vectors: Vectors, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Less than 1 where neither article knows any of the names the other turns on.

    Two earthquakes on one day are told in the same words; only the names differ.
    """
    known = [
        vectors.names[one].multiply(vectors.has[other]).sum(axis=1)
        for one, other in ((first, second), (second, first))
    ]
    named = np.diff(vectors.names.indptr) > 0
    strangers = (np.maximum(*known) < 0.05) & named[first] & named[second]
    return np.where(strangers, _STRANGERS, 1.0)
