"""What changed since a report was made before: its named results, its findings, its tables.

Read off what is shown, so that it holds for every notebook: a number that moved, a row that came,
went or moved up, a sentence that stands no longer.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Change = dict[str, Any]
_Rows = dict[str, dict[str, str]]  # a table's cells by row and column

_MOST = 60  # changes in all
_MOST_OF_A_TABLE = 8
_LONG = 300  # characters of a sentence or cell
_NOTHING = {"", "–", "-"}  # how a cell says so


def compare_results(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[Change]:
    """One row per named result that is not what it was: name, before, now."""
    if not before:
        return []
    return [
        {"name": name, "before": before.get(name), "now": now.get(name)}
        for name in sorted({*before, *now})
        if before.get(name) != now.get(name)
    ]


def compare_displays(
    before: Iterable[Mapping[str, Any]], now: Iterable[Mapping[str, Any]]
) -> list[Change]:
    """One row per finding, count or rank that is not what it was: name, before, now.

    What was not there before, or is there no longer, is None.
    """
    earlier, later = list(before), list(now)
    if not earlier:
        return []
    changes = [
        *_compare_findings(_list_findings(earlier), _list_findings(later)),
        *_compare_tables(_list_tables(earlier), _list_tables(later)),
    ]
    return changes[:_MOST]


def _list_findings(displays: list[Mapping[str, Any]]) -> list[str]:
    sentences = [
        sentence.get("text", "")
        for shown in displays
        if shown.get("kind") == "findings"
        for sentence in shown.get("sentences") or ()
    ]
    return list(dict.fromkeys(str(sentence)[:_LONG] for sentence in sentences))


def _compare_findings(before: list[str], now: list[str]) -> Iterator[Change]:
    for sentence in now:
        if sentence not in before:
            yield {"name": "new finding", "before": None, "now": sentence}
    for sentence in before:
        if sentence not in now:
            yield {"name": "no longer found", "before": sentence, "now": None}


def _list_tables(displays: list[Mapping[str, Any]]) -> dict[tuple[str, int], _Rows]:
    """Cells by table, row and column; a table is known by the head of its first column.

    A table whose rows cannot be told apart is left out.
    """
    tables: dict[tuple[str, int], _Rows] = {}
    seen: Counter[str] = Counter()
    for shown in displays:
        table = shown.get("table") if shown.get("kind") == "figure" else shown
        if not isinstance(table, Mapping) or table.get("kind") != "table" or not table["columns"]:
            continue
        head, *columns = (str(column["label"]) for column in table["columns"])
        seen[head] += 1
        rows = {
            str(row[0]["text"]): dict(zip(columns, _read_texts(row[1:]), strict=False))
            for row in table["rows"]
            if row
        }
        if len(rows) == len(table["rows"]):
            tables[head, seen[head]] = rows
    return tables


def _read_texts(cells: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    return (str(cell["text"])[:_LONG] for cell in cells)


def _compare_tables(
    before: Mapping[tuple[str, int], _Rows], now: Mapping[tuple[str, int], _Rows]
) -> Iterator[Change]:
    for table, rows in now.items():
        if table in before and before[table] != rows:
            both = before[table], rows
            changes = [*_compare_rows(table[0], *both), *_compare_ranks(table[0], *both)]
            yield from changes[:_MOST_OF_A_TABLE]


def _compare_rows(head: str, before: _Rows, now: _Rows) -> Iterator[Change]:
    for row in [*now, *(row for row in before if row not in now)]:
        where = f"{head} “{row}”"
        if row not in before or row not in now:
            yield {"name": where, "before": _join(before.get(row)), "now": _join(now.get(row))}
            continue
        for column, text in now[row].items():
            old = before[row].get(column)
            if old != text:
                yield {"name": f"{where}, {column}", "before": old, "now": text}


def _join(cells: Mapping[str, str] | None) -> str | None:
    if cells is None:
        return None
    said = (f"{column} {text}" for column, text in cells.items() if text not in _NOTHING)
    return ", ".join(said)[:_LONG]


def _compare_ranks(head: str, before: _Rows, now: _Rows) -> Iterator[Change]:
    """Rows whose place among those in both moved by two or more: less is another's doing."""
    old = {row: rank for rank, row in enumerate((row for row in before if row in now), 1)}
    new = {row: rank for rank, row in enumerate((row for row in now if row in before), 1)}
    for row, rank in new.items():
        if abs(rank - old[row]) > 1:
            yield {"name": f"{head} “{row}”, rank", "before": old[row], "now": rank}
