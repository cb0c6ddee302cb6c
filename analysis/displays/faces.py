"""The faces beside the data: markup for JupyterLab, plain text for a terminal."""

import base64
import hashlib
import json
from functools import cache
from typing import Any
from unicodedata import east_asian_width

from jinja2 import BaseLoader, ChoiceLoader, Environment, PackageLoader, StrictUndefined

_GAP = "  "


def write_html(data: dict[str, Any]) -> str:
    """The data as markup, every text in it escaped."""
    digest = hashlib.sha256(json.dumps(data, sort_keys=True, default=str).encode()).hexdigest()
    source = ""
    if data["kind"] == "figure":
        source = "data:image/svg+xml;base64," + base64.b64encode(data["svg"].encode()).decode()
    environment = make_environment()
    return environment.get_template("face.html").render(
        data=data, uid=f"r{digest[:10]}", source=source
    )


@cache
def make_environment(*more: BaseLoader) -> Environment:
    """Templates that escape every value, and fail on a name they do not know.

    `more` loads further templates, which may use those for displays.
    """
    environment = Environment(
        loader=ChoiceLoader([*more, PackageLoader("analysis.displays")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["pick"] = pick
    return environment


def pick(passages: list[dict[str, Any]], numbers: list[int]) -> list[dict[str, Any]]:
    """The passages of these numbers."""
    return [passages[number] for number in numbers]


def write_plain(data: dict[str, Any]) -> str:
    """The data as aligned plain text."""
    lines = [data["title"]] if data.get("title") else []
    if data["kind"] == "table":
        lines += _align(data["columns"], [[cell["text"] for cell in row] for row in data["rows"]])
    elif data["kind"] == "figure":
        lines.append(f"[figure] {data['alt']}")
    elif data["kind"] == "findings":
        lines += [f"- {sentence['text']}" for sentence in data["sentences"]]
    elif data["kind"] == "columns":
        lines += [line for column in data["columns"] for line in _write_telling(column)]
    elif data["kind"] == "passages":
        lines += [
            f"{p['article']}, {p['place']}: {p['before']}[{p['match']}]{p['after']}"
            for p in data["evidence"]
        ]
    if data.get("note"):
        lines.append(data["note"])
    return "\n".join(lines)


def _write_telling(column: dict[str, Any]) -> list[str]:
    """The telling's name, then its paragraphs, each mark in brackets behind its sentence."""
    lines = [column["label"]]
    for paragraph in column["paragraphs"]:
        said = []
        for piece in paragraph["pieces"]:
            text = "".join(part["text"] for part in piece["parts"])
            said.append(text + (f" [{piece['mark'] or piece['state']}]" if piece["state"] else ""))
        lines.append(" ".join(said))
    return lines


def _align(columns: list[dict[str, str]], rows: list[list[str]]) -> list[str]:
    table = [[column["label"] for column in columns], *rows]
    table = [[" ".join(text.split()) for text in row] for row in table]
    widths = [max(_measure(row[place]) for row in table) for place in range(len(columns))]
    return [
        _GAP.join(
            _pad(text, width, left=column["align"] != "right")
            for text, width, column in zip(row, widths, columns, strict=True)
        ).rstrip()
        for row in table
    ]


def _pad(text: str, width: int, *, left: bool) -> str:
    space = " " * (width - _measure(text))
    return text + space if left else space + text


def _measure(text: str) -> int:
    """Columns in a terminal: East Asian wide characters take two."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
