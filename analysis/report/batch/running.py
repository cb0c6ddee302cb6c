"""Many reports in one go: planned, made side by side, resumed, and shown on one page."""

import os
from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path

from analysis.errors import RashomonError
from analysis.report import record as records
from analysis.report.batch.index import render_index, write_table
from analysis.report.batch.plan import plan_batch
from analysis.report.batch.workers import Options, Result, Task, run_tasks
from analysis.report.engine.server import Unavailable, start_server
from analysis.report.job import Job, prepare_job
from analysis.report.save import hold_target, save_files

Show = Callable[[list[Result], int], None]


def render_batch(
    path: Path,
    options: Options,
    *,
    jobs: int | None = None,
    keep_going: bool = True,
    show: Show | None = None,
    explain: Callable[[str, str], None] | None = None,
) -> list[Result]:
    """What became of each run that the file asks for; `index.html` and `batch.csv` beside them.

    A run that is done and unchanged is not done again, so the same command finishes what a killed
    one has left. `explain` is told of every run why it is done or not.

    Raises:
        UsageError: the file of runs is not as it must be.
    """
    out = Path(options.out)
    tasks = plan_batch(path, out)
    with hold_target(out / "batch.csv"):
        results: dict[str, Result] = {}
        waiting = []
        for task in tasks:
            reason, result = _look_up(task, options)
            if explain:
                explain(_name(task), reason or "nothing has changed")
            if result is None:
                waiting.append(task)
            else:
                results[_name(task)] = result
        with closing(_make(waiting, options, jobs)) as making:
            for result in making:
                results[_name(result.task)] = result
                if show:
                    show(list(results.values()), len(tasks))
                if result.state == "failed" and not keep_going:
                    break
        ordered = [results[_name(task)] for task in tasks if _name(task) in results]
        _save_overview(ordered, len(tasks), out, options)
    return ordered


def _name(task: Task) -> str:
    return f"{task.name}/{Path(task.notebook).stem}"


def _look_up(task: Task, options: Options) -> tuple[str, Result | None]:
    """Why a task has to be done, or its result where it has not."""
    try:
        job = _prepare(task, options)
    except RashomonError as error:
        return "cannot start", Result(task, "failed", str(error), {})
    if options.force:
        return "asked for", None
    record = records.read_record(job.record_path)
    reason = records.explain_change(record, job.parts, job.folder)
    return reason, None if reason else Result(task, "unchanged", "", record)


def _prepare(task: Task, options: Options) -> Job:
    return prepare_job(
        task.articles,
        notebook=task.notebook,
        given=task.list_given(),
        out=Path(options.out),
        name=task.name,
        formats=options.formats,
    )


def _make(tasks: list[Task], options: Options, jobs: int | None) -> Generator[Result, None, None]:
    if not tasks:
        return
    jobs = jobs or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else jobs or 1
    left = {_name(task): task for task in tasks}
    try:
        server = start_server("batch")
        try:
            for result in run_tasks(tasks, options, server, jobs=jobs):
                del left[_name(result.task)]
                yield result
        finally:
            server.close(wait=True)
    except Unavailable:
        yield from _make_here(list(left.values()), options)


def _make_here(tasks: list[Task], options: Options) -> Generator[Result, None, None]:
    """One after the other in this process, where processes cannot be forked."""
    from analysis.report.run import render_report  # noqa: PLC0415

    for task in tasks:
        try:
            report = render_report(_prepare(task, options), limits=options.limits)
        except RashomonError as error:
            yield Result(task, "failed", str(error), {})
            continue
        failure = report.record["failure"]
        state = "failed" if failure else "done"
        yield Result(task, state, failure["message"] if failure else "", report.record)


def _save_overview(results: list[Result], total: int, out: Path, options: Options) -> None:
    contents = {"batch.csv": write_table(results)}
    contents["index.html"] = render_index(results, total, options.formats).encode()
    save_files(out, contents)
