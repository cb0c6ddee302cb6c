"""A process that forks for requests, and answers for all that it forked.

Requests come over `control` (one message each, with descriptors); `life` is held open by whoever
started it and by nobody else: when that is gone, this ends with everything it forked.
"""

import ctypes
import json
import os
import select
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from analysis.report.engine.frames import Channel

Serve = Callable[[str, Channel, list[int]], NoReturn]  # kind, connection, further descriptors

_SUBREAPER = 36  # prctl's PR_SET_CHILD_SUBREAPER
_DEATH = 1  # prctl's PR_SET_PDEATHSIG
_MARK = "RASHOMON_PROCESS"


class Child(NamedTuple):
    """A forked process, who asked for it, and where its end is reported."""

    process: int
    asked_by: int
    status: int


class Parent:
    """What was forked, and the loop that forks more; `serve` is what a forked process becomes."""

    def __init__(self, control: socket.socket, life: int, serve: Serve) -> None:
        self.control, self.life, self.serve = control, life, serve
        _call_prctl(_SUBREAPER, 1)
        self.children: dict[int, Child] = {}
        self._woken, waking = os.pipe()
        os.set_blocking(waking, False)
        os.set_blocking(self._woken, False)
        signal.set_wakeup_fd(waking, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def answer(self, wait: float | None) -> None:
        """Serve what has come in."""
        sources: list[Any] = [self.control, self.life, self._woken]
        ready = select.select(sources, [], [], wait)[0]
        if self.life in ready:
            self._end()
        if self._woken in ready:
            os.read(self._woken, 4096)
        self._reap()
        if self.control in ready:
            data, descriptors, _, _ = socket.recv_fds(self.control, 4096, 4)
            if data:
                self._fork(json.loads(data), descriptors)

    def _fork(self, request: dict[str, str], descriptors: list[int]) -> None:
        connection, status, *more = descriptors
        if not is_single():
            for descriptor in descriptors:  # the end of the status tells that this cannot serve
                os.close(descriptor)
            return
        process = os.fork()
        if process == 0:
            self._become(request["kind"], connection, status, more)
        child = Child(process, int(request.get("asked_by", 0)), status)
        self.children[process] = child
        _report(status, {"process": process})
        os.close(connection)
        for descriptor in more:
            os.close(descriptor)

    def _become(self, kind: str, connection: int, status: int, more: list[int]) -> NoReturn:
        """The forked process: alone in its session, gone when the parent is."""
        try:
            os.setsid()
            _call_prctl(_DEATH, signal.SIGKILL)
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_DFL)
            for child in self.children.values():
                os.close(child.status)
            os.close(status)
            self.control.close()
            self.serve(kind, Channel(socket.socket(fileno=connection)), more)
        finally:
            os._exit(1)

    def _reap(self) -> None:
        while True:
            try:
                process, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if process == 0:
                return
            child = self.children.pop(process, None)
            if child:
                _report(child.status, {"ended": os.waitstatus_to_exitcode(status)})
                os.close(child.status)
                for other in [c for c in self.children.values() if c.asked_by == process]:
                    _kill_group(other.process)
                _kill_group(process)
                self._kill_strays()

    def _kill_strays(self) -> None:
        """End what a notebook started and left behind, wherever it hid."""
        import psutil  # noqa: PLC0415

        living = set(self.children)
        for stray in psutil.Process().children():
            if stray.pid in living:
                continue
            with suppress(psutil.Error):
                mark = int(stray.environ().get(_MARK, 0))
                if mark in living:
                    continue
            with suppress(psutil.Error):
                for process in [*stray.children(recursive=True), stray]:
                    process.kill()

    def _end(self) -> NoReturn:
        """Nobody is left to work for."""
        for process in list(self.children):
            _kill_group(process)
        import psutil  # noqa: PLC0415

        while left := psutil.Process().children(recursive=True):
            for process in left:
                with suppress(psutil.Error):
                    process.kill()
            with suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
            time.sleep(0.01)
        os._exit(0)


def is_single() -> bool:
    """Whether this process has one thread, so that a fork takes nothing half-done along."""
    for _ in range(50):
        if threading.active_count() == 1 and len(list(Path("/proc/self/task").iterdir())) == 1:
            return True
        threading.Event().wait(0.02)
    return False


def _kill_group(process: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process, signal.SIGKILL)


def _report(status: int, message: dict[str, int]) -> None:
    with suppress(OSError):
        os.write(status, json.dumps(message).encode() + b"\n")


def _call_prctl(option: int, value: int) -> None:
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
