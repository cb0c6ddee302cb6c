"""T3: asked to stop, or killed, in the middle of a cell that has started a program."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis.report.engine import server
from tests.faults.conftest import find_processes, find_started

MARK = "600.0041337"
CELL = f"""import subprocess
from pathlib import Path
Path('begun').touch()
for new in (False, True):
    subprocess.Popen(['sleep', '{MARK}'], start_new_session=new)
subprocess.run(['sleep', '{MARK}'])"""


def wait_for(condition: Callable[[], object], seconds: float) -> bool:
    ends_at = time.monotonic() + seconds
    while time.monotonic() < ends_at:
        if condition():
            return True
        time.sleep(0.05)
    return bool(condition())


def assert_clean(work: Path) -> None:
    assert wait_for(lambda: not find_started(work), 10), "what was started lives on"


@pytest.mark.parametrize(
    ("numbers", "status"),
    [
        ([signal.SIGINT], 130),
        ([signal.SIGTERM], 143),
        ([signal.SIGHUP], 129),
        ([signal.SIGINT, signal.SIGINT], 130),
    ],
    ids=["SIGINT", "SIGTERM", "SIGHUP", "SIGINT twice"],
)
def test_asked_to_stop_it_stops_and_tells(
    numbers: list[signal.Signals],
    status: int,
    work: Path,
    write_notebook: Callable[..., Path],
    start: Callable[..., "subprocess.Popen[str]"],
) -> None:
    write_notebook("print('EARLY ' + 'WORDS')", CELL, "print('never')")
    running = start()
    assert wait_for((work / "begun").exists, 60)
    time.sleep(0.3)
    for number in numbers:
        running.send_signal(number)
        time.sleep(0.05)
    _, err = running.communicate(timeout=15)
    assert running.returncode == status
    assert len(err.strip().splitlines()) == 1
    assert "stopped by SIG" in err
    record = (work / "reports/told/n.run.json").read_text()
    assert '"interrupted"' in record
    page = (work / "reports/told/n.html").read_text()
    assert "not whole" in page
    assert "EARLY WORDS" in page
    assert_clean(work)


def test_killed_it_leaves_nothing_and_the_next_run_works(
    work: Path,
    write_notebook: Callable[..., Path],
    start: Callable[..., "subprocess.Popen[str]"],
    report: Callable[..., Any],
) -> None:
    write_notebook("print('EARLY ' + 'WORDS')", CELL, "print('never')")
    running = start()
    assert wait_for((work / "begun").exists, 60)
    time.sleep(0.3)
    running.kill()
    running.communicate(timeout=10)
    assert_clean(work)
    write_notebook("print('now')")
    assert report().status == 0


IN_A_KERNEL = """from analysis.report.run import prepare_job, render_report
job = prepare_job(['told'], notebook='n.ipynb', formats=('html',))
render_report(job, engine='rashomon-kernel')"""


@pytest.mark.parametrize("killed", [True, False], ids=["killed", "to its end"])
def test_a_kernel_leaves_nothing_either(
    killed: bool, work: Path, write_notebook: Callable[..., Path], environment: dict[str, str]
) -> None:
    last = CELL if killed else CELL.replace("subprocess.run(", "print(")
    write_notebook(last + "\nimport time; time.sleep(1)")
    running = subprocess.Popen([sys.executable, "-c", IN_A_KERNEL], env=environment)
    assert wait_for((work / "begun").exists, 60)
    if killed:
        assert wait_for(lambda: count_sleeping(work) == 3, 30)
        running.kill()
    assert running.wait(60) == (-signal.SIGKILL if killed else 0)
    assert_clean(work)


def count_sleeping(work: Path) -> int:
    return len(set(find_started(work)) & set(find_processes(MARK)))


def test_stopped_while_it_starts_it_leaves_the_earlier_report_alone(
    work: Path,
    write_notebook: Callable[..., Path],
    start: Callable[..., "subprocess.Popen[str]"],
    report: Callable[..., Any],
) -> None:
    write_notebook("print('first')")
    assert report().status == 0
    earlier = {path.name: path.read_bytes() for path in (work / "reports/told").iterdir()}
    write_notebook("print('second')")
    for delay in (0.02, 0.1, 0.25):
        running = start()
        time.sleep(delay)
        running.send_signal(signal.SIGTERM)
        running.communicate(timeout=15)
        now = {path.name: path.read_bytes() for path in (work / "reports/told").iterdir()}
        assert now == earlier


def test_a_parent_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine it took longer than was waited for, and a whole batch was called failed."""
    monkeypatch.setattr(server, "_LAST", 0.1)
    ours, theirs = socket.socketpair()
    parent = server.Server(ours)
    parent.process = subprocess.Popen(["sleep", MARK])
    parent.close(wait=True)
    theirs.close()
    assert parent.process.returncode == -signal.SIGKILL
