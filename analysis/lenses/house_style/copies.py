"""Which of an outlet's articles are copies of one another: versions of one article."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from analysis.lenses.house_style.numbered import Numbers
from analysis.lenses.house_style.pieces import LINE, Rows

Flags = NDArray[np.bool_]
_COPIED = 0.3  # of the shorter article's words: then the two are one article in two versions
_LONG = 8  # words of a passage that may show a copy
_EVERYWHERE = 40  # articles with one passage: boilerplate beyond doubt, useless to tell copies by
_BODY = 0.4  # of its words that an article keeps once its repeated ends are gone, or it is a copy


def join_copies(pieces: Rows, held: Numbers, bodies: Rows, *, least: int) -> Numbers:
    """For every article a number that it shares with those it shares much of its body with.

    `pieces` stand in several articles each, `held` says in how many. What stands at the ends of
    `least` articles or more is no part of a body.
    """
    chosen = pieces["kind"] == LINE
    lines, popular = pieces[chosen], held[chosen] >= least
    stripped = np.zeros(len(lines), dtype=bool)
    stripped[popular] = _strip_ends(lines[popular], bodies)
    lengths = bodies["distinct"] - _sum_lost(lines[popular], stripped[popular], len(bodies))
    body = lines[~stripped & (lines["words"] >= _LONG)]
    body = body[np.lexsort((body["article"], body["key"]))]
    body = body[mark_first(body["key"], body["article"])]
    one, other, words = _pair_articles(body, len(bodies))
    alike = words >= _COPIED * np.minimum(lengths[one], lengths[other])
    shape = (len(bodies), len(bodies))
    links = sparse.coo_array((alike[alike], (one[alike], other[alike])), shape=shape)
    _, family = connected_components(links, directed=False)
    return np.asarray(family, dtype=np.int64)


def mark_first(*columns: NDArray[np.generic]) -> Flags:
    """Whether a row differs from the one before it, in rows sorted by these columns."""
    new = np.zeros(len(columns[0]), dtype=bool)
    new[:1] = True
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return new


def _strip_ends(lines: Rows, bodies: Rows) -> Flags:
    """Which of these lines are the ends of their articles: no other line lies beyond them.

    An article that would lose most of itself keeps all: it is itself a copy.
    """
    article, place = lines["article"], np.arange(len(lines))
    before = place - np.searchsorted(article, article)
    after = np.searchsorted(article, article, side="right") - 1 - place
    ends = lines["line"] == before
    ends |= bodies["lines"][article] - 1 - lines["line"] == after
    lost = np.bincount(article[ends], lines["words"][ends], minlength=len(bodies))
    keeps = bodies["words"] - lost >= _BODY * bodies["words"]
    return np.asarray(ends & keeps[article], dtype=bool)


def _sum_lost(lines: Rows, stripped: Flags, count: int) -> Numbers:
    """Words of the lines that stand in an article's ends alone, each counted once."""
    order = np.lexsort((lines["key"], lines["article"]))
    lines, stripped = lines[order], stripped[order]
    first = np.flatnonzero(mark_first(lines["article"], lines["key"]))
    if not len(first):
        return np.zeros(count, dtype=np.int64)
    alone = first[np.logical_and.reduceat(stripped, first)]
    lost = np.bincount(lines["article"][alone], lines["words"][alone], minlength=count)
    return lost.astype(np.int64)


def _pair_articles(body: Rows, count: int) -> tuple[Numbers, Numbers, Numbers]:
    """Every two articles that share lines, and the words in them; `body` is sorted by key."""
    first = np.flatnonzero(mark_first(body["key"]))
    sizes = np.diff(np.append(first, len(body)))
    pairs, words = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for size in range(2, _EVERYWHERE + 1):
        own = first[sizes == size]
        articles = body["article"].astype(np.int64)[own[:, np.newaxis] + np.arange(size)]
        one, other = np.triu_indices(size, 1)
        pairs.append((articles[:, one] * count + articles[:, other]).ravel())
        words.append(np.repeat(body["words"].astype(np.int64)[own], len(one)))
    pair, place = np.unique(np.concatenate(pairs), return_inverse=True)
    shared = np.bincount(place, np.concatenate(words), minlength=len(pair)).astype(np.int64)
    return pair // max(count, 1), pair % max(count, 1), shared
