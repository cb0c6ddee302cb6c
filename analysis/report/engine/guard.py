"""What a kernel has started ends with it, also where the program that ran it was killed.

A small process of its own watches: nobody else is left to do it after SIGKILL. Forked processes
have their warm parent for that (`warm`).
"""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

_PAUSE = 0.25  # seconds between two looks at what the kernel has started
_END = b"e"  # the program is done with the kernel; without it, the program is gone


@contextmanager
def guard_kernel(kernel: int) -> Iterator[None]:
    """Meanwhile, and however this ends, no process that the kernel starts outlives it."""
    command = [sys.executable, "-P", str(Path(__file__)), str(kernel)]
    silent = subprocess.DEVNULL
    guard = subprocess.Popen(  # noqa: S603 (our own Python, our own code)
        command, stdin=subprocess.PIPE, stdout=silent, stderr=silent, start_new_session=True
    )
    try:
        yield
    finally:
        with suppress(OSError, subprocess.TimeoutExpired):
            guard.communicate(_END, timeout=10)


def _watch(kernel: int) -> None:
    """Remember what the kernel starts until the program says that it is done, or is gone."""
    said: list[bytes] = []
    over = threading.Event()

    def listen() -> None:
        said.append(sys.stdin.buffer.read())
        over.set()

    threading.Thread(target=listen, daemon=True).start()
    watched = psutil.Process(kernel)
    started: set[psutil.Process] = set()
    while not over.wait(_PAUSE):
        started |= _list_started(watched)
    started |= _list_started(watched)
    for process in started if said == [_END] else {*started, watched}:
        with suppress(psutil.Error):
            process.kill()


def _list_started(kernel: psutil.Process) -> set[psutil.Process]:
    with suppress(psutil.Error):
        return set(kernel.children(recursive=True))
    return set()


if __name__ == "__main__":
    _watch(int(sys.argv[1]))
