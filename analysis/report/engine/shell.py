"""A forked process that runs one notebook's cells and sends what they show.

It stands where a Jupyter kernel would, with IPython's own shell and without sockets of the network.
"""

import base64
import builtins
import os
import random
import signal
import sys
import time
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any, NoReturn

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from analysis.report.engine.frames import Channel, Hangup, Sink
from analysis.report.engine.streams import Streams

DISPLAY_LIMIT = 16_000_000  # characters that one cell may show beside what it prints


def serve_shell(channel: Channel) -> NoReturn:
    """Run the cells that come in over the channel until it ends."""
    try:
        settle(channel.receive() or {})
        known = set(sys.modules)
        serve_cells(make_shell(channel, Streams(channel)), channel, known)
    except BaseException as error:  # noqa: BLE001 (whoever asked must learn of it)
        channel.send({"msg_type": "broken", "content": {"message": repr(error)}})
        os._exit(1)


def serve_cells(shell: Any, channel: Channel, known: Container[str]) -> NoReturn:  # noqa: ANN401
    """Run cells in a shell that stands; `known` are the modules that no cell has brought along."""
    try:
        channel.send({"msg_type": "ready", "content": {"process": os.getpid()}})
        while (message := channel.receive()) is not None:
            if message.get("end"):
                channel.send({"msg_type": "ended", "content": {"modules": _list_modules(known)}})
                break
            run_cell(shell, channel, message["source"])
    except Hangup:
        os._exit(0)
    except BaseException as error:  # noqa: BLE001 (whoever asked must learn of it)
        channel.send({"msg_type": "broken", "content": {"message": repr(error)}})
        os._exit(1)
    os._exit(0)


def settle(start: Mapping[str, Any]) -> None:
    """Folder, environment and random numbers of a process that was just started."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.clear()
    os.environ.update(start["environment"])
    mark_process()
    time.tzset()
    os.chdir(start["folder"])
    sys.path.insert(0, "")
    sys.argv = ["rashomon"]
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()


def mark_process() -> None:
    """Put this process's number into the environment, which all that a cell starts inherits."""
    os.environ["RASHOMON_PROCESS"] = str(os.getpid())


class _Shell(InteractiveShell):
    """IPython's shell; errors go to the channel instead of the terminal."""

    channel: Sink
    streams: Streams
    fit: "_Fit"

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:  # noqa: ANN401
        self.streams.send()
        content = {"ename": str(etype.__name__), "evalue": str(evalue), "traceback": stb}
        self.channel.send({"msg_type": "error", "content": content})

    def enable_gui(self, gui: Any = None) -> None:  # noqa: ANN401
        """There is no window to draw in."""

    def init_io(self) -> None:
        """Keep the streams that were made for it."""


class _Publisher(DisplayPublisher):
    def publish(  # type: ignore[override]
        self,
        data: Mapping[str, Any],
        metadata: Mapping[str, Any] | None = None,
        *,
        transient: Mapping[str, Any] | None = None,
        update: bool = False,
        **_: Any,  # noqa: ANN401
    ) -> None:
        shell: Any = self.shell
        shell.streams.send()
        content = {"data": shell.fit(data), "metadata": metadata or {}}
        content["transient"] = transient or {}
        name = "update_display_data" if update else "display_data"
        shell.channel.send({"msg_type": name, "content": content})

    def clear_output(self, wait: bool = False) -> None:
        shell: Any = self.shell
        shell.streams.send()
        shell.channel.send({"msg_type": "clear_output", "content": {"wait": wait}})


class _Hook(DisplayHook):
    def write_output_prompt(self) -> None:
        """Say nothing: the number goes with the result."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:  # noqa: ANN401
        shell: Any = self.shell
        shell.streams.send()
        content = {"data": shell.fit(format_dict), "metadata": md_dict or {}}
        content["execution_count"] = self.prompt_count
        shell.channel.send({"msg_type": "execute_result", "content": content})


class _Fit:
    """Data as text, images in base64; what would be too much is named instead of shown."""

    def __init__(self) -> None:
        self.left = DISPLAY_LIMIT

    def __call__(self, data: Mapping[str, Any]) -> dict[str, Any]:
        fitted = {}
        for kind, value in data.items():
            shown = base64.b64encode(value).decode() if isinstance(value, bytes) else value
            size = len(shown) if isinstance(shown, str) else len(repr(shown))
            if size <= self.left:
                fitted[kind] = shown
                self.left -= size
            else:
                note = f"[left out: {kind} of {size:,} characters]"
                fitted["text/plain"] = _cut(str(data.get("text/plain", "")), 2000) + "\n" + note
        return fitted


def _cut(text: str, size: int) -> str:
    return text if len(text) <= size else text[:size] + "…"


def make_shell(channel: Sink, streams: Streams) -> Any:  # noqa: ANN401 (IPython is untyped)
    """IPython's shell for this process, which shows over the channel."""
    make: Any = _Shell
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    shell = make.instance(config=config, display_pub_class=_Publisher, displayhook_class=_Hook)
    shell.channel, shell.streams, shell.fit = channel, streams, _Fit()
    builtins.input = _refuse_input
    if "matplotlib" in sys.modules:
        # Imported before there was a shell, it would draw to nowhere.
        shell.enable_matplotlib("inline")
    return shell


def _refuse_input(*_: object) -> NoReturn:
    raise StdinNotImplementedError("A report runs without anybody to ask.")


def run_cell(shell: Any, channel: Sink, source: str) -> None:  # noqa: ANN401
    """Run one cell: what it shows goes over the channel, and last how it ended."""
    shell.fit = _Fit()
    shell.streams.start_cell()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        result = shell.run_cell(source, store_history=True)
        failed = not result.success
    except KeyboardInterrupt:
        failed = True
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    shell.streams.end_cell()
    content = {"failed": failed, "execution_count": shell.execution_count - 1}
    channel.send({"msg_type": "reply", "content": content})


def _list_modules(known: Container[str]) -> list[str]:
    """Files of the modules that the notebook brought along: not installed, not Python's own."""
    own = [Path(path).resolve() for path in (sys.prefix, sys.base_prefix, os.__file__)]
    own[-1] = own[-1].parent
    own.append(Path(__file__).resolve().parents[2])
    found = set()
    for name, module in list(sys.modules.items()):
        file = None if name in known else getattr(module, "__file__", None)
        if isinstance(file, str) and file.endswith(".py"):
            path = Path(file).resolve()
            if not any(path.is_relative_to(folder) for folder in own):
                found.add(str(path))
    return sorted(found)
