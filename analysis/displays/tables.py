"""Tables to show: any table, with the passages behind its numbers."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.displays.passages import SAMPLE, Cell, Passage, gather_evidence, sample_rows
from analysis.displays.shown import Shown
from analysis.displays.values import is_number, name_column, write_column
from analysis.spans import SPAN
from analysis.tellings import label_articles

ROWS = 50


def show_table(
    table: pd.DataFrame,
    *,
    columns: Sequence[str] | Mapping[str, str] | None = None,
    articles: pd.DataFrame | None = None,
    evidence: pd.DataFrame | None = None,
    keys: Sequence[str] | None = None,
    title: str = "",
    note: str = "",
    limit: int | None = None,
) -> Shown:
    """The table as it stands, with the passages behind its rows; its true size is always said.

    Of a table in an order that means something, `limit` gives the first rows. Without a `limit` a
    long table is shown by a fixed sample of 50 rows, in their order.

    `columns` chooses the columns, as a mapping also their names. A table that has spans is its own
    evidence. Otherwise `evidence` holds spans; those that agree with a row in the columns `keys`
    (by default all that both have) stand behind the row's first whole number. `articles` gives the
    texts and turns `article_id` into a label. `x_low` and `x_high` are written beside `x`.
    """
    shown = _choose_rows(table, limit).reset_index(drop=True)
    if limit is None and len(shown) < len(table):
        note = f"{note} A fixed sample, in the order of the table.".strip()
    behind = _find_evidence(shown, evidence, keys) if articles is not None else None
    names = list(columns) if columns is not None else _choose_columns(shown)
    cells = _write_cells(shown, names, articles)
    passages: list[Passage] = []
    if articles is not None and behind is not None and names:
        spans = evidence if evidence is not None else shown
        column = _choose_number(shown, names, evidence)
        for row, rows in enumerate(behind):
            cells[row][column]["evidence"] = rows
        open_cells = [row[column] for row in cells if row[column]["evidence"]]
        passages = gather_evidence(open_cells, spans, articles)
    given = columns if isinstance(columns, Mapping) else {}
    heads = [
        {
            "label": given.get(name) or _name(name, articles),
            "align": "right" if is_number(shown[name]) else "left",
        }
        for name in names
    ]
    return Shown(make_table(heads, cells, passages, title=title, note=note, total=len(table)))


def make_table(
    heads: list[dict[str, str]],
    rows: list[list[Cell]],
    passages: list[Passage],
    *,
    title: str = "",
    note: str = "",
    total: int | None = None,
) -> dict[str, Any]:
    """The data of a shown table; the note says what was left out."""
    total = len(rows) if total is None else total
    notes = [note] if note else []
    if not rows:
        notes.append("Nothing was found.")
    elif total > len(rows):
        notes.append(f"{len(rows):,} of {total:,} rows shown.")
    if any(cell.get("total") for row in rows for cell in row):
        notes.append(f"Behind a number of more than {SAMPLE} passages stands a fixed sample.")
    return {
        "kind": "table",
        "title": title,
        "note": " ".join(notes),
        "columns": heads,
        "rows": [[dict(cell) for cell in row] for row in rows],
        "total_rows": total,
        "evidence": [dict(passage) for passage in passages],
    }


def _choose_rows(table: pd.DataFrame, limit: int | None) -> pd.DataFrame:
    """The first rows, or a sample in their order: the first of an archive are of one day."""
    if limit is not None:
        return table.head(limit)
    return table.iloc[sample_rows(range(len(table)), ROWS)]


def _find_evidence(
    shown: pd.DataFrame, evidence: pd.DataFrame | None, keys: Sequence[str] | None
) -> list[list[int]] | None:
    """For each row the row numbers of its spans; nothing where there are none to give."""
    if evidence is None:
        if not set(SPAN) <= set(shown.columns):
            return None
        stated = shown[SPAN].notna().all(axis=1)
        return [[row] if has else [] for row, has in enumerate(stated)]
    common = list(keys or [name for name in shown.columns if name in evidence.columns])
    if not common:
        return None
    places = evidence.groupby(common, sort=False, dropna=False).indices
    return [
        [int(place) for place in places.get(key if len(common) > 1 else key[0], [])]
        for key in shown[common].itertuples(index=False, name=None)
    ]


def _choose_columns(shown: pd.DataFrame) -> list[str]:
    """All but offsets and the bounds that are written beside their value."""
    names = [str(name) for name in shown.columns]
    hidden = {"part", "start", "end"} if set(SPAN) <= set(names) else set()
    hidden |= {name for name in names if name.endswith(("_start", "_end"))}
    bounds = {f"{name}{end}" for name in names for end in ("_low", "_high")}
    return [name for name in names if name not in hidden and name not in bounds]


def _choose_number(shown: pd.DataFrame, names: list[str], evidence: pd.DataFrame | None) -> int:
    """The first column of whole numbers; in a table of spans the words themselves."""
    if evidence is not None:
        whole = [name for name in names if pd.api.types.is_integer_dtype(shown[name])]
        return names.index(whole[0]) if whole else len(names) - 1
    words = [name for name in names if name != "article_id" and not is_number(shown[name])]
    return names.index(words[0]) if words else len(names) - 1


def _write_cells(
    shown: pd.DataFrame, names: list[str], articles: pd.DataFrame | None
) -> list[list[Cell]]:
    written = {name: write_column(shown[name]) for name in names}
    for name in names:
        low, high = f"{name}_low", f"{name}_high"
        if low in shown.columns and high in shown.columns and low not in names:
            three = [shown[name], shown[low], shown[high]]
            texts = [write_column(column, *three) for column in three]
            written[name] = [
                f"{value} ({least} to {most})" for value, least, most in zip(*texts, strict=True)
            ]
    if articles is not None and "article_id" in written:
        telling = label_articles(articles).to_dict()
        written["article_id"] = [str(telling.get(key, key)) for key in shown["article_id"]]
    return [
        [Cell(text=written[name][row], evidence=[]) for name in names] for row in range(len(shown))
    ]


def _name(name: str, articles: pd.DataFrame | None) -> str:
    return "telling" if name == "article_id" and articles is not None else name_column(name)
