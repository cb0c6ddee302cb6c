"""A notebook in a forked process of its own, seen from the program that asked for it."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from papermill.clientwrap import PapermillNotebookClient

from analysis.report.engine.beginning import Beginning
from analysis.report.engine.cells import (
    Failure,
    Limits,
    RunStopped,
    TruthfulManager,
    join_streams,
    raise_for_error,
    run_cells,
)
from analysis.report.engine.frames import Hangup
from analysis.report.engine.server import Server, Unavailable, make_environment, share_server

_GRACE = 3.0  # seconds between the request to stop and the end
_PATIENCE = 120.0
_LANGUAGE = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"}


def open_process(options: dict[str, Any]) -> "Process":
    """A process that goes on from the given beginning; a fresh one where that is gone or none."""
    if options.get("beginning"):
        with suppress(Unavailable):
            return Process(options)
    return Process({**options, "beginning": None})


class Process:
    """A forked process, seen from the program that has asked for it."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.limits = options.get("limits") or Limits()
        if options.get("execution_timeout"):
            self.limits = self.limits._replace(cell=options["execution_timeout"])
        self._oom_kills = _count_oom_kills()
        beginning: Beginning | None = options.get("beginning")
        self.shown = beginning.shown if beginning else {}
        server: Server = beginning.server if beginning else options.get("server") or share_server()
        self.channel, self.status = server.ask("shell")
        self.process = self.status.wait(0, "process")["process"]
        start: dict[str, Any] = {"folder": options.get("folder") or str(Path.cwd())}
        start |= {"source": beginning.source} if beginning else {"environment": make_environment()}
        try:
            self.channel.send(start)
            started = self.channel.receive(time.monotonic() + _PATIENCE)
        except Hangup:
            started = None
        if started is None or started["msg_type"] != "ready":
            self.close()
            raise Unavailable(f"the forked process did not start: {started}")

    def run_notebook(self, manager: TruthfulManager) -> None:
        """Run the cells, and learn which modules the notebook brought along."""
        self.client = PapermillNotebookClient(manager, record_timing=False)
        self.client.reset_execution_trackers()
        self.ends_at = time.monotonic() + self.limits.run
        manager.nb.metadata["language_info"] = dict(_LANGUAGE)
        run_cells(manager, self._execute)
        manager.modules = self._ask_modules() if manager.failure is None else []

    def close(self) -> None:
        """End the process and all it started."""
        self._signal(signal.SIGKILL)
        self.channel.close()
        self.status.close()

    def _execute(self, cell: Any, index: int) -> None:  # noqa: ANN401
        if cell.cell_type != "code" or not cell.source.strip():
            return
        self.client.clear_before_next_output = False
        if index in self.shown:
            for message in self.shown[index]:
                self._take(message, cell, index)
            cell.outputs = join_streams(cell.outputs)
            return
        left = min(self.limits.cell, max(0.0, self.ends_at - time.monotonic()))
        ends_at = time.monotonic() + left
        try:
            self.channel.send({"source": cell.source})
            self._read_outputs(cell, index, ends_at)
        except Hangup:
            if time.monotonic() < ends_at:
                raise RunStopped(self._describe_death()) from None
        finally:
            cell.outputs = join_streams(cell.outputs)
        if time.monotonic() > ends_at:
            raise RunStopped(Failure("time limit", f"stopped after {left:.0f} s", 124))
        raise_for_error(cell)

    def _read_outputs(self, cell: Any, index: int, ends_at: float) -> None:  # noqa: ANN401
        """Take in what the cell shows until it is done; past its time, stop it, then end it."""
        deadline, stop = ends_at, signal.SIGINT
        while True:
            # Looked at first, so that a cell that never pauses cannot hold off its own end.
            late = time.monotonic() > deadline
            message = None if late else self.channel.receive(deadline)
            if message is None:
                self._signal(stop)
                deadline, stop = time.monotonic() + _GRACE, signal.SIGKILL
            else:
                self._take(message, cell, index)
                if message["msg_type"] == "reply":
                    return

    def _take(self, message: dict[str, Any], cell: Any, index: int) -> None:  # noqa: ANN401
        if message["msg_type"] == "reply":
            cell.execution_count = message["content"]["execution_count"]
            return
        message["header"] = {"msg_type": message["msg_type"]}
        message["parent_header"] = {"msg_id": ""}
        self.client.process_message(message, cell, index)
        if len(cell.outputs) > 1 and message["msg_type"] == "stream":
            last, new = cell.outputs[-2:]
            if last.output_type == "stream" and last.name == new.name:
                last.text += cell.outputs.pop().text

    def _describe_death(self) -> Failure:
        code = self.status.wait(2.0, "ended").get("ended", 0)
        if code == -signal.SIGKILL and _count_oom_kills() > self._oom_kills:
            return Failure("out of memory", "the system ended the process for its memory", 137)
        how = f"by {signal.Signals(-code).name}" if code < 0 else f"with status {code}"
        return Failure("process died", f"the process that ran this cell ended {how}")

    def _ask_modules(self) -> list[str]:
        with suppress(Hangup):
            self.channel.send({"end": True})
            message = self.channel.receive(time.monotonic() + 5)
            if message:
                return list(message["content"]["modules"])
        return []

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process, number)


def _count_oom_kills() -> int:
    """How many processes the system has ended for their memory so far."""
    with suppress(OSError, ValueError, IndexError):
        return int(Path("/proc/vmstat").read_text().split("oom_kill ")[1].split()[0])
    return 0
