"""One report from a job: answered from its record where nothing changed, else made anew."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from analysis.errors import NoArticlesError, UsageError
from analysis.report import record as records
from analysis.report.engine.server import Server, Unavailable, start_server
from analysis.report.job import Job, prepare_job
from analysis.report.parameters.declared import write_cell
from analysis.report.save import hold_target

__all__ = ["Job", "Report", "prepare_job", "render_report"]


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


def render_report(
    job: Job,
    *,
    force: bool = False,
    engine: str | None = None,
    server: Server | None = None,
    limits: Any = None,  # noqa: ANN401 (engine.Limits, too heavy to import here)
    beginning: Any = None,  # noqa: ANN401 (engine.Beginning, likewise)
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """The report of a job: from its record where nothing changed, else executed and saved.

    Raises:
        UsageError: another run holds the target, or a cell refused a parameter or a setting.
        NoArticlesError: nothing usable was found. After both the earlier report is untouched.
        RashomonError: the outputs cannot be saved.
    """
    with hold_target(job.record_path):
        before = records.read_record(job.record_path)
        if not force and not records.explain_change(before, job.parts, job.folder):
            return Report(job, before, fresh=False)
        if beginning:
            own = {name: job.parameters[name] for name in beginning.names}
            beginning = beginning._replace(source=write_cell(own))
        options = {"engine": engine, "limits": limits, "beginning": beginning, "progress": progress}
        return _execute(job, server, **options)


def _execute(job: Job, server: Server | None, **options: Any) -> Report:  # noqa: ANN401
    started = time.time()
    own = None if server or options["engine"] else _start_server()
    from analysis.report.engine.executing import execute_notebook  # noqa: PLC0415 (half a second)
    from analysis.report.finish import finish_job  # noqa: PLC0415

    options = {name: value for name, value in options.items() if value is not None}
    cell = write_cell(job.parameters)
    try:
        outcome = execute_notebook(job.content, cell, server=server or own, **options)
        if own:
            own.close()  # it ends while we render
        _refuse(job, outcome.failure)
        return Report(job, finish_job(job, outcome, started), fresh=True)
    except BaseException as error:
        unfinished = getattr(error, "outcome", None)
        if unfinished is not None:
            finish_job(job, unfinished, started)
        raise
    finally:
        if own:
            own.close(wait=True)


def _refuse(job: Job, failure: Any) -> None:  # noqa: ANN401 (engine.Failure, heavy to import)
    """Raise what a cell found wrong with what it was given: an earlier report is worth more."""
    kind = {2: UsageError, 3: NoArticlesError}.get(failure.status) if failure else None
    if kind:
        first, *more = failure.message.partition(": ")[2].splitlines() or [failure.message]
        raise kind("\n".join([f"{job.stem}: {first}", *more]))


def _start_server() -> Server | None:
    """A parent that imports what the notebook needs while we import what we need."""
    try:
        return start_server("one")
    except Unavailable:
        return None
