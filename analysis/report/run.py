"""One report from articles, a notebook and parameters: checked, executed, rendered, saved.

A report is whole or absent, says so when a cell failed, and is not made again when nothing changed.
"""

import hashlib
import json
import re
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.errors import UsageError
from analysis.report import record as records
from analysis.report.notebooks import find_notebook, read_notebook, read_question
from analysis.report.parameters import Given, check_parameters, read_parameters, write_cell
from analysis.report.save import check_targets, hold_target, make_name, save_files

if TYPE_CHECKING:
    from analysis.report.cells import Failure
    from analysis.report.engine import Outcome

FORMATS = ("html", "pdf")
# Where a cell's code was kept while it ran; another number in every run.
_PASSING = re.compile(r"(?:[A-Za-z]:)?[^\s\"'<>|:]*[/\\]ipykernel_\d+[/\\]\d+\.py")


class Job(NamedTuple):
    """All that a report depends on, checked, before anything has been executed."""

    notebook: Path
    content: dict[str, Any]
    parameters: dict[str, Any]
    parts: dict[str, Any]
    inputs: list[dict[str, Any]]
    folder: Path
    formats: tuple[str, ...]

    @property
    def stem(self) -> str:
        """Name of the notebook, which its outputs carry."""
        return make_name(self.notebook.stem)

    @property
    def record_path(self) -> Path:
        """Where the record of this job is."""
        return self.folder / f"{self.stem}.run.json"


class Report(NamedTuple):
    """What a job came to."""

    job: Job
    record: dict[str, Any]
    fresh: bool  # executed now, not answered from the record

    @property
    def paths(self) -> list[Path]:
        """The report's files for people, HTML first."""
        names = (f"{self.job.stem}.{kind}" for kind in self.job.formats)
        return [self.job.folder / name for name in names if name in self.record["outputs"]]


def prepare_job(
    articles: Iterable[str],
    *,
    notebook: str = "story",
    given: Iterable[Given] = (),
    out: Path = Path("reports"),
    name: str | None = None,
    formats: Iterable[str] = FORMATS,
) -> Job:
    """Everything checked that can be checked before a process starts.

    Raises:
        UsageError: notebook, parameters or output folder are not as they must be.
        NoArticlesError: a path does not exist.
    """
    path = find_notebook(notebook)
    content = read_notebook(path)
    known = read_parameters(content)
    articles = list(articles)
    if not articles and any(parameter.name == "articles" for parameter in known):
        raise UsageError("No articles are named.\nSuch as: rashomon report FOLDER")
    values = check_parameters(_add_articles(given, articles), known, path.stem)
    inputs = records.list_inputs(articles)
    parts = {
        "notebook": hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest(),
        "articles": [row["sha256"] for row in inputs],
        "parameters": values,
        "versions": records.list_versions(values.get("model")),
        "code": records.hash_code(),
        "formats": sorted(formats),
    }
    files = [f"{make_name(path.stem)}.{kind}" for kind in (*formats, "ipynb", "run.json")]
    folder = check_targets(out, name if name is not None else _name_run(articles, path), files)
    return Job(path, content, values, parts, inputs, folder, tuple(formats))


def render_report(
    job: Job,
    *,
    force: bool = False,
    engine: str | None = None,
    limits: Any = None,  # noqa: ANN401 (engine.Limits, too heavy to import here)
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """The report of a job: from its record where nothing changed, else executed and saved.

    Raises:
        UsageError: another run holds the target.
        RashomonError: the outputs cannot be saved.
    """
    with hold_target(job.record_path):
        before = records.read_record(job.record_path)
        if not force and not records.explain_change(before, job.parts, job.folder):
            return Report(job, before, fresh=False)
        return _execute(job, engine=engine, limits=limits, progress=progress)


def _execute(job: Job, **options: Any) -> Report:  # noqa: ANN401
    from analysis.report.engine import execute_notebook  # noqa: PLC0415 (half a second)

    started = time.time()
    options = {name: value for name, value in options.items() if value is not None}
    try:
        outcome = execute_notebook(job.content, write_cell(job.parameters), **options)
    except BaseException as error:
        unfinished = getattr(error, "outcome", None)
        if unfinished is not None:
            _save(job, unfinished, started)
        raise
    return Report(job, _save(job, outcome, started), fresh=True)


def _save(job: Job, outcome: "Outcome", started: float) -> dict[str, Any]:
    """Render and save what was executed; the record is saved last and returned."""
    _remove_passing(outcome.notebook)
    executed = time.time()
    results, read = records.collect_displays(outcome.notebook)
    contents, warnings = _render(job, outcome)
    record = {
        "format": records.FORMAT,
        "state": "failed" if outcome.failure else "done",
        "failure": _describe(outcome.failure),
        "notebook": {"name": job.stem, "question": read_question(job.content)},
        "articles": job.inputs,
        "read": read,
        "parameters": job.parameters,
        "results": results,
        "warnings": warnings,
        "cells": _list_cells(outcome.notebook),
        "outputs": {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()},
        "versions": job.parts["versions"],
        "key": records.make_key(job.parts),
        "parts": {name: records.make_key({name: part}) for name, part in job.parts.items()},
        "started": datetime.fromtimestamp(started, UTC).isoformat(timespec="seconds"),
        "seconds": {"cells": executed - started, "rendering": time.time() - executed},
    }
    contents[job.record_path.name] = records.write_record(record)
    save_files(job.folder, contents)
    return record


def _render(job: Job, outcome: "Outcome") -> tuple[dict[str, bytes], list[str]]:
    """Every output by file name, and what the renderers warned of."""
    import nbformat  # noqa: PLC0415

    from analysis.report.tree import build_tree  # noqa: PLC0415

    tree = build_tree(_prepare_tree(job, outcome))
    contents: dict[str, bytes] = {}
    warnings: list[str] = []
    if "html" in job.formats:
        from analysis.report.html import render_html  # noqa: PLC0415

        contents[f"{job.stem}.html"] = render_html(tree).encode()
    if "pdf" in job.formats:
        from analysis.report.pdf import render_pdf  # noqa: PLC0415

        rendered = render_pdf(tree)
        contents[f"{job.stem}.pdf"] = rendered.bytes
        warnings += rendered.warnings
    contents[f"{job.stem}.ipynb"] = nbformat.writes(outcome.notebook).encode("utf-8", "replace")
    return contents, warnings


def _prepare_tree(job: Job, outcome: "Outcome") -> Any:  # noqa: ANN401 (a notebook node)
    """The notebook as it is rendered: no times, articles by name so that folders do not matter."""
    notebook = outcome.notebook.copy()
    shown = {**job.parameters}
    if "articles" in shown:
        shown["articles"] = [Path(path).name for path in shown["articles"]]
    notebook.cells = [
        type(cell)({**cell, "source": write_cell(shown)})
        if "injected-parameters" in cell.metadata.get("tags", ())
        else cell
        for cell in notebook.cells
    ]
    return notebook


def _describe(failure: "Failure | None") -> dict[str, Any] | None:
    return None if failure is None else dict(failure._asdict())


def _list_cells(notebook: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    from analysis.report.cells import list_cells  # noqa: PLC0415

    return list_cells(notebook)


def _remove_passing(notebook: Any) -> None:  # noqa: ANN401
    """Take out of the outputs what differs between two equal runs."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "stream":
                output.text = _PASSING.sub("<cell>", output.text)
            elif output.output_type == "error":
                output.traceback = [_PASSING.sub("<cell>", line) for line in output.traceback]


def _add_articles(given: Iterable[Given], articles: list[str]) -> list[Given]:
    given = list(given)
    for value in given:
        if value.name == "articles":
            raise UsageError(f"{value.where}: name the articles on the command line instead.")
    return [Given("articles", articles, "ARTICLES"), *given] if articles else given


def _name_run(articles: list[str], notebook: Path) -> str:
    """The folder's or file's own name, without its endings; the notebook's where none is named."""
    if not articles:
        return make_name(notebook.stem)
    path = Path(articles[0])
    path = path if path.name else path.resolve()
    name = path.resolve().name if path.name in {"..", "."} else path.name
    if not path.is_dir():
        name = name.removesuffix(".gz")
        name = name.removesuffix(Path(name).suffix) or name
    return make_name(name)
