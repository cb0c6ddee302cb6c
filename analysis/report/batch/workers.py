"""Reports made in processes of their own, forked warm, several at a time."""

import os
import select
import signal
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn

from analysis.errors import RashomonError
from analysis.report.batch.alike import Alike, group_alike
from analysis.report.batch.tasks import Options, Result, Task, prepare_task
from analysis.report.engine.beginning import Beginning
from analysis.report.engine.frames import Channel, Hangup
from analysis.report.engine.server import Server

if TYPE_CHECKING:
    from analysis.report.run import Report


def run_tasks(
    tasks: Iterable[Task], options: Options, server: Server, *, jobs: int
) -> Iterator[Result]:
    """The result of each task, as it is done; at most `jobs` at a time.

    Tasks that begin alike stand together, and begin once where there are more of them than jobs.
    """
    waiting = [(task, group) for group in group_alike(tasks) for task in group.tasks]
    busy: dict[Channel, tuple[_Worker, Task, Alike]] = {}
    idle: list[_Worker] = []
    try:
        while waiting or busy:
            while waiting and len(busy) < jobs:
                task, group = waiting.pop(0)
                beginning = group.begin(options, server) if len(group.tasks) > jobs else None
                worker = _find_worker(idle, beginning) or _Worker(server, options, beginning)
                worker.channel.send({"task": task._asdict()})
                busy[worker.channel] = (worker, task, group)
            for channel in _list_ready(list(busy)):
                worker, task, group = busy.pop(channel)
                result = worker.take(task)
                idle += [worker] if worker.lives else []
                group.leave()
                yield result
    finally:
        for worker in [*idle, *(worker for worker, _, _ in busy.values())]:
            worker.close()


class _Worker:
    """A forked process that makes one report after the other, seen from the batch."""

    def __init__(self, server: Server, options: Options, beginning: Beginning | None) -> None:
        self.beginning, self.lives = beginning, True
        start: dict[str, Any] = {"options": options._asdict()}
        descriptors = [server.control.fileno()]
        if beginning:
            start["beginning"] = {"shown": beginning.shown, "names": beginning.names}
            descriptors.append(beginning.server.control.fileno())
        self.channel, self.status = server.ask("job", *descriptors)
        self.channel.send(start)

    def take(self, task: Task) -> Result:
        """What became of the task that it was given."""
        with suppress(Hangup):
            answer = self.channel.receive(time.monotonic() + 60)
            if answer:
                return Result(task, answer["state"], answer["message"], answer["record"])
        code = self.status.wait(1.0, "ended").get("ended", 0)
        self.close()
        return Result(task, "failed", f"the process that made it ended with {code}", {})

    def close(self) -> None:
        """Let it end."""
        self.lives = False
        self.channel.close()
        self.status.close()


def _find_worker(idle: list[_Worker], beginning: Beginning | None) -> _Worker | None:
    """One that waits and goes on from that beginning; those that cannot are let go."""
    while idle:
        worker = idle.pop()
        if worker.beginning is beginning:
            return worker
        worker.close()
    return None


def serve_job(channel: Channel, control: int, beginning: int | None = None) -> NoReturn:
    """Make reports in this forked process, tell what became of each, until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    server = Server(socket.socket(fileno=control), asked_by=os.getpid())
    start = channel.receive() or {}
    options = Options(**start["options"])
    begun = _read_beginning(start, beginning)
    with suppress(Hangup):
        while message := channel.receive():
            channel.send(_try_report(Task(**message["task"]), options, server, begun))
    os._exit(0)


def _read_beginning(start: dict[str, Any], descriptor: int | None) -> Beginning | None:
    if descriptor is None:
        return None
    waiting = Server(socket.socket(fileno=descriptor), asked_by=os.getpid())
    shown = {int(number): shown for number, shown in start["beginning"]["shown"].items()}
    return Beginning(waiting, shown, start["beginning"]["names"])


def _try_report(
    task: Task, options: Options, server: Server, beginning: Beginning | None
) -> dict[str, Any]:
    from analysis.report.run import render_report  # noqa: PLC0415 (warm already)

    run: Any = {"force": options.force, "limits": options.limits}
    try:
        job = prepare_task(task, options)
        report = render_report(job, server=server, beginning=beginning, **run)
    except RashomonError as error:
        return {"state": "failed", "message": str(error), "record": {}}
    except BaseException as error:  # noqa: BLE001 (one broken report never stops the rest)
        return {"state": "failed", "message": f"{type(error).__name__}: {error}", "record": {}}
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
