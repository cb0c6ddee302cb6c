"""Pairs of articles that may tell one story, without comparing all with all."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.lenses.stories.vectors import Vectors
from analysis.progress import follow

_BLOCK = 500  # articles compared at once
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
    """
    blocks = list(_compare_blocks(vectors, dates, days, floor, fresh))
    empty = (np.array([], dtype=np.int64), np.array([], dtype=np.int64), np.array([]))
    return Pairs(*(np.concatenate(parts) for parts in zip(*(blocks or [empty]), strict=True)))


def bound_dates(articles: pd.DataFrame) -> pd.DataFrame:
    """One row per article, on its index: `earliest` and `latest` day it may be from."""
    published = articles["published"]
    day = (published - pd.Timestamp(0, tz="UTC")) / pd.Timedelta(days=1)
    slack = articles["published_precision"].map(_UNCERTAIN).astype("float64").fillna(0.0)
    return pd.DataFrame({"earliest": day.fillna(-np.inf), "latest": (day + slack).fillna(np.inf)})


def _compare_blocks(
    vectors: Vectors, dates: pd.DataFrame, days: float, floor: float, fresh: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    earliest, latest = dates["earliest"].to_numpy(), dates["latest"].to_numpy()
    rows_left = np.flatnonzero(fresh)
    begins = range(0, len(rows_left), _BLOCK)
    for begin in follow(begins, "comparing", unit=" blocks", total=len(begins)):
        rows = rows_left[begin : begin + _BLOCK]
        start = int(rows[0]) if fresh.all() else 0
        reach = int(np.searchsorted(earliest, latest[rows].max() + days, side="right"))
        product = (vectors.terms[rows] @ vectors.terms[start:reach].T).tocoo()
        row, column = rows[product.row], product.col + start
        keep = (product.data >= floor) & ((row < column) | ~fresh[column])
        first = np.minimum(row[keep], column[keep])
        second = np.maximum(row[keep], column[keep])
        likeness = product.data[keep].astype(np.float64)
        gap = np.maximum(earliest[second] - latest[first], 0)
        likeness *= _fade(gap, days) * _recognise(vectors, first, second)
        keep = likeness >= floor
        yield first[keep].astype(np.int64), second[keep].astype(np.int64), likeness[keep]


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
    named = vectors.names.count_nonzero(axis=1) > 0
    strangers = (np.maximum(*known) < 0.05) & named[first] & named[second]
    return np.where(strangers, _STRANGERS, 1.0)
