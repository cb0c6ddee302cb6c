"""Passages that stand again and again in one outlet: found by their repetition, not by a list.

A line counts that stands in several articles of an outlet which are not copies of one another;
inside a paragraph a sentence does, if it stands at the article's edge or among others like it; the
first words of a line without end ("Image caption ..."), if the outlet hardly uses them elsewhere;
and a refrain, four words that return again and again within articles ("Hide Caption 3 of 12").
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.lenses.house_style.copies import Flags, join_copies, mark_first
from analysis.lenses.house_style.numbered import Keys, Numbers, are_among
from analysis.lenses.house_style.pieces import LINE, OPENING, SENTENCE, Cut, Rows, key_grams

_LEAST, _SHARE = 3, 0.02  # articles, and share of the outlet's articles
_MOSTLY = 0.8
_SHORT = 4  # words that a sentence at the edge must have
_GAPS = (1, 2)  # spaces between two sentences


class Repeated(NamedTuple):
    """What is repeated often enough in articles that are not copies."""

    pieces: Rows  # PIECE, by article; an opening's key is that of its first two words
    pairs: Keys  # the first two words of openings, sorted
    opened: Numbers  # how many lines each of them opens
    refrains: Keys  # sorted


def join_cuts(cuts: Sequence[Cut]) -> Cut:
    """Several parts as one, its articles numbered from 0, of the pieces those there repeatedly."""
    keys = _list_repeated(np.concatenate([cut.pieces["key"] for cut in cuts]))
    pieces: list[Rows] = []
    grams: list[Rows] = []
    first = 0
    for cut in cuts:
        for found, rows in (
            (pieces, cut.pieces[are_among(cut.pieces["key"], keys)]),
            (grams, cut.grams.copy()),
        ):
            rows["article"] += first - cut.begin
            found.append(rows)
        first += len(cut.bodies)
    bodies = np.concatenate([cut.bodies for cut in cuts])
    return Cut(np.concatenate(pieces), bodies, np.concatenate(grams))


def find_repeated(cut: Cut) -> Repeated:
    """What is repeated in all articles of some outlets; single pieces may be left out of `cut`."""
    held = _count_held(cut.pieces["key"], cut.pieces["article"])
    several = held >= 2
    pieces, held = cut.pieces[several], held[several]
    family = join_copies(pieces, held, cut.bodies, least=_LEAST)
    least = _ask_families(family, cut.bodies)
    often = _count_held(pieces["key"], family[pieces["article"]]) >= least[pieces["article"]]
    pieces = pieces[often]
    openings = pieces[pieces["kind"] == OPENING]
    pairs, opened = np.unique(openings["key"][openings["words"] == 2], return_counts=True)
    place = np.where(openings["words"] == 2, np.arange(len(openings)), 0)
    openings["key"] = openings["key"][np.maximum.accumulate(place)]
    kept = np.concatenate([pieces[pieces["kind"] == LINE], _keep_sentences(pieces), openings])
    grams = cut.grams
    returning = _count_held(grams["key"], family[grams["article"]]) >= least[grams["article"]]
    return Repeated(
        kept[np.argsort(kept["article"], kind="stable")],
        pairs,
        opened,
        np.unique(grams["key"][returning]),
    )


def select_articles(pieces: Rows, begin: int, end: int) -> Rows:
    """The pieces of the articles from number `begin` to before `end`, numbered from 0."""
    first, last = (bisect_left(pieces, number, key=_name_article) for number in (begin, end))
    own = pieces[first:last].copy()
    own["article"] -= begin
    return own


def _name_article(piece: np.void) -> int:
    return int(piece["article"])


def count_pairs(hashes: Keys, bodies: Rows, pairs: Keys) -> Numbers:
    """How often each of some pairs of words, sorted, stands in the texts of a part."""
    if not len(pairs):
        return np.zeros(0, dtype=np.int64)
    keys = key_grams(hashes, bodies["size"], bodies["outlet"], OPENING)[2]
    keys = keys[are_among(keys, pairs)]
    return np.bincount(np.searchsorted(pairs, keys), minlength=len(pairs))


def keep_openers(opened: Numbers, used: Numbers) -> Flags:
    """Whether pairs of words hardly stand elsewhere than where they open lines."""
    return np.asarray(opened >= _MOSTLY * used, dtype=bool)


def keep_longest(pieces: Rows, openers: Keys) -> Rows:
    """All but openings; and of each line the longest, if its first two words are `openers`."""
    opening = pieces["kind"] == OPENING
    kept = pieces[opening]
    kept = kept[are_among(kept["key"], openers)]
    kept = kept[np.lexsort((kept["words"], kept["start"], kept["article"]))]
    first = mark_first(kept["article"], kept["start"])
    return np.concatenate([pieces[~opening], kept[np.append(first[1:], True)[: len(kept)]]])


def _list_repeated(keys: Keys) -> Keys:
    """The keys that are there more than once, sorted."""
    ordered = np.sort(keys)
    return np.unique(ordered[1:][ordered[1:] == ordered[:-1]])


def _count_held(keys: Keys, holders: NDArray[np.integer]) -> Numbers:
    """For each row, how many different holders have its key."""
    order = np.lexsort((holders, keys))
    keys, holders = keys[order], holders[order]
    group = np.cumsum(mark_first(keys)) - 1
    counts = np.bincount(group, mark_first(keys, holders)).astype(np.int64)
    held = np.empty(len(order), dtype=np.int64)
    held[order] = counts[group]
    return held


def _ask_families(family: Numbers, bodies: Rows) -> NDArray[np.float64]:
    """For each article, how many of its outlet's articles, copies as one, must repeat a passage."""
    _, outlet = np.unique(bodies["outlet"], return_inverse=True)
    _, one = np.unique(np.where(bodies["lines"] > 0, family, -1), return_index=True)
    one = one[bodies["lines"][one] > 0]
    families = np.bincount(outlet[one], minlength=int(outlet.max(initial=0)) + 1)
    least: NDArray[np.float64] = np.maximum(_LEAST, _SHARE * families)[outlet]
    return least


def _keep_sentences(often: Rows) -> Rows:
    """Repeated sentences at the edge of their articles, or next to other repeated sentences."""
    sentences = often[often["kind"] == SENTENCE]
    article = sentences["article"].astype(np.int64) << 32
    start, end = article + sentences["start"], article + sentences["end"]
    beside = np.isin(end, np.concatenate([start - gap for gap in _GAPS]))
    beside |= np.isin(start, np.concatenate([end + gap for gap in _GAPS]))
    stands = beside | (sentences["at_edge"] & (sentences["words"] >= _SHORT))
    _, group = np.unique(sentences["key"], return_inverse=True)
    share = np.bincount(group, stands) / np.maximum(np.bincount(group), 1)
    kept: Rows = sentences[share[group] >= _MOSTLY]
    return kept
