"""Articles and what is found in them: the same from files and from a prepared collection."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.cli import main
from analysis.collection import loose, opening, prepare_collection, queries, read_collection
from analysis.collection import prepare as prepare_module
from analysis.errors import UsageError
from analysis.lenses import house_style, overlaps, readability, stories
from analysis.lenses.words import compare_words, count_noise

distributed = pytest.importorskip(
    "distributed", reason="Dask is not installed (pip install 'rashomon[scale]')"
)
TABLES = (
    "articles",
    "rejects",
    "files",
    "words",
    "sentences",
    "mentions",
    "stories",
    "overlaps",
    "reuse",
    "house_style",
    "readability",
)
NAMES = ["Ann Lee", "Bo Berg", "Cy Diaz", "Ann Lee"]


@contextmanager
def open_here(*_: object) -> Iterator[Any]:
    """One worker in this process: it starts at once."""
    with distributed.Client(
        processes=False, n_workers=1, threads_per_worker=1, dashboard_address="127.0.0.1:0"
    ) as client:
        yield client


def open_cluster() -> Any:
    """A scheduler with an address, and a worker, both in this process."""
    options = {"protocol": "tcp", "host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
    return distributed.LocalCluster(
        processes=False, n_workers=1, threads_per_worker=1, silence_logs=50, **options
    )


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve articles by three outlets about four flights, and one row that cannot be read."""
    folder = tmp_path_factory.mktemp("files") / "news"
    folder.mkdir()
    rows = [
        {
            "id": f"a{number:02}",
            "date": f"2021-10-{1 + number // 3:02}",
            "outlet": f"Post {number % 3}",
            "title": f"Flight {number // 3} to London",
            "text": f"{NAMES[number // 3]}, a pilot, flew to London on flight {number // 3}.\n"
            f"“We landed,” {NAMES[number // 3].split()[1]} said. Many people came to the "
            f"{['harbour', 'harbor', 'station'][number % 3]} to see the pilot.",
        }
        for number in range(12)
    ]
    lines = [json.dumps(row) for row in rows]
    (folder / "news.jsonl").write_text("\n".join([*lines, "{broken"]) + "\n")
    return folder


@pytest.fixture(scope="module")
def prepared(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The collection in parts of five, one of them made of names that another introduces."""
    folder = tmp_path_factory.mktemp("prepared") / "news"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prepare_module, "open_client", open_here)
        prepare_collection(source, out=folder, size=5)
    return folder


@pytest.fixture
def nothing_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever would parse, resolve or group anew fails."""
    forbid(monkeypatch)


def forbid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "read_articles", None)
    for name in ("annotate", "find_mentions"):
        monkeypatch.setattr(loose, name, None)
    monkeypatch.setattr(house_style, "find_house_style", None)
    monkeypatch.setattr(readability, "measure_readability", None)
    monkeypatch.setattr(stories, "find_stories", None)
    monkeypatch.setattr(overlaps, "find_overlaps", None)
    monkeypatch.setattr(overlaps, "compare_reuse", None)


def test_every_table_is_read_and_equals_the_one_that_is_made(
    source: Path, prepared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = read_collection(source)
    tables = {name: getattr(made, name) for name in TABLES}
    two = made.articles.iloc[[1, 7]]
    few, labels, quotes = made.annotate(two), made.find_labels(two), made.find_quotes(two)
    assert len(labels) and len(quotes)
    forbid(monkeypatch)
    read = read_collection(prepared)
    for name, table in tables.items():
        pd.testing.assert_frame_equal(getattr(read, name), table)
    for rows, table in zip(read.annotate(two), few, strict=True):
        pd.testing.assert_frame_equal(rows, table)
        assert set(table["article_id"]) == {"a01", "a07"}
    pd.testing.assert_frame_equal(read.find_labels(two), labels)
    pd.testing.assert_frame_equal(read.find_quotes(two), quotes)
    none = two.iloc[:0]
    found = [*read.annotate(none), read.find_labels(none), read.find_quotes(none)]
    assert [len(table) for table in found] == [0] * 5


def test_words_are_compared_by_counts_and_found_where_they_stand(
    source: Path, prepared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = read_collection(source)
    terms, articles = made.terms, made.articles
    compare = [
        calls(terms, articles, by="outlet", stories=made.stories)
        for calls in (compare_words, count_noise)
    ]
    asked = (pd.Series(["flew", "Ann Lee"]), articles["article_id"].iloc[1:])
    places = made.find_terms(*asked)
    assert places["word"].tolist()[:3] == ["Ann Lee", "flew", "Ann Lee"]
    assert set(places["word"]) == set(asked[0])
    forbid(monkeypatch)
    monkeypatch.setattr(queries, "split_words", None)
    monkeypatch.setattr(queries, "list_terms", None)
    read = read_collection(prepared)
    assert list(read.terms) == ["article_id", "word", "n"]
    for calls, rows in zip((compare_words, count_noise), compare, strict=True):
        found = calls(read.terms, articles, by="outlet", stories=read.stories)
        pd.testing.assert_frame_equal(found, rows)
    pd.testing.assert_frame_equal(read.find_terms(*asked), places)


def test_a_scheduler_does_what_goes_part_by_part(prepared: Path, tmp_path: Path) -> None:
    here = read_collection(prepared)
    asked = (pd.Series(["flew", "Ann Lee"]), here.articles["article_id"].iloc[1:])
    with open_cluster() as cluster:
        there = read_collection(prepared, scheduler=cluster.scheduler_address)
        pd.testing.assert_frame_equal(there.terms, here.terms)
        pd.testing.assert_frame_equal(there.find_terms(*asked), here.find_terms(*asked))
        assert {"count_part_terms", "pick_part_terms"} <= set(cluster.scheduler.task_prefixes)
    with pytest.raises(UsageError) as caught:
        read_collection(tmp_path, scheduler="tcp://127.0.0.1:1")
    assert str(caught.value) == (
        f"{tmp_path}: a scheduler works on one prepared collection.\n"
        "Make it first: rashomon prepare ARTICLES --out COLLECTION --scheduler ADDRESS"
    )


def test_terms_keep_their_places_where_no_outlet_has_two_articles(
    source: Path, prepared: Path
) -> None:
    made, read = read_collection(source), read_collection(prepared)
    read.articles = read.articles.iloc[:3]  # one article each
    pd.testing.assert_frame_equal(read.terms, made.terms)


def test_terms_follow_corrections(source: Path, prepared: Path) -> None:
    asked = (pd.Series(["Anna Lee", "flew"]), read_collection(source).articles["article_id"])
    text = "rename: {Ann Lee: Anna Lee}\n"
    paths = [folder / "overrides.yaml" for folder in (source, prepared)]
    for path in paths:
        path.write_text(text)
    try:
        made, read = (read_collection(folder) for folder in (source, prepared))
        places = made.find_terms(*asked)
        assert sum(places["word"] == "Anna Lee") > 0
        pd.testing.assert_frame_equal(read.find_terms(*asked), places)
        assert sum(read.terms.loc[read.terms["word"] == "Anna Lee", "n"]) == sum(
            places["word"] == "Anna Lee"
        )
    finally:
        for path in paths:
            path.unlink()


@pytest.mark.usefixtures("nothing_is_made")
def test_corrections_in_its_folder_apply(prepared: Path) -> None:
    before = read_collection(prepared).mentions
    path = prepared / "overrides.yaml"
    path.write_text("rename: {Ann Lee: Anna Lee}\n")
    try:
        after = read_collection(prepared).mentions
    finally:
        path.unlink()
    assert sum(before["entity"] == "Ann Lee") == sum(after["entity"] == "Anna Lee") > 0


@pytest.mark.usefixtures("nothing_is_made")
def test_what_cannot_be_had_is_said(prepared: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read_collection(prepared, model="xx_other")
    assert str(caught.value) == (
        f"{prepared}: prepared with the pipeline en_core_web_sm, not xx_other.\n"
        "Ask for that one, or prepare it anew: rashomon prepare ... --model xx_other"
    )
    with pytest.raises(UsageError) as caught:
        read_collection(prepared, fields={"text": "story"})
    assert str(caught.value) == (
        f"{prepared}: a prepared collection has its columns already; leave `fields` empty.\n"
        "Columns under other names are told when it is made: rashomon prepare ... --field"
    )
    with pytest.raises(UsageError) as caught:
        read_collection(prepared, tmp_path)
    assert str(caught.value) == (
        f"{prepared}: a prepared collection cannot be read with other articles; name it alone."
    )
    (tmp_path / "collection.json").write_text('{"format": 1}')
    with pytest.raises(UsageError) as caught:
        read_collection(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}: prepared by another version of Rashomon.\n"
        f"Make it anew, as it was made: rashomon prepare ... --out {tmp_path}"
    )
    (tmp_path / "collection.json").write_text((prepared / "collection.json").read_text())
    with pytest.raises(UsageError) as caught:
        _ = read_collection(tmp_path).mentions
    assert str(caught.value) == (
        f"{tmp_path / 'mentions' / 'part-00000.parquet'}: missing or damaged.\n"
        f"Make it anew, as the collection was made: rashomon prepare ... --out {tmp_path}"
    )


@pytest.mark.usefixtures("nothing_is_made")
def test_another_version_of_the_pipeline_is_said(prepared: Path, tmp_path: Path) -> None:
    record = json.loads((prepared / "collection.json").read_text())
    path = tmp_path / "collection.json"
    path.write_text(json.dumps({**record, "origins": "0" * 64}))
    with pytest.warns(UserWarning, match="another version of en_core_web_sm or its engine"):
        read_collection(tmp_path)
    path.write_text(json.dumps({**record, "origins": "0" * 64, "model": "xx_gone"}))
    read_collection(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("notebook", ["outlets", "collection", "entity", "explore"])
def test_a_report_is_the_same_and_parses_nothing(
    source: Path, prepared: Path, tmp_path: Path, notebook: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setenv("RASHOMON_CACHE", str(cache))
    options = ["--notebook", notebook, "--formats", "html", "--out", str(tmp_path)]
    assert main(["report", str(prepared), "--name", "prepared", *options]) == 0
    assert not list(cache.rglob("*.parquet")), "something was parsed"
    assert main(["report", str(source), "--name", "files", *options]) == 0
    assert list(cache.rglob("*.parquet")) or notebook == "collection"
    pages = [(tmp_path / name / f"{notebook}.html").read_text() for name in ("prepared", "files")]
    assert "Ann Lee" in pages[0] or notebook == "collection"
    assert pages[0] == pages[1]


@pytest.mark.slow
def test_a_report_is_the_same_whoever_counts(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setenv("RASHOMON_SCHEDULER", "")  # put back at the end
    command = ["report", str(prepared), "--notebook", "outlets", "--formats", "html"]
    command += ["--out", str(tmp_path)]
    assert main([*command, "--name", "here"]) == 0
    with open_cluster() as cluster:
        address = ["--scheduler", cluster.scheduler_address]
        assert main([*command, "--name", "there", *address]) == 0
        assert "count_part_terms" in cluster.scheduler.task_prefixes
    pages = [(tmp_path / name / "outlets.html").read_text() for name in ("here", "there")]
    assert pages[0] == pages[1]
    capsys.readouterr()
    assert main([*command, "--name", "there", "--force", *address]) == 2
    assert "No Dask scheduler answers at tcp://127.0.0.1" in capsys.readouterr().err
    assert (tmp_path / "there" / "outlets.html").read_text() == pages[0]
