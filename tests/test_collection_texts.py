"""Texts laid out in one file: the same texts, read only where they are looked at."""

import os
import re
from pathlib import Path

import numpy as np
import pytest

from analysis.collection.layout import write_part
from analysis.collection.texts import OFFSETS, TEXTS, is_laid_out, lay_out_texts, open_texts
from analysis.errors import UsageError
from analysis.tables import as_table

PARTS = ["part-00000", "part-00001", "part-00002"]
SAID = [["“Yes,” he said.", ""], [], ["naïve 🚀\nnew line", "end"]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three parts, one of them without articles, laid out."""
    for part, texts in zip(PARTS, SAID, strict=True):
        rows = [
            {
                **dict.fromkeys(as_table([], "articles").columns, ""),
                "article_id": f"{part} {number}",
                "published": None,
                "text": text,
            }
            for number, text in enumerate(texts)
        ]
        write_part(tmp_path, part, {"articles": as_table(rows, "articles")})
    lay_out_texts(str(tmp_path), PARTS, "these parts")
    return tmp_path


def test_every_text_is_there_in_order(folder: Path) -> None:
    assert open_texts(folder, 4).to_pylist() == [text for texts in SAID for text in texts]


def test_an_empty_collection_has_no_texts(tmp_path: Path) -> None:
    lay_out_texts(str(tmp_path), [], "nothing")
    assert open_texts(tmp_path, 0).to_pylist() == []


def test_it_is_known_what_they_were_made_from(folder: Path) -> None:
    assert is_laid_out(folder, "these parts")
    assert not is_laid_out(folder, "other parts")
    with (folder / TEXTS).open("r+b") as file:
        file.write(b"!")
    assert not is_laid_out(folder, "these parts")
    (folder / OFFSETS).unlink()
    assert not is_laid_out(folder, "these parts")


def write_offsets(folder: Path, *offsets: int) -> None:
    (folder / OFFSETS).write_bytes(np.array(offsets, "<i8").tobytes())


@pytest.mark.parametrize(
    ("first", "second", "beyond", "fewer"),
    [(1, 17, 0, 0), (0, 16, 0, 0), (0, 17, 1, 0), (0, 17, 0, 1)],
    ids=["before the first", "backwards", "beyond the end", "too few"],
)
def test_what_is_damaged_is_said(
    folder: Path, first: int, second: int, beyond: int, fewer: int
) -> None:
    size = (folder / TEXTS).stat().st_size
    write_offsets(folder, 0, 17, 17, size - 3, size)
    assert len(open_texts(folder, 4)) == 4
    write_offsets(folder, first, 17, second, *[size - 3] * (1 - fewer), size + beyond)
    with pytest.raises(UsageError) as caught:
        open_texts(folder, 4)
    assert str(caught.value) == (
        f"{folder / TEXTS}: missing or damaged.\n"
        f"Make it anew, as the collection was made: rashomon prepare ... --out {folder}"
    )
    (folder / TEXTS).unlink()
    with pytest.raises(UsageError, match="missing or damaged"):
        open_texts(folder, 4)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells it this way")
def test_opening_takes_no_memory(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    size = 1 << 28
    with (tmp_path / TEXTS).open("wb") as file:
        os.truncate(file.fileno(), size)  # a file of zeros that takes no room
    write_offsets(tmp_path, *range(0, size + 1, size >> 4))
    before = measure_memory()
    texts = open_texts(tmp_path, 16)
    assert texts[7].as_py() == "\0" * (size >> 4)
    del texts
    assert measure_memory() - before < size >> 2


def measure_memory() -> int:
    """The most this process ever held, in bytes."""
    status = Path("/proc/self/status").read_text()
    return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) << 10
