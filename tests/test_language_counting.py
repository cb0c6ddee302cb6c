"""The fast counts are the plain ones, article by article."""

import unicodedata
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.articles import read_articles
from analysis.language import (
    count_article_words,
    counting,
    find_words,
    fold_word,
    fold_words,
    list_article_words,
)


def make_articles(texts: list[str]) -> pd.DataFrame:
    ids = [f"a{number}" for number in range(len(texts))]
    return pd.DataFrame({"article_id": ids, "text": texts}, dtype="str")


def count_plainly(articles: pd.DataFrame) -> list[tuple[str, str, int]]:
    return [
        (article_id, word, n)
        for article_id, text in zip(articles["article_id"], articles["text"], strict=True)
        for word, n in sorted(Counter(word for _, _, word in find_words(text)).items())
    ]


def count_fast(articles: pd.DataFrame) -> list[tuple[str, str, int]]:
    return list(
        list_article_words(count_article_words(articles)).itertuples(index=False, name=None)
    )


def test_counts_by_hand() -> None:
    articles = make_articles(["The dog’s “dog” and THE U.S. cat.", "", "1,000 co-ops - don't!"])
    assert count_fast(articles) == [
        *(("a0", "and", 1), ("a0", "cat", 1), ("a0", "dog", 2), ("a0", "the", 2), ("a0", "u.s", 1)),
        *(("a2", "1,000", 1), ("a2", "co-ops", 1), ("a2", "don't", 1)),
    ]


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["..."], ["\x00\x00"], ["word"]])
def test_edges(texts: list[str]) -> None:
    articles = make_articles(texts)
    counts = count_article_words(articles)
    assert counts.counts.shape == (len(texts), len(counts.words))
    assert count_fast(articles) == count_plainly(articles)


PIECES = st.sampled_from(
    [
        *("Don’t", "don't", "U.S.", "1,000,", "A&B", "co‐op", "x-", "-x", "'s", "Dog's", "DOG’S"),
        *("ﬁlm", "co\u00adsmonaut", "e\u0301té", "I\u0307", "İstanbul", "ẞ", "\u00a0", "\u2003"),
        *("\u200b", "“said”", "—", "…", "`", "a_b", "Ω", "日本", "🚀", ".", ",", "1,2", "K", "_"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=4) | st.sampled_from(" \n\t"), max_size=12).map("".join)


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, max_size=4))
def test_fast_counts_are_the_plain_ones(texts: list[str]) -> None:
    articles = make_articles(texts)
    assert count_fast(articles) == count_plainly(articles)


@given(st.text())
def test_words_without_places_are_the_words(text: str) -> None:
    assert fold_words(text) == [word for _, _, word in find_words(text)]


@given(st.text(st.characters(max_codepoint=127)))
def test_the_short_way_folds_as_the_long_way(word: str) -> None:
    plain = unicodedata.normalize("NFKC", word.replace("`", "'")).casefold().removesuffix("'s")
    assert fold_word(word) == plain


def test_blocks_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = make_articles(
        [f"The {number} dogs and cats of number {number}." for number in range(40)]
    )
    whole = count_fast(articles)
    monkeypatch.setattr(counting, "_BLOCK", 100)
    assert count_fast(articles) == whole == count_plainly(articles)


@pytest.mark.parametrize("name", ["story_clusters.jsonl.gz", "meantime.jsonl.gz"])
def test_real_articles(corpora: Path, name: str) -> None:
    articles = read_articles(corpora / name).articles
    assert count_fast(articles) == count_plainly(articles)
