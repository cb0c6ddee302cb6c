"""The warm parent, seen from the program that starts it and asks it for processes.

Imports next to nothing, so that the parent gets warm while this program imports the rest.
"""

import json
import os
import select
import socket
import subprocess
import sys
import threading
import time
from functools import cache
from pathlib import Path

from analysis.report.engine.frames import Channel

_PATIENCE = 120.0  # seconds that getting warm may take
_LAST = 30.0  # seconds that ending may take
MOMENT = "1600000000"  # what carries a date carries this one: the same bytes on every day


class Unavailable(Exception):  # noqa: N818 (reads as what it is)
    """Processes cannot be forked here."""


class Server:
    """A warm parent, and the processes it is asked for."""

    def __init__(self, control: socket.socket, asked_by: int = 0) -> None:
        self.control, self.asked_by = control, asked_by
        self.process: subprocess.Popen[bytes] | None = None
        self._life: int | None = None

    def ask(self, kind: str, *descriptors: int) -> tuple[Channel, "Status"]:
        """A forked process of a kind, and the report of its end.

        Raises:
            Unavailable: the parent is gone or must not fork.
        """
        ours, theirs = socket.socketpair()
        reading, writing = os.pipe()
        request = json.dumps({"kind": kind, "asked_by": self.asked_by}).encode()
        try:
            given = [theirs.fileno(), writing, *descriptors]
            socket.send_fds(self.control, [request], given)
        except OSError as error:
            ours.close()
            os.close(reading)
            raise Unavailable(str(error)) from error
        finally:
            theirs.close()
            os.close(writing)
        status = Status(reading)
        if "process" not in status.wait(_PATIENCE, "process"):
            ours.close()
            status.close()
            raise Unavailable("the warm parent does not fork")
        return Channel(ours), status

    def close(self, *, wait: bool = False) -> None:
        """Let the parent end, and with it all it forked."""
        self.control.close()
        if self._life is not None:
            os.close(self._life)
            self._life = None
        if wait and self.process:
            try:
                self.process.wait(_LAST)
            except subprocess.TimeoutExpired:  # what was made is made
                self.process.kill()
                self.process.wait()


class Status:
    """What the parent reports of one process: its number, and how it ended."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor, self._known, self._text = descriptor, dict[str, int](), b""

    def wait(self, seconds: float, name: str) -> dict[str, int]:
        """All that is known once `name` is, or after that many seconds."""
        ends_at = time.monotonic() + seconds
        while name not in self._known:
            left = max(0.0, ends_at - time.monotonic())
            if not select.select([self._descriptor], [], [], left)[0]:
                break
            data = os.read(self._descriptor, 4096)
            if not data:
                break
            self._text += data
            *lines, self._text = self._text.split(b"\n")
            for line in lines:
                self._known.update(json.loads(line))
        return self._known

    def close(self) -> None:
        """Listen no longer."""
        os.close(self._descriptor)


def start_server(kind: str) -> Server:
    """A warm parent of our own: `one` report, a `loop` of calls, or a `batch`.

    Raises:
        Unavailable: this system cannot fork safely.
    """
    if not sys.platform.startswith("linux"):
        raise Unavailable("forking is safe on Linux only")
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    reading, writing = os.pipe()
    root = str(Path(__file__).resolve().parents[3])
    # First for our own package, whatever else is called `analysis`; last for all others.
    code = f"import sys; sys.path.insert(0, {root!r})\nimport analysis\n"
    code += "sys.path.append(sys.path.pop(0))\n"
    code += "from analysis.report.engine.warm import serve\n"
    code += "sys.modules.setdefault('rfc3987_syntax', None)\n"
    code += f"serve({theirs.fileno()}, {reading}, {kind!r})"
    server = Server(ours)
    server.process = subprocess.Popen(  # noqa: S603 (our own Python, our own code)
        [sys.executable, "-P", "-c", code],
        pass_fds=[theirs.fileno(), reading],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=None if os.environ.get("RASHOMON_DEBUG") else subprocess.DEVNULL,
        # Arrow's allocator would start a thread, and what has threads must not fork.
        env={**make_environment(), "JE_ARROW_MALLOC_CONF": "background_thread:false"},
        start_new_session=True,
    )
    server._life = writing
    theirs.close()
    os.close(reading)
    return server


def make_environment() -> dict[str, str]:
    """Our environment, with what makes two runs alike."""
    steady = {"PYTHONHASHSEED": "0", "MPLBACKEND": "module://matplotlib_inline.backend_inline"}
    steady["SOURCE_DATE_EPOCH"] = os.environ.get("SOURCE_DATE_EPOCH", MOMENT)
    environment = {**os.environ, **steady}
    # A report made from a cell of JupyterLab is no notebook to draw progress bars into.
    environment.pop("JPY_SESSION_NAME", None)
    return environment


_SHARING = threading.Lock()


def share_server() -> Server:
    """The parent for calls that bring none: papermill's own command, loops in Python."""
    with _SHARING:
        return _share_server(os.getpid())


@cache
def _share_server(process: int) -> Server:
    """The parent for calls that bring none: papermill's own command, loops in Python."""
    import atexit  # noqa: PLC0415

    server = start_server("loop")
    atexit.register(server.close, wait=True)
    return server
