"""An executed notebook to its files and its record, saved whole or not at all."""

import hashlib
import os
import re
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat

from analysis.report import record as records
from analysis.report.engine.cells import list_cells
from analysis.report.engine.executing import Outcome
from analysis.report.job import Job
from analysis.report.notebooks import number_steps, read_question
from analysis.report.pages.html import render_html
from analysis.report.pages.pdf import render_pdf
from analysis.report.pages.tree import build_tree
from analysis.report.parameters.declared import write_cell
from analysis.report.save import save_files

# Where a cell's code was kept while it ran; another number in every run.
_PASSING = re.compile(r"(?:[A-Za-z]:)?[^\s\"'<>|:]{0,200}[/\\]ipykernel_\d+[/\\]\d+\.py")
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]{4,16}\b")


def finish_job(job: Job, outcome: Outcome, started: float) -> dict[str, Any]:
    """The record of an executed job, saved last, after everything it was rendered to."""
    _remove_passing(outcome.notebook)
    executed = time.time()
    before = records.read_record(job.record_path)
    results, read = records.collect_displays(outcome.notebook)
    tree = build_tree(_prepare_tree(job, outcome))
    contents, warnings = _render(job, outcome, tree)
    record = {
        "format": records.FORMAT,
        "state": "failed" if outcome.failure else "done",
        "failure": _describe_failure(outcome),
        "notebook": {
            "name": job.stem,
            "path": str(job.notebook),
            "question": read_question(job.content),
        },
        "articles": job.inputs,
        "read": read,
        "parameters": job.parameters,
        "subject": tree["subject"],
        "headline": records.find_headline(outcome.notebook),
        "results": results,
        "changes": records.list_changes(before, job.folder, outcome.notebook),
        "warnings": warnings,
        "engine": outcome.engine,
        "cells": list_cells(outcome.notebook),
        "modules": {path: records.hash_file(Path(path)) for path in outcome.modules},
        "outputs": {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()},
        "versions": job.parts["versions"],
        "key": records.make_key(job.parts),
        "parts": {name: records.make_key({name: part}) for name, part in job.parts.items()},
        "started": datetime.fromtimestamp(started, UTC).isoformat(timespec="seconds"),
        "seconds": {
            "cells": round(executed - started, 3),
            "rendering": round(time.time() - executed, 3),
        },
    }
    contents[job.record_path.name] = records.write_record(record)
    save_files(job.folder, contents)
    return record


def _describe_failure(outcome: Outcome) -> dict[str, Any] | None:
    """Why a run did not end well; `step` is the number by which the page knows the cell."""
    if outcome.failure is None:
        return None
    failure = dict(outcome.failure._asdict())
    if failure["cell"] is None:
        return {**failure, "step": None}
    steps = number_steps(outcome.notebook.cells[: failure["cell"] + 1])
    return {**failure, "step": max(steps)}


def _render(job: Job, outcome: Outcome, tree: dict[str, Any]) -> tuple[dict[str, bytes], list[str]]:
    """Every output by file name, and what the renderers warned of."""
    contents: dict[str, bytes] = {}
    warnings: list[str] = []
    if "html" in job.formats:
        contents[f"{job.stem}.html"] = render_html(tree).encode("utf-8", "replace")
    if "pdf" in job.formats:
        rendered = render_pdf(tree)
        contents[f"{job.stem}.pdf"] = rendered.bytes
        warnings += rendered.warnings
    contents[f"{job.stem}.ipynb"] = nbformat.writes(outcome.notebook).encode("utf-8", "replace")
    return contents, warnings


def _prepare_tree(job: Job, outcome: Outcome) -> Any:  # noqa: ANN401 (a notebook node)
    """The notebook as it is rendered: articles by name, so that folders do not matter."""
    notebook = outcome.notebook.copy()
    shown = {**job.parameters}
    if "articles" in shown:
        shown["articles"] = [Path(os.path.abspath(path)).name for path in shown["articles"]]  # noqa: PTH100
    notebook.cells = [
        type(cell)({**cell, "source": write_cell(shown)})
        if "injected-parameters" in cell.metadata.get("tags", ())
        else cell
        for cell in notebook.cells
    ]
    return notebook


def _remove_passing(notebook: Any) -> None:  # noqa: ANN401 (a notebook node)
    """Take out of the outputs what differs between two equal runs."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "stream":
                output.text = _forget(output.text)
            elif output.output_type == "error":
                output.traceback = [_forget(line) for line in output.traceback]
            elif isinstance(output.get("data", {}).get("text/plain"), str):
                output.data["text/plain"] = _forget(output.data["text/plain"])


def _forget(text: str) -> str:
    if " at 0x" in text:
        text = _ADDRESS.sub(" at 0x…", text)
    return _PASSING.sub("<cell>", text) if "ipykernel_" in text else text
