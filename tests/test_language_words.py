"""Words: what the text says on the left, the words counted on the right."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language import find_words, split_words
from analysis.spans import cut_spans
from analysis.tables import TABLES, as_table


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Russia’s 12-day stay", ["russia", "12-day", "stay"]),
        ("film-makers – and co‐workers", ["film-makers", "and", "co-workers"]),
        ("don't don’t don`t DON´T", ["don't"] * 4),
        ("1,000 and 1, 000", ["1,000", "and", "1", "000"]),
        ("the U.S. and A&B.", ["the", "u.s", "and", "a&b"]),
        ("ﬁlm co\u00adsmonaut e\u0301te\u0301", ["film", "cosmonaut", "été"]),
        ("a\u00a0b\u2003c\u2009d", ["a", "b", "c", "d"]),
        ("up·down »left« 3×4", ["up", "down", "left", "3", "4"]),
        ("one—two…three/four_five", ["one", "two", "three", "four", "five"]),
        ("'quoted' -dash- .dot.", ["quoted", "dash", "dot"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [word for _, _, word in find_words(text)] == words


@given(st.text(), st.text())
def test_spans_point_at_words_in_order(headline: str, text: str) -> None:
    row = {**dict.fromkeys(TABLES["articles"], ""), "article_id": "a", "published": None}
    articles = as_table([row | {"headline": headline, "text": text}], "articles")
    words = split_words(articles)
    cut = cut_spans(words, articles)
    assert [find_words(piece)[0][2] for piece in cut] == words["word"].to_list()
    for _, own in words.groupby("part"):
        assert (own["start"].to_numpy()[1:] >= own["end"].to_numpy()[:-1]).all()
    assert list(words) == list(TABLES["words"])


@given(st.text(), st.text())
def test_white_space_parts_words(one: str, other: str) -> None:
    both = [word for _, _, word in find_words(f"{one} {other}")]
    assert both == [word for text in (one, other) for _, _, word in find_words(text)]


def test_no_articles_no_words() -> None:
    empty = as_table(pd.DataFrame(), "articles")
    assert split_words(empty).empty
