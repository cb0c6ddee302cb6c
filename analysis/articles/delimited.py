"""CSV and TSV, read strictly: a row is exactly what stands there, or it is listed as bad.

After a row whose quotes do not add up, reading goes on at the next line that can only be the start
of a row; what lies between belongs to the bad row.
"""

import csv
import re
from collections import deque
from collections.abc import Callable, Iterator
from typing import IO

from analysis.articles.fields import Bad, FieldError, FieldNames
from analysis.articles.limits import Limits
from analysis.articles.lines import RawRow, describe_long

_DELIMITERS = ",;\t|"
_SEP_LINE = re.compile(r'"?sep=(.)"?\s*')


def read_delimited(
    stream: IO[str], limits: Limits, names: FieldNames, is_date: Callable[[str], bool]
) -> Iterator[RawRow | Bad]:
    """One item per row below the header: its line and its cells by column, or what is wrong."""
    csv.field_size_limit(max(csv.field_size_limit(), limits.row_bytes))
    lines = _Lines(stream, limits.row_bytes)
    delimiter, header = _read_header(lines, names)
    if header is None:
        return
    try:
        found = names.match(header)
    except FieldError as error:
        yield Bad(0, str(error))
        return
    checks = _list_checks(header, found, is_date)
    mistrust = False
    while lines.start_row():
        number = lines.number
        try:
            cells = next(csv.reader(lines, delimiter=delimiter, strict=True))
        except (csv.Error, _TooLongError) as error:
            lines.back_to(1)
            if not mistrust:
                yield Bad(number, _describe(error, lines))
            mistrust = True
            continue
        except StopIteration:
            return
        if not cells:
            continue
        fits = len(cells) == len(header)
        if mistrust and not (fits and all(check(cells[at]) for at, check in checks)):
            lines.back_to(1)
            continue
        mistrust = False
        if fits:
            yield number, dict(zip(header, cells, strict=True))
        else:
            yield Bad(number, f"{len(cells)} fields where the header has {len(header)}")


def _read_header(lines: "_Lines", names: FieldNames) -> tuple[str, list[str] | None]:
    """The delimiter that makes most known names of the first line, and the names."""
    while lines.start_row():
        first = lines.peek()
        if first.strip("\ufeff \t\r\n"):
            break
        next(lines)
    else:
        return ",", None
    if stated := _SEP_LINE.fullmatch(first.lstrip("\ufeff")):
        next(lines)
        lines.start_row()
        return stated[1], _parse_header(lines, stated[1])
    known = {delimiter: _split(first, delimiter) for delimiter in _DELIMITERS}
    wanted = {name for names_ in names.wanted.values() for name in names_}

    def rank(delimiter: str) -> tuple[int, int]:
        plain = [re.sub(r"[\W_]+", "", cell).casefold() for cell in known[delimiter]]
        return sum(cell in wanted for cell in plain), len(plain)

    best = max(_DELIMITERS, key=rank)
    return best, _parse_header(lines, best)


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line.lstrip("\ufeff")], delimiter=delimiter))
    except (csv.Error, StopIteration):
        return []


def _parse_header(lines: "_Lines", delimiter: str) -> list[str] | None:
    try:
        header = next(csv.reader(lines, delimiter=delimiter))
    except (csv.Error, StopIteration, _TooLongError):
        return None
    return [name.lstrip("\ufeff").strip() for name in header]


def _list_checks(
    header: list[str], found: dict[str, list[str]], is_date: Callable[[str], bool]
) -> list[tuple[int, Callable[[str], bool]]]:
    """What cells must look like for a line after a bad row to be trusted as the start of a row."""
    looks: dict[str, Callable[[str], bool]] = {
        "article_id": lambda cell: bool(re.fullmatch(r"\S{1,200}", cell)),
        "published": lambda cell: not cell.strip() or is_date(cell),
        "url": lambda cell: not cell.strip() or "://" in cell,
        "outlet": lambda cell: len(cell) <= 80,
    }
    return [
        (header.index(column), looks[field])
        for field, columns in found.items()
        if field in looks
        for column in columns[:1]
    ]


class _TooLongError(Exception):
    """A row goes on beyond the limit, most likely for want of a closing quote."""


class _Lines:
    """The lines of a stream, the current row's kept so that reading can go back to its second."""

    def __init__(self, stream: IO[str], longest: int) -> None:
        self._stream = stream
        self._longest = longest
        self._ahead: deque[str] = deque()
        self._row: list[str] = []
        self._held = 0
        self.number = 1

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else self._stream.readline(self._longest + 1)
        if not line:
            raise StopIteration
        self._row.append(line)
        self._held += len(line)
        if self._held > self._longest:
            raise _TooLongError
        return line

    def start_row(self) -> bool:
        """Forget the row before; False at the end of the stream."""
        self.number += len(self._row)
        self._row, self._held = [], 0
        return bool(self.peek())

    def peek(self) -> str:
        """The next line, not yet taken."""
        if not self._ahead and (line := self._stream.readline(self._longest + 1)):
            self._ahead.append(line)
        return self._ahead[0] if self._ahead else ""

    def back_to(self, kept: int) -> None:
        """Give back the current row's lines but for the first `kept`."""
        self._ahead.extendleft(reversed(self._row[kept:]))
        del self._row[kept:]

    @property
    def longest(self) -> int:
        """The limit in characters."""
        return self._longest


def _describe(error: Exception, lines: _Lines) -> str:
    if isinstance(error, _TooLongError):
        return describe_long(lines.longest)
    if "unexpected end of data" in str(error):
        return "a quotation mark that opens a field is never closed"
    return "quotation marks that do not add up: inside a quoted field they must be doubled"
