"""T11: a cell shows more than anybody can read. What is cut is said, and later cells run."""

import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FLOODS = {
    "200 MB printed": ("for _ in range(200): print('x' * 1_000_000)", "200,000,200 characters"),
    "60,000 flushes": ("for _ in range(60_000): print('x' * 99, flush=True)", "6,000,000 charact"),
    "one line of 50 MB": ("print('y' * 50_000_000)", "50,000,001 characters"),
    "a program's output": (
        "import subprocess\nsubprocess.run(['head', '-c', '50000000', '/dev/zero'])",
        "50,000,000 characters",
    ),
    "a value of 50 MB": ("'z' * 50_000_000", "50,000,002 characters"),
}


@pytest.mark.parametrize(("code", "said"), FLOODS.values(), ids=FLOODS)
def test_a_flood_is_cut_and_says_so(
    code: str, said: str, write_notebook: Callable[..., Path], report: Callable[..., Any]
) -> None:
    write_notebook(code, "print('LATER ' + 'WORDS')")
    run = report(timeout=120)
    assert run.status == 0, run.err
    page = (run.folder / "n.html").read_text()
    assert "LATER WORDS" in page
    assert said in page
    for path in run.folder.iterdir():
        assert path.stat().st_size < 20_000_000, path
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert used < 512 * 1024, f"{used / 1024:.0f} MB"


def test_a_table_of_a_million_rows_is_not_the_report(
    write_notebook: Callable[..., Path], report: Callable[..., Any]
) -> None:
    code = "import pandas as pd\npd.set_option('display.max_rows', None)\n"
    write_notebook(code + "pd.DataFrame({'a': range(300_000)})", "print('LATER ' + 'WORDS')")
    run = report(timeout=180)
    assert run.status == 0, run.err
    page = (run.folder / "n.html").read_text()
    assert "LATER WORDS" in page
    assert "left out" in page
    for path in run.folder.iterdir():
        assert path.stat().st_size < 20_000_000, path


def test_an_endless_output_is_ended_by_its_limit(
    write_notebook: Callable[..., Path], report: Callable[..., Any]
) -> None:
    write_notebook("while True: print('x' * 10_000)", "print('never')")
    run = report("--cell-limit", "2")
    assert run.status == 124
    assert run.states() == ["failed", "not run"]
