"""The annotation cache: parsed paragraphs by content, pipeline and code; Parquet with checksums.

A folder per pipeline holds segments that are never changed: `NAME.parquet`, the rows, and
`NAME.keys`, which paragraphs these are. `NAME` is the hash of the rows' bytes, and the keys end in
their own hash, so whatever is planted, cut short or flipped is found out, dropped and made again.
Files appear whole or not at all, so many writers and a killed one leave it usable.
"""

import hashlib
import os
import sys
import warnings
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.language.parse import SCHEMA
from analysis.writing import write_whole

KEY_BYTES = 16
_HASH_BYTES = 32
_OFF = {"", "0", "off", "none", "no"}


def make_key(text: str) -> bytes:
    """The name of a paragraph in the cache: a hash of its characters."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:KEY_BYTES]


def find_cache_folder() -> Path | None:
    """`RASHOMON_CACHE`, or the platform's folder for caches; none where it is switched `off`."""
    named = os.environ.get("RASHOMON_CACHE")
    if named is not None:
        return None if named.strip().lower() in _OFF else Path(named)
    home = Path("~").expanduser()
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "rashomon"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "rashomon"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "rashomon"


class Store:
    """The cached paragraphs of one pipeline; every trouble with it costs time, nothing else."""

    def __init__(self, folder: Path | None, origins: Iterable[str]) -> None:
        """Take the cache's folder and all that the annotations depend on besides the text."""
        self._origin = hashlib.sha256("\n".join(origins).encode()).hexdigest()
        self._folder = folder / "annotations" / self._origin[:20] if folder else None
        self._warned = False

    @property
    def is_on(self) -> bool:
        """Whether anything is kept; False after the first write that failed."""
        return self._folder is not None

    def fetch(self, keys: Iterable[bytes]) -> pa.Table:
        """The rows of those paragraphs that are in the cache, each once, in no special order."""
        wanted = np.unique(_as_keys(b"".join(keys)))
        found: list[pa.Table] = []
        for name, held in self._rank_segments(wanted):
            if not len(wanted):
                break
            if not np.isin(held, wanted, assume_unique=True).any():
                continue
            rows = self._read_segment(name)
            if rows is None:
                continue
            own = _as_keys(b"".join(rows["key"].to_pylist()))
            _, first = np.unique(own, return_index=True)
            taken = first[np.isin(own[first], wanted)]
            found.append(rows.take(pa.array(np.sort(taken))))
            wanted = np.setdiff1d(wanted, own[taken], assume_unique=True)
        return pa.concat_tables(found) if found else SCHEMA.empty_table()

    def keep(self, rows: pa.Table) -> None:
        """Write the rows as a new segment; a failure is told once and stops further writing."""
        if self._folder is None or not rows.num_rows:
            return
        sink = pa.BufferOutputStream()
        marked = rows.replace_schema_metadata({"origin": self._origin})
        pq.write_table(marked, sink, compression="zstd")
        data = sink.getvalue().to_pybytes()
        name = hashlib.sha256(data).hexdigest()
        keys = b"".join(rows["key"].to_pylist())
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(self._folder / f"{name}.parquet", data)
            write_whole(self._folder / f"{name}.keys", keys + _seal(name, keys))
        except OSError as error:
            self._warn(f"cannot be written to ({error.strerror or error})")
            self._folder = None

    def _rank_segments(self, wanted: np.ndarray) -> list[tuple[str, np.ndarray]]:
        """Those that hold most of the keys first: what stands everywhere is then read nowhere else.

        In the order of their names a part of an archive would open each segment that shares a line
        of furniture with it, for that line.
        """
        segments = [
            (int(np.isin(held, wanted, assume_unique=True).sum()), name, held)
            for name, held in self._list_segments()
        ]
        segments.sort(key=lambda segment: (-segment[0], segment[1]))
        return [(name, held) for _, name, held in segments]

    def _list_segments(self) -> list[tuple[str, np.ndarray]]:
        """Every segment with the sorted keys it holds, as far as these are whole."""
        segments = []
        for name in self._list_names():
            sealed = self._read(f"{name}.keys")
            keys, seal = sealed[:-_HASH_BYTES], sealed[-_HASH_BYTES:]
            if seal == _seal(name, keys) and len(keys) % KEY_BYTES == 0:
                segments.append((name, np.unique(_as_keys(keys))))
            else:
                self._drop(name)
        return segments

    def _list_names(self) -> list[str]:
        if self._folder is None:
            return []
        try:
            names = [path.name for path in self._folder.iterdir()]
        except FileNotFoundError:
            return []
        except OSError as error:
            self._warn(f"cannot be read ({error.strerror or error})")
            self._folder = None
            return []
        return sorted(name[: -len(".keys")] for name in names if name.endswith(".keys"))

    def _read_segment(self, name: str) -> pa.Table | None:
        data = self._read(f"{name}.parquet")
        if hashlib.sha256(data).hexdigest() == name:
            with suppress(pa.ArrowException, OSError):
                # `read_table` would start a thread, and what has threads must not fork.
                rows = pq.ParquetFile(pa.BufferReader(data)).read(use_threads=False)
                if (rows.schema.metadata or {}).get(b"origin") == self._origin.encode():
                    return rows.cast(SCHEMA)
        self._drop(name)
        return None

    def _read(self, name: str) -> bytes:
        if self._folder is None:
            return b""
        try:
            return (self._folder / name).read_bytes()
        except OSError:
            return b""

    def _drop(self, name: str) -> None:
        """Remove a damaged segment, its keys first; where that is not allowed it stays unused."""
        if self._folder is not None:
            for suffix in (".keys", ".parquet"):
                path = self._folder / f"{name}{suffix}"
                with suppress(OSError):
                    path.rmdir() if path.is_dir() else path.unlink()

    def _warn(self, problem: str) -> None:
        if not self._warned:
            self._warned = True
            warnings.warn(
                f"The annotation cache {self._folder} {problem}; going on without it, slower. "
                "Name another folder with RASHOMON_CACHE.",
                stacklevel=2,
            )


def _seal(name: str, keys: bytes) -> bytes:
    return hashlib.sha256(name.encode() + keys).digest()


def _as_keys(joined: bytes) -> np.ndarray:
    return np.frombuffer(joined, dtype=f"V{KEY_BYTES}")
