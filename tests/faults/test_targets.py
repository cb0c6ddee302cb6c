"""T6, T7 and T9 from outside: hostile parameters and names, and what stands in the way."""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.faults.conftest import command

PARAMETERS = "top: int = 15\noutlet: str = 'x'\n"
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join(['*' + old] * 9)}]\n"
    for old, new in zip("abcdefg", "bcdefgh", strict=True)
)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('\'x = __import__("os").mkdir("pwned")\': 1\n', 1),
        ("outlet: !!binary |\n  Jyk7IG9wZW4oJ3B3bmVkJywgJ3cnKSM=\n", 1),
        ("top: 3\ntpo: 4\n", 2),
        ("top: 3\ntop: 4\n", 2),
        (BOMB, 1),
    ],
    ids=["code", "binary", "misspelt", "duplicate", "bomb"],
)
def test_a_hostile_file_ends_before_a_process_starts(
    text: str,
    line: int,
    work: Path,
    write_notebook: Callable[..., Path],
    report: Callable[..., Any],
) -> None:
    write_notebook("print(outlet)", parameters=PARAMETERS)
    (work / "p.yaml").write_text(text)
    started = time.monotonic()
    run = report("--params", "p.yaml")
    assert time.monotonic() - started < 15  # a kernel that starts takes no less than a hang
    assert run.status == 2
    assert f"p.yaml, line {line}:" in run.err
    assert len(run.err.strip().splitlines()) == 1
    assert not (work / "pwned").exists()
    assert not (work / "reports").exists()


def test_the_exact_value_arrives(
    work: Path, write_notebook: Callable[..., Path], report: Callable[..., Any]
) -> None:
    write_notebook(
        "import json, pathlib\npathlib.Path('got').write_text(json.dumps(outlet))",
        parameters=PARAMETERS,
    )
    value = "007 \"'\\ \u202e {p.__class__} $HOME `id` \u2028 é"
    assert report("-p", f"outlet={value}").status == 0
    import json

    assert json.loads((work / "got").read_text()) == value


@pytest.mark.parametrize(
    "name",
    ["../../x", "a/b", "x" * 300, "trailing.", "CON", "nul.txt", ".hidden", "a\nb", "a:b", ""],
)
def test_a_name_that_is_no_folder_is_refused(
    name: str, work: Path, write_notebook: Callable[..., Path], report: Callable[..., Any]
) -> None:
    write_notebook("1")
    run = report(f"--name={name}")
    assert run.status == 2
    assert "--name" in run.err
    assert not (work / "reports").exists()


@pytest.mark.parametrize("name", ["a{b", "{p.__class__}", "é", "e\u0301", "Told", "told"])
def test_an_odd_name_is_a_folder_of_its_own(
    name: str, work: Path, write_notebook: Callable[..., Path], report: Callable[..., Any]
) -> None:
    write_notebook("1")
    assert report(f"--name={name}", "--formats", "html").status == 0
    assert (work / "reports" / name / "n.html").is_file()


@pytest.mark.parametrize("kind", ["link", "folder", "fifo", "linked folder", "file for a folder"])
def test_what_is_no_plain_file_is_not_replaced(
    kind: str, work: Path, write_notebook: Callable[..., Path], report: Callable[..., Any]
) -> None:
    write_notebook("1")
    elsewhere = work / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").write_text("kept")
    target = work / "reports" / "told" / "n.html"
    target.parent.parent.mkdir()
    if kind == "linked folder":
        target.parent.symlink_to(elsewhere)
    elif kind == "file for a folder":
        target.parent.write_text("kept")
    else:
        target.parent.mkdir()
    if kind == "link":
        target.symlink_to(elsewhere / "kept")
    elif kind == "folder":
        target.mkdir()
    elif kind == "fifo":
        os.mkfifo(target)
    run = report()
    assert run.status == 2
    assert "reports/told" in run.err
    assert [path.name for path in elsewhere.iterdir()] == ["kept"]
    assert (elsewhere / "kept").read_text() == "kept"


def test_of_two_runs_at_one_target_the_second_is_refused(
    work: Path,
    write_notebook: Callable[..., Path],
    start: Callable[..., "subprocess.Popen[str]"],
    report: Callable[..., Any],
) -> None:
    write_notebook(
        "import pathlib, time\npathlib.Path('begun').touch()\n"
        "while not pathlib.Path('go').exists(): time.sleep(0.05)\nprint('FIRST')"
    )
    first = start()
    ends_at = time.monotonic() + 60
    while not (work / "begun").exists() and time.monotonic() < ends_at:
        time.sleep(0.05)
    second = report()
    (work / "go").touch()
    first.communicate(timeout=60)
    assert second.status == 2
    assert "another run is writing there" in second.err
    assert first.returncode == 0
    assert "FIRST" in (work / "reports/told/n.html").read_text()


def test_control_characters_never_reach_the_terminal(
    work: Path, write_notebook: Callable[..., Path], report: Callable[..., Any]
) -> None:
    write_notebook("raise ValueError('\\x1b[2J\\x1b]0;owned\\x07 \\u202e evil')")
    run = report("-p", "\x1b[31mred=1")
    assert "\x1b" not in run.err
    run = report()
    assert run.status == 1
    assert not set("\x1b\x07\u202e") & set(run.err + run.out)
    assert "\\x1b[2J" in run.err


def test_what_looks_like_an_address_is_a_path(
    work: Path, write_notebook: Callable[..., Path], environment: dict[str, str]
) -> None:
    write_notebook("1")
    call = command("report", "https://example.org/a.txt", "--notebook", "n.ipynb")
    done = subprocess.run(
        call, capture_output=True, text=True, env=environment, timeout=60, check=False
    )
    assert done.returncode == 3
    assert "https://example.org/a.txt: no such file or folder." in done.stderr
