"""House style of a collection in parts: the rows that `find_house_style` gives for all articles."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.collection import across_house_style
from analysis.collection.across_house_style import merge_house_style
from analysis.collection.cluster import Crew
from analysis.collection.layout import is_done, load_table, name_part, write_part
from analysis.language import count_article_words, list_article_words, split_words
from analysis.lenses.house_style import find_house_style

ORDER = ["article_id", "part", "start", "end", "layer", "feature", "choice"]
SIGN_UP = "Sign up for our newsletter to hear more."
TOGETHER = "Thank you for joining us. Try again later. Write to us today."


def write_article(n: str) -> str:
    """On its own things, with what its outlet repeats: a line, openings, sentences, a refrain."""
    captions = " ".join(f"{n}{m} saw {n}x{m} Hide Picture {m} of 5 as {m}{n}" for m in "12345")
    return (
        f"Mr {n.title()} told how subject{n} met object{n} in place{n} on 5 October.\n"
        f"Picture shows thing{n} and other{n}\n"
        f"{n.title()} was first of them. {TOGETHER} Then verb{n} came to place{n}.\n"
        f"{captions}\n{SIGN_UP}"
    )


@pytest.fixture
def articles() -> pd.DataFrame:
    """Three outlets by turns, in no order of names; copies, an empty text, a short outlet."""
    version = "\n".join(
        f"Line {'x' * n} of a long story that is told in versions." for n in range(9)
    )
    texts = {
        **{f"b{n}": ("Post", write_article(n)) for n in "fbdace"},
        **{f"a{n}": ("Tribune", f"{version}\nUpdate {n}: a front-runner.") for n in "wzxy"},
        "c1": ("Post", ""),
        "c2": ("Gazette", f"A frontrunner, “he” said; a front-runner - it's so.\n{SIGN_UP}"),
        "c3": ("Gazette", f"Another frontrunner.\n{SIGN_UP}"),
        "c4": ("Tribune", "The colour of money"),
    }
    rows = [
        {"article_id": name, "outlet": outlet, "headline": "Crew Lands Near Desert", "text": text}
        for name, (outlet, text) in sorted(texts.items(), key=lambda item: item[0][::-1])
    ]
    return pd.DataFrame(rows).astype("str")


def write_parts(folder: Path, articles: pd.DataFrame, size: int) -> list[str]:
    """The articles as a collection has them; the last part could not be annotated."""
    parts: list[str] = []
    for first in range(0, len(articles), size):
        parts.append(name_part(len(parts)))
        own = articles.iloc[first : first + size].reset_index(drop=True)
        tables = {"articles": own, "word_counts": list_article_words(count_article_words(own))}
        write_part(folder, parts[-1], tables)
    (folder / "word_counts" / f"{parts[-1]}.parquet").unlink()
    return parts


def merge(folder: Path, articles: pd.DataFrame, size: int, crew: Crew | None = None) -> None:
    """Hold the parts against the rows of all articles."""
    parts = write_parts(folder, articles, size)
    merge_house_style(folder, parts, "these", crew or Crew())
    expected = find_house_style(articles, split_words(articles))
    found = []
    for part in parts:
        assert is_done(folder, part, "these", "house_style")
        found.append(load_table(folder, "house_style", part))
        own = load_table(folder, "articles", part)["article_id"]
        rows = expected[expected["article_id"].isin(own)].reset_index(drop=True)
        pd.testing.assert_frame_equal(found[-1], rows)
    together = pd.concat(found).sort_values(ORDER, kind="stable").reset_index(drop=True)
    pd.testing.assert_frame_equal(together, expected)
    assert not (folder / "work").exists()


@pytest.mark.parametrize(
    ("size", "share"), [(1, 1), (3, 25_000), (100, 25_000)], ids=["an outlet a share", "3", "all"]
)
def test_parts_of_any_size_give_the_rows_of_all(
    articles: pd.DataFrame, tmp_path: Path, size: int, share: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(across_house_style, "_SHARE", share)
    merge(tmp_path, articles, size)


def test_these_articles_show_what_needs_all_parts(articles: pd.DataFrame) -> None:
    style = find_house_style(articles, split_words(articles))
    repeated = style[style["choice"] == "repeated passage"]
    assert set(repeated["article_id"]) == {f"b{n}" for n in "abcdef"}
    assert {"Picture shows", SIGN_UP, "Try again later.", "Picture 3 of 5"} <= set(
        repeated["found"]
    )
    compounds = style[style["feature"] == "front-runner / frontrunner"]
    assert len(compounds) == 4 + 2 + 1


def test_nothing_is_left_of_a_run_that_was_stopped(articles: pd.DataFrame, tmp_path: Path) -> None:
    (tmp_path / "work" / "house_style").mkdir(parents=True)
    (tmp_path / "work" / "house_style" / "pairs.npy").write_bytes(b"broken")
    merge(tmp_path, articles, 8)


def test_no_parts(tmp_path: Path) -> None:
    merge_house_style(tmp_path, [], "nothing", Crew())
    assert not list(tmp_path.iterdir())


LINES = ["Sign up", "Read this. And that.", "One two three", "One two four", "So it’s a co-op.", ""]


@settings(max_examples=6, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("AB"), st.lists(st.sampled_from(LINES), max_size=6)),
        min_size=1,
        max_size=6,
    ),
    st.integers(2, 3),
)
def test_any_articles_in_parts(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[str, list[str]]], size: int
) -> None:
    rows = [
        {"article_id": f"n{n}", "outlet": outlet, "headline": "", "text": "\n".join(lines)}
        for n, (outlet, lines) in enumerate(drawn)
    ]
    merge(tmp_path_factory.mktemp("parts"), pd.DataFrame(rows).astype("str"), size)


@pytest.mark.slow
def test_two_workers_give_the_same_rows(articles: pd.DataFrame, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0"
        ) as two,
        distributed.Client(two) as client,
    ):
        merge(tmp_path, articles, 3, Crew(client))
