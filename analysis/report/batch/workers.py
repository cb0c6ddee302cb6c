"""Reports made in processes of their own, forked warm, several at a time."""

import os
import select
import signal
import socket
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from analysis.errors import RashomonError
from analysis.report.engine.frames import Channel, Hangup
from analysis.report.engine.server import Server, Status
from analysis.report.parameters.declared import Given

if TYPE_CHECKING:
    from analysis.report.run import Report


class Task(NamedTuple):
    """One report of many: what `prepare_job` is called with, in plain values."""

    name: str
    notebook: str
    articles: tuple[str, ...]
    values: Mapping[str, Any]  # checked by the notebook's own parameters before
    where: str  # where it was asked for, for messages
    title: str = ""  # what people call it, where that is not its name

    def list_given(self) -> list[Given]:
        """The values as they are handed to `check_parameters`."""
        return [Given(name, value, self.where) for name, value in self.values.items()]


class Result(NamedTuple):
    """What became of a task."""

    task: Task
    state: str  # `done`, `failed`, `unchanged`, `not run`
    message: str
    record: Mapping[str, Any]


class Options(NamedTuple):
    """What all tasks of a batch share."""

    out: str
    formats: tuple[str, ...]
    limits: tuple[float, float]
    force: bool = False


def run_tasks(
    tasks: Iterable[Task], options: Options, server: Server, *, jobs: int
) -> Iterator[Result]:
    """The result of each task, as it is done; at most `jobs` at a time."""
    waiting = list(tasks)
    running: dict[Channel, tuple[Task, Status]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                task = waiting.pop(0)
                channel, status = server.ask("job", server.control.fileno())
                channel.send({"task": task._asdict(), "options": options._asdict()})
                running[channel] = (task, status)
            for channel in _list_ready(list(running)):
                task, status = running.pop(channel)
                result = _read_result(channel, status, task)
                channel.close()
                status.close()
                yield result
    finally:
        for channel, (_, status) in running.items():
            channel.close()
            status.close()


def serve_job(channel: Channel, control: int) -> NoReturn:
    """Make one report in this forked process, tell what became of it, and end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    message = channel.receive() or {}
    server = Server(socket.socket(fileno=control), asked_by=os.getpid())
    try:
        answer = _make_report(Task(**message["task"]), Options(**message["options"]), server)
    except RashomonError as error:
        answer = {"state": "failed", "message": str(error), "record": {}}
    except BaseException as error:  # noqa: BLE001 (one broken report never stops the rest)
        answer = {"state": "failed", "message": f"{type(error).__name__}: {error}", "record": {}}
    channel.send(answer)
    os._exit(0)


def _make_report(task: Task, options: Options, server: Server) -> dict[str, Any]:
    from analysis.report.run import prepare_job, render_report  # noqa: PLC0415 (warm already)

    task = task._replace(articles=tuple(task.articles))
    job = prepare_job(
        task.articles,
        notebook=task.notebook,
        given=task.list_given(),
        out=Path(options.out),
        name=task.name,
        formats=options.formats,
    )
    report = render_report(job, force=options.force, server=server, limits=options.limits)
    state, message = judge_report(report)
    return {"state": state, "message": message, "record": report.record}


def judge_report(report: "Report") -> tuple[str, str]:
    """What became of a task, by its report, and in which words it failed."""
    failure = report.record["failure"]
    if failure:
        return "failed", f"{failure['reason']}: {failure['message']}"
    return "done" if report.fresh else "unchanged", ""


def _list_ready(channels: list[Channel]) -> list[Channel]:
    ready = select.select([channel.connection for channel in channels], [], [])[0]
    return [channel for channel in channels if channel.connection in ready]


def _read_result(channel: Channel, status: Status, task: Task) -> Result:
    try:
        answer = channel.receive(time.monotonic() + 60)
    except Hangup:
        answer = None
    if answer is None:
        code = status.wait(1.0, "ended").get("ended", 0)
        return Result(task, "failed", f"the process that made it ended with {code}", {})
    return Result(task, answer["state"], answer["message"], answer["record"])
