"""Whose words articles are made of: the rows of `compare_reuse`, whatever the parts."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.collection.across_overlaps import merge_overlaps
from analysis.collection.across_reuse import merge_reuse
from analysis.collection.cluster import Crew
from analysis.collection.layout import is_done, write_part
from analysis.lenses.overlaps import compare_reuse, find_overlaps
from analysis.tables import as_table

BRIDGE = "The harbour master closed the old bridge on Monday because one of its chains had snapped."
FERRY = "Nobody was hurt, and ferries will carry people across until the summer comes again."
ROWS = [  # outlet, day and text: signed, copied, quoted, undated, its own, without words
    ("x", "2020-01-05", f"{BRIDGE} {FERRY}"),
    ("y", "2020-01-01", f"HALMERE (AP) — {BRIDGE}"),
    ("y", None, f"{FERRY} Others wait for it at home."),
    ("z", "2020-01-03", ""),
    ("z", "2020-01-06", f"“{FERRY}” That is what they said."),
    ("x", "2020-01-06", f"{FERRY} {BRIDGE} And so on."),
    ("w", "2020-01-07", "Nothing of all that."),
]


def make_articles() -> pd.DataFrame:
    articles = pd.DataFrame(ROWS, columns=["outlet", "published", "text"])
    others = dict.fromkeys("headline credit url source".split(), "")
    names = [f"a{number}" for number in range(len(ROWS))]
    articles = articles.assign(article_id=names, published_precision="day", **others)
    return as_table(articles, "articles")


@pytest.mark.parametrize("size", [1, 3, 7])
@pytest.mark.parametrize("order", [range(7), [3, 1, 6, 0, 5, 2, 4]], ids=["as is", "mixed"])
def test_parts_reuse_what_all_articles_reuse(tmp_path: Path, size: int, order: list[int]) -> None:
    articles = make_articles().iloc[list(order)].reset_index(drop=True)
    expected = compare_reuse(articles, find_overlaps(articles))
    by_name = expected.set_index("article_id")
    assert by_name.loc["a1", "agency"] == "Associated Press"
    assert (by_name.loc[["a0", "a5"], "wire"] > 0).all()
    assert by_name.loc["a4", "quotes"] == 14 / 19
    parts = [f"part-{number:05}" for number in range(-(-len(articles) // size))]
    for number, part in enumerate(parts):
        rows = articles.iloc[number * size : (number + 1) * size].reset_index(drop=True)
        write_part(tmp_path, part, {"articles": rows})
    merge_overlaps(tmp_path, parts, "these", Crew())
    merge_reuse(tmp_path, parts, "these", Crew())
    tables = [pd.read_parquet(tmp_path / "reuse" / f"{part}.parquet") for part in parts]
    pd.testing.assert_frame_equal(pd.concat(tables, ignore_index=True), expected)
    assert all(is_done(tmp_path, part, "these", "reuse") for part in parts)
    assert not (tmp_path / "work").exists()


def test_no_parts_no_rows(tmp_path: Path) -> None:
    merge_reuse(tmp_path, [], "these", Crew())
    assert list(tmp_path.iterdir()) == []
