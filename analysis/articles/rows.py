"""One file's rows on their way to articles, counted as they pass."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pyarrow import ArrowException

from analysis.articles.dates import PRECISIONS, Published, find_day_order, needs_order, parse_date
from analysis.articles.delimited import read_delimited
from analysis.articles.encodings import READ_ERRORS, Encoding, find_encoding, open_text
from analysis.articles.fields import (
    Bad,
    FieldError,
    FieldNames,
    Row,
    check_text,
    describe_unknown,
)
from analysis.articles.files import ArticleFile, describe_error, hash_file
from analysis.articles.ledger import Ledger, Taken
from analysis.articles.limits import LimitError, Limits
from analysis.articles.lines import RawRow, read_json, read_lines
from analysis.articles.outlets import name_outlet
from analysis.articles.text import read_text

_MANY = 1_000  # names kept: a file whose keys are data holds no end of them


class FileReading:
    """The articles and bad rows of one file, in order; `describe` tells what there was."""

    def __init__(
        self, file: ArticleFile, stem: str, ledger: Ledger, names: FieldNames, limits: Limits
    ) -> None:
        self.file, self.stem, self.ledger = file, stem, ledger
        self.names, self.limits = names, limits
        self.counts: Counter[str] = Counter()
        self.notes: list[str] = []
        self.encoding: Encoding | None = None
        self.sha256 = ""
        self._unknown: dict[str, None] = {}
        self._order: str | None = None
        self._empty_dates = ""

    def __iter__(self) -> Iterator[dict[str, Any] | Bad]:
        """Each article as a row of `articles`, each bad row as it is."""
        for item in self._list_rows(self.notes):
            if isinstance(item, Bad):
                self.counts["rejected"] += 1
                yield item
            elif taken := self._take(item):
                yield taken

    def describe(self) -> dict[str, Any]:
        """The file's row in `files`, true once all its rows have passed."""
        read, rejected, copies = (self.counts[key] for key in ("read", "rejected", "duplicates"))
        notes = list(self.notes)
        if self._unknown:
            notes.append(describe_unknown(self._unknown))
        if self.counts["empty dates"]:
            notes.append(f"{self.counts['empty dates']} dates left empty ({self._empty_dates})")
        if self.counts["lost"]:
            notes.append(f"{self.counts['lost']} articles with characters lost before (U+FFFD)")
        if self.counts["zones"]:
            notes.append("times without a zone taken as UTC")
        if self.counts["addresses"]:
            notes.append("outlets given as web addresses named by their domain")
        if self.counts["lengthened"]:
            notes.append("ids that another file uses led by this file's name")
        return {
            "source": self.file.source,
            "sha256": self.sha256,
            "present": read + rejected + copies,
            "read": read,
            "rejected": rejected,
            "duplicates": copies,
            "encoding": str(self.encoding or ""),
            "notes": "; ".join(dict.fromkeys(notes)),
        }

    def _list_rows(self, notes: list[str]) -> Iterator[Row | Bad]:
        """Every row with its fields as text; trouble with the file itself is its last, bad row."""
        try:
            self.sha256 = self.sha256 or hash_file(self.file.path)
            for item in self._open(notes):
                yield item if isinstance(item, Bad | Row) else self._pick(item)
        except (LimitError, FieldError) as error:
            yield Bad(0, str(error))
        except (*READ_ERRORS, ArrowException) as error:
            yield Bad(0, describe_error(error))

    def _open(self, notes: list[str]) -> Iterator[RawRow | Row | Bad]:
        form = self.file.form
        if form == "parquet":
            from analysis.articles.parquet import read_parquet  # noqa: PLC0415 (slow to import)

            yield from read_parquet(self.file, self.limits, self.names, notes)
            return
        self.encoding = self.encoding or find_encoding(self.file, self.limits)
        with open_text(self.file, self.encoding, self.limits) as stream:
            if form == "text":
                yield self._read_text(read_text(stream, self.limits))
            elif form == "lines":
                yield from read_lines(stream, self.limits, notes)
            elif form == "json":
                yield from read_json(stream, self.limits, notes)
            else:
                yield from read_delimited(stream, self.limits, self.names, _is_date)

    def _read_text(self, values: dict[str, str]) -> Row | Bad:
        try:
            for value in values.values():
                check_text(value, "text")
        except FieldError as error:
            return Bad(0, str(error))
        return Row(0, values) if values["text"].strip() else Bad(0, "no text")

    def _pick(self, item: RawRow) -> Row | Bad:
        line, raw = item
        if len(self._unknown) < _MANY:
            self._unknown.update(dict.fromkeys(self.names.list_unknown(tuple(raw))))
        try:
            return Row(line, self.names.pick(raw))
        except FieldError as error:
            return Bad(line, str(error))

    def _take(self, row: Row) -> dict[str, Any] | Bad | None:
        take = self.ledger.take_file if self.file.form == "text" else self.ledger.take
        taken: Taken = take(row, self.file.source, self.stem)
        if taken.reason:
            self.counts["rejected"] += 1
            return Bad(row.line, taken.reason)
        self.counts["duplicates" if taken.copy else "read"] += 1
        self.counts["lengthened"] += taken.lengthened
        return None if taken.copy else self._build(row, taken.article_id)

    def _build(self, row: Row, article_id: str) -> dict[str, Any]:
        values = row.values
        url = values.get("url", "")
        published = self._read_date(row)
        self.counts["lost"] += "\ufffd" in values["text"]
        source = self.file.source
        return {
            "article_id": article_id,
            "outlet": self._name_outlet(values.get("outlet", "")) or name_outlet(url) or article_id,
            "published": published.moment,
            "published_precision": published.precision,
            "headline": values.get("headline", ""),
            "credit": values.get("credit", ""),
            "text": values["text"],
            "url": url,
            "source": source if self.file.form == "text" else f"{source}:{row.line}",
        }

    def _name_outlet(self, stated: str) -> str:
        """The outlet as stated, but a web address by its registered domain."""
        named = name_outlet(stated) if "://" in stated else ""
        self.counts["addresses"] += bool(named)
        return named or stated

    def _read_date(self, row: Row) -> Published:
        stated = row.values.get("published")
        if stated is None:
            return Published()
        if needs_order(stated) and self._order is None:
            self._order = find_day_order(
                other.values.get("published", "")
                for other in self._list_rows([])
                if isinstance(other, Row)
            )
        published = parse_date(stated, self._order or "")
        if published.problem:
            self.counts["empty dates"] += 1
            first = f"line {row.line}: {stated.strip()[:40]!r}: {published.problem}"
            self._empty_dates = self._empty_dates or first
        self.counts["zones"] += not published.zone_known
        told = row.values.get("published_precision", "")
        return published._replace(precision=told) if told in PRECISIONS else published


def _is_date(cell: str) -> bool:
    published = parse_date(cell, "dmy")
    return published.moment is not None or parse_date(cell, "mdy").moment is not None
