"""Readability and richness by group, on texts a person can count."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.errors import UsageError
from analysis.language import split_words
from analysis.lenses.readability import compare_readability, measure_readability
from analysis.tables import TABLES


def make_articles(texts: list[str], outlets: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article_id": [f"n{place}" for place in range(len(texts))],
            "outlet": list(outlets),
            "headline": "Unread",
            "text": texts,
        }
    )


def find_sentences(articles: pd.DataFrame) -> pd.DataFrame:
    """Sentences that end with a full stop, which is enough here."""
    rows = [
        (article_id, "text", text.index(piece), text.index(piece) + len(piece), piece)
        for article_id, text in zip(articles["article_id"], articles["text"], strict=True)
        for piece in text.split(". ")
        if piece
    ]
    return pd.DataFrame(rows, columns=list(TABLES["sentences"]))


def measure(articles: pd.DataFrame) -> dict[tuple[str, str], dict[Any, Any]]:
    table = compare_readability(
        split_words(articles), find_sentences(articles), articles, by="outlet"
    )
    return {(row["group"], row["measure"]): row for row in table.to_dict("records")}


def test_by_hand() -> None:
    # 7 words in 2 sentences, of which `station` and `quickly` have seven letters.
    rows = measure(make_articles(["The station fell. It fell quickly again."], "X"))
    assert rows["X", "words per sentence"]["value"] == 7 / 2
    assert rows["X", "long words (%)"]["value"] == pytest.approx(100 * 2 / 7)
    lix = rows["X", "lix"]
    assert lix["value"] == pytest.approx(7 / 2 + 100 * 2 / 7)
    assert (lix["words"], lix["sentences"], lix["articles"]) == (7, 2, 1)
    assert lix["resampled"] == "sentences"
    assert np.isnan(rows["X", "mattr"]["value"])


def test_measures_of_the_articles_take_the_place_of_their_words() -> None:
    articles = make_articles(["The station fell. It fell quickly again.", "One two.", ""], "XYZ")
    words, sentences = split_words(articles), find_sentences(articles)
    measures = measure_readability(words, sentences)
    first = measures.iloc[0]
    assert first["article_id"] == "n0"
    assert (first["sentence_words"], first["sentence_long_words"]) == ([3, 4], [1, 1])
    assert measures["article_id"].tolist() == ["n0", "n1"]  # the third has no words
    whole = compare_readability(words, sentences, articles, by="outlet")
    found = compare_readability(None, None, articles, by="outlet", measures=measures)
    pd.testing.assert_frame_equal(found, whole)
    with pytest.raises(UsageError) as caught:
        compare_readability(words, None, articles)
    assert str(caught.value) == (
        "compare_readability needs words and sentences, or measures of them."
    )


def test_articles_are_resampled_where_there_are_several() -> None:
    rows = measure(
        make_articles(["One two three. Four five six."] * 5 + ["Seven eight."], "XXXXXY")
    )
    ours = rows["X", "words per sentence"]
    assert [ours[end] for end in ("value", "value_low", "value_high", "resampled")] == [
        3,
        3,
        3,
        "articles",
    ]
    one = rows["Y", "words per sentence"]
    assert one["value"] == 2
    assert np.isnan([one["value_low"], one["value_high"]]).all()
    assert one["resampled"] == ""


def test_variety_is_the_mean_over_articles() -> None:
    texts = ["a b " * 30, "a b c d e " * 12] * 3
    mean = measure(make_articles(texts, "XXXXXX"))["X", "mattr"]
    assert mean["value"] == pytest.approx((2 / 50 + 5 / 50) / 2)
    assert (mean["value_low"], mean["value_high"]) == pytest.approx((2 / 50, 5 / 50), abs=0.015)
    few = measure(make_articles(texts[:2], "XX"))["X", "mattr"]
    assert few["value"] == pytest.approx((2 / 50 + 5 / 50) / 2)
    assert np.isnan(few["value_low"])


def test_no_articles_and_empty_texts() -> None:
    none = make_articles(["x"], "X").iloc[:0]
    assert len(compare_readability(split_words(none), find_sentences(none), none)) == 0
    rows = measure(make_articles([""], "X"))
    assert all(np.isnan(row["value"]) and row["articles"] == 0 for row in rows.values())
