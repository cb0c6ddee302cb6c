"""A batch at a glance: a page that links every report, and a table across them."""

import base64
import csv
import hashlib
import io
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader
from markupsafe import Markup

from analysis.displays.faces import make_environment
from analysis.report.batch.workers import Result

_TEMPLATES = Path(__file__).parent / "templates"
_LOSSES = {"duplicates", "rejected"}
_LEAD = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def render_index(results: list[Result], total: int, formats: tuple[str, ...]) -> str:
    """The page: one row per run with its state, finding, changes and links.

    The same runs give the same characters: seconds are in the table, not on the page.
    """
    script = (_TEMPLATES / "index.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    template = make_environment(FileSystemLoader(_TEMPLATES)).get_template("index.html")
    rows = [_describe(result, formats) for result in results]
    page: str = template.render(
        rows=rows,
        many=len({row["notebook"] for row in rows}) > 1,
        changed=any(row["changes"] for row in rows),
        total=total,
        failed=sum(row["state"] == "failed" for row in rows),
        script=Markup(script),  # noqa: S704 (our own file)
        digest=digest,
    )
    return page.strip() + "\n"


def write_table(results: list[Result]) -> bytes:
    """One row per run: name, notebook, parameters, state, seconds and the named results."""
    parameters = sorted({name for result in results for name in result.task.values})
    named = sorted({name for result in results for name in result.record.get("results", {})})
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["run", "notebook", *parameters, "state", "seconds", *named, "message"])
    for result in results:
        values = [result.task.values.get(name, "") for name in parameters]
        shown = [result.record.get("results", {}).get(name, "") for name in named]
        seconds = round(sum(result.record.get("seconds", {}).values()), 2)
        notebook = Path(result.task.notebook).stem
        row = [result.task.name, notebook, *values, _name_state(result), seconds, *shown]
        writer.writerow([_guard(value) for value in [*row, result.message]])
    return text.getvalue().encode("utf-8", "replace")


def _describe(result: Result, formats: tuple[str, ...]) -> dict[str, Any]:
    stem = Path(result.task.notebook).stem
    outputs = result.record.get("outputs", {})
    files = [f"{stem}.{kind}" for kind in formats if f"{stem}.{kind}" in outputs]
    changes = [
        f"{change['name'].replace('_', ' ')}: {change['before']} → {change['now']}"
        for change in result.record.get("changes", [])
    ]
    return {
        "name": result.task.name,
        "notebook": stem,
        "state": _name_state(result),
        "finding": result.record.get("headline", ""),
        "message": " ".join(result.message.split())[:300],
        "changes": changes[:5],
        "links": [(Path(file).suffix[1:].upper(), f"{result.task.name}/{file}") for file in files],
        "results": [f"{name}: {value}" for name, value in _list_results(result)][:8],
    }


def _list_results(result: Result) -> list[tuple[str, Any]]:
    """Named results as they are read on the page; what was not lost goes without saying."""
    return [
        (name.replace("_", " "), value)
        for name, value in sorted(result.record.get("results", {}).items())
        if value or name not in _LOSSES
    ]


def _name_state(result: Result) -> str:
    """A report that was answered from its record is as done as one made now."""
    return "failed" if result.state == "failed" else "done"


def _guard(value: Any) -> Any:  # noqa: ANN401
    """A text that a spreadsheet would run as a formula gets a mark in front."""
    text = value if isinstance(value, str) else ""
    return f"'{value}" if text.lstrip(" '").startswith(_LEAD) else value
