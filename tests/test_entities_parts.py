"""A collection resolved in parts: what each part counts adds up to what all articles count."""

from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.articles import read_articles
from analysis.language import annotate
from analysis.lenses.entities import (
    build_directory,
    find_mentions,
    gather_names,
    resolve_names,
    unite_names,
)
from tests.resolving import make_articles, make_names, make_tokens

CLUSTERS = Path(__file__).parents[2] / "shared" / "corpora" / "story_clusters.jsonl.gz"
# The first introduces, the second alone would not know whom or what its short names mean.
TEXTS = (
    "Jane Roe of the Riverton Space Agency (RSA) met John Doe, a pilot.",
    "Later Roe left. The RSA said that Doe had stayed.",
    "Mary Roe sings in Lyon.",
    "Critics praise Mary Roe and John Doe.",
    "In Lyon the RSA opened a school for Roe.",
)
ARTICLES = make_articles(*TEXTS)
NAMES = make_names(
    ARTICLES,
    PERSON="Jane Roe|John Doe|Mary Roe|Roe|Doe",
    ORG="Riverton Space Agency|RSA",
    GPE="Lyon",
)
TOKENS = make_tokens(ARTICLES)


def cut(first: int, end: int) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    articles = ARTICLES.iloc[first:end]
    ours = set(articles["article_id"])
    names, tokens = (table[table["article_id"].isin(ours)] for table in (NAMES, TOKENS))
    return articles, names, tokens


def resolve_in_parts(*cuts: int) -> pd.DataFrame:
    parts = [cut(*edges) for edges in pairwise((0, *cuts, len(TEXTS)))]
    directory = build_directory(unite_names(gather_names(*part) for part in parts))
    return pd.concat([resolve_names(*part, directory) for part in parts], ignore_index=True)


@settings(max_examples=25, deadline=None)
@given(st.sets(st.integers(0, len(TEXTS))))
def test_any_parts_give_the_mentions_of_all_articles_together(cuts: set[int]) -> None:
    whole = find_mentions(ARTICLES, NAMES, TOKENS)
    pd.testing.assert_frame_equal(resolve_in_parts(*sorted(cuts)), whole)


def test_a_part_alone_would_not_know() -> None:
    alone = find_mentions(*cut(1, 2))
    together = resolve_in_parts(1, 2).query("article_id == 'a1'")
    assert together["entity"].tolist() == ["", "Riverton Space Agency", "John Doe"]
    assert together["candidates"].tolist()[0] == "Jane Roe | Mary Roe"
    assert alone["entity"].tolist() != together["entity"].tolist()


@pytest.mark.parametrize("parts", [0, 1])
def test_of_nothing_there_is_nothing(parts: int) -> None:
    gathered = [gather_names(*cut(0, 0)) for _ in range(parts)]
    directory = build_directory(unite_names(gathered))
    assert directory.names == []
    assert resolve_names(*cut(0, 0), directory).empty


@pytest.mark.slow
@pytest.mark.skipif(not CLUSTERS.exists(), reason="the corpora are not here")
def test_real_articles_in_small_parts_give_the_mentions_of_all_together() -> None:
    articles = read_articles(CLUSTERS).articles
    _, tokens, names = annotate(articles)
    parts: list[tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]] = []
    for first in range(0, len(articles), 20):
        some = articles.iloc[first : first + 20]
        ours = set(some["article_id"])
        own, spoken = (table[table["article_id"].isin(ours)] for table in (names, tokens))
        parts.append((some, own, spoken))
    directory = build_directory(unite_names(gather_names(*part) for part in parts))
    found = pd.concat([resolve_names(*part, directory) for part in parts], ignore_index=True)
    pd.testing.assert_frame_equal(found, find_mentions(articles, names, tokens))
