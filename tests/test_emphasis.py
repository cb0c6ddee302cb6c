"""Emphasis, on texts short enough to count the characters."""

import pandas as pd
import pytest

from analysis.lenses.emphasis import compare_emphasis
from analysis.tables import TABLES

TEXT = "Acme fell. Roe rose. Acme wept"  # 30 characters; a third is 10


@pytest.fixture
def articles() -> pd.DataFrame:
    return pd.DataFrame(
        {"article_id": ["a", "b"], "headline": ["Acme!", ""], "text": [TEXT, "Nothing."]}
    )


@pytest.fixture
def sentences() -> pd.DataFrame:
    rows = [("a", "headline", 0, 5), ("a", "text", 0, 10), ("a", "text", 11, 20)]
    rows += [("a", "text", 21, 30), ("b", "text", 0, 8)]
    return pd.DataFrame(rows, columns=["article_id", "part", "start", "end"])


@pytest.fixture
def mentions() -> pd.DataFrame:
    rows = [("a", "headline", 0, 4, "Acme"), ("a", "text", 0, 4, "Acme")]
    rows += [("a", "text", 11, 14, "Jane Roe"), ("a", "text", 21, 25, "Acme")]
    rows += [("a", "text", 26, 30, "")]
    return pd.DataFrame(rows, columns=["article_id", "part", "start", "end", "entity"])


def test_counts_by_place(
    mentions: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame
) -> None:
    rows = compare_emphasis(mentions, articles, sentences)
    places = ["mentions", "in_headline", "in_first_sentence", "in_first_third"]
    assert list(rows.columns) == list(TABLES["emphasis"])
    assert rows[["article_id", "entity", *places]].values.tolist() == [
        ["a", "Acme", 3, 1, 1, 1],
        ["a", "Jane Roe", 1, 0, 0, 0],
        ["b", "Acme", 0, 0, 0, 0],
        ["b", "Jane Roe", 0, 0, 0, 0],
    ]


def test_first_mention_is_in_the_text(
    mentions: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame
) -> None:
    rows = compare_emphasis(mentions, articles, sentences)
    first = ["article_id", "entity", "first_start", "first_end"]
    named = rows[rows["mentions"] > 0]
    assert named[first].values.tolist() == [["a", "Acme", 0, 4], ["a", "Jane Roe", 11, 14]]
    assert named["first_at"].tolist() == [0, pytest.approx(11 / 30)]
    silent = rows.loc[rows["mentions"] == 0, ["first_at", "first_start", "first_end"]]
    assert silent.isna().all(axis=None)


def test_only_in_the_headline_has_no_first_place(
    mentions: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame
) -> None:
    rows = compare_emphasis(mentions[mentions["part"] == "headline"], articles, sentences)
    assert rows[["mentions", "in_headline"]].values.tolist() == [[1, 1], [0, 0]]
    assert rows["first_at"].isna().all()


def test_nothing_named_gives_an_empty_table(
    mentions: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame
) -> None:
    rows = compare_emphasis(mentions[:0], articles, sentences)
    assert rows.empty
    assert list(rows.columns) == list(TABLES["emphasis"])


def test_arguments_stay_as_they_were(
    mentions: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame
) -> None:
    before = [table.copy() for table in (mentions, articles, sentences)]
    compare_emphasis(mentions, articles, sentences)
    for old, new in zip(before, (mentions, articles, sentences), strict=True):
        pd.testing.assert_frame_equal(old, new)
