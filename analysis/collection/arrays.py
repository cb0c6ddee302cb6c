"""Columns and sparse matrices in files that any worker opens at any row: Arrow, mapped into memory.

A file holds columns of one length; a matrix is a column of lists. It appears whole or not at all.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
from scipy import sparse

from analysis.writing import write_whole


def write_columns(path: Path, columns: Mapping[str, Any]) -> None:
    """Write arrays, series and sparse matrices that have as many rows, under their names."""
    widths = {name: c.shape[1] for name, c in columns.items() if isinstance(c, sparse.csr_array)}
    packed = [_pack(column) for column in columns.values()]
    batch = pa.record_batch(packed, names=list(columns))
    batch = batch.replace_schema_metadata({"widths": json.dumps(widths)})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, batch.schema) as writer:
        writer.write_batch(batch)
    write_whole(path, sink.getvalue().to_pybytes())


def read_columns(path: Path, *names: str, start: int = 0, stop: int | None = None) -> Any:  # noqa: ANN401
    """The columns named, in that order, or the one; numbers and matrices as views of the file."""
    with pa.memory_map(str(path)) as source:
        batch = pa.ipc.open_file(source).get_batch(0)
    widths = json.loads(batch.schema.metadata[b"widths"])
    rows = batch.slice(start, None if stop is None else max(stop - start, 0))
    columns = [_unpack(rows.column(name), widths.get(name)) for name in names]
    return columns[0] if len(names) == 1 else columns


def _pack(column: Any) -> pa.Array:  # noqa: ANN401
    if not isinstance(column, sparse.csr_array):
        held = pa.array(column)
        return held.combine_chunks() if isinstance(held, pa.ChunkedArray) else held
    entries = [pa.array(column.indices), pa.array(column.data)]
    values = pa.StructArray.from_arrays(entries, ["column", "value"])
    return pa.LargeListArray.from_arrays(pa.array(column.indptr, pa.int64()), values)


def _unpack(column: pa.Array, width: int | None) -> Any:  # noqa: ANN401
    if width is None:
        plain = pa.types.is_integer(column.type) or pa.types.is_floating(column.type)
        flags = pa.types.is_boolean(column.type)
        return column.to_numpy(zero_copy_only=plain) if plain or flags else column.to_pandas()
    ends = column.offsets.to_numpy()
    entries = column.values.slice(ends[0], ends[-1] - ends[0])
    indices, data = (
        entries.field(name).to_numpy(zero_copy_only=False) for name in ("column", "value")
    )
    parts = (data, indices, (ends - ends[0]).astype(indices.dtype))
    return sparse.csr_array(parts, shape=(len(column), width))
