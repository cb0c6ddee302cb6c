"""Page furniture inside a text: what is found, and what only looks like it."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.articles import find_furniture, is_furniture
from analysis.lenses.entities import find_mentions
from tests.resolving import make_articles, make_names, make_tokens

BEFORE, AFTER = "The crew is back.", "Nobody was hurt."
LINES = [
    "Read more",
    "READ MORE:",
    "Scroll down for video",
    "Advertisement",
    "Story highlights",
    "Read more: Crew lands in the dark",
    "RELATED: Who pays for the crew",
    "[Who pays for the crew that is back]",
    "Ann Lee/Reuters",
    "AP",
    "Photo by Ann Lee",
    "Copyright 2020 The Agency. All rights reserved. Do not copy.",
    "Image copyright Getty Images Image caption",
    "Sign up for the Daily Planet newsletter.",
    "Do you have a story for The Daily Planet? Email us at news@planet.example.",
]


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_furniture(line: str) -> None:
    text = f"{BEFORE}\n{line}\n{AFTER}"
    assert [text[start:end] for start, end in find_furniture(text)] == [line]


INSIDE = [
    ("The crew lands. Hide Caption", "Hide Caption"),
    ("Interested in Weather? Add Weather as an interest.", "Add Weather"),
    ("Enlarge This Image The crew lands.", "Enlarge This Image"),
    ("The crew lands on Monday. (Ann Lee/Daily Planet)", "(Ann Lee/Daily Planet)"),
    ("The crew lands. (Space Agency via AP, File)", "(Space Agency via AP, File)"),
    ("The crew lands. (Photo by Ann Lee/Getty Images)", "(Photo by Ann Lee/Getty Images)"),
    ("The crew lands Ann Lee/AFP", "Ann Lee/AFP"),
    ("The crew at the port ©Ann Lee (AFP)", "©Ann Lee (AFP)"),
    ("The crew lands. Photograph: Ann Lee/PA", "Photograph: Ann Lee/PA"),
    ("The crew lands. (Getty)", "(Getty)"),
    ("Getty Images The crew lands at dawn", "Getty Images "),
    ("AP:Associated Press The crew lands at dawn", "AP:Associated Press "),
]


@pytest.mark.parametrize(("text", "furniture"), INSIDE)
def test_furniture_inside_a_line(text: str, furniture: str) -> None:
    assert [text[start:end] for start, end in find_furniture(text)] == [furniture]


@pytest.mark.parametrize(
    "text",
    [
        "They read more books than others.",
        "The mayor asked voters to sign up.",
        "The mayor's newsletter told of the crew.",
        "“Nobody was hurt,” the mayor wrote on Tuesday in a long note to the town that was later"
        " shared by many, and which asked all who had not yet done so to sign up for a meeting and"
        " to read the next newsletter.",
        "The agency (AP) was told.",
        "(Reuters) - The crew is back.",
        "MOSCOW (AP) — The crew is back.",
        "The group (IS, formerly ISIS/ISIL) denied it.",
        "Reuters reported that the crew was back.",
        "Reuters Editor Ann Lee said the crew was back.",
        "NASA Officials welcomed the crew at the port",
        "Rex Roe welcomed the crew at the port",
        "Two of 12 crews were there; 3 of 12 came late, and 5 of 12 never.",
        "He played 24/7 and won 3/4 of the games.",
        "He or she (him/her) must sign up to watch live.",
        "Ann Lee told the Associated Press, which sought more: a photo, a story.",
    ],
)
def test_the_telling_is_no_furniture(text: str) -> None:
    assert find_furniture(text) == []


def test_counters_of_a_gallery_take_what_returns_with_them() -> None:
    captions = ["The crew lands.", "A hatch opens.", "Ann waves.", "All are well."]
    text = " ".join(
        f"Photos: Crew is back {caption} Hide Caption {number} of 4"
        for number, caption in enumerate(captions, 1)
    )
    left = text
    for start, end in reversed(find_furniture(text)):
        left = left[:start] + left[end:]
    assert left.split() == f"Photos: Crew is back {' '.join(captions)}".split()


def test_names_in_furniture_are_no_mentions() -> None:
    text = "Jane Roe is back. Hide Caption\nJane Roe met John Doe. (Ann Lee/Getty Images)"
    articles = make_articles(text)
    names = make_names(articles, PERSON="Jane Roe", ORG="Hide Caption", GPE="Getty Images")
    mentions = find_mentions(articles, names, make_tokens(articles))
    assert set(mentions["mention"]) <= {"Jane Roe", "John Doe"}
    assert list(mentions["mention"]).count("Jane Roe") == 2


def test_spans_in_furniture_are_told_from_others() -> None:
    articles = make_articles("The crew is back. Hide Caption")
    rows = [("a", "text", 4), ("a", "text", 18), ("a", "headline", 18)]
    spans = pd.DataFrame(rows, columns=["article_id", "part", "start"])
    spans["article_id"] = articles["article_id"].iloc[0]
    assert list(is_furniture(spans, articles)) == [False, True, False]


@given(st.text(alphabet="Aa b.,/()©\n12of HideCaptonRx", max_size=200))
def test_places_are_in_order_and_apart(text: str) -> None:
    found = find_furniture(text)
    assert all(start < end <= len(text) for start, end in found)
    assert all(before[1] < after[0] for before, after in pairwise(found))
