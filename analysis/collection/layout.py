"""A prepared collection on disk: a folder of Parquet parts per table and `collection.json`.

    COLLECTION/collection.json                  what it was made from, with which versions
    COLLECTION/articles/part-00000.parquet      and sentences, tokens, names, word_counts, mentions
    COLLECTION/done/part-00000.json             the hashes of a part that is finished
    COLLECTION/done/mentions/part-00000.json    the same of its mentions, which depend on all parts
    COLLECTION/terms/part-00000.parquet         and readability: what notebooks count and compare
    COLLECTION/house_style/part-00000.parquet   found over all parts, kept with the part's articles
    COLLECTION/stories/part-00000.parquet       and overlaps: the same, in order of publication
    COLLECTION/rejects/part-00000.parquet       and files: one file for all
    COLLECTION/texts/texts.utf8                 the texts again, to be looked at without reading

Files appear whole or not at all; a part whose hashes do not hold is made again.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.errors import UsageError
from analysis.writing import write_whole

RECORD = "collection.json"
PER_PART = ("sentences", "tokens", "names", "word_counts")
WORDED = ("terms", "readability")
ACROSS = ("stories", "overlaps", "reuse", "house_style")  # found over all parts, kept in as many
WHOLE = ("rejects", "files")
FORMAT = 2


def find_collection(path: str | os.PathLike[str]) -> dict[str, Any] | None:
    """The record of a finished collection at a path, or nothing where there is none."""
    record = read_record(path)
    return record if record.get("format") == FORMAT else None


def read_record(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The record of a collection, of whatever version; empty where there is none."""
    try:
        record = json.loads((Path(path) / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def read_table(path: str | os.PathLike[str], table: str) -> Any:  # noqa: ANN401 (dask is untyped)
    """One table of a collection as a lazy Dask data frame, a partition per part.

    Raises:
        UsageError: there is no finished collection, or no such table in it.
    """
    import dask  # noqa: PLC0415 (only large collections need Dask)
    import dask.dataframe as dd  # noqa: PLC0415

    if find_collection(path) is None:
        raise UsageError(f"{path} is no finished collection; make one with: rashomon prepare")
    parts = sorted((Path(path) / table).glob("part-*.parquet"))
    if not parts:
        known = ", ".join(["articles", *PER_PART, "mentions", *ACROSS, *WORDED, *WHOLE])
        raise UsageError(f"The collection has no table {table!r}; it has {known}.")
    empty = pd.read_parquet(parts[0]).iloc[:0]
    with dask.config.set({"dataframe.convert-string": False}):  # the types pandas gives, unchanged
        return dd.from_map(pd.read_parquet, parts, meta=empty)  # type: ignore[no-untyped-call]


def name_part(number: int) -> str:
    """The name of a part, in all tables."""
    return f"part-{number:05}"


def pack_table(table: pd.DataFrame) -> bytes:
    """A table as the bytes of a Parquet file, the same for the same rows."""
    sink = pa.BufferOutputStream()
    packed = pa.Table.from_pandas(table, preserve_index=False)
    pq.write_table(packed, sink, compression="zstd", write_page_checksum=True)
    return bytes(sink.getvalue().to_pybytes())


def load_table(folder: Path, table: str, part: str) -> pd.DataFrame:
    """One part of one table."""
    return pd.read_parquet(folder / table / f"{part}.parquet")


def write_part(folder: Path, part: str, tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Write a part of some tables; the hashes of what was written, by table."""
    hashes = {}
    for name, table in tables.items():
        data = pack_table(table)
        write_whole(folder / name / f"{part}.parquet", data)
        hashes[name] = hashlib.sha256(data).hexdigest()
    return hashes


def hash_origins(origins: Sequence[str]) -> str:
    """One hash for all that the language of a collection was read by."""
    return hashlib.sha256("\n".join(origins).encode()).hexdigest()


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write a record, whole or not at all."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(path, text.encode("utf-8") + b"\n")


def write_done(
    folder: Path, part: str, made_from: str, hashes: Mapping[str, str], *, step: str = ""
) -> None:
    """Note that a step is done with a part, what it was made from and what was written."""
    content = {"made_from": made_from, "sha256": hashes}
    write_json(folder / "done" / step / f"{part}.json", content)


def is_done(folder: Path, part: str, made_from: str, step: str = "") -> bool:
    """Whether a part was made from these bytes and versions and still is what was written."""
    try:
        done = json.loads((folder / "done" / step / f"{part}.json").read_text(encoding="utf-8"))
        return done["made_from"] == made_from and all(
            hashlib.sha256((folder / name / f"{part}.parquet").read_bytes()).hexdigest() == sha256
            for name, sha256 in done["sha256"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def find_work(folder: str | Path, step: str) -> Path:
    """Where a step across parts leaves what its workers hand one another."""
    return Path(folder) / "work" / step


def clear_work(folder: Path, step: str) -> None:
    """Remove what a step has left there, also an earlier one that was stopped."""
    shutil.rmtree(find_work(folder, step), ignore_errors=True)
    with suppress(OSError):  # another step still has something there
        (folder / "work").rmdir()


def remove_parts(folder: Path, first: int) -> None:
    """Remove the parts from a number on, left over from a longer run."""
    for path in [*folder.glob("*/part-*.parquet"), *folder.glob("done/**/part-*.json")]:
        number = path.stem.removeprefix("part-")
        if path.parent.name not in WHOLE and number.isdigit() and int(number) >= first:
            path.unlink()
