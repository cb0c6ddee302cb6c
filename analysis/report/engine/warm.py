"""The warm parent: imports once what every notebook needs, then forks a process for each.

Started by `server`, one for each program that renders, never left running.
"""

import gc
import importlib
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NoReturn

from analysis.report.engine.frames import Channel
from analysis.report.engine.parent import Parent

# In the order in which a notebook needs them, so that an early request finds most of it there.
_SHELL = ["IPython.core.interactiveshell", "analysis.report.engine.shell"]
_NEEDED = [*_SHELL, "pandas", "numpy.random"]
_SHOWING = ["matplotlib.figure", "matplotlib.pyplot", "matplotlib_inline.backend_inline"]
_RENDERING = [
    "papermill",
    "analysis.report.run",
    "analysis.report.engine.executing",
    "analysis.report.engine.process",
    *(f"analysis.report.pages.{name}" for name in ("tree", "html", "pdf")),
]
_NAME_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def serve(control: int, life: int, kind: str) -> NoReturn:
    """Fork for requests until the program that started this is gone.

    `kind` is `one` (fork as soon as asked), `loop` (get warm in between) or `batch` (get warm
    first, and bring what renders as well).
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for name in _NAME_THREADS:
        os.environ.setdefault(name, "1")
    parent = Parent(socket.socket(fileno=control), life, _serve)
    for step in _list_steps(kind):
        if kind == "batch" or not parent.children or kind == "loop":
            step()
        if kind != "batch":
            parent.answer(0.0)
    gc.freeze()  # what stands is not looked through again in every forked process
    while True:
        parent.answer(None)


def _list_steps(kind: str) -> Iterator[Callable[[], object]]:
    if kind == "batch":
        yield _hash_code
    names = [*_NEEDED, *_SHOWING, *(_RENDERING if kind == "batch" else ())]
    for name in names:
        yield lambda name=name: importlib.import_module(name)  # type: ignore[misc]
    yield _warm_analysis
    if kind == "batch":
        yield _load_fonts
    if kind != "one":  # for a single report it would only be in the way
        yield _rehearse


def _hash_code() -> None:
    """The code as it is now, before it is imported: what is edited later has not run."""
    from analysis.report.record import hash_code  # noqa: PLC0415

    hash_code()


def _warm_analysis() -> None:
    """Every public function imported."""
    import analysis  # noqa: PLC0415

    for name in vars(analysis)["__all__"]:
        getattr(analysis, name)


def _load_fonts() -> None:
    """The fonts of every PDF, once; Typst starts no thread for that."""
    from analysis.report.pages.fonts import find_fonts  # noqa: PLC0415

    find_fonts()


def _rehearse() -> None:
    """A comparison made once and thrown away: what is read at first use is read."""
    from analysis.report.engine.rehearsal import rehearse  # noqa: PLC0415

    with suppress(Exception):  # whatever is wrong is told by the cell that meets it
        rehearse()


def _serve(kind: str, channel: Channel, more: list[int]) -> NoReturn:
    """What a process forked here becomes."""
    if kind == "job":
        from analysis.report.batch.workers import serve_job  # noqa: PLC0415

        serve_job(channel, *more)
    if kind == "beginning":
        from analysis.report.engine.beginning import serve_beginning  # noqa: PLC0415

        serve_beginning(channel, *more)
    from analysis.report.engine.shell import serve_shell  # noqa: PLC0415

    serve_shell(channel)
