"""Kinds of entities, names nobody found for us, and what holds for any text."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.lenses.entities import find_mentions
from analysis.lenses.entities.wordlists import read_countries, read_places
from analysis.lenses.entities.words import find_name_words
from analysis.tables import TABLES, as_table
from tests.resolving import make_articles, make_names, make_tokens, resolve

KINDS = [
    ("Later Roscoe, the space agency, met.", "Roscoe", "PERSON", "organisation"),
    ("Later a film called Solace ran.", "Solace", "PRODUCT", "work"),
    ("Later the Wide Sky capsule landed.", "Wide Sky", "ORG", "vehicle"),
    ("Later WideSky grew.", "WideSky", "PERSON", "organisation"),
    ("Later Solace actor Jane Roe met.", "Solace", "ORG", "work"),
    ("Later Wideland Airport closed.", "Wideland Airport", "PERSON", "place"),
]


@pytest.mark.parametrize(("text", "name", "label", "kind"), KINDS)
def test_what_stands_beside_a_name_outweighs_its_label(
    text: str, name: str, label: str, kind: str
) -> None:
    articles = make_articles(text)
    mentions = find_mentions(articles, make_names(articles, **{label: name}), make_tokens(articles))
    assert mentions.set_index("mention")["kind"][name] == kind


def test_names_are_found_without_the_pipeline_naming_them() -> None:
    text = "Later JAXA met Jane Roe in Wideland Airport. JAXA and Roe agreed."
    assert resolve(text) == [
        ("JAXA", "JAXA"),
        ("Jane Roe", "Jane Roe"),
        ("Wideland Airport", "Wideland Airport"),
        ("JAXA", "JAXA"),
        ("Roe", "Jane Roe"),
    ]


def test_a_town_is_not_short_for_its_newspaper() -> None:
    text = "Snow fell in Wideland. Wideland saw more, said the Wideland Tribune."
    found = resolve(text, GPE="Wideland", PERSON="Wideland Tribune")
    assert found[:2] == [("Wideland", "Wideland")] * 2


def test_labels_of_another_pipeline() -> None:
    found = resolve("Jane Roe went to Wideland. Roe left.", PER="Jane Roe", LOC="Wideland")
    assert found == [("Jane Roe", "Jane Roe"), ("Wideland", "Wideland"), ("Roe", "Jane Roe")]


def test_nothing_in_nothing_out() -> None:
    articles = make_articles()
    mentions = find_mentions(articles, make_names(articles), as_table([], "tokens"))
    assert list(mentions.columns) == list(TABLES["mentions"])
    assert mentions.empty


WORDS = st.sampled_from(
    [
        "Jane Roe",
        "Roe",
        "Jane",
        "WSA",
        "the",
        "Widget Safety Agency",
        "(WSA)",
        "won.",
        "Mr. Roe",
        "U.S.",
        "anti-Roe",
        "Roe’s",
        "and",
        "\n",
        "“Later",
        "Élodie",
        "12",
        "John Roe",
        "Roe Jr.",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=12), min_size=1, max_size=3))
def test_every_mention_is_cut_from_its_text(articles_words: list[list[str]]) -> None:
    texts = [" ".join(words) for words in articles_words]
    found = resolve(*texts, PERSON="Jane Roe|John Roe", ORG="WSA|Widget Safety Agency")
    assert all(mention and entity.strip("? ") for mention, entity in found)


@settings(max_examples=30, deadline=None)
@given(
    st.permutations(["Jane Roe won. Roe rose.", "John Roe won. Roe fell.", "Roe left. WSA won."])
)
def test_order_of_the_articles_does_not_matter(texts: list[str]) -> None:
    found = resolve(*texts, PERSON="Jane Roe|John Roe", ORG="WSA")
    assert sorted(found) == sorted(resolve(*sorted(texts), PERSON="Jane Roe|John Roe", ORG="WSA"))


def test_arguments_stay_as_they_were() -> None:
    articles = make_articles("Jane Roe won. Roe smiled.")
    tables = articles, make_names(articles, PERSON="Jane Roe"), make_tokens(articles)
    before = [table.copy() for table in tables]
    find_mentions(*tables)
    for old, new in zip(before, tables, strict=True):
        pd.testing.assert_frame_equal(old, new)


def test_names_alone_are_enough() -> None:
    articles = make_articles("Jane Roe won. Now Roe left.")
    tokens = make_tokens(articles)[:0]
    mentions = find_mentions(articles, make_names(articles, PERSON="Jane Roe"), tokens)
    assert mentions["entity"].tolist() == ["Jane Roe", "Jane Roe"]


def test_each_entity_has_one_kind_and_each_name_one_entity() -> None:
    articles = make_articles("Jane Roe met Acme.", "Acme met John Roe; Acme left.", "Acme rose.")
    names = make_names(articles, PERSON="Jane Roe|John Roe", ORG="Acme")
    names.loc[names["mention"].duplicated(), "label"] = "GPE"
    mentions = find_mentions(articles, names, make_tokens(articles))
    assert mentions.groupby("entity")["kind"].nunique().tolist() == [1, 1, 1]


def test_a_shouted_name_is_the_same_name() -> None:
    text = "Jane Roe won. Now Roe left. Now Roe wept. Now Roe slept. In the hall ROE voters met."
    assert {entity for _, entity in resolve(text, PERSON="Jane Roe|Roe")} == {"Jane Roe"}


@pytest.mark.parametrize(
    "name", [("france",), ("cote", "d'ivoire"), ("USA",), ("united", "states")]
)
def test_countries_are_known_by_all_their_names(name: tuple[str, ...]) -> None:
    assert name in read_countries()


@pytest.mark.parametrize("name", [("france",), ("texas",), ("africa",), ("dubai",), ("mars",)])
def test_places_are_countries_states_continents_and_large_cities(name: tuple[str, ...]) -> None:
    assert name in read_places()


@pytest.mark.parametrize("name", ["Doe Jae-in", "Doe Geun-hye", "Doe Ing-wen"])
def test_a_given_name_of_syllables_is_whole(name: str) -> None:
    text = f"Later {name} met others. Then {name} left."
    words = [text[word.start : word.end] for word in find_name_words(text)]
    assert words[1:3] == name.split()


@pytest.mark.parametrize("word", ["Sit-in", "Oslo-based", "Check-in", "Roe-led"])
def test_other_words_are_parted_at_the_hyphen(word: str) -> None:
    assert [one.end - one.start for one in find_name_words(word)] == [
        len(piece) for piece in word.split("-")
    ]


def test_small_towns_are_no_known_places() -> None:
    assert not {("dover",), ("reading",)} & read_places()
