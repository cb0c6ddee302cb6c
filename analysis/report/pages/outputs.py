"""What a cell put out, as plain blocks: displays of ours by their data, all else as text.

Markup from a cell is never used. A display is rebuilt field by field, so that whatever claims to be
one can hold nothing but texts and numbers.
"""

import re
from typing import Any

from analysis.displays.bundle import read_bundle
from analysis.report.pages.drawings import clean_svg, make_png_source
from analysis.report.pages.sides import read_columns

Block = dict[str, Any]

TEXT_LIMIT = 20_000  # characters of a printed text; what is left out is said
ROW_LIMIT = 2_000
SUBJECT_LIMIT = 200
PASSAGE_KEYS = ("article", "article_id", "part", "place", "before", "match", "after")
_HEAD_SHARE = 0.8
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-_])")
# Where the code lies is the machine's business, and would differ between equal runs.
_FOLDER = re.compile(r"(?<=File )[^\s:]*/(?=(?:site-packages|analysis|lib)/)")
_ECHO = re.compile(r"^<(Axes|Figure|matplotlib)\b[^>]*>$|^\[?<matplotlib\.")


def read_outputs(outputs: list[dict[str, Any]]) -> list[Block]:
    """The blocks of a cell's outputs, in order; neighbouring prints are one text."""
    blocks: list[Block] = []
    for output in outputs:
        block = _read_output(output)
        if block is None:
            continue
        last = blocks[-1] if blocks else {}
        if block["kind"] == last.get("kind") == "stream" and block["name"] == last["name"]:
            last["text"] += block["text"]
        else:
            blocks.append(block)
    return [_cut_text(block) if block["kind"] in ("stream", "plain") else block for block in blocks]


def read_display(data: Any) -> Block | None:  # noqa: ANN401 - whatever the cell says it is
    """The display rebuilt from data that claims to be one; nothing where it is not."""
    readers = {
        "table": _read_table,
        "figure": _read_figure,
        "findings": _read_findings,
        "passages": _read_passages,
        "columns": _read_sides,
    }
    if not isinstance(data, dict) or data.get("kind") not in readers:
        return None
    try:
        block = readers[data["kind"]](data)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    if block is not None and isinstance(data.get("results"), dict):
        block["results"] = data["results"]
    if block is not None and isinstance(data.get("subject"), str):
        block["subject"] = " ".join(data["subject"].split())[:SUBJECT_LIMIT]
    return block


def strip_ansi(text: str) -> str:
    """The text without the sequences that colour a terminal."""
    return _ANSI.sub("", text)


def _read_output(output: dict[str, Any]) -> Block | None:
    kind = output.get("output_type")
    if kind == "stream":
        text = _join(output.get("text"))
        return {"kind": "stream", "name": str(output.get("name")), "text": text} if text else None
    if kind == "error":
        return {
            "kind": "error",
            "name": str(output.get("ename", "")),
            "message": _shorten(str(output.get("evalue", ""))),
            "traceback": _FOLDER.sub("…/", _shorten(_join_lines(output))),
        }
    return _read_bundle(output.get("data") or {})


def _join_lines(output: dict[str, Any]) -> str:
    return "\n".join(map(str, output.get("traceback", [])))


def _read_bundle(data: dict[str, Any]) -> Block | None:
    """The best face that can be trusted."""
    display = read_display(read_bundle(data))
    if display is not None:
        return display
    described = "A picture without a description."
    if "image/svg+xml" in data:
        svg = clean_svg(_join(data["image/svg+xml"]))
        if svg:
            return {"kind": "figure", "title": "", "alt": described, "svg": svg, "table": None}
    if "image/png" in data:
        source = make_png_source(_join(data["image/png"]))
        if source:
            return {"kind": "picture", "source": source, "alt": described}
    text = _join(data.get("text/plain"))
    if text:
        return None if _ECHO.match(text) else {"kind": "plain", "text": text}
    kinds = ", ".join(sorted(data))
    return {"kind": "plain", "text": f"[not shown here: {kinds}]"} if kinds else None


def _read_table(data: dict[str, Any]) -> Block:
    columns = [
        {"label": str(head["label"]), "align": "right" if head["align"] == "right" else "left"}
        for head in data["columns"]
    ]
    evidence = _read_evidence(data)
    rows = [[_read_cell(cell, len(evidence)) for cell in row] for row in data["rows"][:ROW_LIMIT]]
    if not columns or any(len(row) != len(columns) for row in rows):
        raise ValueError("a table whose rows do not fit its columns")
    note = str(data["note"])
    if len(data["rows"]) > ROW_LIMIT:
        note = f"{note} {ROW_LIMIT:,} of {int(data['total_rows']):,} rows are in this report."
    return {
        "kind": "table",
        "title": str(data["title"]),
        "note": note.strip(),
        "columns": columns,
        "rows": rows,
        "total_rows": int(data["total_rows"]),
        "evidence": evidence,
    }


def _read_figure(data: dict[str, Any]) -> Block | None:
    svg = clean_svg(str(data["svg"]))
    alt = str(data["alt"]).strip()
    if svg is None or not alt:
        return None
    return {
        "kind": "figure",
        "title": str(data["title"]),
        "alt": alt,
        "svg": svg,
        "table": _read_table(data["table"]) if data.get("table") else None,
    }


def _read_findings(data: dict[str, Any]) -> Block:
    evidence = _read_evidence(data)
    return {
        "kind": "findings",
        "title": str(data.get("title", "")),
        "sentences": [_read_cell(cell, len(evidence)) for cell in data["sentences"]],
        "evidence": evidence,
    }


def _read_passages(data: dict[str, Any]) -> Block:
    return {
        "kind": "passages",
        "title": str(data["title"]),
        "note": str(data["note"]),
        "total": int(data["total"]),
        "evidence": _read_evidence(data),
    }


def _read_sides(data: dict[str, Any]) -> Block:
    return read_columns(data, _read_evidence(data))


def _read_evidence(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {key: str(passage.get(key, "")) for key in PASSAGE_KEYS}
        | {"start": int(passage["start"]), "end": int(passage["end"])}
        for passage in data.get("evidence", [])
    ]


def _read_cell(cell: dict[str, Any], passages: int) -> dict[str, Any]:
    numbers = [int(number) for number in cell.get("evidence", []) if 0 <= int(number) < passages]
    read: dict[str, Any] = {"text": str(cell["text"]), "evidence": numbers}
    if cell.get("total"):
        read["total"] = int(cell["total"])
    return read


def _cut_text(block: Block) -> Block:
    """A long text keeps its beginning and end, and says how long it was."""
    size = len(block["text"])
    text = _shorten(block["text"], TEXT_LIMIT)
    note = f"{TEXT_LIMIT:,} of {size:,} characters are shown." if size > TEXT_LIMIT else ""
    return {**block, "text": text.rstrip("\n"), "note": note}


def _shorten(text: str, limit: int = TEXT_LIMIT // 4) -> str:
    """A text no longer than it can be read, without colours; most of it from the beginning."""
    if len(text) <= limit:
        return strip_ansi(text)
    head = int(limit * _HEAD_SHARE)
    left = len(text) - limit
    parts = (strip_ansi(part) for part in (text[:head], text[head - limit :]))
    return f"\n[ … {left:,} characters … ]\n".join(parts)


def _join(value: Any) -> str:  # noqa: ANN401 - nbformat allows a text or a list of lines
    if isinstance(value, list):
        return "".join(map(str, value))
    return "" if value is None else str(value)


def count_bytes(block: Block) -> int:
    """About how large the block is in a page, its passages counted as often as they are opened."""
    opened = [cell for row in block.get("rows", []) for cell in row] + block.get("sentences", [])
    passages = sum(len(cell["evidence"]) for cell in opened) + len(block.get("evidence", []))
    return len(repr(block)) + 600 * passages
