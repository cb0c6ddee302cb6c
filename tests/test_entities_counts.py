"""Counts on the complete grid, and the reasons for each decision."""

import pandas as pd
import pytest

from analysis.errors import UsageError
from analysis.lenses.entities import count_entities, explain_entity
from analysis.tables import TABLES, as_table

ROWS = [
    ("a", "text", "Jane Roe", "Jane Roe", "person", "", "full name"),
    ("a", "text", "Roe", "Jane Roe", "person", "", "surname"),
    ("a", "headline", "Roe", "Jane Roe", "person", "", "surname"),
    ("b", "text", "Roe", "", "person", "Jane Roe | John Roe", "open"),
    ("b", "text", "Acme", "Acme", "organisation", "", "full name"),
]


@pytest.fixture
def articles() -> pd.DataFrame:
    rows = [("a", "X", "one two three four"), ("b", "X", "one two"), ("c", "Y", "")]
    return pd.DataFrame(rows, columns=["article_id", "outlet", "text"])


@pytest.fixture
def mentions() -> pd.DataFrame:
    columns = ["article_id", "part", "mention", "entity", "kind", "candidates", "rule"]
    table = pd.DataFrame(ROWS, columns=columns)
    return as_table(table.assign(start=range(5), end=range(1, 6)), "mentions")


def test_zeros_are_kept_and_headlines_left_out(
    mentions: pd.DataFrame, articles: pd.DataFrame
) -> None:
    counts = count_entities(mentions, articles)
    assert list(counts.columns) == list(TABLES["entity_counts"])
    columns = ["group", "entity", "mentions", "open", "articles"]
    assert counts[columns].values.tolist() == [
        ["a", "Jane Roe", 2, 0, 1],
        ["a", "Acme", 0, 0, 0],
        ["b", "Jane Roe", 0, 1, 0],
        ["b", "Acme", 1, 0, 1],
        ["c", "Jane Roe", 0, 0, 0],
        ["c", "Acme", 0, 0, 0],
    ]


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        (["place", "person", "person"], "person"),
        (["place", "person"], "person"),
        (["work", "place"], "place"),
    ],
)
def test_the_most_frequent_kind_else_the_first_by_name(
    mentions: pd.DataFrame, articles: pd.DataFrame, kinds: list[str], kind: str
) -> None:
    rows = pd.concat([mentions.iloc[[0]]] * len(kinds), ignore_index=True).assign(kind=kinds)
    assert set(count_entities(rows, articles)["kind"]) == {kind}


def test_rates_are_per_1000_words_of_the_text(
    mentions: pd.DataFrame, articles: pd.DataFrame
) -> None:
    counts = count_entities(mentions, articles, by="outlet")
    rates = counts.set_index(["group", "entity"])["per_1000"].to_dict()
    assert rates["X", "Jane Roe"] == pytest.approx(1000 * 2 / (4 + 2))
    assert rates["X", "Acme"] == pytest.approx(1000 * 1 / (4 + 2))
    assert pd.isna(rates["Y", "Acme"])


def test_words_given_are_words_counted(mentions: pd.DataFrame, articles: pd.DataFrame) -> None:
    words = pd.DataFrame({"article_id": ["a"] * 8, "part": ["headline"] * 3 + ["text"] * 5})
    counts = count_entities(mentions, articles, words)
    assert counts.loc[0, "per_1000"] == pytest.approx(1000 * 2 / 5)


def test_groups_by_series_and_the_most_named_only(
    mentions: pd.DataFrame, articles: pd.DataFrame
) -> None:
    by = pd.Series({"a": "one", "b": "one", "c": "two"})
    counts = count_entities(mentions, articles, by=by, top=1)
    assert counts[["group", "entity", "mentions"]].values.tolist() == [
        ["one", "Jane Roe", 2],
        ["two", "Jane Roe", 0],
    ]


def test_nothing_named_gives_an_empty_table(mentions: pd.DataFrame, articles: pd.DataFrame) -> None:
    assert count_entities(mentions[:0], articles).empty


def test_reasons_name_the_rule_and_the_person(mentions: pd.DataFrame) -> None:
    reasons = explain_entity("Jane Roe", mentions)
    assert list(reasons.columns) == list(TABLES["entity_reasons"])
    assert reasons[["mention", "rule", "mentions", "articles"]].values.tolist() == [
        ["Roe", "surname", 2, 1],
        ["Jane Roe", "full name", 1, 1],
        ["Roe", "open", 1, 1],
    ]
    assert reasons["reason"][0] == (
        "the article introduces one person of that name in full: Jane Roe"
    )


def test_reasons_tell_what_the_pipeline_said(mentions: pd.DataFrame) -> None:
    names = mentions[["article_id", "part", "start", "end", "mention"]].assign(
        label=["PERSON", "ORG", "ORG", "ORG", "ORG"]
    )
    assert explain_entity("Jane Roe", mentions, names)["reason"].iloc[-1] == (
        "a vote over all mentions and what stands beside them: person;"
        " the pipeline said ORG 3 times, PERSON 1 times"
    )


def test_an_unknown_entity_gets_the_nearest_names(mentions: pd.DataFrame) -> None:
    message = "No mention was taken for 'Ann Roe'.\nThe nearest names: 'Jane Roe', 'Acme'."
    with pytest.raises(UsageError, match=message):
        explain_entity("Ann Roe", mentions)
