"""Long calls say how far they are, to people only, and can be stopped."""

import io
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from analysis import progress

ROOT = Path(__file__).parent.parent


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_for_whoever_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_DELAY", 0)
    for seen, stream in ((True, Terminal()), (False, io.StringIO())):
        monkeypatch.setattr(sys, "stderr", stream)
        assert list(progress.follow("abc", "comparing", unit=" blocks", total=3)) == ["a", "b", "c"]
        assert ("comparing: 100%" in stream.getvalue()) is seen


def test_a_short_call_shows_none(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    list(progress.follow("abc", "comparing", unit=" blocks", total=3))
    assert "comparing" not in stream.getvalue()


LONG = """
import analysis as rashomon, pandas as pd, sys, time
from analysis import progress
print(progress.is_watched())
for _ in progress.follow(range(10_000), "comparing", unit=" blocks", total=10_000):
    time.sleep(0.05)
"""


def wait_for_reply(client: Any, asked: str) -> dict[str, Any]:
    """What the kernel answers; other answers may come first, to the questions of its start."""
    while True:
        message = client.get_shell_msg(timeout=60)
        if message["parent_header"].get("msg_id") == asked:
            return dict(message["content"])


@pytest.mark.parametrize("lab", [True, False])
def test_a_kernel_shows_a_bar_in_jupyterlab_only_and_survives_an_interrupt(
    *, lab: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jupyter_client.manager import start_new_kernel

    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    if lab:
        monkeypatch.setenv("JPY_SESSION_NAME", "explore.ipynb")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    manager, client = start_new_kernel()
    try:
        running = client.execute(LONG, stop_on_error=False)
        streams = {"stdout": "", "stderr": ""}
        enough = "comparing" if lab else "False"
        end = time.monotonic() + 60
        while enough not in streams["stderr" if lab else "stdout"] and time.monotonic() < end:
            content = client.get_iopub_msg(timeout=60)["content"]
            if "text" in content:
                streams[content["name"]] += content["text"]
        assert streams["stdout"].strip() == str(lab)
        assert ("comparing" in streams["stderr"]) is lab
        manager.interrupt_kernel()
        assert wait_for_reply(client, running)["ename"] == "KeyboardInterrupt"
        after = client.execute("kept = rashomon.TABLES")
        assert wait_for_reply(client, after)["status"] == "ok"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
