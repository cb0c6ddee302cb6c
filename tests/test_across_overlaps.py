"""Shared passages of a prepared collection: the rows of `find_overlaps`, whatever the parts."""

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.collection.across_overlaps import merge_overlaps
from analysis.collection.cluster import Crew, open_client
from analysis.collection.layout import is_done
from analysis.lenses.overlaps import find_overlaps, finding, runs, shingles
from analysis.tables import as_table

BRIDGE = "the harbour master closed the old bridge on Monday because one of its chains had snapped"
FERRY = "“Nobody was hurt,” she said, “and ferries will carry people across until summer comes”"
ROWS = [  # day and text; edited, quoted, repeated, undated, without words
    ("2020-01-05", f"Well, {BRIDGE}. {FERRY}."),
    ("2020-01-01", f"{BRIDGE}.".capitalize()),
    (None, FERRY),
    ("2020-01-03", ""),
    ("2020-01-03", BRIDGE.replace("old bridge", "small bridge") + ". Others wait."),
    ("2020-01-03", f"{FERRY}. {FERRY}."),
    (None, f"Undated: {BRIDGE.upper()}"),
    ("2020-01-02", "…"),
    ("2019-12-31", f"{BRIDGE}, {FERRY}; {BRIDGE}"),
    ("2020-01-04", "Nothing of all that."),
]


def make_articles(rows: list[tuple[str | None, str]]) -> pd.DataFrame:
    days, texts = zip(*rows, strict=True) if rows else ((), ())
    names = [f"a{number}" for number in range(len(rows))]
    columns = {"article_id": names, "published": days, "text": texts}
    others = dict.fromkeys("outlet published_precision headline credit url source".split(), "")
    return as_table(pd.DataFrame({**columns, **others}), "articles")


def write_parts(articles: pd.DataFrame, folder: Path, size: int) -> list[str]:
    (folder / "articles").mkdir(parents=True)
    parts: list[str] = []
    for first in range(0, len(articles), size):
        parts.append(f"part-{len(parts):05}")
        path = folder / "articles" / f"{parts[-1]}.parquet"
        articles.iloc[first : first + size].reset_index(drop=True).to_parquet(path)
    return parts


def read_parts(folder: Path, parts: list[str]) -> pd.DataFrame:
    tables = [pd.read_parquet(folder / "overlaps" / f"{part}.parquet") for part in parts]
    return pd.concat([as_table([], "overlaps"), *tables], ignore_index=True)


def hash_parts(folder: Path, parts: list[str]) -> list[str]:
    done = (folder / "done" / "overlaps" / f"{part}.json" for part in parts)
    return [json.loads(path.read_text())["sha256"]["overlaps"] for path in done]


@pytest.fixture(params=["at once", "in many ranges and blocks"])
def limits(request: pytest.FixtureRequest) -> Iterator[None]:
    """As few words are looked at together as can be, and as many as ever."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param != "at once":
            patch.setattr(shingles, "_RANGE", 40)
            patch.setattr(shingles, "_BLOCK", 7)
            patch.setattr(runs, "_BLOCK", 3)
            patch.setattr(finding, "_PIECE", 2)
        yield


@pytest.mark.usefixtures("limits")
@pytest.mark.parametrize("size", [1, 3, 10])
@pytest.mark.parametrize(
    "order", [range(10), [3, 9, 1, 7, 0, 2, 8, 5, 4, 6]], ids=["as is", "mixed"]
)
def test_parts_share_what_all_articles_share(tmp_path: Path, size: int, order: list[int]) -> None:
    articles = make_articles(ROWS).iloc[list(order)].reset_index(drop=True)
    expected = find_overlaps(make_articles(ROWS))
    # Five have the bridge, four the ferry, and two of them both, one after the other.
    assert len(expected) == 10 + 6 - 1
    parts = write_parts(articles, tmp_path, size)
    merge_overlaps(tmp_path, parts, "these", Crew())
    pd.testing.assert_frame_equal(read_parts(tmp_path, parts), expected)
    pd.testing.assert_frame_equal(find_overlaps(articles), expected)
    assert all(is_done(tmp_path, part, "these", "overlaps") for part in parts)
    assert not (tmp_path / "work").exists()


def test_each_file_holds_the_later_articles_of_one_time(tmp_path: Path) -> None:
    parts = write_parts(make_articles(ROWS), tmp_path, 5)
    merge_overlaps(tmp_path, parts, "these", Crew())
    # by date: a2 a6 a8 a1 a7, then a3 a4 a5 a9 a0
    early, late = (set(read_parts(tmp_path, [part])["article_id"]) for part in parts)
    assert (early, late) == ({"a8", "a1"}, {"a4", "a5", "a0"})


def test_left_overs_are_removed_and_a_second_run_writes_the_same(tmp_path: Path) -> None:
    parts = write_parts(make_articles(ROWS), tmp_path, 4)
    merge_overlaps(tmp_path, parts, "these", Crew())
    first = hash_parts(tmp_path, parts)
    left = tmp_path / "work" / "overlaps" / "matches" / "0"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    (tmp_path / "work" / "stories").mkdir()
    merge_overlaps(tmp_path, parts, "these", Crew())
    assert hash_parts(tmp_path, parts) == first
    assert [path.name for path in (tmp_path / "work").iterdir()] == ["stories"]


@pytest.mark.parametrize("rows", [[], [(None, "")], [(None, ""), ("2020-01-01", "…")]])
def test_nothing_is_shared_by_nothing(tmp_path: Path, rows: list[tuple[str | None, str]]) -> None:
    parts = write_parts(make_articles(rows), tmp_path, 1)
    merge_overlaps(tmp_path, parts, "these", Crew())
    pd.testing.assert_frame_equal(read_parts(tmp_path, parts), as_table([], "overlaps"))


def test_phrases_of_very_many_articles_are_compared_with_the_earliest(tmp_path: Path) -> None:
    articles = make_articles([("2020-01-01", f"{BRIDGE}. Number {n}.") for n in range(70)])
    parts = write_parts(articles, tmp_path, 9)
    merge_overlaps(tmp_path, parts, "these", Crew())
    found = read_parts(tmp_path, parts)
    pd.testing.assert_frame_equal(found, find_overlaps(articles))
    earliest = sorted(articles["article_id"])[:50]
    assert set(found["other_id"]) == set(earliest)


TEXT = st.lists(st.sampled_from("ash birch cedar “elm fir” oak pine yew".split()), max_size=25)
DAYS = st.sampled_from([None, "2020-01-01", "2020-01-02"])


@settings(max_examples=10, deadline=None)
@given(
    rows=st.lists(st.tuples(DAYS, TEXT.map(" ".join)), min_size=1, max_size=8),
    shared=TEXT.map(" ".join),
    size=st.integers(1, 8),
)
def test_rows_are_those_of_one_machine(
    rows: list[tuple[str | None, str]], shared: str, size: int
) -> None:
    articles = make_articles([(day, f"{text} {shared}") for day, text in rows])
    with TemporaryDirectory() as name:
        folder = Path(name)
        parts = write_parts(articles, folder, size)
        merge_overlaps(folder, parts, "these", Crew())
        pd.testing.assert_frame_equal(read_parts(folder, parts), find_overlaps(articles))


@pytest.mark.slow
def test_two_processes_write_the_bytes_of_one(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed")
    chance = np.random.default_rng(1)
    articles = make_articles([ROWS[number] for number in chance.integers(0, len(ROWS), 60)])
    hashes = []
    with open_client(None, 2) as client:
        for name, crew in (("one", Crew()), ("two", Crew(client))):
            parts = write_parts(articles, tmp_path / name, 7)
            merge_overlaps(tmp_path / name, parts, "these", crew)
            hashes.append(hash_parts(tmp_path / name, parts))
    assert hashes[0] == hashes[1]
