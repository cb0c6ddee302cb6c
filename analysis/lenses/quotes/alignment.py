"""The same utterance across tellings: cut, reworded, or given to another speaker."""

from collections import defaultdict
from difflib import SequenceMatcher
from itertools import combinations
from typing import NamedTuple

import pandas as pd
from rapidfuzz.distance import LCSseq
from wordfreq import zipf_frequency

from analysis.language.words import find_words
from analysis.lenses.quotes.grouping import SAID, cut_gaps
from analysis.tables import as_table

_SHORTEST = 4  # words; shorter quotations are shared by chance
_RUN = 3  # words in a row that count as shared
_WIDEST = 60  # quotations that share a run beyond which it is a set phrase and no evidence
_SAME, _CUT, _REWORDED = 0.9, 0.8, 0.5
_COMMON = 7.0  # Zipf frequency of the commonest words of English: they weigh nothing
_RARE = 1.5  # weight from which a word is content
_SHARED = 3  # content words that two wordings have in common at least


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

    Two quotations are one utterance where runs of one's words stand in the other, or where one
    speaker says largely the same content words. Where `stories` is given, only tellings of one
    story are compared.
    """
    told = quotes[quotes["act"].isin(acts)].reset_index(drop=True)
    said = {one.row: one for one in _list_said(told)}
    weights = _weigh_words(list(said.values()))
    story_of = {} if stories is None else dict(stories[["article_id", "story"]].to_numpy())
    neighbours: dict[int, list[int]] = defaultdict(list)
    for a, b in sorted(_list_candidates(list(said.values()), weights)):
        if story_of.get(said[a].article_id) == story_of.get(said[b].article_id):
            neighbours[a].append(b)
            neighbours[b].append(a)
    rows = []
    for number, group in enumerate(_gather(said, neighbours, weights)):
        for row, relation, alike in group:
            values = {str(name): value for name, value in told.loc[row].items()}
            rows.append({"utterance": number, **values, "likeness": alike, "relation": relation})
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
    """How much each word tells: orders of magnitude rarer than the commonest words of English."""
    vocabulary = {word for one in said for word in one.words}
    return {word: max(0.0, _COMMON - zipf_frequency(word, "en")) for word in vocabulary}


def _list_candidates(said: list[_Said], weights: dict[str, float]) -> set[tuple[int, int]]:
    """Pairs from different articles that share a run of words, or the speaker and a rare word."""
    holders: dict[tuple[str, ...], list[_Said]] = defaultdict(list)
    for one in said:
        keys = {tuple(one.words[n : n + _RUN]) for n in range(len(one.words) - _RUN + 1)}
        if one.entity:
            rare = sorted(set(one.words), key=lambda word: (-weights[word], word))[:8]
            keys |= {("", one.entity, word) for word in rare}
        for key in keys:
            holders[key].append(one)
    return {
        (a.row, b.row)
        for some in holders.values()
        if len(some) <= _WIDEST
        for a, b in combinations(some, 2)
        if a.article_id != b.article_id
    }


def _gather(
    said: dict[int, _Said], neighbours: dict[int, list[int]], weights: dict[str, float]
) -> list[list[tuple[int, str, float]]]:
    """Utterances, each led by its fullest telling: all others are like that one, not in a chain."""
    order = sorted(neighbours, key=lambda row: (not said[row].quoted, -len(said[row].words), row))
    taken: set[int] = set()
    groups = []
    for leader in order:
        if leader in taken:
            continue
        group = [(leader, "fullest", 1.0)]
        for row in sorted(set(neighbours[leader]) - taken):
            relation, alike = _relate(said[leader], said[row], weights)
            if relation:
                group.append((row, relation, alike))
        if len(group) > 1:
            taken.update(row for row, _, _ in group)
            groups.append(group)
    return sorted(groups)


def _relate(one: _Said, other: _Said, weights: dict[str, float]) -> tuple[str, float]:
    """How two quotations relate, empty where they are not one utterance, and how alike they are."""
    short, long = sorted((one, other), key=lambda said: (len(said.words), said.row))
    alike = LCSseq.similarity(short.words, long.words) / len(short.words)
    shared = {word for word in set(short.words) & set(long.words) if weights[word] >= _RARE}
    speaks = bool(one.entity) and one.entity == other.entity
    sure = speaks or len(short.words) >= 8 or (short.quoted and len(short.words) > _SHORTEST)
    if alike >= _CUT and shared and sure:
        runs = _share_runs(short.words, long.words)
        if runs >= _CUT and _clash(one.entity, other.entity):
            return "other speaker" if short.quoted and len(short.words) >= 8 else "", alike
        if runs >= _SAME and len(short.words) >= _SAME * len(long.words):
            return "same", alike
        if runs >= _CUT:
            return "cut", alike
    if speaks and len(shared) >= _SHARED and _overlap(short, long, weights) >= _REWORDED:
        return "reworded", alike
    return "", alike


def _share_runs(short: list[str], long: list[str]) -> float:
    """Share of the shorter one's words that stand in the longer one in runs."""
    blocks = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= _RUN) / len(short)


def _clash(one: str, other: str) -> bool:
    """Whether two speakers differ for sure: both known, and no word of their names in common."""
    return bool(one and other) and not set(one.split()) & set(other.split())


def _overlap(short: _Said, long: _Said, weights: dict[str, float]) -> float:
    """Share of the shorter one's words, by their weight, that the longer one uses too."""
    words = set(short.words)
    total = sum(weights[word] for word in words)
    return sum(weights[word] for word in words & set(long.words)) / total if total else 0.0
