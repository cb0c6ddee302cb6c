"""Files to the articles table: every row is an article, a copy, or listed with its reason."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import shorten
from typing import Any, NamedTuple

import pandas as pd

from analysis.articles.fields import Bad, FieldNames
from analysis.articles.files import FoundFiles, Skipped, find_article_files
from analysis.articles.ledger import Ledger, name_stems
from analysis.articles.limits import DEFAULT_LIMITS, Limits
from analysis.articles.rows import FileReading
from analysis.errors import NoArticlesError
from analysis.progress import open_progress
from analysis.tables import as_table

_BATCH = 5_000  # articles held as Python has them, which takes five times what a table takes


class Reading(NamedTuple):
    """What was read: the tables `articles`, `rejects` and `files`."""

    articles: pd.DataFrame
    rejects: pd.DataFrame
    files: pd.DataFrame


def read_articles(
    *paths: str | os.PathLike[str],
    fields: Mapping[str, str | Sequence[str]] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Reading:
    """One row per article in files and folders, one per thing not loaded, one per file.

    `fields` names columns that are not among the usual ones: `{"text": "story"}`.

    Raises:
        NoArticlesError: nothing usable is there.
        UsageError: `fields` names a column that articles do not have.
    """
    readings = list(_read(paths, _BATCH, fields, limits))
    return readings[0] if len(readings) == 1 else Reading(*map(_join, zip(*readings, strict=True)))


def read_batches(
    *paths: str | os.PathLike[str],
    size: int = _BATCH,
    fields: Mapping[str, str | Sequence[str]] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Reading]:
    """Readings of at most `size` articles each; together they are what `read_articles` gives.

    A file stands in the `files` of the batch that holds its last row.

    Raises:
        NoArticlesError: nothing usable is there.
        UsageError: `fields` names a column that articles do not have.
    """
    yield from _read(paths, size, fields, limits)


def _join(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(tables, ignore_index=True)


def _read(
    paths: Sequence[str | os.PathLike[str]],
    size: int,
    fields: Mapping[str, str | Sequence[str]] | None,
    limits: Limits,
) -> Iterator[Reading]:
    names = FieldNames(fields)
    found = find_article_files(*paths)
    batch = _Batch()
    loaded = 0
    for skipped in found.skipped:
        batch.skip(skipped)
    ledger = Ledger()
    stems = name_stems(found.files)
    bar = open_progress("reading", unit=" articles")
    for file, stem in zip(found.files, stems, strict=True):
        reading = FileReading(file, stem, ledger, names, limits)
        for item in reading:
            bar.update()
            if isinstance(item, Bad):
                batch.reject(file.source, item)
                continue
            batch.articles.append(item)
            loaded += 1
            if len(batch.articles) >= size:
                yield batch.finish()
                batch = _Batch()
        batch.files.append(reading.describe())
    bar.close()
    if not loaded:
        raise NoArticlesError(_describe_nothing(paths, found, batch.rejects))
    if batch.articles or batch.rejects or batch.files:
        yield batch.finish()


class _Batch:
    """Rows on their way into tables."""

    def __init__(self) -> None:
        self.articles: list[dict[str, Any]] = []
        self.rejects: list[dict[str, Any]] = []
        self.files: list[dict[str, Any]] = []

    def reject(self, source: str, bad: Bad) -> None:
        self.rejects.append({"source": source, "line": bad.line, "reason": bad.reason})

    def skip(self, skipped: Skipped) -> None:
        self.reject(skipped.source, Bad(0, skipped.reason))
        self.files.append(
            {"source": skipped.source, "sha256": "", "present": 1, "read": 0, "rejected": 1}
            | {"duplicates": 0, "encoding": "", "notes": ""}
        )

    def finish(self) -> Reading:
        return Reading(
            as_table(self.articles, "articles"),
            as_table(self.rejects, "rejects"),
            as_table(self.files, "files"),
        )


def _describe_nothing(
    paths: Sequence[str | os.PathLike[str]], found: FoundFiles, rejects: Iterable[dict[str, Any]]
) -> str:
    """Three short lines: what was looked at, what was wrong first, what would be right."""
    where = ", ".join(os.fsencode(path).decode("utf-8", "backslashreplace") for path in paths[:3])
    count = f"{len(found.files)} file{'s' * (len(found.files) != 1)}"
    lines = [f"No usable article in {where or 'no path at all'} ({count} read)."]
    wrong = list(rejects)
    if wrong:
        row = wrong[0]
        line = f", line {row['line']}" if row["line"] else ""
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        lines.append(
            f"{row['source']}{line}: {shorten(row['reason'], 160, placeholder=' …')}{more}."
        )
    lines.append("Articles are .txt, .jsonl, .json, .csv, .tsv or .parquet files, or .gz of these.")
    return "\n".join(lines)
