"""Labels, on sentences of our own read by the real pipeline, and on trees written by hand."""

import pandas as pd
import pytest

from analysis.language import annotate
from analysis.lenses.entities import find_mentions
from analysis.lenses.labels import compare_labels, count_labels, find_labels
from analysis.lenses.labels.clauses import Tree
from analysis.lenses.labels.naming import Label
from analysis.lenses.labels.sifting import sift_labels, trim_labels
from analysis.spans import cut_spans
from analysis.tables import TABLES, as_table

CASES = {
    "The film director Martin Keller arrived in Oslo on Monday.": [
        ("Martin Keller", "film director", "role")
    ],
    "Later that day President Martin Keller arrived in Oslo.": [
        ("Martin Keller", "President", "title")
    ],
    "The harbour company hired Laura Keller, a former judge, in March.": [
        ("Laura Keller", "a former judge", "apposition")
    ],
    "They travelled with their elderly teacher, Laura Keller.": [
        ("Laura Keller", "their elderly teacher", "apposition")
    ],
    "Laura Keller is a surgeon in Oslo.": [("Laura Keller", "a surgeon in Oslo", "copula")],
    "Laura Keller is not a surgeon.": [],
    "Game developer and entrepreneur Martin Keller paid for it.": [
        ("Martin Keller", "Game developer and entrepreneur", "role")
    ],
    "Pianist Laura Keller played for an hour. “It was cold,” said the 37-year-old pianist.": [
        ("Laura Keller", "Pianist", "role"),
        ("Laura Keller", "the 37-year-old pianist", "description"),
    ],
    "Actors Laura Keller and Martin Holm flew to Oslo.": [
        ("Laura Keller", "Actors", "role"),
        ("Martin Holm", "Actors", "role"),
    ],
    "What can go wrong? According to Laura Keller, a lot.": [],
    "The defensive co-ordinator Laura Keller arrived in Oslo.": [
        ("Laura Keller", "defensive co-ordinator", "role")
    ],
    "Reuters Norwegian leader Martin Keller waves to a crowd in Oslo": [
        ("Martin Keller", "Norwegian leader", "role")
    ],
    "Nothing was said about anybody.": [],
}


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    ids = [f"a{number}" for number in range(len(CASES))]
    rows = pd.DataFrame({"article_id": ids, "text": list(CASES), "headline": "", "outlet": "X"})
    empty = dict.fromkeys(("published_precision", "credit", "url", "source"), "")
    return as_table(rows.assign(published=None, **empty), "articles")


@pytest.fixture(scope="module")
def labels(articles: pd.DataFrame) -> pd.DataFrame:
    annotations = annotate(articles)
    mentions = find_mentions(articles, annotations.names, annotations.tokens)
    return find_labels(mentions, annotations.tokens, articles)


def test_a_label_is_whole_words_and_a_person_no_thing() -> None:
    tree = Tree("The 38-year-old Roe saw the halftime show of Acme", [])
    old, show = Label("Roe", 12, 15, "modifier", ""), Label("Roe", 28, 41, "description", "show")
    assert list(sift_labels(tree, [old, show], {"Roe"})) == [old._replace(start=4)]
    assert list(sift_labels(tree, [show], set())) == [show]
    day = show._replace(noun="Saturday")
    assert list(sift_labels(tree, [day], {"Roe"})) == []


@pytest.mark.parametrize("number", range(len(CASES)), ids=list(CASES))
def test_what_somebody_is_called(labels: pd.DataFrame, number: int) -> None:
    found = labels[labels["article_id"] == f"a{number}"]
    rows = [tuple(row) for row in found[["entity", "label", "form"]].values]
    assert rows == list(CASES.values())[number]


def test_every_label_points_at_its_words(labels: pd.DataFrame, articles: pd.DataFrame) -> None:
    assert list(labels.columns) == list(TABLES["labels"])
    assert cut_spans(labels, articles).tolist() == labels["label"].tolist()


def make_labels() -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = [("a", "Jane Roe", "the mayor"), ("a", "Jane Roe", "mayor"), ("a", "Ann Doe", "judge")]
    rows += [("b", "Jane Roe", "Mayor")]
    table = pd.DataFrame(rows, columns=["article_id", "entity", "label"])
    spans = table.assign(part="text", start=0, end=1, form="role")
    articles = pd.DataFrame({"article_id": ["b", "a"], "outlet": ["Y", "X"]})
    return as_table(spans, "labels"), articles


def test_counted_without_the_article_in_front() -> None:
    counts = count_labels(*make_labels())
    assert counts.values.tolist() == [
        ["b", "Jane Roe", "Mayor", 1, 1],
        ["a", "Ann Doe", "judge", 1, 1],
        ["a", "Jane Roe", "mayor", 2, 1],
    ]


def test_compared_on_the_complete_grid() -> None:
    compared = compare_labels(*make_labels(), by="outlet")
    assert compared.values.tolist() == [
        ["Jane Roe", "Y", "Mayor", 1],
        ["Jane Roe", "X", "mayor", 2],
        ["Ann Doe", "Y", "", 0],
        ["Ann Doe", "X", "judge", 1],
    ]


def test_nothing_in_nothing_out() -> None:
    labels, articles = make_labels()
    assert compare_labels(labels[:0], articles).empty
    assert count_labels(labels[:0], articles).empty
    empty = find_labels(
        as_table([], "mentions"), as_table([], "tokens"), articles.assign(text="", headline="")
    )
    assert list(empty.columns) == list(TABLES["labels"])


@pytest.mark.parametrize(
    ("text", "furniture", "left"),
    [
        ("spokesman Pierre-Henry", [], "spokesman"),
        ("Pierre-Henry", [], None),
        ("Getty Images", [(0, 12)], None),
        ("Reuters leader", [(0, 8)], "leader"),
        ("leader", [], "leader"),
    ],
)
def test_names_of_the_bearer_and_furniture_are_no_label(
    text: str, furniture: list[tuple[int, int]], left: str | None
) -> None:
    tree = Tree(f"{text} Roe", [])
    labels = [Label("Pierre-Henry Roe", 0, len(text), "title", "")]
    found = [tree.text[one.start : one.end] for one in trim_labels(tree, labels, furniture)]
    assert found == ([] if left is None else [left])
