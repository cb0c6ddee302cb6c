"""The engine: what papermill's own gives, from a forked process, and the fallback."""

import json
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest

from analysis.report.engine import process
from analysis.report.engine.cells import join_streams
from analysis.report.engine.executing import execute_notebook
from analysis.report.engine.server import Server, Unavailable, make_environment
from analysis.report.notebooks import insert_cell, read_notebook
from tests.make_notebook import make_notebook

AWKWARD = [
    "1 + 1",
    "'quiet';",
    "_ + 1",
    "print('a'); print('b')",
    "import sys; print('to error', file=sys.stderr); print('after')",
    "from IPython.display import HTML, Markdown, display",
    "display(HTML('<b>x</b>')); Markdown('*y*')",
    "handle = display('first', display_id=True); handle.update('second')",
    "from IPython.display import clear_output\nprint('gone'); clear_output(); print('stays')",
    "for i in range(3): print(f'\\r{i} of 3', end='')\nprint()",
    "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
    "!echo from a shell",
    "%%capture caught\nprint('hidden')",
    "caught.stdout",
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);",
    "fig, ax = plt.subplots(figsize=(2, 1)); ax.plot([1, 2]);",
    "class Shown:\n    def _repr_html_(self): return '<i>shown</i>'\n"
    "    def __repr__(self): return 'shown'\nShown()",
    "import asyncio\nawait asyncio.sleep(0)\n'awaited'",
    "def f():\n    return g()\ndef g():\n    return [n**2 for n in range(5)]\nf()",
    "import logging; logging.warning('logged')",
    "sys.stdout.write('written\\n');",
    "print(__name__, sys.argv[:0])",
    "import pickle\nclass Kept: pass\nlen(pickle.dumps(Kept())) > 0",
    "b'\\x00', 1e400, {2, 1}",
    "%timeit -n1 -r1 -q pass",
    "None",
]


def list_outputs(notebook: Any) -> list[list[dict[str, Any]]]:
    """The outputs of each cell, without the picture's bytes."""
    shown = []
    for cell in notebook.cells:
        outputs = join_streams([nbformat.from_dict(output) for output in cell.get("outputs", [])])
        for output in outputs:
            output.pop("execution_count", None)
            data = output.get("data", {})
            if "image/png" in data:
                data["image/png"] = "a picture"
        shown.append(sorted(outputs, key=json.dumps))
    return shown


def test_it_shows_what_papermills_own_engine_shows(tmp_path: Path, server: Server) -> None:
    path = make_notebook(tmp_path / "n.ipynb", *AWKWARD)
    theirs = papermill.execute_notebook(path, None, progress_bar=False, cwd=tmp_path)
    ours = execute_notebook(read_notebook(path), "", folder=tmp_path, server=server)
    assert ours.failure is None
    assert ours.engine == "forked"
    cells = list_outputs(ours.notebook)
    del cells[2]  # the cell that sets parameters
    for source, expected, found in zip(
        ["", "", *AWKWARD], list_outputs(theirs), cells, strict=True
    ):
        assert found == expected, source


def test_each_notebook_has_a_fresh_process(tmp_path: Path, server: Server) -> None:
    path = make_notebook(
        tmp_path / "n.ipynb",
        "import os, random, sys, numpy\n"
        "'left' in globals(), 'LEFT' in os.environ, hasattr(sys, 'left')",
        "left = sys.left = 1; os.environ['LEFT'] = '1'; os.chdir('/')\n"
        "print(random.random(), numpy.random.rand())",
    )
    runs = [
        execute_notebook(read_notebook(path), "", folder=tmp_path, server=server) for _ in range(2)
    ]
    first, second = (run.notebook.cells for run in runs)
    assert first[3].outputs[0].data["text/plain"] == "(False, False, False)"
    assert second[3].outputs[0].data["text/plain"] == "(False, False, False)"
    assert first[4].outputs[0].text != second[4].outputs[0].text


def test_threads_keep_to_their_own(tmp_path: Path, server: Server) -> None:
    path = make_notebook(tmp_path / "n.ipynb", "import os\nprint(top, os.getcwd())")
    notebook = read_notebook(path)
    found: dict[int, str] = {}

    def run(number: int) -> None:
        folder = tmp_path / str(number)
        folder.mkdir()
        outcome = execute_notebook(notebook, f"top = {number}", folder=folder, server=server)
        found[number] = outcome.notebook.cells[-1].outputs[0].text.strip()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert found == {n: f"{n} {(tmp_path / str(n)).resolve()}" for n in range(8)}


def test_papermill_itself_can_use_it(tmp_path: Path) -> None:
    path = make_notebook(tmp_path / "n.ipynb", "print(top)", "raise ValueError('told')", "2")
    with pytest.raises(papermill.PapermillExecutionError, match="told"):
        papermill.execute_notebook(
            path,
            tmp_path / "out.ipynb",
            {"top": 3},
            engine_name="rashomon",
            progress_bar=False,
        )
    saved = nbformat.read(tmp_path / "out.ipynb", 4)
    states = [c.metadata.papermill.status for c in saved.cells if c.cell_type == "code"]
    assert states == ["completed", "completed", "completed", "failed", "pending"]


@pytest.mark.parametrize("name", ["cells", "forked", "process", "kernel"])
def test_no_part_of_it_needs_papermill_to_be_there_before(name: str) -> None:
    code = (
        f"import analysis.report.engine.{name}\n"
        "from papermill.engines import papermill_engines\n"
        "engine = papermill_engines.get_engine('rashomon')\n"
        "node = type('Node', (), {'metadata': {'kernelspec': {'name': 'a', 'language': 'b'}}})\n"
        "print(engine.nb_kernel_name(node), engine.nb_language(node))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("a b\n", "")


def test_where_forking_is_not_safe_a_kernel_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> Server:
        raise Unavailable("not here")

    monkeypatch.setattr(process, "share_server", refuse)
    path = make_notebook(tmp_path / "n.ipynb", "print(top)", "1 / 0", "2")
    outcome = execute_notebook(read_notebook(path), "top = 3", folder=tmp_path)
    assert outcome.engine == "kernel: not here"
    assert outcome.failure is not None
    assert outcome.failure.message == "ZeroDivisionError: division by zero"
    assert outcome.notebook.cells[3].outputs[0].text == "3\n"
    states = [cell.metadata.papermill.status for cell in outcome.notebook.cells]
    assert states[-3:] == ["completed", "failed", "pending"]


@pytest.mark.parametrize(
    ("code", "reason", "status"),
    [
        ("import os; os._exit(3)", "process died", 1),
        ("while True: pass", "time limit", 124),
        ("raise MemoryError", "out of memory", 137),
    ],
)
@pytest.mark.parametrize("engine", ["rashomon", "rashomon-kernel"])
def test_both_engines_tell_how_it_ended(
    code: str, reason: str, status: int, engine: str, tmp_path: Path, server: Server
) -> None:
    path = make_notebook(tmp_path / "n.ipynb", "print('early')", code, "print('never')")
    outcome = execute_notebook(
        read_notebook(path), "", folder=tmp_path, limits=(2, 60), server=server, engine=engine
    )
    assert outcome.failure is not None
    assert (outcome.failure.reason, outcome.failure.status) == (reason, status)
    assert outcome.failure.cell == 4
    assert outcome.notebook.cells[3].outputs[0].text == "early\n"
    assert outcome.notebook.cells[5].outputs == []
    assert outcome.notebook.cells[5].metadata.papermill.status == "pending"


def test_no_articles_and_a_wrong_setting_have_their_own_status(
    tmp_path: Path, server: Server
) -> None:
    for name, status in {"NoArticlesError": 3, "UsageError": 2}.items():
        raising = f"from analysis.errors import {name}\nraise {name}('none')"
        path = make_notebook(tmp_path / "n.ipynb", raising)
        outcome = execute_notebook(read_notebook(path), "", folder=tmp_path, server=server)
        assert outcome.failure is not None
        assert outcome.failure.status == status


def test_a_cell_may_be_tagged_as_one_that_fails(tmp_path: Path, server: Server) -> None:
    notebook = read_notebook(make_notebook(tmp_path / "n.ipynb", "1 / 0", "print('on')"))
    notebook["cells"][2]["metadata"]["tags"] = ["raises-exception"]
    outcome = execute_notebook(notebook, "", folder=tmp_path, server=server)
    assert outcome.failure is None
    assert outcome.notebook.cells[-1].outputs[0].text == "on\n"


def test_what_a_notebook_leaves_behind_ends_with_it(tmp_path: Path, server: Server) -> None:
    """Also while the warm parent lives on, as in a batch."""
    start = "import subprocess\np = subprocess.Popen(['sleep', '600'], start_new_session=True)\n"
    path = make_notebook(tmp_path / "n.ipynb", start + "print(p.pid)")
    outcome = execute_notebook(read_notebook(path), "", folder=tmp_path, server=server)
    process = Path("/proc") / outcome.notebook.cells[-1].outputs[0].text.strip()
    ends_at = time.monotonic() + 10
    while process.exists() and time.monotonic() < ends_at:
        time.sleep(0.05)
    assert not process.exists()


def test_modules_beside_the_notebook_are_named(tmp_path: Path, server: Server) -> None:
    (tmp_path / "helper.py").write_text("")
    path = make_notebook(tmp_path / "n.ipynb", "import helper, json, pandas")
    outcome = execute_notebook(read_notebook(path), "", folder=tmp_path, server=server)
    assert outcome.modules == [str((tmp_path / "helper.py").resolve())]


def test_the_cell_comes_behind_the_parameters_and_replaces_an_earlier_one(tmp_path: Path) -> None:
    notebook = read_notebook(make_notebook(tmp_path / "n.ipynb", "1"))
    once = insert_cell(notebook, "top = 1")
    twice = insert_cell(once, "top = 2")
    assert [cell.source for cell in twice.cells][2:] == ["top = 2", "1"]
    assert twice.cells[2].metadata.tags == ["injected-parameters"]


def test_a_report_made_from_jupyterlab_is_no_notebook_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("JPY_SESSION_NAME", "explore.ipynb")
    assert "JPY_SESSION_NAME" not in make_environment()
