"""Names resolved, on sentences short enough to count by hand.

The pipeline's labels are given by hand too, so that each rule is seen apart from any model.
"""

import pytest

from analysis.lenses.entities import find_mentions
from tests.resolving import make_articles, make_names, make_tokens, resolve

PEOPLE = [
    ("Jane Roe won. Roe smiled.", "Jane Roe", ["Jane Roe", "Jane Roe"]),
    ("Jane Roe won. Jane smiled.", "Jane Roe|Jane", ["Jane Roe", "Jane Roe"]),
    ("Jane Roe won. Ms. Roe smiled.", "Jane Roe", ["Jane Roe", "Jane Roe"]),
    ("Sen. Jane Roe won. Roe’s smile was wide.", "Jane Roe", ["Jane Roe", "Jane Roe"]),
    (
        "Jane Roe and John Roe met. Mrs. Roe smiled.",
        "Jane Roe|John Roe",
        ["Jane Roe", "John Roe", "Jane Roe"],
    ),
    (
        "Jane Roe and John Roe met. Mr. Roe smiled.",
        "Jane Roe|John Roe",
        ["Jane Roe", "John Roe", "John Roe"],
    ),
    ("John Roe met John Roe Jr. at noon.", "John Roe|John Roe Jr", ["John Roe", "John Roe Jr"]),
    ("Jane Q. Roe won. Jane Roe smiled.", "Jane Q. Roe|Jane Roe", ["Jane Roe", "Jane Roe"]),
    ("José Pérez won. Jose Perez smiled.", "José Pérez|Jose Perez", ["José Pérez", "José Pérez"]),
    ("Bill Doe won. William Doe smiled.", "Bill Doe|William Doe", ["William Doe", "William Doe"]),
    (
        "Roe Hae-won won. Roe Hae Won smiled.",
        "Roe Hae-won|Roe Hae Won",
        ["Roe Hae-won", "Roe Hae-won"],
    ),
]


@pytest.mark.parametrize(("text", "names", "entities"), PEOPLE)
def test_people(text: str, names: str, entities: list[str]) -> None:
    assert [entity for _, entity in resolve(text, PERSON=names)] == entities


THINGS = [
    (
        "The Widget Safety Agency (WSA) met. WSA agreed.",
        "ORG",
        "Widget Safety Agency|WSA",
        [
            ("Widget Safety Agency", "Widget Safety Agency"),
            ("WSA", "Widget Safety Agency"),
            ("WSA", "Widget Safety Agency"),
        ],
    ),
    (
        "The Widget Press met. WP agreed.",
        "ORG",
        "Widget Press|WP",
        [("Widget Press", "Widget Press"), ("WP", "Widget Press")],
    ),
    (
        "Widgetry Inc. grew. Widgetry’s rival fell.",
        "ORG",
        "Widgetry Inc|Widgetry",
        [("Widgetry Inc", "Widgetry"), ("Widgetry", "Widgetry")],
    ),
    (
        "Later the U.S. and the United States met.",
        "GPE",
        "U.S.|United States",
        [("U.S.", "United States"), ("United States", "United States")],
    ),
    (
        "A Russian left Russia.",
        "GPE",
        "Russian|Russia",
        [("Russian", "Russian"), ("Russia", "Russia")],
    ),
    (
        "Later Nato met. NATO agreed; NATO left.",
        "ORG",
        "Nato|NATO",
        [("Nato", "NATO"), ("NATO", "NATO"), ("NATO", "NATO")],
    ),
]


@pytest.mark.parametrize(("text", "label", "names", "expected"), THINGS)
def test_things(text: str, label: str, names: str, expected: list[tuple[str, str]]) -> None:
    assert resolve(text, **{label: names}) == expected


CUTS = [
    (
        "Later Widgetry founder Jane Roe’s Wide Sky rose.",
        "Widgetry founder Jane Roe’s Wide Sky",
        ["Widgetry", "Jane Roe", "Wide Sky"],
    ),
    ("Later Widget Works (WW) rose.", "Widget Works (WW", ["Widget Works", "WW"]),
    ("Later the Widget Works’ owner rose.", "the Widget Works", ["Widget Works"]),
    ("Later President Jane Roe rose.", "President Jane Roe", ["Jane Roe"]),
]


@pytest.mark.parametrize(("text", "name", "mentions"), CUTS)
def test_one_raw_name_may_hold_several(text: str, name: str, mentions: list[str]) -> None:
    assert [mention for mention, _ in resolve(text, ORG=name)] == mentions


NEVER = ["At 8:22 a.m. EDT it rose.", "At 5 p.m. PT it rose.", "It rose on Tuesday.", "I’m glad."]


@pytest.mark.parametrize("text", NEVER)
def test_zones_days_and_contractions_are_no_names(text: str) -> None:
    assert resolve(text, PERSON="EDT|PT|Tuesday|I’m") == []


def test_missed_names_are_recovered() -> None:
    text = "Jane Roe won. Later Roe and anti-Roe voters met; the Jane Roe-led party rose."
    found = resolve(text, PERSON="Jane Roe won")
    assert found == [(mention, "Jane Roe") for mention in ("Jane Roe", "Roe", "Roe", "Jane Roe")]


def test_acronym_inside_a_longer_name_is_a_mention_too() -> None:
    text = "The Widget Safety Agency (WSA) sent WSA Expedition 7 up."
    found = resolve(text, ORG="Widget Safety Agency|WSA|WSA Expedition 7")
    assert found[2:] == [
        ("WSA Expedition 7", "WSA Expedition 7"),
        ("WSA", "Widget Safety Agency"),
    ]


def test_person_inside_the_name_of_a_foundation() -> None:
    found = resolve("Jane Roe met the Roe Foundation.", PERSON="Jane Roe", ORG="Roe Foundation")
    assert found[1:] == [("Roe Foundation", "Roe Foundation"), ("Roe", "Jane Roe")]


def test_bare_surname_without_introduction_goes_to_the_only_bearer() -> None:
    found = resolve("Jane Roe won.", "Later Roe won.", PERSON="Jane Roe|Roe")
    assert found == [("Jane Roe", "Jane Roe"), ("Roe", "Jane Roe")]


def test_bare_surname_stays_open_between_equals() -> None:
    texts = ("Jane Roe won.", "John Roe won.", "Later Roe won.")
    assert resolve(*texts, PERSON="Jane Roe|John Roe|Roe")[-1] == ("Roe", "? Jane Roe | John Roe")


def test_article_decides_between_two_bearers() -> None:
    texts = ("Jane Roe won. Roe smiled.", "John Roe won. Roe smiled.")
    found = resolve(*texts, PERSON="Jane Roe|John Roe|Roe")
    assert [entity for _, entity in found] == ["Jane Roe", "Jane Roe", "John Roe", "John Roe"]


def test_a_kind_only_fragments_carry_never_wins() -> None:
    articles = make_articles("Jane Roe won. Roe rose. Roe fell. Roe left. Roe won.")
    names = make_names(articles, PERSON="Jane Roe", ORG="Roe")
    mentions = find_mentions(articles, names[~names.duplicated("start")], make_tokens(articles))
    assert set(mentions["kind"]) == {"person"}


def test_given_name_joined_to_a_full_name_shares_its_surname() -> None:
    texts = ("John Roe won.", "John and Jane Roe met.")
    found = resolve(*texts, PERSON="John Roe|Jane Roe|John")
    assert found[1:] == [("John", "John Roe"), ("Jane Roe", "Jane Roe")]


def test_given_name_in_a_quotation_only_stays_open() -> None:
    found = resolve("Jane Roe won. “I like Jane,” he said.", PERSON="Jane Roe|Jane")
    assert found[1:] == [("Jane", "? Jane Roe")]


def test_given_name_in_a_quotation_where_the_article_uses_it() -> None:
    found = resolve("Jane Roe won. “I like Jane,” he said. Now Jane left.", PERSON="Jane Roe|Jane")
    assert [entity for _, entity in found] == ["Jane Roe"] * 3


def test_a_little_fame_decides_nothing() -> None:
    texts = ("Jane Roe won.", "Jane Roe met John Roe. Now Roe left.")
    assert resolve(*texts, PERSON="Jane Roe|John Roe")[-1] == ("Roe", "? Jane Roe | John Roe")


def test_much_fame_decides_between_two_whom_the_article_names() -> None:
    texts = (*["Jane Roe won."] * 12, "John Roe met Jane Roe’s driver, John Roe. Now Roe left.")
    assert resolve(*texts, PERSON="Jane Roe|John Roe")[-1] == ("Roe", "Jane Roe")
