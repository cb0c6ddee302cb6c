"""Counts batch by batch: the rows of counting all at once, in memory that does not grow."""

import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.articles import read_batches
from analysis.lenses.words import count_batches, count_words, streaming


def make_articles(rows: list[tuple[str, str]]) -> pd.DataFrame:
    """Articles from `(outlet, text)`."""
    frame = pd.DataFrame(rows, columns=["outlet", "text"], dtype="str")
    ids = pd.Series([f"a{number}" for number in range(len(rows))], dtype="str")
    return frame.assign(article_id=ids, headline="")


def cut(articles: pd.DataFrame, size: int) -> list[pd.DataFrame]:
    return [articles.iloc[first : first + size] for first in range(0, len(articles), size)]


def test_counts_by_hand() -> None:
    first = make_articles([("B", "A dog, a cat."), ("A", "The dog.")])
    second = make_articles([("A", "Dogs and the dog"), ("C", "")])
    found = count_batches([first, second], minimum=2)
    assert found[["group", "word", "n", "articles"]].values.tolist() == [
        *(["A", "dog", 2, 2], ["A", "the", 2, 2], ["A", "a", 0, 0]),
        *(["B", "a", 2, 1], ["B", "dog", 1, 1], ["B", "the", 0, 0]),
        *(["C", "a", 0, 0], ["C", "dog", 0, 0], ["C", "the", 0, 0]),
    ]
    assert found.loc[0, "per_1000"] == 2 / (2 + 4) * 1000


@pytest.mark.parametrize("minimum", [None, 1, 3])
@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("XYZ"),
            st.lists(st.sampled_from("one two Three don’t é".split())).map(" ".join),
        ),
        min_size=1,
    ),
    st.integers(1, 4),
)
def test_batches_do_not_show(minimum: int | None, rows: list[tuple[str, str]], size: int) -> None:
    articles = make_articles(rows)
    whole = count_words(None, articles, by="outlet", minimum=minimum)
    batches = count_batches(iter(cut(articles, size)), minimum=minimum)
    pd.testing.assert_frame_equal(batches, whole)


def test_sums_that_are_added_up_early_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = make_articles([("XYZ"[n % 3], f"word{n} word{n % 7} again") for n in range(60)])
    whole = count_batches([articles])
    monkeypatch.setattr(streaming, "_PENDING", 3)
    pd.testing.assert_frame_equal(count_batches(cut(articles, 2)), whole)


def test_a_grouping_of_ones_own() -> None:
    articles = make_articles([("X", "dog"), ("X", "cat"), ("Y", "dog")])
    years = pd.Series({"a0": "2019", "a1": "2020", "a2": "2020"})
    pd.testing.assert_frame_equal(
        count_batches(cut(articles, 1), by=years), count_words(None, articles, by=years)
    )


def test_no_batch_no_row() -> None:
    assert count_batches([]).empty


def write_articles(path: Path, size: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for number in range(size):
            text = " ".join(f"word{(number * 7 + n) % 500} and “more”" for n in range(100))
            row = {"id": f"a{number}", "outlet": f"o{number % 5}", "date": "2020-01-01"}
            file.write(json.dumps(row | {"text": f"{text} {number}"}) + "\n")
    return path


def measure_peak(path: Path) -> int:
    """Bytes of Python, numpy and Arrow together while a file is read and counted."""
    begun, held = pa.total_allocated_bytes(), [0]

    def read() -> Iterator[pd.DataFrame]:
        for reading in read_batches(path, size=100):
            held.append(pa.total_allocated_bytes() - begun)
            yield reading.articles

    tracemalloc.start()
    assert len(count_batches(read(), minimum=2)) > 0
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak + max(held)


def test_four_times_the_articles_need_no_more_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "_PENDING", 5_000)
    measure_peak(write_articles(tmp_path / "first.jsonl", 100))  # what is loaded once
    few = measure_peak(write_articles(tmp_path / "few.jsonl", 400))
    many = measure_peak(write_articles(tmp_path / "many.jsonl", 1600))
    assert many < 2 * few  # held at once they would be four times as many
