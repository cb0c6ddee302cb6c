"""Many reports in one go: planned, made side by side, resumed, and shown on one page."""

import os
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path

from analysis.errors import RashomonError
from analysis.report import record as records
from analysis.report.batch.index import render_index, write_table
from analysis.report.batch.plan import plan_batch
from analysis.report.batch.tasks import Options, Result, Task, prepare_task
from analysis.report.batch.workers import judge_report, run_tasks
from analysis.report.engine.server import Unavailable, start_server
from analysis.report.save import check_apart, hold_target, save_files

Show = Callable[[list[Result], int], None]
_PAUSE = 20.0  # seconds after which the overview is brought up to date while reports are made


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
    one has left. Stopped from outside, the overview says which runs are still to be made.
    `explain` is told of every run why it is done or not.

    Raises:
        UsageError: the file of runs is not as it must be, or reports would lie among the articles.
    """
    out = Path(options.out)
    tasks = plan_batch(path, out)
    # The overview beside the reports is a table that would be read as articles.
    check_apart(out, dict.fromkeys(given for task in tasks for given in task.articles))
    with hold_target(out / "batch.csv"):
        results = dict(_look_up_all(tasks, options, explain))
        waiting = [task for task in tasks if results[_name(task)].state == "not run"]
        if not keep_going and any(result.state == "failed" for result in results.values()):
            waiting = []
        try:
            with closing(_make(waiting, options, jobs)) as making:
                _collect(making, results, options, keep_going=keep_going, show=show)
        except BaseException:
            with suppress(RashomonError):  # what stopped it is what is told
                _save_overview(results, options)
            raise
        _save_overview(results, options)
    return list(results.values())


def _look_up_all(
    tasks: list[Task], options: Options, explain: Callable[[str, str], None] | None
) -> Iterator[tuple[str, Result]]:
    """What is known of each task before anything is made."""
    for task in tasks:
        reason, result = _look_up(task, options)
        if explain:
            explain(_name(task), reason or "nothing has changed")
        yield _name(task), result


def _collect(
    making: Iterable[Result],
    results: dict[str, Result],
    options: Options,
    *,
    keep_going: bool,
    show: Show | None,
) -> None:
    """Put each result in its place as it comes, and tell of it."""
    if show:
        show(_list_reached(results), len(results))
    saved = time.monotonic()
    for result in making:
        results[_name(result.task)] = result
        if show:
            show(_list_reached(results), len(results))
        if result.state == "failed" and not keep_going:
            return
        if time.monotonic() - saved > _PAUSE:
            _save_overview(results, options)
            saved = time.monotonic()


def _list_reached(results: Mapping[str, Result]) -> list[Result]:
    return [result for result in results.values() if result.state != "not run"]


def _name(task: Task) -> str:
    return f"{task.name}/{Path(task.notebook).stem}"


def _look_up(task: Task, options: Options) -> tuple[str, Result]:
    """Why a task has to be done, and what there is of it so far."""
    try:
        job = prepare_task(task, options)
    except RashomonError as error:
        first = str(error).partition("\n")[0]
        return f"cannot start: {first}", Result(task, "failed", str(error), {})
    record = records.read_record(job.record_path)
    reason = records.explain_change(record, job.parts, job.folder)
    if reason or options.force:
        reason = reason or "asked for"
        return reason, Result(task, "not run", reason, record)
    return "", Result(task, "unchanged", "", record)


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
            job = prepare_task(task, options)
            report = render_report(job, force=options.force, limits=options.limits)
        except RashomonError as error:
            yield Result(task, "failed", str(error), {})
            continue
        yield Result(task, *judge_report(report), report.record)


def _save_overview(results: Mapping[str, Result], options: Options) -> None:
    rows = list(results.values())
    contents = {"batch.csv": write_table(rows)}
    contents["index.html"] = render_index(rows, options.formats).encode()
    save_files(Path(options.out), contents)
