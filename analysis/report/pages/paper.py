"""Tables and words cut to the width of a page."""

import re
from typing import Any

Block = dict[str, Any]

COLUMNS = 12  # side by side on one page at most
_PAGE = 450.0  # points of text width on the page
_LETTER = 4.5  # points of an average letter at 9 points
_HEAD = 0.9  # the size of a head beside its column's
_GAP = 8.0
_SPACES = re.compile(r"[\s\u200b]+")
_NAME = re.compile(r"[^\s\u200b]{15,}")
_SIGNS = re.compile(r"(?<=[./_@-])(?=\w{2})")
_LONG_WORD = re.compile(r"[^\s\u200b]{32,}")
_PIECES = re.compile(r"[^/\\._=&?,;:-]{0,23}[/\\._=&?,;:-]+|.{1,24}", re.DOTALL)
_WHOLE = {"alt", "file", "fonts", "href", "id", "lang", "mono", "svg"}
_SMALL, _NORMAL = 8, 9
ROWS = 400  # of one table; more are pages that nobody turns


def fit_table(table: Block, *, most: int = ROWS) -> Block:
    """At most so many rows, in `parts` that each fit the page; the first column is in all."""
    note, left_out = table["note"], len(table["rows"]) > most
    table = {
        **table,
        "columns": [{**head, "label": _open_names(head["label"])} for head in table["columns"]],
        "rows": [
            [{**cell, "text": _open_names(cell["text"])} for cell in row]
            for row in table["rows"][:most]
        ],
    }
    rows = table["rows"]
    if left_out:
        note = f"{note} {most:,} of {table['total_rows']:,} rows are on paper.".strip()
    groups = _group_columns(table["columns"], rows)
    parts = [
        {
            "columns": [table["columns"][place] for place in places],
            "rows": [[row[place] for place in places] for row in rows],
            "size": _SMALL if len(places) > COLUMNS // 2 else _NORMAL,
        }
        for places in groups
    ]
    return {**table, "note": note, "parts": parts, "rows": []}


def break_words(data: Any) -> Any:  # noqa: ANN401 - plain JSON of any shape
    """The same JSON; words longer than a line may be broken, where they have signs behind these."""
    if isinstance(data, str):
        return _LONG_WORD.sub(_open_word, data)
    if isinstance(data, dict):
        return {key: value if key in _WHOLE else break_words(value) for key, value in data.items()}
    return [break_words(value) for value in data] if isinstance(data, list) else data


def _group_columns(columns: list[Block], rows: list[list[Block]]) -> list[list[int]]:
    """Column numbers by part, the first in each; as few parts as fit, about equally wide."""
    widths = [_measure(place, columns, rows) for place in range(len(columns))]
    groups = _fill(widths, COLUMNS - 1)
    even = _fill(widths, -(-(len(columns) - 1) // len(groups)))
    return even if len(even) == len(groups) else groups


def _fill(widths: list[float], most: int) -> list[list[int]]:
    """The columns in order, at most so many in a part besides the first."""
    groups = [[0]]
    for place in range(1, len(widths)):
        taken = sum(widths[other] for other in groups[-1])
        full = taken + widths[place] > _PAGE or len(groups[-1]) > most
        if full and len(groups[-1]) > 1:
            groups.append([0])
        groups[-1].append(place)
    return groups


def _measure(place: int, columns: list[Block], rows: list[list[Block]]) -> float:
    """The least width of a column: its longest word, and a third of its longest text."""
    texts = [row[place]["text"] for row in rows]
    word = max((len(word) for text in texts for word in _SPACES.split(text)), default=1)
    text = max((len(text) for text in texts), default=1)
    head = max(len(word) for word in _SPACES.split(columns[place]["label"]))
    return _GAP + _LETTER * min(max(word, _HEAD * head, text / 3), 30)


def _open_names(text: str) -> str:
    """Addresses and joined words may break behind their signs: a column is narrow."""
    return _NAME.sub(lambda word: _SIGNS.sub("\u200b", word[0]), text)


def _open_word(word: re.Match[str]) -> str:
    pieces = _PIECES.findall(word[0])
    return "\u200b".join(pieces)
