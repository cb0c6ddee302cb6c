"""T10 and T12: many at once, killed at any moment, and only what changed is done again."""

import csv
import io
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.faults.conftest import command, find_started

ROOT = Path(__file__).parent.parent.parent
COUNTING = """import os, helper
with open('executed', 'a') as log: log.write(f'{top}\\n')
print('SET', top, helper.WORD, os.getcwd())
if top == 3: raise ValueError('set three')"""


@pytest.fixture
def batch(
    work: Path, write_notebook: Callable[..., Path], environment: dict[str, str]
) -> Callable[..., "subprocess.Popen[str]"]:
    """`rashomon batch` on ten sets of which the third raises; started, not waited for."""
    write_notebook(COUNTING, parameters="top: int = 0\n")
    (work / "helper.py").write_text("WORD = 'one'\n")
    write_runs(work, range(1, 11))
    # A copy: whoever edits the package meanwhile has not changed what this test runs.
    shutil.copytree(ROOT / "analysis", work / "program" / "analysis")
    ours = {**environment, "PYTHONPATH": str(work / "program")}

    def start(*arguments: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            command("batch", "runs.yaml", "--formats", "html", *arguments),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=ours,
            start_new_session=True,
        )

    return start


def write_runs(work: Path, tops: Any) -> None:
    grid = f"grid: {{top: [{', '.join(map(str, tops))}]}}\n"
    (work / "runs.yaml").write_text(f"notebook: n.ipynb\narticles: [told]\n{grid}")


def finish(running: "subprocess.Popen[str]") -> tuple[int, str, str]:
    out, err = running.communicate(timeout=240)
    return running.returncode, out, err


def take_log(work: Path) -> list[int]:
    """The sets executed since the last time."""
    log = work / "executed"
    found = sorted(map(int, log.read_text().split())) if log.exists() else []
    log.unlink(missing_ok=True)
    return found


def read_states(work: Path) -> dict[str, str]:
    rows = csv.DictReader(io.StringIO((work / "reports" / "batch.csv").read_text()))
    return {row["top"]: row["state"] for row in rows}


def test_only_what_changed_is_done_again(
    work: Path, batch: Callable[..., "subprocess.Popen[str]"]
) -> None:
    status, out, err = finish(batch("--jobs", "2"))
    assert status == 1
    assert "9 made, 0 unchanged, 1 failed" in out
    assert "top-3: error: ValueError: set three" in err
    assert take_log(work) == list(range(1, 11))
    assert {top for top, state in read_states(work).items() if state == "failed"} == {"3"}

    status, out, _ = finish(batch("--jobs", "2"))
    assert status == 1
    assert "0 made, 9 unchanged, 1 failed" in out
    assert take_log(work) == [3]

    write_runs(work, [1, 2, 4, 5, 99])
    status, out, _ = finish(batch("--why"))
    assert status == 0
    assert "top-99/n: not done yet" in out
    assert take_log(work) == [99]

    (work / "helper.py").write_text("WORD = 'two'\n")
    status, out, _ = finish(batch("--why"))
    assert f"changed: {(work / 'helper.py').resolve()}" in out
    assert take_log(work) == [1, 2, 4, 5, 99]

    article = work / "told" / "a.txt"
    times = article.stat()
    article.write_text("She said no.\n")
    os.utime(article, ns=(times.st_atime_ns, times.st_mtime_ns))
    status, out, _ = finish(batch("--why"))
    assert "changed: articles" in out
    assert take_log(work) == [1, 2, 4, 5, 99]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_it_tells_what_is_done_and_what_is_not(
    number: signal.Signals,
    work: Path,
    batch: Callable[..., "subprocess.Popen[str]"],
    write_notebook: Callable[..., Path],
) -> None:
    wait = (
        "import pathlib, time\nwhile top > 1 and not pathlib.Path('go').exists(): time.sleep(.05)"
    )
    write_notebook(wait, parameters="top: int = 0\n")
    write_runs(work, [1, 2, 3])
    running = batch("--jobs", "1")
    ends_at = time.monotonic() + 60
    while not (work / "reports/top-1/n.run.json").exists() and time.monotonic() < ends_at:
        time.sleep(0.05)
    time.sleep(0.5)
    running.send_signal(number)
    _, err = running.communicate(timeout=15)
    assert running.returncode == 128 + number
    assert err == f"rashomon: stopped by {number.name}; what was done so far is recorded.\n"
    assert read_states(work) == {"1": "done", "2": "not run", "3": "not run"}
    assert "2 not run" in (work / "reports/index.html").read_text()
    assert sorted(path.name for path in (work / "reports").iterdir()) == [
        *("batch.csv", "index.html", "top-1")
    ]
    ends_at = time.monotonic() + 10
    while find_started(work) and time.monotonic() < ends_at:
        time.sleep(0.1)
    assert not find_started(work)
    (work / "go").touch()
    status, out, _ = finish(batch())
    assert status == 0
    assert "2 made, 1 unchanged, 0 failed\n" in out


def kill_and_resume(
    work: Path, batch: Callable[..., "subprocess.Popen[str]"], delay: float
) -> list[int]:
    """The sets executed in a run that is killed and in the one that finishes it."""
    running = batch("--jobs", "2")
    time.sleep(delay)
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate(timeout=30)
    ends_at = time.monotonic() + 60  # ten seconds where nothing else runs
    while find_started(work) and time.monotonic() < ends_at:
        time.sleep(0.1)
    done = [path.name for path in (work / "reports").glob("*/n.run.json")]
    before = take_log(work)
    finish(batch("--jobs", "2"))
    after = take_log(work)
    again = {f"top-{top}" for top in after} & set(done) - {"top-3"}
    assert not again, "a finished set was done again"
    states = {state for top, state in read_states(work).items() if top != "3"}
    assert states == {"done"}, (work / "reports" / "batch.csv").read_text()
    return [*before, *after]


def test_a_killed_batch_is_finished_by_the_same_command(
    work: Path, batch: Callable[..., "subprocess.Popen[str]"]
) -> None:
    executed = kill_and_resume(work, batch, 6.0)
    assert set(executed) == set(range(1, 11))


@pytest.mark.slow
def test_killed_at_twenty_moments_it_is_finished_each_time(
    work: Path, batch: Callable[..., "subprocess.Popen[str]"]
) -> None:
    for seed in range(20):
        shutil.rmtree(work / "reports", ignore_errors=True)
        executed = kill_and_resume(work, batch, random.Random(seed).uniform(0.1, 12))
        assert set(executed) == set(range(1, 11))


@pytest.mark.slow
@pytest.mark.parametrize("time_of_three", range(3))
def test_sixty_four_sets_each_hold_their_own(
    time_of_three: int,
    work: Path,
    batch: Callable[..., "subprocess.Popen[str]"],
    write_notebook: Callable[..., Path],
) -> None:
    write_notebook("import os\nprint(f'SET-{top}-', os.getcwd())", parameters="top: int = 0\n")
    write_runs(work, range(64))
    status, _, err = finish(batch("--jobs", "8"))
    assert status == 0, err
    wide = {path.parent.name: path.read_bytes() for path in work.glob("reports/*/n.html")}
    assert len(wide) == 64
    for name, page in wide.items():
        assert f"SET-{name.removeprefix('top-')}- {work.resolve()}".encode() in page
    if time_of_three == 0:
        assert finish(batch("--jobs", "1", "--force"))[0] == 0
        narrow = {path.parent.name: path.read_bytes() for path in work.glob("reports/*/n.html")}
        assert narrow == wide
