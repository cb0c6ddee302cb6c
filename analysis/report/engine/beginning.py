"""The first cells of several runs, executed once; each run goes on in a copy of that process.

Runs of a grid often differ in parameters that their first cells never read: those come to the same,
so the articles are read, parsed and compared once. A copy is forked as any run is, and what one
run changes no other sees. Where that is not safe (a cell failed, started a thread or a program,
printed past Python, or kept a file open) there is no beginning, and every run starts at the top.
"""

import gc
import json
import os
import random
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import psutil

from analysis.report.engine.frames import Channel, Hangup
from analysis.report.engine.parent import Parent, is_single
from analysis.report.engine.server import Server, Unavailable, make_environment
from analysis.report.engine.shell import make_shell, mark_process, run_cell, serve_cells, settle
from analysis.report.engine.streams import Streams

Messages = list[dict[str, Any]]
_TRIES = 2  # the first may have started threads to fill a cache, which the second only reads


class Beginning(NamedTuple):
    """What the first cells showed, by position, and the process that waits behind them."""

    server: Server
    shown: Mapping[int, Messages]
    names: Sequence[str]  # parameters that differ, which every run sets for itself
    source: str = ""  # sets them
    life: Channel | None = None

    def close(self) -> None:
        """Let the process end, and with it every run that goes on from it."""
        self.server.close()
        if self.life:
            self.life.close()


def begin(
    server: Server, sources: Mapping[int, str], names: Sequence[str], *, seconds: float
) -> Beginning | None:
    """The cells executed once, within the time; nothing where runs cannot go on from them."""
    for _ in range(_TRIES):
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            channel, status = server.ask("beginning", theirs.fileno())
        except Unavailable:
            ours.close()
            return None
        finally:
            theirs.close()
        status.close()
        shown = _run(channel, sources, seconds)
        if shown is not None:
            by_cell = dict(zip(sources, shown, strict=True))
            return Beginning(Server(ours), by_cell, names, life=channel)
        channel.close()
        ours.close()
    return None


def _run(channel: Channel, sources: Mapping[int, str], seconds: float) -> list[Messages] | None:
    start = {"folder": str(Path.cwd()), "environment": make_environment()}
    try:
        channel.send({**start, "sources": list(sources.values())})
        answer = channel.receive(time.monotonic() + seconds)
    except Hangup:
        return None
    return answer["shown"] if answer else None


def serve_beginning(channel: Channel, control: int) -> NoReturn:
    """Run the cells in this forked process, tell what they showed, and fork for every run."""
    start = channel.receive() or {}
    settle(start)
    known = set(sys.modules)
    printed = os.memfd_create("printed")
    for descriptor in (1, 2):
        os.dup2(printed, descriptor)
    kept = _Kept()
    shell = make_shell(kept, Streams(kept, piped=False))
    held, drawn = _list_held(), _read_draws()
    for source in start["sources"]:
        run_cell(shell, kept, source)
    if kept.failed or os.fstat(printed).st_size or _list_held() != held or not is_single():
        os._exit(0)
    # Where no cell has set the draws they are anew in every run, as in every fresh process.
    draws = random.getstate() if _read_draws() != drawn else None
    gc.freeze()
    channel.send({"shown": kept.by_cell})

    def go_on(_: str, run: Channel, __: list[int]) -> NoReturn:
        _go_on(shell, run, known, draws)

    parent = Parent(socket.socket(fileno=control), channel.connection.fileno(), go_on)
    while True:
        parent.answer(None)


def _go_on(shell: Any, channel: Channel, known: set[str], draws: Any) -> NoReturn:  # noqa: ANN401
    """A copy of the process becomes the rest of one run."""
    start = channel.receive() or {}
    mark_process()
    if draws is None:
        sys.modules["numpy"].random.seed()
    else:  # a fork seeds Python's anew by itself
        random.setstate(draws)
    shell.channel, shell.streams = channel, Streams(channel)
    exec(start["source"], shell.user_ns)  # noqa: S102 (our own assignments)
    serve_cells(shell, channel, known)


class _Kept:
    """Takes what cells show, and keeps it cell by cell."""

    def __init__(self) -> None:
        self.by_cell: list[Messages] = []
        self.failed = False
        self._current: Messages = []

    def send(self, message: dict[str, Any]) -> None:
        self._current.append(json.loads(json.dumps(message, default=str)))
        self.failed |= message["msg_type"] == "error"
        if message["msg_type"] == "reply":
            self.failed |= message["content"]["failed"]
            self.by_cell.append(self._current)
            self._current = []


def _list_held() -> tuple[set[str], list[Any]]:
    """Open descriptors and started programs, which copies of a process would share."""
    return set(os.listdir("/proc/self/fd")), psutil.Process().children()  # noqa: PTH208


def _read_draws() -> tuple[Any, ...]:
    """Where the random numbers of Python and numpy stand."""
    name, keys, *rest = sys.modules["numpy"].random.get_state(legacy=True)
    return random.getstate(), name, keys.tobytes(), rest
