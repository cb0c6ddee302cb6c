"""The same utterance across tellings: cut, reworded, or given to another speaker."""

from collections import Counter, defaultdict
from itertools import combinations
from math import log
from typing import Any, NamedTuple

import pandas as pd
from rapidfuzz.distance import LCSseq

from analysis.language.words import find_words
from analysis.lenses.quotes.grouping import SAID, cut_gaps
from analysis.tables import as_table

_SHORTEST = 4  # words; shorter quotations are shared by chance
_RUN = 3  # words in a row that make two quotations candidates
_WIDEST = 60  # quotations that share a key beyond which it is a set phrase and no evidence
_SAME, _CUT, _REWORDED = 0.9, 0.8, 0.5


class _Said(NamedTuple):
    row: int
    article_id: str
    words: list[str]
    entity: str
    quoted: bool


def align_quotes(
    quotes: pd.DataFrame, *, stories: pd.DataFrame | None = None, acts: tuple[str, ...] = SAID
) -> pd.DataFrame:
    """One row per telling of an utterance that at least two articles tell, fullest telling first.

    Two quotations are one utterance where one's words stand in the other in the same order, or
    where one speaker says largely the same rare words. Where `stories` is given, only tellings of
    one story are compared.
    """
    told = quotes[quotes["act"].isin(acts)].reset_index(drop=True)
    said = _list_said(told)
    story_of = (
        {} if stories is None else dict(zip(stories["article_id"], stories["story"], strict=True))
    )
    rarity = _weigh_words(said)
    partner: dict[int, int] = {one.row: one.row for one in said}
    by_row = {one.row: one for one in said}
    for a, b in sorted(_list_candidates(said, rarity)):
        one, other = by_row[a], by_row[b]
        if story_of and story_of.get(one.article_id) != story_of.get(other.article_id):
            continue
        if _relate(one, other, rarity)[0]:
            partner[_root(partner, b)] = _root(partner, a)
    groups: dict[int, list[_Said]] = defaultdict(list)
    for one in said:
        groups[_root(partner, one.row)].append(one)
    kept = [group for _, group in sorted(groups.items()) if len({o.article_id for o in group}) > 1]
    rows = [
        row for number, group in enumerate(kept) for row in _describe(number, group, told, rarity)
    ]
    return as_table(rows, "aligned_quotes")


def _list_said(told: pd.DataFrame) -> list[_Said]:
    columns = ["article_id", "quote", "start", "gaps", "speaker_entity", "direct"]
    said = []
    for row, values in enumerate(told[columns].itertuples(index=False)):
        article_id, quote, start, gaps, entity, form = values
        words = [word for _, _, word in find_words(cut_gaps(quote, start, gaps))]
        if len(words) >= _SHORTEST:
            said.append(_Said(row, article_id, words, entity, form != "indirect"))
    return said


def _weigh_words(said: list[_Said]) -> dict[str, float]:
    """How rare each word is: log of all quotations per quotation with it (Sparck Jones 1972)."""
    counts = Counter(word for one in said for word in set(one.words))
    return {word: log((len(said) + 1) / n) for word, n in counts.items()}


def _list_candidates(said: list[_Said], rarity: dict[str, float]) -> set[tuple[int, int]]:
    """Pairs from different articles that share a run of words, or the speaker and a rare word."""
    holders: dict[tuple[str, ...], list[_Said]] = defaultdict(list)
    for one in said:
        keys = {tuple(one.words[n : n + _RUN]) for n in range(len(one.words) - _RUN + 1)}
        if one.entity:
            rare = sorted(set(one.words), key=lambda word: (-rarity[word], word))[:8]
            keys |= {("", one.entity, first) for first in rare}
        for key in keys:
            holders[key].append(one)
    return {
        (a.row, b.row)
        for some in holders.values()
        if len(some) <= _WIDEST
        for a, b in combinations(some, 2)
        if a.article_id != b.article_id
    }


def _relate(one: _Said, other: _Said, rarity: dict[str, float]) -> tuple[str, float]:
    """How two quotations relate, empty where they are not one utterance, and how alike they are."""
    short, long = sorted((one, other), key=lambda said: (len(said.words), said.row))
    alike = LCSseq.similarity(short.words, long.words) / len(short.words)
    overlap = _overlap(short, long, rarity)
    if min(alike, overlap) >= _CUT and (one.quoted or other.quoted or len(short.words) >= 8):
        if _clash(one.entity, other.entity):
            sure = len(short.words) >= 6 and alike >= _SAME
            return "other speaker" if sure else "", alike
        same = alike >= _SAME and len(short.words) >= _SAME * len(long.words)
        return "same" if same else "cut", alike
    if one.entity and one.entity == other.entity and overlap >= _REWORDED:
        return "reworded", alike
    return "", alike


def _clash(one: str, other: str) -> bool:
    """Whether two speakers differ for sure: both known, and no word of their names in common."""
    return bool(one and other) and not set(one.split()) & set(other.split())


def _overlap(short: _Said, long: _Said, rarity: dict[str, float]) -> float:
    """Share of the shorter one's words, by how rare they are, that the longer one uses too."""
    words = set(short.words)
    total = sum(rarity[word] for word in words)
    return sum(rarity[word] for word in words & set(long.words)) / total if total else 0.0


def _root(partner: dict[int, int], row: int) -> int:
    while partner[row] != row:
        partner[row] = partner[partner[row]]
        row = partner[row]
    return row


def _describe(
    number: int, group: list[_Said], told: pd.DataFrame, rarity: dict[str, float]
) -> list[dict[str, Any]]:
    """The tellings of one utterance, each beside the fullest."""
    fullest = min(group, key=lambda said: (not said.quoted, -len(said.words), said.row))
    rows = []
    for said in sorted(group, key=lambda said: (said is not fullest, said.row)):
        relation, alike = ("fullest", 1.0) if said is fullest else _relate(fullest, said, rarity)
        rows.append(
            {
                "utterance": number,
                **{str(name): value for name, value in told.loc[said.row].items()},
                "likeness": alike,
                "relation": relation or "reworded",
            }
        )
    return rows
