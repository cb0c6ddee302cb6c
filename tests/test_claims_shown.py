"""What is said and shown of claims, word for word."""

import pandas as pd
import pytest

from analysis.displays.claims import show_claims
from analysis.findings import describe_claims
from analysis.tables import TABLES, as_table

TEXTS = {"a": "They stay 12 days. It left Tuesday.", "b": "A stay of two weeks. It left at noon."}


def make_articles(texts: dict[str, str]) -> pd.DataFrame:
    rows: list[dict[str, object]] = [
        {**dict.fromkeys(TABLES["articles"], ""), "article_id": key, "outlet": key}
        | {"published": None, "text": text}
        for key, text in texts.items()
    ]
    return as_table(rows, "articles")


def make_claims(*slots: tuple[str, str, dict[str, str]]) -> pd.DataFrame:
    """`about`, `state`, and the words of each telling; silent where it has none."""
    rows: list[dict[str, object]] = []
    for number, (about, state, said) in enumerate(slots, 1):
        for key, text in TEXTS.items():
            words = said.get(key, "")
            start = text.index(words) if words else pd.NA
            span = {"article_id": key, "part": "text" if words else "", "start": start}
            end = text.index(words) + len(words) if words else pd.NA
            row: dict[str, object] = {
                **dict.fromkeys(TABLES["claims"], ""),
                **span,
                "end": end,
                "stated": words,
            }
            rows.append(row | {"claim_id": str(number), "about": about, "state": state})
    return as_table(rows, "claims")


CONFLICT = ("stay; Ada Lo | Bo Li | Cy Day", "conflict", {"a": "12 days", "b": "two weeks"})
COARSER = ("leave; go", "coarser", {"a": "Tuesday", "b": "noon"})
AGREE = ("stay", "agree", {"a": "12 days", "b": "two weeks"})
ONLY = ("leave", "only", {"b": "noon"})


@pytest.mark.parametrize(
    ("slots", "sentences"),
    [
        ([], []),
        (
            [CONFLICT],
            [
                "On “stay”, the tellings cannot all be right: A says “12 days” and B says “two "
                "weeks”."
            ],
        ),
        (
            [AGREE, COARSER, ONLY],
            [
                "Among the statements that could be matched, no two contradict each other.",
                "Both tellings state “12 days” or “two weeks” (stay).",
                "On “leave” one telling is more exact than another: A says “Tuesday” and B "
                "says “noon”.",
                "Only B states “noon” (leave).",
            ],
        ),
    ],
)
def test_sentences(slots: list[tuple[str, str, dict[str, str]]], sentences: list[str]) -> None:
    found = describe_claims(make_claims(*slots), make_articles(TEXTS))
    assert [finding.text for finding in found] == sentences


def test_names_alone_are_no_topic() -> None:
    stay = ("Ada Lo | Bo Li", "only", {"a": "12 days"})
    found = describe_claims(make_claims(stay), make_articles(TEXTS))
    assert found[-1].text == "Only A states “12 days”."
    claims = make_claims(stay).assign(kind="time")
    assert len(describe_claims(claims, make_articles(TEXTS))) == 1


@pytest.mark.parametrize(
    ("first", "second", "alone"),
    [
        ("12,000 cars", "About 12 000 cars", False),  # one number of one noun, though unmatched
        ("12,000 cars", "Some 15,000 cars", True),
        ("12,000 cars", "12,000 boats", True),
        ("14 people", "fourteen people", False),
    ],
)
def test_nobody_alone_states_a_number_that_another_gives_to_the_same_noun(
    first: str, second: str, alone: bool
) -> None:
    rows = make_claims(
        ("use", "only", {"a": "12 days"}), ("cross", "only", {"b": "two weeks"})
    ).assign(kind="count")
    told = rows["stated"].replace({"12 days": first, "two weeks": second})
    found = describe_claims(rows.assign(stated=told), make_articles(TEXTS))
    assert [one.text for one in found if one.text.startswith("Only")] == (
        [f"Only A states “{first}” (use).", f"Only B states “{second}” (cross)."] if alone else []
    )


@pytest.mark.parametrize(
    ("first", "second", "alone"),
    [
        ("Wednesday", "6.10am on Wednesday", False),
        ("Nov. 15", "November 15", False),
        ("last month", "last month", False),
        ("Nov. 15", "Nov. 16", True),
        ("Wednesday", "Thursday", True),
    ],
)
def test_nobody_alone_states_a_day_that_another_names(first: str, second: str, alone: bool) -> None:
    rows = make_claims(("derail", "only", {"a": "12 days"}), ("crash", "only", {"b": "two weeks"}))
    told = rows["stated"].replace({"12 days": first, "two weeks": second})
    found = describe_claims(rows.assign(stated=told, kind="time"), make_articles(TEXTS))
    states = [one.text for one in found if one.text.startswith("Only A")]
    assert states == ([f"Only A states “{first}” (derail)."] if alone else [])


def test_the_table_begins_with_conflicts_and_opens_each_tellings_words() -> None:
    shown = show_claims(make_claims(ONLY, AGREE, CONFLICT), make_articles(TEXTS)).data
    assert [[cell["text"] for cell in row] for row in shown["rows"]] == [
        ["stay: Ada Lo, Bo Li", "12 days", "two weeks", "conflict"],
        ["stay", "12 days", "two weeks", "agree"],
        ["leave", "–", "noon", "only"],
    ]
    cell = shown["rows"][0][2]
    assert [shown["evidence"][n]["match"] for n in cell["evidence"]] == ["two weeks"]


def test_one_telling_has_nothing_to_agree_with() -> None:
    assert describe_claims(make_claims(ONLY), make_articles({"a": TEXTS["a"]})) == []
