"""The same faults against Rashomon and against plain papermill with nbconvert, side by side.

    python benchmarks/faults.py

Each fault is a notebook that goes wrong, or that is given something wrong. A tool survives the
first when its exit status is not 0, it ends in time, what it leaves says that the report is
incomplete and marks no cell as done that was not, and ten seconds later nothing that it started is
alive; the second when the exact value arrives or is refused, and no foreign code runs.
"""

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

START = 60.0  # seconds in which any of the programs has begun, or converted what there is
BIN = Path(sys.executable).parent
MARK = "600.0099331"
SLEEP = f"import subprocess; subprocess.run(['sleep', '{MARK}'])"
GOT = "from pathlib import Path; Path('got').write_text(str(outlet))"
CODE = 'open("got", "w").write("code ran"); x'
SCRIPT = "from IPython.display import HTML; HTML('<script>alert(1)</script>')"
DEAF = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"


class Fault(NamedTuple):
    """What a cell does, how long the tool may take, and the signal it gets meanwhile.

    A signal is to end it within 5 s, whatever it was about to do.
    """

    name: str
    cell: str
    seconds: float = 60
    signal: int = 0
    limited: bool = False
    given: tuple[str, str] = ()  # type: ignore[assignment] # a parameter, such as `("top", "3")`
    file: str = ""  # parameters in YAML
    survived: Callable[[Path, int], bool] | None = None  # where nothing has to fail


def _arrived(value: str) -> Callable[[Path, int], bool]:
    return lambda folder, status: status == 0 and (folder / "got").read_text() == value


def _refused(folder: Path, status: int) -> bool:
    return status != 0 and not (folder / "got").exists()


def _inert(folder: Path, status: int) -> bool:
    return status == 0 and "<script>alert" not in _find_page(folder).read_text(errors="replace")


FAULTS = [
    Fault("cell raises", "1 / 0"),
    Fault("process killed", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"),
    Fault("process exits with 0", "import os; os._exit(0)"),
    Fault("memory runs out", "x = []\nraise MemoryError"),
    Fault("endless loop, limit 3 s", "while True: pass", limited=True),
    Fault("endless output, limit 3 s", "while True: print('x' * 1000, flush=True)", limited=True),
    Fault("deaf to interrupts, limit 3 s", DEAF, limited=True),
    Fault("SIGINT", SLEEP, 5, signal.SIGINT),
    Fault("SIGTERM", SLEEP, 5, signal.SIGTERM),
    Fault("SIGHUP", SLEEP, 5, signal.SIGHUP),
    Fault("SIGKILL", SLEEP, 5, signal.SIGKILL),
    Fault("prints 100 MB, then fails", "print('x' * 100_000_000)\n1 / 0"),
    Fault("text 007", GOT, given=("outlet", "007"), survived=_arrived("007")),
    Fault("text 1e5", GOT, given=("outlet", "1e5"), survived=_arrived("1e5")),
    Fault("misspelt parameter", GOT, given=("outlett", "x"), survived=_refused),
    Fault("parameter given twice", GOT, file="outlet: a\noutlet: b\n", survived=_refused),
    Fault("code in a parameter's name", GOT, file=f"'{CODE}': 1\n", survived=_refused),
    Fault("script in what is shown", SCRIPT, survived=_inert),
]


def main() -> None:
    """Print what each tool made of each fault."""
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(
            number, signal.SIG_DFL
        )  # a job in the background would hand on that it is deaf
    tools = {"rashomon": _call_rashomon, "papermill + nbconvert": _call_papermill}
    survived = dict.fromkeys(tools, 0)
    print(f"{'fault':<32}" + "".join(f"{tool:<44}" for tool in tools))
    for fault in FAULTS:
        shown = f"{fault.name:<32}"
        for tool, call in tools.items():
            problems = _try(fault, call)
            survived[tool] += not problems
            shown += f"{', '.join(problems) or 'survives':<44}"
        print(shown.rstrip(), flush=True)
    print(f"{'survived of ' + str(len(FAULTS)):<32}", end="")
    print("".join(f"{count:<44}" for count in survived.values()).rstrip())


def _try(fault: Fault, call: Callable[[Fault], list[list[str]]]) -> list[str]:
    """What did not hold."""
    with tempfile.TemporaryDirectory(prefix="rashomon-faults-") as name:
        folder = Path(name)
        _write_inputs(folder, fault)
        status, late = _run(call(fault), folder, fault)
        problems = ["too late"] * late
        if fault.survived:
            problems += ["does not hold"] * (not fault.survived(folder, status))
        else:
            problems += ["exit status 0"] * (status == 0)
        if not fault.survived and fault.signal != signal.SIGKILL:
            problems += _read_lies(folder)
    return problems + ["processes left"] * _leaves_processes()


def _write_inputs(folder: Path, fault: Fault) -> None:
    parameters = "articles: list[str] = []\noutlet: str = 'default'"
    sources = [parameters, "print('early')", fault.cell, "print('never')"]
    cells: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "id": f"c{number}",
            "metadata": {"tags": ["parameters"]} if number == 0 else {},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        for number, source in enumerate(sources)
    ]
    spec = {"name": "python3", "language": "python", "display_name": "Python"}
    content = {"cells": cells, "metadata": {"kernelspec": spec}}
    text = json.dumps({**content, "nbformat": 4, "nbformat_minor": 5})
    (folder / "n.ipynb").write_text(text)
    (folder / "told.txt").write_text("She said so.")
    (folder / "given.yaml").write_text(fault.file)


def _call_rashomon(fault: Fault) -> list[list[str]]:
    call = [str(BIN / "rashomon"), "report", "told.txt", "--notebook", "n.ipynb", "--out", "out"]
    given = ["-p", "=".join(fault.given)] if fault.given else []
    given += ["--params", "given.yaml"] if fault.file else []
    return [[*call, "--cell-limit", "3" if fault.limited else "600", *given]]


def _call_papermill(fault: Fault) -> list[list[str]]:
    execute = [str(BIN / "papermill"), "n.ipynb", "out.ipynb", "--no-progress-bar"]
    execute += ["--execution-timeout", "3"] if fault.limited else []
    execute += ["-p", *fault.given] if fault.given else []
    execute += ["-f", "given.yaml"] if fault.file else []
    return [execute, [str(BIN / "jupyter-nbconvert"), "--to", "html", "out.ipynb"]]


def _run(calls: list[list[str]], folder: Path, fault: Fault) -> tuple[int, bool]:
    """The first status that is not 0, and whether the first command took too long.

    Later commands run all the same, as in a script. Whatever hangs is ended.
    """
    worst, late = 0, False
    for number, call in enumerate(calls):
        running = subprocess.Popen(
            call,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        if fault.signal and number == 0:
            _wait(lambda: bool(_find_processes(MARK)), START)
            running.send_signal(fault.signal)
        try:
            status = running.wait(START if number else fault.seconds)
        except subprocess.TimeoutExpired:
            late = late or number == 0
            os.killpg(running.pid, signal.SIGKILL)
            status = running.wait()
        worst = worst or status
    return worst, late


def _read_lies(folder: Path) -> list[str]:
    """What the outputs claim that is not so."""
    executed = next(iter(folder.glob("out/*/n.ipynb")), folder / "out.ipynb")
    page = _find_page(folder)
    lies = []
    if executed.exists():
        cells: list[Any] = json.loads(executed.read_text())["cells"]
        last = next(cell for cell in cells if "never" in "".join(cell["source"]))
        failing = cells[cells.index(last) - 1]
        both: dict[str, Any] = {"failing": failing, "unexecuted": last}
        for name, cell in both.items():
            if cell["metadata"].get("papermill", {}).get("status") == "completed":
                lies.append(f"{name} cell completed")
    if page.exists() and not re.search(
        r"not whole|encountered|Traceback|papermill-error", page.read_text(errors="replace")
    ):
        lies.append("page silent")
    return lies


def _find_page(folder: Path) -> Path:
    return next(iter(folder.glob("out/*/n.html")), folder / "out.html")


def _leaves_processes() -> bool:
    left = not _wait(lambda: not _find_processes(MARK), 10)
    for process in _find_processes(MARK):
        os.kill(process, signal.SIGKILL)
    return left


def _find_processes(mark: str) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if mark.encode() in words:
            found.append(int(folder.name))
    return found


def _wait(condition: Callable[[], bool], seconds: float) -> bool:
    ends_at = time.monotonic() + seconds
    while time.monotonic() < ends_at:
        if condition():
            return True
        time.sleep(0.1)
    return condition()


if __name__ == "__main__":
    main()
