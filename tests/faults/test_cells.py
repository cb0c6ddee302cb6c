"""T1 and T2: a cell's process dies, a cell never ends. The report tells the truth about it."""

import inspect
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from analysis.cli import make_parser
from analysis.report.engine.executing import execute_notebook
from analysis.report.record import read_record
from analysis.report.run import prepare_job, render_report
from tests.faults.conftest import find_processes

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "run.schema.json").read_text())
DEATHS = {
    "killed": "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    "exited": "import os\nos._exit(0)",
    "aborted": "import os\nos.abort()",
    "out of bounds": "import ctypes\nctypes.string_at(0)",
}
ENDLESS = {
    "silent": "while True: pass",
    "chatty": "while True: print('x' * 100, flush=True)",
    "deaf": "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
    "catching": "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    "in C": "import ctypes\nctypes.CDLL(None).pause()\nctypes.CDLL(None).pause()",
    "waiting for a program": "import subprocess\nsubprocess.run(['sleep', '600'])",
}


def assert_truthful(run: Any, states: list[str]) -> None:
    assert run.status != 0
    assert run.states() == states
    assert run.record()["state"] == "failed"
    page = (run.folder / "n.html").read_text()
    assert "not whole" in page
    assert "EARLY WORDS" in page, "what came before the failure is kept"
    assert len(run.err.strip().splitlines()) <= 3
    assert sorted(path.name for path in run.folder.iterdir()) == [
        *("n.html", "n.ipynb", "n.pdf", "n.run.json")
    ]


@pytest.mark.parametrize("code", DEATHS.values(), ids=DEATHS)
def test_a_death_is_told(
    code: str, write_notebook: Callable[..., Path], report: Callable[..., Any]
) -> None:
    write_notebook("print('EARLY ' + 'WORDS')", code, "print('never')")
    started = time.monotonic()
    run = report()
    assert time.monotonic() - started < 30
    assert_truthful(run, ["done", "failed", "not run"])
    assert run.status == 1
    assert run.record()["failure"]["reason"] == "process died"
    assert run.record()["engine"] == "forked"


def test_running_out_of_memory_is_told(
    write_notebook: Callable[..., Path], report: Callable[..., Any]
) -> None:
    limit = "import resource\nresource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))"
    write_notebook("print('EARLY ' + 'WORDS')", f"{limit}\nx = bytearray(2**32)", "print('never')")
    run = report()
    assert_truthful(run, ["done", "failed", "not run"])
    assert run.status == 137


@pytest.mark.parametrize("code", ENDLESS.values(), ids=ENDLESS)
def test_a_limit_ends_a_cell(
    code: str, write_notebook: Callable[..., Path], report: Callable[..., Any]
) -> None:
    write_notebook("print('EARLY ' + 'WORDS')", code, "print('never')")
    run = report("--cell-limit", "1.5")
    assert_truthful(run, ["done", "failed", "not run"])
    assert run.status == 124
    assert run.record()["failure"]["reason"] == "time limit"


@pytest.mark.parametrize("deaf", [False, True])
def test_a_limit_ends_a_cell_in_a_kernel(
    deaf: bool, work: Path, write_notebook: Callable[..., Path]
) -> None:
    code = ENDLESS["deaf" if deaf else "waiting for a program"]
    write_notebook("print('EARLY ' + 'WORDS')", code, "print('never')")
    job = prepare_job(["told"], notebook="n.ipynb", formats=("html",))
    record = render_report(job, engine="rashomon-kernel", limits=(1.5, 60)).record
    assert record["failure"]["reason"] == "time limit"
    assert [cell["state"] for cell in record["cells"]][2:] == ["done", "failed", "not run"]


def test_without_flags_a_bound_holds_all_the_same() -> None:
    for command in (["report", "told"], ["batch", "runs.yaml"]):
        options = make_parser().parse_args(command)
        assert (options.cell_limit, options.run_limit) == (600, 3600)
    from analysis.report.engine.cells import Limits

    assert Limits() == (600, 3600)
    assert inspect.signature(execute_notebook).parameters["limits"].default == (600, 3600)


@pytest.mark.parametrize("code", ["input()", "import getpass; getpass.getpass()"])
def test_a_cell_that_asks_gets_no_answer_and_does_not_wait(
    code: str, write_notebook: Callable[..., Path], report: Callable[..., Any]
) -> None:
    write_notebook("print('EARLY ' + 'WORDS')", code, "print('never')")
    run = report()
    assert_truthful(run, ["done", "failed", "not run"])
    assert run.status == 1


def test_a_program_that_asks_gets_the_end_of_its_input(
    write_notebook: Callable[..., Path], report: Callable[..., Any]
) -> None:
    write_notebook("import subprocess\nprint('READ', len(subprocess.check_output(['cat'])))")
    assert report().status == 0


def test_a_limit_ends_a_run(
    write_notebook: Callable[..., Path], report: Callable[..., Any]
) -> None:
    write_notebook("print('EARLY ' + 'WORDS')", *["import time; time.sleep(1)"] * 4)
    run = report("--run-limit", "2.5")
    assert_truthful(run, ["done", "done", "done", "failed", "not run"])
    assert run.status == 124


@pytest.mark.parametrize("engine", ["rashomon", "rashomon-kernel"])
def test_stopped_between_two_cells_what_never_ran_is_not_done(
    engine: str, work: Path, write_notebook: Callable[..., Path]
) -> None:
    write_notebook("print('EARLY ' + 'WORDS')", "print('never')", "print('never')")
    job = prepare_job(["told"], notebook="n.ipynb", formats=("html",))

    def stop(done: int, total: int) -> None:
        if done == total - 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render_report(job, engine=engine, progress=stop)
    record = read_record(job.record_path)
    assert record["state"] == "failed"
    assert record["failure"]["reason"] == "interrupted"
    assert [cell["state"] for cell in record["cells"]][2:] == ["done", "not run", "not run"]
    jsonschema.validate(record, SCHEMA)
    notebook = json.loads((job.folder / "n.ipynb").read_text())
    states = [cell["metadata"]["papermill"]["status"] for cell in notebook["cells"]]
    assert "completed" not in states[-2:]
    page = (job.folder / "n.html").read_text()
    assert "not whole" in page
    assert "EARLY WORDS" in page


def test_what_a_cell_has_started_ends_with_it(
    write_notebook: Callable[..., Path], report: Callable[..., Any]
) -> None:
    mark = "600.0031337"
    start = "import subprocess\nfor new in (False, True):\n"
    write_notebook(start + f"    subprocess.Popen(['sleep', '{mark}'], start_new_session=new)")
    assert report().status == 0
    ends_at = time.monotonic() + 10
    while find_processes(mark) and time.monotonic() < ends_at:
        time.sleep(0.1)
    assert not find_processes(mark)
