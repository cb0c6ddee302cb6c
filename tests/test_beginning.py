"""Runs that begin alike begin once, and come to what they would have come to alone."""

from pathlib import Path
from typing import Any

import pytest

from analysis.report.batch.running import render_batch
from analysis.report.batch.tasks import Options, Result
from analysis.report.engine.beginning import Beginning, begin
from analysis.report.engine.executing import Outcome, execute_notebook
from analysis.report.engine.server import Server
from analysis.report.engine.shared import count_shared
from analysis.report.job import prepare_job
from analysis.report.notebooks import insert_cell, read_notebook
from analysis.report.parameters.declared import Given
from analysis.report.run import render_report
from tests.make_notebook import make_notebook

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
LIMITS = (120.0, 240.0)


def make_code(source: str, *tags: str) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": {"tags": list(tags)}}


PARAMETERS = make_code("top = 3\nzone = 'UTC'", "parameters")


@pytest.mark.parametrize(
    ("source", "shared"),
    [
        ("rows = load()", True),
        ("import analysis as rashomon", True),
        ("def pick(rows):\n    return rows[0]", True),
        ("rows.query('n > 1')", True),
        ("shown = zone + 'x'", True),  # read, and the same in all
        ("rows.head(top)", False),
        ("def pick(rows):\n    return rows[:top]", False),
        ("rows.query('n > @top')", False),
        ("f'{top}'", False),
        ("zone = zone.upper()", False),
        ("def zone(): pass", False),
        ("import zone", False),
        ("from pandas import Series as zone", False),
        ("from numpy import *", False),
        ("import sqlite3", False),
        ("import numpy, sqlite3", False),
        ("from os import environ", False),
        ("from . import x", False),
        ("globals()['to' + 'p']", False),
        ("eval('to' + 'p')", False),
        ("file = open('x')", False),
        ("with gzip as file: pass", False),
        ("_ + 1", False),
        ("%matplotlib inline", False),
        ("!ls", False),
        ("await something()", False),
        ("1 +", False),
    ],
)
def test_a_cell_is_shared_where_it_cannot_tell_the_runs_apart(source: str, shared: bool) -> None:
    cells = [PARAMETERS, make_code(source)]
    assert count_shared(cells, {"top"}, {"top", "zone"}) == (2 if shared else 0)


def test_nothing_is_shared_behind_the_first_cell_that_is_not() -> None:
    cells = [PARAMETERS, make_code("a = 1"), make_code("b = top"), make_code("c = 1")]
    assert count_shared(cells, {"top"}, {"top"}) == 2


def test_a_tagged_cell_is_not_shared() -> None:
    assert count_shared([PARAMETERS, make_code("1 / 0", "raises-exception")], {"top"}, {"top"}) == 0


def test_reading_parameters_alone_is_not_worth_a_beginning() -> None:
    cells = [make_code(""), PARAMETERS, make_code("print(top)")]
    assert count_shared(cells, {"top"}, {"top"}) == 0


def run_from(server: Server, path: Path, *tops: int) -> list[Outcome]:
    """The notebook once for each value, all from one beginning that stops before the last cell."""
    content = read_notebook(path)
    cells = insert_cell(content, f"top = {tops[0]}").cells[:-1]
    sources = {n: cell.source for n, cell in enumerate(cells) if cell.cell_type == "code"}
    begun = begin(server, sources, ["top"], seconds=60)
    assert isinstance(begun, Beginning)
    try:
        return [
            execute_notebook(
                content,
                f"top = {top}",
                folder=path.parent,
                server=server,
                beginning=begun._replace(source=f"top = {top}"),
            )
            for top in tops
        ]
    finally:
        begun.close()


def list_texts(outcome: Outcome) -> list[str]:
    return [
        output.get("text") or output["data"]["text/plain"]
        for cell in outcome.notebook.cells
        for output in cell.get("outputs", ())
    ]


def test_every_run_has_its_own_parameters_and_its_own_copy(tmp_path: Path, server: Server) -> None:
    path = make_notebook(
        tmp_path / "n.ipynb", "print('once')\nrows = [1]", "rows.append(top)\nrows"
    )
    first, second = run_from(server, path, 5, 6)
    assert list_texts(first) == ["once\n", "[1, 5]"]
    assert list_texts(second) == ["once\n", "[1, 6]"]
    assert [c.execution_count for c in first.notebook.cells if "outputs" in c] == [1, 2, 3, 4]
    assert first.engine == "forked: its first 2 steps ran once for several reports"


def test_draws_are_anew_in_every_run_unless_a_shared_cell_has_set_them(
    tmp_path: Path, server: Server
) -> None:
    free = make_notebook(tmp_path / "a.ipynb", "import random", "random.random()")
    one, other = run_from(server, free, 1, 2)
    assert list_texts(one) != list_texts(other)
    again = "import random; random.seed(7)"
    fixed = make_notebook(tmp_path / "b.ipynb", again, "random.random()")
    one, other = run_from(server, fixed, 1, 2)
    assert list_texts(one) == list_texts(other) == ["0.32383276483316237"]


def test_a_run_that_dies_takes_no_other_along(tmp_path: Path, server: Server) -> None:
    died = "import os, signal\nif top == 1: os.kill(os.getpid(), signal.SIGKILL)\ntop"
    path = make_notebook(tmp_path / "n.ipynb", "rows = [1]", died)
    first, second = run_from(server, path, 1, 2)
    assert first.failure is not None
    assert first.failure.message == "the process that ran this cell ended by SIGKILL"
    assert list_texts(second) == ["2"]


@pytest.mark.parametrize(
    "source",
    [
        "1 / 0",
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=(9,), daemon=True).start()",
        "import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'input()'])",
        "import os\nos.system('echo past Python')",
        "import os\nkept = os.open('/', os.O_RDONLY)",
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    ],
)
def test_there_is_no_beginning_where_going_on_from_it_is_not_safe(
    source: str, server: Server
) -> None:
    assert begin(server, {0: source}, ["top"], seconds=60) is None


def test_a_beginning_that_takes_too_long_is_none(server: Server) -> None:
    assert begin(server, {0: "import time; time.sleep(60)"}, ["top"], seconds=0.2) is None


def test_a_run_starts_at_the_top_where_its_beginning_is_gone(
    tmp_path: Path, server: Server
) -> None:
    path = make_notebook(tmp_path / "n.ipynb", "rows = [1]", "rows, top")
    begun = begin(server, {2: "top = 4", 3: "rows = [1]"}, ["top"], seconds=60)
    assert begun is not None
    begun.close()
    options: Any = {"server": server, "beginning": begun, "folder": tmp_path}
    outcome = execute_notebook(read_notebook(path), "top = 4", **options)
    assert list_texts(outcome) == ["([1], 4)"]
    assert outcome.engine == "forked"


def test_a_batch_makes_the_same_bytes_as_single_reports(tmp_path: Path) -> None:
    runs = tmp_path / "runs.yaml"
    runs.write_text(f"notebook: story\narticles: ['{SEEDS}']\ngrid: {{top: [3, 4]}}\n")
    options = Options(str(tmp_path / "out"), ("html", "pdf"), LIMITS)
    results: list[Result] = render_batch(runs, options, jobs=1)
    assert [result.state for result in results] == ["done", "done"]
    assert "once for several reports" in results[1].record["engine"]
    job = prepare_job(
        [str(SEEDS)], given=[Given("top", 4, "here")], out=tmp_path / "alone", name="top-4"
    )
    alone = render_report(job, limits=LIMITS)
    assert alone.record["engine"] == "forked"
    assert alone.record["outputs"].items() >= {
        (name, made)
        for name, made in results[1].record["outputs"].items()
        if not name.endswith(".ipynb")
    }
