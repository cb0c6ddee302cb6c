"""The texts of all parts laid out in one file, so that an archive opens without being read.

    texts/texts.utf8       all texts, one after another
    texts/texts.offsets    where each begins and the last one ends: 64-bit numbers, little-endian

Whoever opens them takes memory only for those that are looked at, and the system may take it back:
it knows where to read them again.
"""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from analysis.collection.layout import write_json
from analysis.collection.queries import load_rows
from analysis.errors import UsageError
from analysis.writing import open_whole

TEXTS, OFFSETS = "texts/texts.utf8", "texts/texts.offsets"
_DONE = "done/texts.json"


def lay_out_texts(folder: str, parts: Sequence[str], made_from: str) -> None:
    """Write the texts of all parts, holding one part at a time."""
    place = Path(folder)
    place.joinpath(_DONE).unlink(missing_ok=True)
    size = 0
    with open_whole(place / TEXTS) as texts, open_whole(place / OFFSETS) as offsets:
        offsets.write(np.zeros(1, "<i8").tobytes())
        for part in parts:
            column = load_rows(folder, "articles", part, columns=["text"])["text"]
            ends = size + np.cumsum(pc.binary_length(column).to_numpy()).astype("<i8")
            for text in column.cast(pa.large_binary()).to_pylist():
                texts.write(text)
            offsets.write(ends.tobytes())
            size = int(ends[-1]) if len(ends) else size
    hashes = {name: _hash(place / name) for name in (TEXTS, OFFSETS)}
    write_json(place / _DONE, {"made_from": made_from, "sha256": hashes})


def is_laid_out(folder: Path, made_from: str) -> bool:
    """Whether the texts are those of these parts, and still what was written."""
    try:
        done = json.loads((folder / _DONE).read_text(encoding="utf-8"))
        found = {name: _hash(folder / name) for name in (TEXTS, OFFSETS)}
        return bool(done["made_from"] == made_from and done["sha256"] == found)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def open_texts(folder: Path, articles: int) -> pa.Array:
    """The texts of so many articles, none of them read yet.

    Raises:
        UsageError: the files are missing, or not those of so many articles.
    """
    with suppress(OSError, ValueError):
        texts, offsets = (_map(folder / name) for name in (TEXTS, OFFSETS))
        if _fit(np.frombuffer(offsets, "<i8"), articles, texts.size):
            return pa.LargeStringArray.from_buffers(articles, offsets, texts)
    raise UsageError(
        f"{folder / TEXTS}: missing or damaged.\nMake it anew, as the collection was made: "
        f"rashomon prepare ... --out {folder}"
    )


def _fit(bounds: NDArray[np.int64], articles: int, size: int) -> bool:
    """Whether these bounds part a file of this size into so many texts."""
    whole = len(bounds) == articles + 1 and bounds[0] == 0 and bounds[-1] == size
    return bool(whole and (np.diff(bounds) >= 0).all())


def _map(path: Path) -> pa.Buffer:
    """The bytes of a file, in memory only where they are looked at; an empty one has none."""
    if not path.stat().st_size:
        return pa.py_buffer(b"")
    with pa.memory_map(str(path)) as file:
        return file.read_buffer()


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
