"""Parquet, a bounded number of rows at a time, only the columns an article needs."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.articles.fields import Bad, FieldError, FieldNames, describe_unknown
from analysis.articles.files import ArticleFile
from analysis.articles.limits import LimitError, Limits, describe_size
from analysis.articles.lines import RawRow, describe_long

_ROWS = 512


def read_parquet(
    file: ArticleFile, limits: Limits, names: FieldNames, notes: list[str]
) -> Iterator[RawRow | Bad]:
    """One item per row: its number from 1 and its cells by column, or what is wrong.

    Raises:
        LimitError: it unpacks to more than the limits allow.
        pyarrow.ArrowException: it is damaged.
    """
    if file.packed:
        raise LimitError("a Parquet file is packed already; unpack the .gz around it")
    allowed = limits.unpacked_bytes(file.path.stat().st_size)
    with pq.ParquetFile(file.path, page_checksum_verification=True) as table:
        schema = table.schema_arrow
        try:
            found = names.match(schema.names)
        except FieldError as error:
            yield Bad(0, str(error))
            return
        if unknown := names.list_unknown(tuple(schema.names)):
            notes.append(describe_unknown(unknown))
        columns = [column for held in found.values() for column in held]
        _check_size(table, set(columns), allowed)
    packed = [name for name in columns if _is_text(schema.field(name).type)]
    with pq.ParquetFile(
        file.path, page_checksum_verification=True, read_dictionary=packed
    ) as table:
        seen, number = 0, 1
        for batch in table.iter_batches(batch_size=_ROWS, columns=columns):
            seen += sum(_count_bytes(column) for column in batch.columns)
            if seen > allowed:
                raise _describe_bomb(file.path.stat().st_size, allowed)
            yield from _list_rows(batch, number, limits)
            number += batch.num_rows


def _check_size(table: Any, columns: set[str], allowed: int) -> None:  # noqa: ANN401 (untyped)
    """Refuse before reading what the file itself says is too much."""
    metadata = table.metadata
    for group in range(metadata.num_row_groups):
        chunks = [metadata.row_group(group).column(at) for at in range(metadata.num_columns)]
        stated = sum(
            chunk.total_uncompressed_size
            for chunk in chunks
            if chunk.path_in_schema.split(".")[0] in columns
        )
        if stated > allowed:
            raise _describe_bomb(sum(chunk.total_compressed_size for chunk in chunks), allowed)


def _describe_bomb(packed: int, allowed: int) -> LimitError:
    return LimitError(
        f"unpacks to more than {describe_size(allowed)} from {describe_size(packed)}; "
        "raise the limit `expansion` if that is right"
    )


def _is_text(kind: pa.DataType) -> bool:
    """Whether one value may stand for many rows: read so that it is held once."""
    return any(
        test(kind)
        for test in (
            *(pa.types.is_string, pa.types.is_large_string),
            *(pa.types.is_binary, pa.types.is_large_binary),
        )
    )


def _count_bytes(column: pa.Array) -> int:
    """Bytes of the texts once each row holds its own."""
    if pa.types.is_dictionary(column.type):
        lengths = pc.binary_length(column.dictionary)
        return pc.sum(lengths.take(column.indices)).as_py() or 0
    return int(column.nbytes)


def _list_rows(batch: pa.RecordBatch, first: int, limits: Limits) -> Iterator[RawRow | Bad]:
    columns = [(name, batch.column(name)) for name in batch.schema.names]
    long = _find_long(columns, limits.row_bytes)
    for at in range(batch.num_rows):
        if at in long:
            yield Bad(first + at, describe_long(limits.row_bytes))
            continue
        try:
            yield first + at, {name: _as_value(column[at]) for name, column in columns}
        except UnicodeDecodeError:
            yield Bad(first + at, "holds bytes that are not UTF-8")
        except (FieldError, ValueError) as error:
            yield Bad(first + at, str(error))


def _find_long(columns: list[tuple[str, pa.Array]], longest: int) -> set[int]:
    long: set[int] = set()
    for _, column in columns:
        if pa.types.is_dictionary(column.type) and len(column.dictionary):
            lengths = pc.binary_length(column.dictionary)
            if pc.max(lengths).as_py() > longest:
                over = pc.greater(lengths.take(column.indices), longest)
                long |= {at for at, is_over in enumerate(over.to_pylist()) if is_over}
    return long


def _as_value(cell: pa.Scalar) -> object:
    """A cell as text; times in ISO form; nothing for null."""
    if isinstance(cell, pa.DictionaryScalar):
        cell = cell.value
    kind = cell.type
    if not cell.is_valid:
        return None
    if pa.types.is_boolean(kind) or pa.types.is_nested(kind):
        return cell.as_py()
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return cell.as_py().decode("utf-8")
    if pa.types.is_timestamp(kind):
        return _as_time(cell)
    return str(cell.as_py())


def _as_time(cell: pa.Scalar) -> str:
    """ISO form in UTC, cut to microseconds."""
    value = cell.cast(pa.timestamp("us", tz=cell.type.tz), safe=False).as_py()
    return str(value.isoformat())
