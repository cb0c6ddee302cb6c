"""A prepared collection: the same rows whatever runs it, and it survives what is killed."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.articles import read_articles
from analysis.cli import main
from analysis.collection import find_collection, merge, prepare_collection, read_table
from analysis.collection import prepare as prepare_module
from analysis.collection.layout import FORMAT
from analysis.collection.loose import list_terms
from analysis.errors import NoArticlesError, UsageError
from analysis.language import annotate, split_words
from analysis.lenses.entities import find_mentions
from analysis.lenses.house_style import find_house_style
from analysis.lenses.overlaps import find_overlaps
from analysis.lenses.stories import find_stories

pytest.importorskip("distributed", reason="Dask is not installed (pip install 'rashomon[scale]')")

NAMES = ["Ann Lee", "Bo Berg", "Cy Diaz", "Di Evans"]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty-four short articles and one row that cannot be read."""
    path = tmp_path_factory.mktemp("source") / "news.jsonl"
    rows = [
        {
            "id": f"a{number:02}",
            "date": f"2021-10-{1 + number:02}",
            "outlet": f"Post {number % 3}",
            "title": f"Flight {number}",
            "text": f"{NAMES[number % 4]} flew to London on flight {number}.\n"
            f"{NAMES[(number + 1) % 4]} of the European Space Agency stayed in Paris.",
        }
        for number in range(24)
    ]
    lines = [json.dumps(row) for row in rows]
    path.write_text("\n".join([*lines[:7], "{broken", *lines[7:]]) + "\n")
    return path


@pytest.fixture(scope="module", autouse=True)
def no_cache() -> Iterator[None]:
    """Every part is parsed anew, so that workers have something to do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RASHOMON_CACHE", "off")
        yield


@pytest.fixture(scope="module")
def one(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The collection as one worker makes it."""
    folder = tmp_path_factory.mktemp("prepared") / "one"
    prepare_collection(source, out=folder, workers=1, size=5)
    return folder


@pytest.fixture
def prepared(one: Path, tmp_path: Path) -> Path:
    """A copy of it to do with as one likes."""
    shutil.copytree(one, tmp_path / "one")
    return tmp_path / "one"


def hash_tables(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*.parquet"))
    }


@pytest.mark.slow
def test_rows_are_those_of_the_notebook_calls(prepared: Path, source: Path) -> None:
    reading = read_articles(source)
    annotations = annotate(reading.articles, cache=False)
    mentions = find_mentions(reading.articles, annotations.names, annotations.tokens)
    words = split_words(reading.articles)
    style = find_house_style(reading.articles, words)
    for table, rows in (
        ("articles", reading.articles),
        ("tokens", annotations.tokens),
        ("names", annotations.names),
        ("mentions", mentions),
        ("house_style", style),
        ("terms", list_terms(words, style, mentions)),
        ("stories", find_stories(reading.articles)),
        ("overlaps", find_overlaps(reading.articles)),
        ("rejects", reading.rejects),
        ("files", reading.files),
    ):
        found = read_table(prepared, table).compute().reset_index(drop=True)
        pd.testing.assert_frame_equal(found, rows)
    record = find_collection(prepared)
    assert record is not None
    assert record["parts"] == {f"part-{n:05}": size for n, size in enumerate([5, 5, 5, 5, 4])}


@pytest.mark.slow
@pytest.mark.parametrize("workers", [2, 4])
def test_any_number_of_workers_gives_the_same_rows(
    one: Path, source: Path, tmp_path: Path, workers: int
) -> None:
    prepare_collection(source, out=tmp_path / "more", workers=workers, size=5)
    assert hash_tables(tmp_path / "more") == hash_tables(one)


@pytest.mark.slow
@pytest.mark.parametrize("parts", [1, 5], ids=["while parts are made", "while names are resolved"])
def test_a_killed_worker_changes_nothing(
    one: Path, source: Path, tmp_path: Path, parts: int
) -> None:
    killed = threading.Event()

    def kill_one() -> None:
        psutil = pytest.importorskip("psutil")
        while not killed.is_set():
            done = list((tmp_path / "two" / "done").glob("*.json"))
            workers = [
                child
                for child in psutil.Process().children(recursive=True)
                if "spawn_main" in " ".join(child.cmdline())
            ]
            if len(done) >= parts and workers:
                workers[0].kill()
                killed.set()
            time.sleep(0.02)

    thread = threading.Thread(target=kill_one, daemon=True)
    thread.start()
    made = prepare_collection(source, out=tmp_path / "two", workers=2, size=5)
    assert killed.is_set(), "no worker was killed"
    thread.join()
    assert made.rejects["reason"].str.startswith("not JSON").all()
    assert hash_tables(made.folder) == hash_tables(one)


@pytest.mark.slow
def test_what_is_done_is_not_done_again(prepared: Path, source: Path, tmp_path: Path) -> None:
    before = hash_tables(prepared)
    assert prepare_collection(source, out=prepared, workers=1, size=5).made == 0
    damaged = prepared / "tokens" / "part-00002.parquet"
    damaged.write_bytes(damaged.read_bytes()[:-7])
    (prepared / "done" / "part-00004.json").unlink()
    assert prepare_collection(source, out=prepared, workers=1, size=5).made == 2
    assert hash_tables(prepared) == before
    changed = tmp_path / "news.jsonl"
    changed.write_text(source.read_text().replace("flight 23", "flight 99"))
    assert prepare_collection(changed, out=prepared, workers=1, size=5).made == 1


@pytest.mark.slow
def test_names_are_resolved_anew_only_where_needed(
    prepared: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hash_tables(prepared)
    with monkeypatch.context() as patch:
        patch.setattr(prepare_module, "open_client", None)  # nobody is asked
        prepare_collection(source, out=prepared, size=5)
    (prepared / "mentions" / "part-00001.parquet").write_bytes(b"damaged")
    (prepared / "terms" / "part-00003.parquet").write_bytes(b"damaged")
    resolved: list[str] = []
    worded: list[str] = []

    def watch(folder: Path, parts: list[str], todo: list[str], *rest: Any) -> None:
        resolved.extend(todo)
        merge.merge_names(folder, parts, todo, *rest)

    def watch_words(folder: Path, todo: list[str], *rest: Any) -> None:
        worded.extend(todo)
        merge.word_parts(folder, todo, *rest)

    monkeypatch.setattr(prepare_module, "merge_names", watch)
    monkeypatch.setattr(prepare_module, "word_parts", watch_words)
    prepare_collection(source, out=prepared, workers=1, size=5)
    assert (resolved, worded) == (["part-00001"], ["part-00003"])
    assert hash_tables(prepared) == before


@pytest.mark.slow
def test_the_dashboard_is_named_where_somebody_watches(
    source: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(prepare_module, "_on_terminal", lambda: True)
    prepare_collection(source, out=tmp_path / "x", workers=1, size=24)
    assert re.search(r"Dask dashboard: http://127\.0\.0\.1:\d+/status\n", capsys.readouterr().err)


@pytest.mark.slow
def test_killed_in_the_middle_it_goes_on(prepared: Path, source: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from analysis.collection import prepare_collection\n"
        "if __name__ == '__main__': prepare_collection(sys.argv[1], out=sys.argv[2], workers=1, "
        "size=5)"
    )
    script = tmp_path / "run.py"
    script.write_text(code)
    command = [sys.executable, str(script), str(source), str(tmp_path / "two")]
    process = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)
    while process.poll() is None and not list((tmp_path / "two" / "done").glob("*.json")):
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert find_collection(tmp_path / "two") is None
    made = prepare_collection(source, out=tmp_path / "two", workers=1, size=5)
    assert made.made < 5
    assert hash_tables(tmp_path / "two") == hash_tables(prepared)


@pytest.mark.slow
def test_a_part_that_fails_is_listed(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare_module, "prepare_part", fail_one_part)
    made = prepare_collection(source, out=tmp_path / "x", workers=1, size=12)
    assert made.rejects.to_dict("records")[1:] == [
        {
            "source": "articles/part-00001.parquet",
            "line": 0,
            "reason": "not annotated: ValueError: no good",
        }
    ]
    assert len(read_table(tmp_path / "x", "names")["article_id"].unique()) == 12


def fail_one_part(folder: str, part: str, made_from: str, model: str) -> str:
    from analysis.collection.parts import prepare_part

    if part == "part-00001":
        raise ValueError("no good")
    return prepare_part(folder, part, made_from, model)


@pytest.mark.slow
def test_a_collection_is_read_where_articles_are(prepared: Path, source: Path) -> None:
    articles, rejects, _ = read_articles(prepared)
    pd.testing.assert_frame_equal(
        articles.drop(columns="source"), read_articles(source).articles.drop(columns="source")
    )
    assert rejects.empty


@pytest.mark.slow
def test_the_command(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "made"
    assert main(["prepare", str(source), "--out", str(out), "--workers", "1"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "24 articles in 1 parts, 1 of them made now",
        f"1 rejects, listed in {out / 'rejects'}",
        str(out),
    ]


def test_what_is_no_collection_is_said(tmp_path: Path) -> None:
    assert find_collection(tmp_path) is None
    with pytest.raises(UsageError) as caught:
        read_table(tmp_path, "articles")
    assert str(caught.value) == (
        f"{tmp_path} is no finished collection; make one with: rashomon prepare"
    )
    with pytest.raises(NoArticlesError):
        prepare_collection(tmp_path / "nothing", out=tmp_path / "out")


def test_a_collection_of_other_articles_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other.txt").write_text("Nothing here was read before.")
    record = {"format": FORMAT, "files": {"news.jsonl": "0" * 64}}
    out = tmp_path / "prepared"
    out.mkdir()
    (out / "collection.json").write_text(json.dumps(record))
    arguments = ["prepare", str(tmp_path / "other.txt"), "--out", str(out)]
    assert main(arguments) == 2
    assert "a collection of other articles (news.jsonl), so it is kept" in capsys.readouterr().err
    assert json.loads((out / "collection.json").read_text()) == record
    assert main([*arguments, "--force", "--workers", "1"]) == 0
    assert (find_collection(out) or {})["files"].keys() == {"other.txt"}
