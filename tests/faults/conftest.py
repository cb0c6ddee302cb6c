"""A notebook of any cells, and the program run on it as a stranger would."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

TAGGED = "articles: list[str] = []  # files or folders\n"


class Run(NamedTuple):
    """A finished run of the program."""

    status: int
    out: str
    err: str
    folder: Path

    def record(self, stem: str = "n") -> dict[str, Any]:
        """The record it has left."""
        record: dict[str, Any] = json.loads((self.folder / f"{stem}.run.json").read_text())
        return record

    def states(self) -> list[str]:
        """What became of each cell behind the parameters."""
        return [cell["state"] for cell in self.record()["cells"]][2:]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of our own, with one article."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "told").mkdir()
    (tmp_path / "told" / "a.txt").write_text("She said so.\n")
    return tmp_path


@pytest.fixture
def write_notebook(work: Path) -> Callable[..., Path]:
    def write(*cells: str, parameters: str = "", name: str = "n") -> Path:
        sources = [TAGGED + parameters, *cells]
        content = {
            "cells": [
                {"cell_type": "markdown", "id": "title", "metadata": {}, "source": "# Does it?"}
            ]
            + [
                {
                    "cell_type": "code",
                    "id": f"cell-{number}",
                    "metadata": {"tags": ["parameters"]} if number == 0 else {},
                    "source": source,
                    "outputs": [],
                    "execution_count": None,
                }
                for number, source in enumerate(sources)
            ],
            "metadata": {
                "kernelspec": {"name": "python3", "language": "python", "display_name": "Python"}
            },
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        path = work / f"{name}.ipynb"
        path.write_text(json.dumps(content))
        return path

    return write


def command(*arguments: str | Path) -> list[str]:
    """The program, as it is called."""
    return [sys.executable, "-m", "analysis", *map(str, arguments)]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Ours, with a mark by which everything that this test starts is found again."""
    root = Path(__file__).parent.parent.parent
    ours = {"PYTHONPATH": str(root), "PYTHONSAFEPATH": "1", "STARTED_BY": str(tmp_path)}
    return {**os.environ, **ours}


@pytest.fixture
def report(work: Path, environment: dict[str, str]) -> Callable[..., Run]:
    """`rashomon report told --notebook n.ipynb` with further arguments."""

    def run(*arguments: str | Path, timeout: float = 60) -> Run:
        call = command("report", "told", "--notebook", "n.ipynb", *arguments)
        done = subprocess.run(
            call, capture_output=True, text=True, timeout=timeout, env=environment, check=False
        )
        return Run(done.returncode, done.stdout, done.stderr, work / "reports" / "told")

    return run


@pytest.fixture
def start(
    work: Path, environment: dict[str, str]
) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """The same, without waiting for its end; what a failed test leaves running is ended."""
    begun: list[subprocess.Popen[str]] = []

    def begin(*arguments: str | Path) -> "subprocess.Popen[str]":
        running = subprocess.Popen(
            command("report", "told", "--notebook", "n.ipynb", *arguments),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            start_new_session=True,
        )
        begun.append(running)
        return running

    yield begin
    for running in begun:
        if running.poll() is None:
            running.kill()
            running.communicate()


def find_started(by: Path) -> list[int]:
    """Processes that the test in this folder has started, at whatever remove."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"STARTED_BY={by}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def find_processes(mark: str) -> list[int]:
    """Processes whose command line holds the mark."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found
