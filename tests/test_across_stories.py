"""Stories of a prepared collection: the rows of `find_stories`, whatever the parts."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from analysis.collection.across_stories import merge_stories
from analysis.collection.arrays import read_columns, write_columns
from analysis.collection.cluster import Crew, open_client
from analysis.collection.layout import is_done
from analysis.lenses import stories as lens
from analysis.lenses.stories import candidates, find_stories, vectors
from analysis.tables import as_table

FIRE = "A fire destroyed the Marlow paper mill in Tessel overnight, and Chief Ines Oduya said why."
FIRE_RETOLD = (
    "Chief Ines Oduya said the fire at the Marlow mill in Tessel began in the paper store."
)
STRIKE = "Tram drivers of Okenburg will strike on Friday, their union leader Pavel Rusk announced."
STRIKE_RETOLD = (
    "No trams in Okenburg on Friday: drivers strike for pay, says union leader Pavel Rusk."
)
ROWS = [  # day, headline and text; told twice, copied, undated, without words, a year later
    ("2020-01-05", "Mill in Tessel burns", FIRE),
    ("2020-01-01", "Strike", STRIKE),
    (None, "", FIRE_RETOLD),
    ("2020-01-03", "", ""),
    ("2020-01-04", "Strike", STRIKE),
    ("2020-01-02", "Okenburg without trams", STRIKE_RETOLD),
    (None, "Mill in Tessel burns", FIRE),
    ("2020-01-06", "", "…"),
    ("2021-01-05", "Mill in Tessel burns", FIRE),
    ("2020-01-06", "", "The harbour of Lund thawed. Nothing else happened there at all."),
    ("2020-01-06", "Marlow fire", f"{FIRE} {FIRE_RETOLD}"),
]


def make_articles(rows: Sequence[tuple[str | None, str, str]]) -> pd.DataFrame:
    days, headlines, texts = zip(*rows, strict=True) if rows else ((), (), ())
    names = [f"a{number}" for number in range(len(rows))]
    columns = {"article_id": names, "published": days, "headline": headlines, "text": texts}
    others = dict.fromkeys("outlet published_precision credit url source".split(), "")
    return as_table(pd.DataFrame({**columns, **others}), "articles")


def write_parts(articles: pd.DataFrame, folder: Path, size: int) -> list[str]:
    (folder / "articles").mkdir(parents=True)
    parts: list[str] = []
    for first in range(0, max(len(articles), 1), size):
        parts.append(f"part-{len(parts):05}")
        path = folder / "articles" / f"{parts[-1]}.parquet"
        articles.iloc[first : first + size].reset_index(drop=True).to_parquet(path)
    return parts


def read_parts(folder: Path, parts: list[str]) -> pd.DataFrame:
    tables = [pd.read_parquet(folder / "stories" / f"{part}.parquet") for part in parts]
    return pd.concat(tables, ignore_index=True)


@pytest.fixture(params=["at once", "in many runs and blocks"])
def limits(request: pytest.FixtureRequest) -> Iterator[None]:
    """As few articles are looked at together as can be, and as many as ever."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param != "at once":
            cut_small(patch)
        yield


def cut_small(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(lens, "RUN", 4)
    patch.setattr(candidates, "RUN", 4)
    patch.setattr(candidates, "_BLOCK", 2)
    patch.setattr(candidates, "_MANY", 3)  # most are compared by rare words ...
    patch.setattr(candidates, "_NEAR", 1.0)
    patch.setattr(vectors, "_FEW", 2)  # ... and some words are not rare


@pytest.mark.usefixtures("limits")
@pytest.mark.parametrize("size", [1, 3, 11])
@pytest.mark.parametrize(
    "order", [range(11), [3, 9, 1, 7, 0, 2, 10, 8, 5, 4, 6]], ids=["as is", "mixed"]
)
def test_rows_are_those_of_all_articles_at_once(
    tmp_path: Path, size: int, order: list[int]
) -> None:
    articles = make_articles(ROWS).iloc[order].reset_index(drop=True)
    parts = write_parts(articles, tmp_path, size)
    merge_stories(tmp_path, parts, "made", Crew())
    found = find_stories(articles)
    pd.testing.assert_frame_equal(read_parts(tmp_path, parts), found)
    assert found["story"].nunique() < len(articles) - 2
    assert all(is_done(tmp_path, part, "made", "stories") for part in parts)
    assert not (tmp_path / "work").exists()


def test_vocabularies_of_many_parts_are_united_in_a_tree(tmp_path: Path) -> None:
    rows = [(f"2020-01-{1 + n % 28:02}", "", f"{ROWS[n % 11][2]} Mill{n % 5}") for n in range(20)]
    articles = make_articles(rows)
    parts = write_parts(articles, tmp_path, 1)
    merge_stories(tmp_path, parts, "made", Crew())
    pd.testing.assert_frame_equal(read_parts(tmp_path, parts), find_stories(articles))


DAYS = st.sampled_from([None, "2020-01-01", "2020-01-02", "2020-01-20", "2020-08-01"])
TEXTS = st.lists(
    st.sampled_from([FIRE, FIRE_RETOLD, STRIKE, STRIKE_RETOLD, "Rain in Lund.", ""]), max_size=2
)


@settings(max_examples=10, deadline=None)
@given(
    rows=st.lists(st.tuples(DAYS, st.sampled_from(["", "Fire"]), TEXTS.map(" ".join)), max_size=9),
    size=st.integers(1, 9),
)
def test_any_articles_give_the_same_rows(
    rows: list[tuple[str | None, str, str]], size: int
) -> None:
    articles = make_articles(rows)
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        cut_small(patch)
        parts = write_parts(articles, Path(folder) / "c", size)
        merge_stories(Path(folder) / "c", parts, "made", Crew())
        found = read_parts(Path(folder) / "c", parts)
        pd.testing.assert_frame_equal(found, find_stories(articles))


def test_what_a_stopped_run_left_is_removed(tmp_path: Path) -> None:
    parts = write_parts(make_articles(ROWS), tmp_path, 3)
    left = tmp_path / "work" / "stories" / "vectors-7.arrow"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    (tmp_path / "work" / "other").mkdir()
    merge_stories(tmp_path, parts, "made", Crew())
    assert [path.name for path in (tmp_path / "work").iterdir()] == ["other"]


@pytest.mark.slow
def test_two_workers_write_the_same_bytes(tmp_path: Path) -> None:
    hashes = []
    with open_client(None, 2) as client:
        for crew, folder in ((Crew(), tmp_path / "one"), (Crew(client), tmp_path / "two")):
            parts = write_parts(make_articles(ROWS), folder, 2)
            merge_stories(folder, parts, "made", crew)
            done = (folder / "done" / "stories" / f"{part}.json" for part in parts)
            hashes.append([json.loads(path.read_text())["sha256"] for path in done])
    assert hashes[0] == hashes[1]


def test_rows_of_a_file_are_read_from_any_place(tmp_path: Path) -> None:
    rows = np.array([[0, 1.5, 0], [0, 0, 0], [2, 0, 3], [0, 4, 0]])
    matrix = sparse.csr_array(rows)
    names = pd.Series(["a", "b", "c", "d"], dtype="str")
    write_columns(tmp_path / "x", {"m": matrix, "name": names, "odd": np.arange(4) % 2 == 1})
    part, name, odd = read_columns(tmp_path / "x", "m", "name", "odd", start=1, stop=3)
    assert part.toarray().tolist() == rows[1:3].tolist()
    assert name.tolist() == ["b", "c"]
    assert odd.tolist() == [True, False]
    assert read_columns(tmp_path / "x", "m", start=4, stop=9).shape == (0, 3)


def test_what_is_held_in_chunks_is_written_in_one(tmp_path: Path) -> None:
    names = [pa.array([name, name * 2], pa.large_string()) for name in "ab"]
    held = pa.table({"name": pa.chunked_array(names)}).to_pandas()["name"]
    assert isinstance(pa.array(held), pa.ChunkedArray)
    write_columns(tmp_path / "x", {"name": held})
    assert read_columns(tmp_path / "x", "name").tolist() == ["a", "aa", "b", "bb"]
