"""T4 and T5: the disk fills, or the program is killed, while it saves: earlier files stay whole."""

import errno
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis.errors import RashomonError
from analysis.report import save
from analysis.report.save import save_files

CONTENTS = {name: name.encode() * 5000 for name in ("n.html", "n.pdf", "n.ipynb", "n.run.json")}


@pytest.mark.parametrize("failing", range(1, 21))
@pytest.mark.parametrize("nameless", [True, False], ids=["without a name", "with a name"])
def test_a_full_disk_leaves_the_earlier_files_whole(
    failing: int, nameless: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "told"
    save_files(folder, dict.fromkeys(CONTENTS, b"earlier"))
    if not nameless:
        monkeypatch.delattr(os, "O_TMPFILE")
    _break_call(monkeypatch, failing)
    new = dict.fromkeys(CONTENTS, b"new")
    message = ""
    try:
        save_files(folder, new)
    except RashomonError as error:
        message = str(error)
    monkeypatch.undo()
    if message:
        assert str(folder) in message
        assert "No space left on device" in message
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(found) == set(CONTENTS), "a part of a file was left"
    assert set(found.values()) <= {b"earlier", b"new"}
    if not message:
        assert found == new


def _break_call(monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    """The n-th call to the system that needs space finds none."""
    count = 0

    def breaking(call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **options: Any) -> Any:
            nonlocal count
            count += 1
            if count == failing:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))
            return call(*arguments, **options)

        return run

    for name in ("fsync", "link", "write"):
        monkeypatch.setattr(os, name, breaking(getattr(os, name)))
    monkeypatch.setattr(Path, "replace", breaking(Path.replace))


def test_on_a_small_disk_the_earlier_report_stays(
    work: Path, write_notebook: Callable[..., Path], environment: dict[str, str]
) -> None:
    """A real file system that is full, where one can be mounted."""
    script = """
mkdir -p reports && mount -t tmpfs -o size=600k none reports || exit 99
"$@" || exit 98
cp -r reports before
printf '%s' "$BIG" > n.ipynb
"$@"; echo "status $?"
diff -r reports before && echo same
"""
    write_notebook("print('x')")
    big = work / "n.ipynb"
    small = big.read_text()
    write_notebook("print('y' * 900_000)")
    environment = {**environment, "BIG": big.read_text()}
    big.write_text(small)
    call = [sys.executable, "-m", "analysis", "report", "told", "--notebook", "n.ipynb"]
    call += ["--formats", "html"]
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", *call],
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
        check=False,
    )
    if done.returncode == 99 or "unshare" in done.stderr:
        pytest.skip("no file system can be mounted here")
    assert "same" in done.stdout.splitlines(), done.stdout + done.stderr
    assert "status 1" in done.stdout
    assert "No space left on device" in done.stderr
    assert "reports/told/n." in done.stderr


SAVING = """
import sys
from pathlib import Path
from analysis.report.save import save_files
folder, number = Path(sys.argv[1]), 0
print("ready", flush=True)
while True:
    number += 1
    save_files(folder, {name: (str(number) + ";").encode() * 300_000 for name in ("a", "b")})
"""


def kill_while_saving(folder: Path, environment: dict[str, str], seed: int) -> None:
    running = subprocess.Popen(
        [sys.executable, "-c", SAVING, str(folder)],
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    )
    assert running.stdout is not None
    running.stdout.readline()
    time.sleep(random.Random(seed).random() * 0.2)
    running.kill()
    running.communicate()
    for path in folder.iterdir():
        if not path.name.endswith(save._MARK):
            numbers = set(path.read_bytes().decode().rstrip(";").split(";"))
            assert len(numbers) == 1, f"{path} is a mixture"
            assert path.stat().st_size == 300_000 * (len(numbers.pop()) + 1)


def test_killed_at_any_moment_the_files_are_whole(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    for seed in range(6):
        kill_while_saving(tmp_path, environment, seed)


@pytest.mark.slow
def test_killed_at_two_hundred_moments_the_files_are_whole(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    for seed in range(200):
        kill_while_saving(tmp_path, environment, seed)
    save_files(tmp_path, {"a": b"1", "b": b"2"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_a_record_is_saved_after_what_it_tells_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    replace = Path.replace

    def note(path: Path, target: Path) -> Path:
        order.append(target.name)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", note)
    save_files(tmp_path, CONTENTS)
    assert order[-1] == "n.run.json"


def test_the_record_is_json(
    work: Path, write_notebook: Callable[..., Path], report: Callable[..., Any]
) -> None:
    write_notebook("print('x')")
    run = report()
    assert json.loads((run.folder / "n.run.json").read_text())["state"] == "done"


def test_what_a_killed_run_left_is_cleared_and_what_a_living_one_writes_is_not(
    tmp_path: Path,
) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    left = tmp_path / f".n.html.{gone.pid}.rashomon-part"
    other = tmp_path / f".n.html.{os.getppid()}.rashomon-part"
    for part in (left, other):
        part.write_bytes(b"half")
    save_files(tmp_path, {"n.html": b"whole"})
    assert not left.exists()
    assert other.read_bytes() == b"half"
