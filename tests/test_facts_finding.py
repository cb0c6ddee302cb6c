"""Facts in articles: what a bare number counts, what a fact is about, places of events."""

import pandas as pd
import pytest

from analysis.language import annotate
from analysis.lenses.entities import find_mentions
from analysis.lenses.facts import find_facts
from analysis.spans import cut_spans
from analysis.tables import as_table


def make_articles(*texts: str, published: str = "2021-10-06") -> pd.DataFrame:
    return as_table(
        [
            {
                "article_id": f"t{number}",
                "outlet": f"t{number}",
                "published": pd.Timestamp(published, tz="UTC"),
                "published_precision": "day",
                "headline": "",
                "credit": "",
                "text": text,
                "url": "",
                "source": "",
            }
            for number, text in enumerate(texts, 1)
        ],
        "articles",
    )


def read(*texts: str) -> pd.DataFrame:
    articles = make_articles(*texts)
    annotations = annotate(articles)
    mentions = find_mentions(articles, annotations.names, annotations.tokens)
    return find_facts(articles, annotations.sentences, annotations.tokens, mentions)


COUNTED = [
    ("They joined seven other astronauts.", "seven other astronauts", "count", "astronaut", 7),
    ("Police said 27 people were hurt.", "27 people", "count", "people", 27),
    (
        "About 12 of the passengers were hurt.",
        "About 12 of the passengers",
        "count",
        "passenger",
        12,
    ),
    ("Dozens of rescuers came.", "Dozens of rescuers", "count", "rescuer", 24),
    ("It was the first feature film.", "first feature film", "ordinal", "film", 1),
    ("It is the second-largest city.", "second-largest city", "ordinal", "city", 2),
]


@pytest.mark.parametrize(("text", "stated", "kind", "unit", "value"), COUNTED)
def test_a_number_counts_its_noun(
    text: str, stated: str, kind: str, unit: str, value: float
) -> None:
    (row,) = read(text).to_dict("records")
    assert (row["stated"], row["kind"], row["unit"]) == (stated, kind, unit)
    assert row["value"] == value


@pytest.mark.parametrize(
    "text",
    ["The crew of Expedition 66 rested.", "The Apollo 11 mission was long.", "At first it rained."],
)
def test_numbers_in_names_and_idle_ordinals_count_nothing(text: str) -> None:
    assert read(text).empty


def test_small_counts_are_exact_and_round_ones_are_not() -> None:
    facts = read("They saw 12 ships. They saw 1,000 ships. They saw 1,234 ships.")
    bounds = list(zip(facts["low"], facts["high"], strict=True))
    assert bounds == [(12, 12), (1000 - 100 / 2, 1000 + 100 / 2), (1234, 1234)]


def test_a_measure_is_as_exact_as_its_last_digit() -> None:
    (row,) = read("The road is 2.5 miles long.").to_dict("records")
    assert (row["low"], row["high"]) == pytest.approx((2.5 - 0.1 / 2, 2.5 + 0.1 / 2))


def test_a_version_counts_nothing() -> None:
    assert read("The update 5.50 brings 12 new features. The 5.50 update is here.")[
        "stated"
    ].tolist() == ["12 new features"]


def test_what_is_denied_is_not_stated() -> None:
    denied = read("It was the first feature film. It won't be the first shot on the station.")
    assert denied["stated"].tolist() == ["first feature film"]


def test_a_fact_is_about_its_noun_verb_and_names() -> None:
    (row,) = read("Maria Lopez joined seven other astronauts.").to_dict("records")
    assert (row["noun"], row["verb"], row["entities"]) == ("astronaut", "join", "Maria Lopez")
    assert row["about"] == "astronaut; joining; Maria Lopez"


def test_the_place_of_an_event_is_a_fact_without_a_number() -> None:
    facts = read("They had taken off from Kazakhstan. It is far from Kazakhstan.")
    (row,) = facts[facts["kind"] == "place"].to_dict("records")
    assert row["stated"] == "Kazakhstan"
    assert row["verb"] == "take off"
    assert pd.isna(row["low"])


def test_spans_point_at_their_text_and_the_order_is_the_articles() -> None:
    texts = ("It cost $16 million. It took 12 days.", "Some 300 people came. It is 5 km away.")
    articles = make_articles(*texts)
    facts = read(*texts)
    assert cut_spans(facts, articles).tolist() == facts["stated"].tolist()
    assert facts["article_id"].tolist() == ["t1", "t1", "t2", "t2"]
    assert (facts["low"] <= facts["high"]).all()


def test_no_articles_give_no_facts() -> None:
    empty = [as_table([], name) for name in ("articles", "sentences", "tokens", "mentions")]
    assert list(find_facts(*empty).columns) == list(as_table([], "facts").columns)
