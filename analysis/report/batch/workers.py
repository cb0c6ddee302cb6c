"""Reports made in processes of their own, forked warm, several at a time."""

import os
import select
import signal
import socket
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn

from analysis.errors import RashomonError
from analysis.report.batch.alike import Alike, group_alike
from analysis.report.batch.tasks import Options, Result, Task, prepare_task
from analysis.report.engine.beginning import Beginning
from analysis.report.engine.frames import Channel, Hangup
from analysis.report.engine.server import Server, Status

if TYPE_CHECKING:
    from analysis.report.run import Report


def run_tasks(
    tasks: Iterable[Task], options: Options, server: Server, *, jobs: int
) -> Iterator[Result]:
    """The result of each task, as it is done; at most `jobs` at a time.

    Tasks that begin alike stand together, and begin once where there are more of them than jobs.
    """
    waiting = [(task, group) for group in group_alike(tasks) for task in group.tasks]
    running: dict[Channel, tuple[Task, Status, Alike]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                task, group = waiting.pop(0)
                channel, status = _start_job(task, group, options, server, jobs=jobs)
                running[channel] = (task, status, group)
            for channel in _list_ready(list(running)):
                task, status, group = running.pop(channel)
                result = _read_result(channel, status, task)
                channel.close()
                status.close()
                group.leave()
                yield result
    finally:
        for channel, (_, status, _) in running.items():
            channel.close()
            status.close()


def _start_job(
    task: Task, group: Alike, options: Options, server: Server, *, jobs: int
) -> tuple[Channel, Status]:
    beginning = group.begin(options, server) if len(group.tasks) > jobs else None
    message: dict[str, Any] = {"task": task._asdict(), "options": options._asdict()}
    descriptors = [server.control.fileno()]
    if beginning:
        message["beginning"] = {"shown": beginning.shown, "names": beginning.names}
        descriptors.append(beginning.server.control.fileno())
    channel, status = server.ask("job", *descriptors)
    channel.send(message)
    return channel, status


def serve_job(channel: Channel, control: int, beginning: int | None = None) -> NoReturn:
    """Make one report in this forked process, tell what became of it, and end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    message = channel.receive() or {}
    server = Server(socket.socket(fileno=control), asked_by=os.getpid())
    try:
        answer = _make_report(message, server, beginning)
    except RashomonError as error:
        answer = {"state": "failed", "message": str(error), "record": {}}
    except BaseException as error:  # noqa: BLE001 (one broken report never stops the rest)
        answer = {"state": "failed", "message": f"{type(error).__name__}: {error}", "record": {}}
    channel.send(answer)
    os._exit(0)


def _make_report(message: dict[str, Any], server: Server, beginning: int | None) -> dict[str, Any]:
    from analysis.report.run import render_report  # noqa: PLC0415 (warm already)

    options = Options(**message["options"])
    begun = None
    if beginning is not None:
        waiting = Server(socket.socket(fileno=beginning), asked_by=os.getpid())
        shown = {int(number): shown for number, shown in message["beginning"]["shown"].items()}
        begun = Beginning(waiting, shown, message["beginning"]["names"])
    report = render_report(
        prepare_task(Task(**message["task"]), options),
        force=options.force,
        server=server,
        limits=options.limits,
        beginning=begun,
    )
    state, words = judge_report(report)
    return {"state": state, "message": words, "record": report.record}


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
