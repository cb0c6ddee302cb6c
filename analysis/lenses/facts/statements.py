"""Statements: which sentences of one telling others tell too, and which are told only here."""

from collections import Counter, defaultdict
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

from analysis.language import find_words
from analysis.spans import SPAN
from analysis.tables import as_table

_ALIKE = 0.25  # cosine from which two sentences tell the same (chosen by reading, see benchmarks)
_SHORTEST = 3  # content words below which a sentence is too little to tell apart


def match_sentences(
    sentences: pd.DataFrame, articles: pd.DataFrame, mentions: pd.DataFrame
) -> pd.DataFrame:
    """One row per sentence: the table `sentence_matches`, told by others too or only here.

    Two sentences of different articles match when each is the other's nearest in that article and
    their weighted words and resolved names are alike (cosine of TF-IDF). All articles are taken as
    tellings of one story.
    """
    known = sentences[sentences["article_id"].isin(articles["article_id"])].reset_index(drop=True)
    order = {article_id: row for row, article_id in enumerate(articles["article_id"])}
    known = (
        known.assign(order=known["article_id"].map(order))
        .sort_values(["order", "part", "start"], kind="stable")
        .reset_index(drop=True)
    )
    alike = _compare(known, mentions)
    pairs = _find_pairs(alike, known["article_id"].tolist())
    return as_table(_list_rows(known, pairs), "sentence_matches")


def count_coverage(matches: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """One row per statement and telling: the table `coverage`; one that is silent has 0."""
    told = matches.groupby(["statement", "article_id"], sort=False)
    counts = told.size()
    first = told[["start", "end"]].first()
    rows = []
    for statement in sorted(matches["statement"].unique()):
        for article_id in articles["article_id"]:
            key = (statement, article_id)
            there = key in counts.index
            rows.append(
                {
                    "statement": statement,
                    "article_id": article_id,
                    "sentences": int(counts[key]) if there else 0,
                    "start": first.at[key, "start"] if there else pd.NA,
                    "end": first.at[key, "end"] if there else pd.NA,
                }
            )
    return as_table(rows, "coverage")


def _compare(
    sentences: pd.DataFrame, mentions: pd.DataFrame
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Cosine of every two sentences; 0 where one has too few words to be told apart."""
    texts = _name_entities(sentences, mentions)
    vectorizer = TfidfVectorizer(
        preprocessor=str, tokenizer=str.split, token_pattern=None, sublinear_tf=True
    )
    if not any(texts):
        return np.zeros((len(texts), len(texts)))
    vectors: csr_matrix = vectorizer.fit_transform(texts)
    alike = np.asarray((vectors @ vectors.T).todense(), dtype=np.float64)
    short = np.array([len(text.split()) < _SHORTEST for text in texts])
    alike[short, :] = 0.0
    alike[:, short] = 0.0
    return alike


def _name_entities(sentences: pd.DataFrame, mentions: pd.DataFrame) -> list[str]:
    """The content words of each sentence, folded, and the entities its names are resolved to."""
    named: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    resolved = mentions[mentions["entity"] != ""]
    for article_id, part, start, entity in resolved[
        ["article_id", "part", "start", "entity"]
    ].itertuples(index=False):
        named[article_id, part].append((start, entity))
    texts = []
    for article_id, part, start, end, sentence in sentences[[*SPAN, "sentence"]].itertuples(
        index=False
    ):
        words = [word for _, _, word in find_words(sentence) if word not in ENGLISH_STOP_WORDS]
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
    alike: np.ndarray[Any, np.dtype[np.float64]], telling: list[str]
) -> list[tuple[int, int, float]]:
    """Sentences that are each other's nearest between two articles, the surest first."""
    rows_of: dict[str, list[int]] = defaultdict(list)
    for row, article_id in enumerate(telling):
        rows_of[article_id].append(row)
    pairs = []
    for one, other in combinations(rows_of.values(), 2):
        block = alike[np.ix_(one, other)]
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
    best: dict[int, tuple[int, float]] = {}
    for first, second, score in pairs:
        best.setdefault(first, (second, score))
        best.setdefault(second, (first, score))
        old, new = group[second], group[first]
        group = [new if number == old else number for number in group]
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
