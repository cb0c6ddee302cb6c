"""The annotation cache: never stale, never code; whatever is wrong with it costs time only."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from analysis.language import Annotations, annotate, store
from analysis.language import annotate as annotate_function
from analysis.tables import TABLES, as_table
from analysis.writing import write_whole

TEXTS = [
    "Ann Lee flew to Kazakhstan on Tuesday.\nShe came back with Bo Berg.",
    "The European Space Agency will pay.\nAnn Lee flew to Kazakhstan on Tuesday.",
]


def make_articles(texts: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame({"article_id": [f"a{n}" for n in range(len(texts))], "text": texts})
    frame["published"] = pd.Series(pd.NaT, index=frame.index)
    missing = [column for column in TABLES["articles"] if column not in frame]
    frame[missing] = ""
    return as_table(frame, "articles")


ARTICLES = make_articles(TEXTS)


@pytest.fixture(scope="module")
def plain() -> Annotations:
    return annotate(ARTICLES, cache=False)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    annotate(ARTICLES, cache=tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The paragraphs that are parsed from here on."""
    module = sys.modules[annotate_function.__module__]
    parse = module.parse_on_all_cores
    seen: list[str] = []

    def record(texts: list[tuple[bytes, str]], *args: object, **options: object) -> object:
        seen.extend(text for _, text in texts)
        return parse(texts, *args, **options)

    monkeypatch.setattr(module, "parse_on_all_cores", record)
    return iter([seen])


def check_same(one: Annotations, other: Annotations) -> None:
    for first, second in zip(one, other, strict=True):
        pd.testing.assert_frame_equal(first, second)


def list_segments(cache: Path, suffix: str) -> list[Path]:
    return sorted(cache.rglob(f"*.{suffix}"))


def test_a_second_pass_reads_instead_of_parsing(
    cache: Path, plain: Annotations, parsed: Iterator[list[str]]
) -> None:
    seen = next(parsed)
    check_same(annotate(ARTICLES, cache=cache), plain)
    assert seen == []
    more = make_articles([*TEXTS, "Something new.\nShe came back with Bo Berg."])
    annotate(more, cache=cache)
    assert seen == ["Something new."]


def test_a_paragraph_is_parsed_once(tmp_path: Path, parsed: Iterator[list[str]]) -> None:
    seen = next(parsed)
    annotate(ARTICLES, cache=tmp_path)
    assert sorted(seen) == sorted(set("\n".join(TEXTS).split("\n")))


def test_nothing_is_pickled(cache: Path) -> None:
    held = {path.suffix for path in cache.rglob("*") if path.is_file()}
    assert held == {".parquet", ".keys"}


@pytest.mark.parametrize("suffix", ["parquet", "keys"])
@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "gone", "plant", "folder"])
def test_damage_is_found_and_made_good(
    cache: Path, plain: Annotations, parsed: Iterator[list[str]], suffix: str, damage: str
) -> None:
    seen = next(parsed)
    (path,) = list_segments(cache, suffix)
    data = bytearray(path.read_bytes())
    path.unlink()
    if damage == "flip":
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    elif damage == "cut":
        path.write_bytes(data[:-9])
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "plant":
        path.write_bytes(b"cos\nsystem\n(S'touch planted'\ntR.")
    elif damage == "folder":
        path.mkdir()
    check_same(annotate(ARTICLES, cache=cache), plain)
    assert len(seen) == 3, "what is damaged is parsed again"
    seen.clear()
    check_same(annotate(ARTICLES, cache=cache), plain)
    assert seen == [], "and kept again"


def test_every_single_bit_counts(cache: Path, plain: Annotations) -> None:
    (path,) = list_segments(cache, "parquet")
    data = path.read_bytes()
    keys = list_segments(cache, "keys")[0].read_bytes()
    for at in range(0, len(data), max(1, len(data) // 25)):
        for old in (*list_segments(cache, "keys"), *list_segments(cache, "parquet")):
            old.unlink()
        path.write_bytes(data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :])
        path.with_suffix(".keys").write_bytes(keys)
        check_same(annotate(ARTICLES, cache=cache), plain)


def test_a_well_formed_plant_of_another_pipeline_is_not_taken(
    cache: Path, plain: Annotations
) -> None:
    other = store.Store(cache, ["another pipeline"])
    own = list_segments(cache, "parquet")[0]
    for suffix in ("parquet", "keys"):
        folder = other._folder
        assert folder is not None
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{own.stem}.{suffix}").write_bytes(own.with_suffix(f".{suffix}").read_bytes())
    keys = [store.make_key(text) for text in "\n".join(TEXTS).split("\n")]
    assert other.fetch(keys).num_rows == 0
    check_same(annotate(ARTICLES, cache=cache), plain)


def test_model_options_and_code_have_their_own_entries(
    cache: Path, monkeypatch: pytest.MonkeyPatch, parsed: Iterator[list[str]]
) -> None:
    seen = next(parsed)
    annotate(ARTICLES, cache=cache, parse=False)
    assert len(seen) == 3
    module = sys.modules[annotate_function.__module__]
    monkeypatch.setattr(module, "list_origins", lambda model: [model, "another version"])
    annotate(ARTICLES, cache=cache)
    assert len(seen) == 6


def test_a_key_is_the_hash_of_the_text() -> None:
    assert store.make_key("é") == hashlib.sha256(b"\xc3\xa9").digest()[:16]
    assert store.make_key("\ud800") != store.make_key("\udfff")


def warns_once(folder: Path) -> str:
    return (
        rf"^The annotation cache {folder}.* cannot be read \(.*\); going on without it, "
        r"slower\. Name another folder with RASHOMON_CACHE\.$"
    )


def test_a_folder_that_cannot_be_written_to(tmp_path: Path, plain: Annotations) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.warns(UserWarning, match=warns_once(tmp_path)) as caught:
        found = annotate(ARTICLES, cache=tmp_path / "file")
    assert len(caught) == 1
    check_same(found, plain)


def test_a_full_disk(tmp_path: Path, plain: Annotations, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "write_whole", fill)
    with pytest.warns(UserWarning, match=r"No space left on device") as caught:
        found = annotate(ARTICLES, cache=tmp_path)
    assert len(caught) == 1
    check_same(found, plain)


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    with pytest.raises(OSError, match="target"):
        write_whole(tmp_path / "target", b"data")
    assert [path.name for path in tmp_path.iterdir()] == ["target"]


def test_deleted_while_in_use(
    cache: Path, plain: Annotations, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = store.Store._list_segments

    def vanish(self: store.Store) -> object:
        segments = listed(self)
        for path in (*list_segments(cache, "keys"), *list_segments(cache, "parquet")):
            path.unlink()
        return segments

    monkeypatch.setattr(store.Store, "_list_segments", vanish)
    check_same(annotate(ARTICLES, cache=cache), plain)


WRITE = """
import sys
from pathlib import Path
from analysis.language.parse import SCHEMA, parse_paragraphs
from analysis.language.pipeline import load_pipeline
from analysis.language.store import Store, make_key
nlp = load_pipeline()
print("ready", flush=True)
while True:
    for number in range(8):
        texts = [f"Text {number} of {n}." for n in range(4)]
        rows = parse_paragraphs(nlp, [(make_key(text), text) for text in texts])
        Store(Path(sys.argv[1]), ["test"]).keep(rows)
"""


@pytest.mark.slow
def test_many_writers_and_sigkill_leave_it_usable(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITE, str(tmp_path)], stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    try:
        for writer in writers:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"ready\n"
        time.sleep(3)
    finally:
        for writer in writers:
            os.kill(writer.pid, signal.SIGKILL)
            writer.communicate()
    keys = [store.make_key(f"Text {number} of {n}.") for number in range(8) for n in range(4)]
    rows = store.Store(tmp_path, ["test"]).fetch(keys)
    assert sorted(rows["key"].to_pylist()) == sorted(keys)
