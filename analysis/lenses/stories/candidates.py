"""Pairs of articles that may tell one story, without comparing all with all."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.lenses.stories.vectors import Vectors

RUN = 2_500  # articles of one run ...
_BLOCK = 500  # ... and how many of them are compared at once
_LISTED = 20_000  # pairs compared one by one, at once
_MANY = 5_000  # articles within reach: up to so many each is compared with all in full
_NEAR = 14.0  # days apart up to which it always is
# Measured on 40,000 articles: of the pairs further apart than that which are alike enough to join,
# all have 0.43 or more of it from terms in at most 1 % of the articles; of those alike enough to
# count, 99.6 % have 0.4 of what is asked.
_HINT = 0.4
_FADE_AFTER = 2.0  # days apart that say nothing against one story ...
_FADE = 80.0  # ... and days after which likeness counts half
_STRANGERS = 0.3  # what likeness counts where neither names anybody the other does


class Pairs(NamedTuple):
    """Row numbers of two articles each, and how alike they are, 0 to 1."""

    first: np.ndarray
    second: np.ndarray
    likeness: np.ndarray


class Span(NamedTuple):
    """Articles that follow one another by date: the first's row number, the days each may be from.

    Those that are not `fresh` are in a story already, and not compared among themselves.
    """

    start: int
    earliest: np.ndarray
    latest: np.ndarray
    fresh: np.ndarray


class Run(NamedTuple):
    """Articles to compare: when they are from, what they tell, and that by how many use a term."""

    span: Span
    vectors: Vectors
    rare: sparse.csr_array
    frequent: sparse.csr_array


def cut_spans(dates: pd.DataFrame, fresh: np.ndarray) -> list[Span]:
    """Articles sorted by `earliest` day, cut into runs."""
    earliest, latest = dates["earliest"].to_numpy(), dates["latest"].to_numpy()
    return [
        Span(start, *(values[start : start + RUN] for values in (earliest, latest, fresh)))
        for start in range(0, max(len(dates), 1), RUN)
    ]


def make_run(span: Span, vectors: Vectors, frequent: np.ndarray) -> Run:
    """A run with its terms parted: comparing by the `frequent` ones is what takes long."""
    often = np.zeros(vectors.terms.shape[1], dtype=bool)
    often[frequent] = True
    kept = often[vectors.terms.indices]
    return Run(span, vectors, *(_keep_terms(vectors.terms, part) for part in (~kept, kept)))


def find_neighbours(spans: Sequence[Span], number: int, days: float) -> list[int]:
    """The spans that hold an article to compare with one of a span's own: from that one on.

    Those before it count only where they hold articles that are in a story already.
    """
    bounds = [
        (span.earliest.min(initial=np.inf), span.latest.max(initial=-np.inf)) for span in spans
    ]
    earliest, latest = bounds[number]
    return [
        other
        for other, (since, until) in enumerate(bounds)
        if (other >= number or not spans[other].fresh.all())
        and max(since - latest, earliest - until) <= days
    ]


def compare_run(
    run: Run, spans: Sequence[Span], others: Iterable[Run], *, days: float, floor: float
) -> Pairs:
    """Pairs of a fresh article of the run and one of `others` (with `spans`; itself among them).

    They are at least `floor` alike and at most `days` apart. Where many articles lie within `days`,
    those more than `_NEAR` days apart are compared in full only if their rare words alone make them
    somewhat alike.
    """
    rows = np.flatnonzero(run.span.fresh)
    begins = range(0, len(rows), _BLOCK)
    blocks = [_plan(run.span, rows[begin : begin + _BLOCK], spans, days) for begin in begins]
    found = [(np.array([], np.int64), np.array([], np.int64), np.array([]))]
    for other in others:
        search = _Search(run, other, days, floor)
        for block in blocks:
            found.extend(_compare_block(search, block))
    return Pairs(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def unite_pairs(found: Iterable[Pairs]) -> Pairs:
    """The pairs of several runs."""
    return Pairs(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


class _Search(NamedTuple):
    """What is compared with what, and what for."""

    run: Run
    other: Run
    days: float
    floor: float


class _Block(NamedTuple):
    """Rows of a run, since and until when they may be from, and up to how many days off is near."""

    rows: np.ndarray
    first: float
    last: float
    near: float


def _keep_terms(terms: sparse.csr_array, kept: np.ndarray) -> sparse.csr_array:
    ends = np.r_[0, np.cumsum(kept)][terms.indptr].astype(terms.indptr.dtype)
    return sparse.csr_array((terms.data[kept], terms.indices[kept], ends), shape=terms.shape)


def _plan(own: Span, rows: np.ndarray, spans: Sequence[Span], days: float) -> _Block:
    block = _Block(rows, own.earliest[rows].min(), own.latest[rows].max(), np.inf)
    within = sum(_reach(block, own, span, days)[0].sum() for span in spans)
    return block._replace(near=_NEAR) if within > _MANY else block


def _reach(block: _Block, own: Span, other: Span, days: float) -> tuple[np.ndarray, np.ndarray]:
    """The articles to compare a block with: in full, and where rare words ask for it."""
    gap = np.maximum(other.earliest - block.last, block.first - other.latest)
    later = other.start + np.arange(len(gap)) >= own.start + block.rows[0]
    within = (gap <= days) & (~other.fresh | later)
    return within & (gap <= block.near), within & (gap > block.near)


def _compare_block(
    search: _Search, block: _Block
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    run, other = search.run, search.other
    near, far = map(np.flatnonzero, _reach(block, run.span, other.span, search.days))
    if len(near):
        alike = _list_alike(run.vectors.terms, block.rows, other.vectors.terms, near, search.floor)
        yield _weigh_pairs(search, *alike)
    if len(far):
        least = _HINT * search.floor
        row, column, hint = _list_alike(run.rare, block.rows, other.rare, far, least)
        kept = hint * _fade(_find_gap(search, row, column), search.days) >= least
        row, column, hint = row[kept], column[kept], hint[kept]
        rest = _multiply(run.frequent, row, other.frequent, column)
        yield _weigh_pairs(search, row, column, hint + rest)


def _list_alike(
    terms: sparse.csr_array,
    rows: np.ndarray,
    others: sparse.csr_array,
    columns: np.ndarray,
    least: float,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Row numbers of two articles each, and their product where it is not less."""
    product = terms[rows] @ others[columns].T
    kept = np.flatnonzero(product.data >= least)
    row = np.searchsorted(product.indptr, kept, side="right") - 1
    return rows[row], columns[product.indices[kept]], product.data[kept]


def _multiply(
    terms: sparse.csr_array, row: np.ndarray, others: sparse.csr_array, column: np.ndarray
) -> np.ndarray:
    """The products of listed pairs."""
    begins = range(0, len(row), _LISTED)
    pairs = [(row[begin : begin + _LISTED], column[begin : begin + _LISTED]) for begin in begins]
    alike = [terms[one].multiply(others[other]).sum(axis=1) for one, other in pairs]
    return np.concatenate([np.empty(0, np.float32), *alike])


def _weigh_pairs(
    search: _Search, row: np.ndarray, column: np.ndarray, alike: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each pair once, as alike as it is after days and names, where that is enough."""
    start, start_other = search.run.span.start, search.other.span.start
    once = (start + row < start_other + column) | ~search.other.span.fresh[column]
    keep = (alike >= search.floor) & once
    row, column, likeness = row[keep], column[keep], alike[keep].astype(np.float64)
    likeness *= _fade(_find_gap(search, row, column), search.days)
    keep = likeness >= search.floor  # names only make it less
    row, column, likeness = row[keep], column[keep], likeness[keep]
    likeness *= _recognise(search.run.vectors, row, search.other.vectors, column)
    keep = likeness >= search.floor
    one, other, likeness = start + row[keep], start_other + column[keep], likeness[keep]
    return np.minimum(one, other), np.maximum(one, other), likeness


def _find_gap(search: _Search, row: np.ndarray, column: np.ndarray) -> np.ndarray:
    """Days between two articles, at least; the one in the later row is later."""
    own, other = search.run.span, search.other.span
    after = other.earliest[column] - own.latest[row]
    before = own.earliest[row] - other.latest[column]
    later = own.start + row < other.start + column
    gap: np.ndarray = np.maximum(np.where(later, after, before), 0)
    return gap


def _fade(gap: np.ndarray, days: float) -> np.ndarray:
    """How much likeness counts over a gap of days: all at first, nothing past `days`."""
    return np.where(gap <= days, 1 / (1 + np.maximum(gap - _FADE_AFTER, 0) / _FADE), 0)


def _recognise(one: Vectors, row: np.ndarray, other: Vectors, column: np.ndarray) -> np.ndarray:
    """Less than 1 where neither article knows any of the names the other turns on.

    Two earthquakes on one day are told in the same words; only the names differ.
    """
    known = np.maximum(
        one.names[row].multiply(other.has[column]).sum(axis=1),
        other.names[column].multiply(one.has[row]).sum(axis=1),
    )
    strangers = (known < 0.05) & one.named[row] & other.named[column]
    return np.where(strangers, _STRANGERS, 1.0)
