"""A batch at a glance: a page that links every report, and a table across them."""

import base64
import csv
import hashlib
import io
import re
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader
from markupsafe import Markup

from analysis.displays.faces import make_environment
from analysis.report.batch.tasks import Result

_TEMPLATES = Path(__file__).parent / "templates"
_DAY = re.compile(r"(\d{4}-\d\d-\d\d) (.+)", re.DOTALL)
_LOSSES = {"duplicates", "rejected"}
_LEAD = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_LONG = 280  # characters of a finding or message that the page shows; the report has it all
_MOST_CHANGES = 4
_MOST_RESULTS = 10


def render_index(results: list[Result], formats: tuple[str, ...]) -> str:
    """The page: one row per run with its state, finding, changes and links.

    The same runs give the same characters: seconds are in the table, not on the page.
    """
    script = (_TEMPLATES / "index.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    template = make_environment(FileSystemLoader(_TEMPLATES)).get_template("index.html")
    rows = [_describe(result, formats) for result in results]
    states = [row["state"] for row in rows]
    page: str = template.render(
        rows=rows,
        many=len({row["notebook"] for row in rows}) > 1,
        counts=[(state, states.count(state)) for state in ("done", "failed", "not run")],
        measures=list(dict.fromkeys(name for row in rows for name, _ in row["results"])),
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
    writer.writerow(_head(parameters, named))
    for result in results:
        values = [result.task.values.get(name, "") for name in parameters]
        shown = [result.record.get("results", {}).get(name, "") for name in named]
        seconds = round(sum(result.record.get("seconds", {}).values()), 2)
        row = [result.task.name, result.task.title, Path(result.task.notebook).stem]
        row += [*values, _name_state(result), seconds, *shown, result.message]
        writer.writerow([_guard(value) for value in row])
    return text.getvalue().encode("utf-8", "replace")


def _head(parameters: Iterable[str], results: Iterable[str]) -> list[str]:
    """The names of the columns; a second one of a name says which of the two it is."""
    head = ["run", "title", "notebook"]
    head += [f"parameter {name}" if name in {*head, *_BEHIND} else name for name in parameters]
    head += _BEHIND[:2]
    return [*head, *(f"result {name}" if name in head else name for name in results), _BEHIND[2]]


_BEHIND = ["state", "seconds", "message"]


def _describe(result: Result, formats: tuple[str, ...]) -> dict[str, Any]:
    stem = Path(result.task.notebook).stem
    outputs = result.record.get("outputs", {})
    files = [f"{stem}.{kind}" for kind in formats if f"{stem}.{kind}" in outputs]
    changes = [_tell_change(change) for change in result.record.get("changes", [])]
    more = len(changes) - _MOST_CHANGES
    day, title = _split_day(result.task.title or result.task.name)
    return {
        "name": result.task.name,
        "day": day,
        "title": title,
        "notebook": stem,
        "state": _name_state(result),
        "finding": _shorten(result.record.get("headline", "")),
        "message": _shorten(result.message),
        "changes": changes[:_MOST_CHANGES] + [f"and {more} more"] * (more > 0),
        "links": [(Path(file).suffix[1:].upper(), f"{result.task.name}/{file}") for file in files],
        "results": _list_results(result)[:_MOST_RESULTS],
    }


def _split_day(title: str) -> tuple[str, str]:
    """The day that a title begins with, and the rest."""
    dated = _DAY.match(title)
    return (dated[1], dated[2]) if dated else ("", title)


def _tell_change(change: dict[str, Any]) -> str:
    """A change as it is read; a finding that came or went needs no arrow."""
    name = str(change["name"]).replace("_", " ")
    before, now = change["before"], change["now"]
    if name in {"new finding", "no longer found"}:
        return _shorten(f"{name}: {before or now}")
    before, now = ("none" if value is None else value for value in (before, now))
    return _shorten(f"{name}: {before} → {now}")


def _shorten(text: str) -> str:
    """The text on one line, cut between words where it is long."""
    text = " ".join(text.split())
    if len(text) <= _LONG:
        return text
    return textwrap.shorten(text, _LONG, placeholder=" …") if " " in text[:_LONG] else text[:_LONG]


def _list_results(result: Result) -> list[tuple[str, Any]]:
    """Named results as they are read on the page; what was not lost goes without saying."""
    return [
        (name.replace("_", " "), value)
        for name, value in result.record.get("results", {}).items()
        if value or name not in _LOSSES
    ]


def _name_state(result: Result) -> str:
    """A report that was answered from its record is as done as one made now."""
    return result.state if result.state in {"failed", "not run"} else "done"


def _guard(value: Any) -> Any:  # noqa: ANN401
    """A text that a spreadsheet would run as a formula gets a mark in front."""
    text = value if isinstance(value, str) else ""
    return f"'{value}" if text.lstrip(" '").startswith(_LEAD) else value
