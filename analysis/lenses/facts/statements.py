"""Statements: which sentences of one telling others tell too, and which are told only here."""

from collections import Counter, defaultdict
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.articles import find_furniture
from analysis.language import find_words, is_function_word
from analysis.lenses.facts.tellings import group_tellings
from analysis.spans import SPAN
from analysis.tables import as_table

_ALIKE = 0.25  # cosine from which two sentences tell the same (chosen by reading, see benchmarks)
_SHORTEST = 3  # content words below which a sentence is too little to tell apart


def match_sentences(
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    stories: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per sentence: the table `sentence_matches`, told by others too or only here.

    Two sentences of different articles match when each is the other's nearest in that article and
    their weighted words and resolved names are alike (cosine of TF-IDF). All articles are taken as
    tellings of one story, or those with the same `story` in `stories`.

    Raises:
        UsageError: more articles than one story has, and no `stories`.
    """
    known = sentences[sentences["article_id"].isin(articles["article_id"])].reset_index(drop=True)
    order = {article_id: row for row, article_id in enumerate(articles["article_id"])}
    known = (
        known.assign(order=known["article_id"].map(order))
        .sort_values(["order", "part", "start"], kind="stable")
        .reset_index(drop=True)
    )
    groups = group_tellings(articles, stories, asked_by="match_sentences")
    story_of = {article_id: story for story, tellings in groups for article_id in tellings}
    vectors = _weigh(known, mentions, articles)
    pairs = _find_pairs(vectors, known["article_id"].tolist(), story_of)
    return as_table(_list_rows(known, pairs), "sentence_matches")


def count_coverage(
    matches: pd.DataFrame, articles: pd.DataFrame, *, stories: pd.DataFrame | None = None
) -> pd.DataFrame:
    """One row per statement and telling of its story: the table `coverage`; silence counts 0.

    Raises:
        UsageError: more articles than one story has, and no `stories`.
    """
    groups = group_tellings(articles, stories, asked_by="count_coverage")
    tellings_of = {article_id: tellings for _, tellings in groups for article_id in tellings}
    there: dict[int, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    columns = ["statement", "article_id", "start", "end"]
    for statement, article_id, start, end in matches[columns].itertuples(index=False):
        there[statement][article_id].append((start, end))
    rows = []
    for statement, told in sorted(there.items()):
        for article_id in tellings_of[next(iter(told))]:
            spans = told.get(article_id, [])
            rows.append(
                {
                    "statement": statement,
                    "article_id": article_id,
                    "sentences": len(spans),
                    "start": spans[0][0] if spans else pd.NA,
                    "end": spans[0][1] if spans else pd.NA,
                }
            )
    return as_table(rows, "coverage")


def _weigh(
    sentences: pd.DataFrame, mentions: pd.DataFrame, articles: pd.DataFrame
) -> sparse.csr_array:
    """One row of weights a sentence, of length 1; nothing where it has too few words.

    TF-IDF: (1 + log tf) * (1 + log((1 + n) / (1 + df))), the smoothed form of Manning, Raghavan and
    Schütze, Introduction to Information Retrieval (2008), ch. 6.2 and 6.4.1.
    """
    texts = [
        text if len(text.split()) >= _SHORTEST else ""
        for text in _name_entities(sentences, mentions, articles)
    ]
    words = [(row, word) for row, text in enumerate(texts) for word in text.split()]
    rows = np.array([row for row, _ in words], dtype=np.int64)
    columns, vocabulary = pd.factorize(pd.Series([word for _, word in words], dtype="str"))
    shape = (len(texts), max(1, len(vocabulary)))
    counts = sparse.coo_array((np.ones(len(words)), (rows, columns)), shape=shape).tocsr()
    counts.sum_duplicates()
    seen = np.bincount(counts.indices, minlength=shape[1])
    rarity = 1 + np.log((1 + len(texts)) / (1 + seen))
    weights = counts.copy()
    weights.data = (1 + np.log(counts.data)) * rarity[counts.indices]
    lengths = np.sqrt((weights * weights).sum(axis=1))
    return sparse.csr_array(sparse.diags_array(1 / np.where(lengths > 0, lengths, 1)) @ weights)


def _name_entities(
    sentences: pd.DataFrame, mentions: pd.DataFrame, articles: pd.DataFrame
) -> list[str]:
    """The content words of each sentence, folded, and the entities its names are resolved to.

    Page furniture is left out: two captions signed alike do not tell the same.
    """
    named: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    resolved = mentions[mentions["entity"] != ""]
    for article_id, part, start, entity in resolved[
        ["article_id", "part", "start", "entity"]
    ].itertuples(index=False):
        named[article_id, part].append((start, entity))
    places = dict(zip(articles["article_id"], articles["text"].map(find_furniture), strict=True))
    texts = []
    for article_id, part, start, end, sentence in sentences[[*SPAN, "sentence"]].itertuples(
        index=False
    ):
        beside = places[article_id] if part == "text" else []
        words = [
            word
            for at, _, word in find_words(sentence)
            if not is_function_word(word)
            and not any(first <= start + at < last for first, last in beside)
        ]
        entities = [
            "@" + entity.replace(" ", "_")
            for at, entity in named[article_id, part]
            if start <= at < end
        ]
        texts.append(" ".join([*map(_stem, words), *entities]))
    return texts


def _stem(word: str) -> str:
    """Plural and past forms as one word: a light stem is enough to meet its like."""
    for ending in ("ings", "ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _find_pairs(
    vectors: sparse.csr_array, telling: list[str], story_of: dict[str, str]
) -> list[tuple[int, int, float]]:
    """Sentences that are each other's nearest in two articles of a story, the surest first."""
    rows_of: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row, article_id in enumerate(telling):
        rows_of[story_of[article_id]][article_id].append(row)
    pairs = []
    for tellings in rows_of.values():
        for one, other in combinations(tellings.values(), 2):
            block = (vectors[one] @ vectors[other].T).toarray()
            nearest, nearest_back = block.argmax(axis=1), block.argmax(axis=0)
            for number, row in enumerate(one):
                column = int(nearest[number])
                score = float(block[number, column])
                if score >= _ALIKE and (nearest_back[column] == number or score >= 2 * _ALIKE):
                    pairs.append((row, other[column], score))
    return sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))


def _list_rows(
    sentences: pd.DataFrame, pairs: list[tuple[int, int, float]]
) -> list[dict[str, Any]]:
    group = list(range(len(sentences)))

    def find_first(row: int) -> int:
        while group[row] != row:
            group[row] = group[group[row]]
            row = group[row]
        return row

    best: dict[int, tuple[int, float]] = {}
    for first, second, score in pairs:
        best.setdefault(first, (second, score))
        best.setdefault(second, (first, score))
        one, other = sorted((find_first(first), find_first(second)))
        group[other] = one
    group = [find_first(row) for row in range(len(group))]
    numbers: dict[int, int] = {}
    for number in group:
        numbers.setdefault(number, len(numbers) + 1)
    tellings: dict[int, Counter[str]] = defaultdict(Counter)
    spans = list(sentences[SPAN].itertuples(index=False, name=None))
    for row, (article_id, *_) in enumerate(spans):
        tellings[group[row]][article_id] += 1
    rows = []
    for row, (article_id, part, start, end) in enumerate(spans):
        others = [name for name in tellings[group[row]] if name != article_id]
        match = best.get(row)
        near = spans[match[0]] if match else ("", "", pd.NA, pd.NA)
        rows.append(
            {
                "article_id": article_id,
                "part": part,
                "start": start,
                "end": end,
                "statement": numbers[group[row]],
                "told": "also told" if others else "only here",
                "told_by": " | ".join(others),
                "match_id": near[0],
                "match_part": near[1],
                "match_start": near[2],
                "match_end": near[3],
                "similarity": match[1] if match else 0.0,
            }
        )
    return rows
