"""How fast reports are made, beside the usual tools, on this machine and in one run.

    python benchmarks/reports.py [--sets 24] [--peers 2] [--rounds 2] [--only html]

Each way makes reports of the same notebook on the same articles with different parameters, from a
cold start, into a folder of its own. Seconds are per report. `cpu` counts every process, so it can
be compared also when the machine has other work. `--peers` is how many reports the slow ways make
in a round; the ways take turns, so that other work on the machine falls on all of them.
`--ploomber` names the program ploomber-engine, in whatever environment it is installed.
Where playwright has no browser of its own, nbconvert's webpdf is given the system's Chromium.
"""

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
NOTEBOOK = ROOT / "notebooks" / "story.ipynb"
ARTICLES = ROOT / "seeds"


class Way(NamedTuple):
    """One way to make reports."""

    name: str
    formats: str
    make: Callable[[Path, int], None]
    slow: bool = False


class Cost(NamedTuple):
    """Seconds a report took, and seconds of processor time."""

    wall: float
    cpu: float


def main() -> None:
    """Print one table per format: each way's cost and how many times faster ours is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", type=int, default=24, help="reports of a batch")
    parser.add_argument("--peers", type=int, default=2, help="reports made by the slow ways")
    parser.add_argument("--rounds", type=int, default=2, help="how often each way has its turn")
    parser.add_argument("--only", choices=["html", "both", "one", "floor"], help="one table")
    parser.add_argument("--ploomber", type=Path, help="the program ploomber-engine")
    options = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    print(f"{os.cpu_count()} cores, story.ipynb on seeds/\n")
    with tempfile.TemporaryDirectory(prefix="rashomon-benchmark-") as browsers:
        _lend_chromium(Path(browsers))
        for title, ways, sets in _list_tables(options.sets, options.ploomber):
            if options.only in {None, title.split(":")[0]}:
                _print_table(title, ways, sets, options)
    if options.only in {None, "floor"}:
        _print_floor(options.sets)


def _print_table(title: str, ways: list[Way], sets: int, options: argparse.Namespace) -> None:
    load = os.getloadavg()[0]
    counts = {way: min(sets, options.peers) if way.slow else sets for way in ways}
    rounds: list[dict[Way, Cost]] = []
    for number in range(options.rounds):
        rounds.append({})
        for way in ways:
            cost = rounds[-1][way] = _measure(way, counts[way])
            print(f"  round {number + 1}: {way.name}: {cost.wall:.2f} s", flush=True)
    print(f"{title} (load {load:.1f} before, {os.getloadavg()[0]:.1f} after)")
    costs = {}
    for way in ways:
        turns = [round_[way] for round_ in rounds]
        costs[way] = Cost(*(sum(part) / len(turns) for part in zip(*turns, strict=True)))
        made = f"{options.rounds} x {counts[way]} reports"
        print(f"  {way.name:<38} {made:>14}", end="")
        print(f"  {costs[way].wall:7.2f} s  {costs[way].cpu:7.2f} s cpu")
    ours = costs[ways[-1]]
    for way in ways[:-1]:
        print(f"  {way.name}: ours is {costs[way].wall / ours.wall:.1f} times as fast", end="")
        print(f" ({costs[way].cpu / ours.cpu:.1f} times less processor time)")
    print(flush=True)


def _lend_chromium(folder: Path) -> None:
    """Lay the system's Chromium where playwright looks for its own, if that is not there."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    call = [sys.executable, "-m", "playwright", "install", "--dry-run", "chromium"]
    wanted = _list_browsers(call)
    if all(path.exists() for path in wanted) or not chromium:
        return
    os.environ["PLAYWRIGHT_BROWSERS_PATH"] = str(folder)
    for path in _list_browsers(call):
        inside = "chrome-headless-shell" if "headless" in path.name else "chrome"
        program = path / f"{inside}-linux64" / inside
        program.parent.mkdir(parents=True)
        program.write_text(f'#!/bin/sh\nexec {chromium} --no-sandbox "$@"\n')
        program.chmod(0o755)


def _list_browsers(call: list[str]) -> list[Path]:
    """The folders in which playwright looks for Chromium."""
    told = subprocess.run(call, capture_output=True, text=True, check=False).stdout
    folders = [Path(path) for path in re.findall(r"Install location: +(\S.*)", told)]
    return [path for path in folders if path.name.startswith("chromium")]


def _list_tables(sets: int, ploomber: Path | None) -> Iterator[tuple[str, list[Way], int]]:
    both = "html,pdf"
    ours = Way("rashomon batch", both, _run_batch)
    yield (
        "both: HTML and PDF",
        [
            Way("papermill + nbconvert html + webpdf", both, _run_commands, slow=True),
            Way("the same, two at a time", both, _run_commands_twice, slow=True),
            ours,
        ],
        sets,
    )
    html = [
        Way("papermill + nbconvert html", "html", _run_commands, slow=True),
        Way("the same, two at a time", "html", _run_commands_twice, slow=True),
    ]
    if ploomber:
        run = partial(_run_ploomber, ploomber.absolute())
        html.append(Way("ploomber-engine + nbconvert html", "html", run, slow=True))
    else:
        print("ploomber-engine is left out: --ploomber names no program\n")
    yield "html: HTML only", [*html, ours._replace(formats="html")], sets
    one = Way("rashomon report", both, _run_report)
    peer = Way("papermill + nbconvert html + webpdf", both, _run_commands, slow=True)
    yield "one: a single report, HTML and PDF", [peer, one], 1


def _measure(way: Way, count: int) -> Cost:
    with tempfile.TemporaryDirectory(prefix="rashomon-benchmark-") as folder:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.perf_counter()
        FORMATS[0] = way.formats
        way.make(Path(folder), count)
        wall = time.perf_counter() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        _check(Path(folder), way, count)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall / count, cpu / count)


FORMATS = ["html"]


def _check(folder: Path, way: Way, count: int) -> None:
    for kind in way.formats.split(","):
        made = [path for path in folder.rglob(f"*.{kind}") if path.name != "index.html"]
        if len(made) != count:
            print(f"  ! {way.name}: {len(made)} of {count} {kind} files", file=sys.stderr)


def _run(*command: str | Path, folder: Path) -> None:
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"  ! {command[0]}: {done.stderr.strip()[-300:]}", file=sys.stderr)


def _render_by_commands(folder: Path, number: int, execute: list[str | Path]) -> None:
    _run(*execute, NOTEBOOK, f"{number}.ipynb", folder=folder)
    _run(BIN / "jupyter-nbconvert", "--to", "html", f"{number}.ipynb", folder=folder)
    if "pdf" in FORMATS[0]:
        call: list[str | Path] = [BIN / "jupyter-nbconvert", "--to", "webpdf"]
        call += ["--disable-chromium-sandbox"]
        _run(*call, f"{number}.ipynb", folder=folder)


def _list_papermill(number: int) -> list[str | Path]:
    values = ["-p", "top", str(number + 3), "-y", f"articles: [{ARTICLES}]"]
    return [BIN / "papermill", *values, "--no-progress-bar"]


def _run_commands(folder: Path, count: int) -> None:
    for number in range(count):
        _render_by_commands(folder, number, _list_papermill(number))


def _run_commands_twice(folder: Path, count: int) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda n: _render_by_commands(folder, n, _list_papermill(n)), range(count)))


def _run_ploomber(program: Path, folder: Path, count: int) -> None:
    """It takes no list as a parameter, so the articles lie where the notebook looks by itself."""
    shutil.copytree(ARTICLES, folder / "seeds")
    (folder / "reports").mkdir()
    for number in range(count):
        call: list[str | Path] = [program, "-p", "top", str(number + 3)]
        _render_by_commands(folder / "reports", number, call)


def _run_batch(folder: Path, count: int) -> None:
    tops = ", ".join(str(number + 3) for number in range(count))
    runs = f"notebook: {NOTEBOOK}\narticles: [{ARTICLES}]\ngrid: {{top: [{tops}]}}\n"
    (folder / "runs.yaml").write_text(runs)
    call: list[str | Path] = [sys.executable, "-m", "analysis", "batch", "runs.yaml"]
    _run(*call, "--formats", FORMATS[0], folder=folder)


def _run_report(folder: Path, count: int) -> None:
    for number in range(count):
        call: list[str | Path] = [sys.executable, "-m", "analysis", "report", ARTICLES]
        call += ["--formats", FORMATS[0]]
        _run(*call, "--name", f"r{number}", "-p", f"top={number + 3}", folder=folder)


def _print_floor(sets: int) -> None:
    """Where a batch's time goes, report by report, and the least it could take."""
    floor = _measure_floor()
    with tempfile.TemporaryDirectory(prefix="rashomon-benchmark-") as name:
        folder = Path(name)
        FORMATS[0] = "html,pdf"
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        _run_batch(folder, sets)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        records = [json.loads(path.read_text()) for path in sorted(folder.rglob("*.run.json"))]
    cpu = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / sets
    parts: dict[str, list[float]] = {"cells": [], "process and papermill": []}
    parts["HTML, PDF, saving"] = [record["seconds"]["rendering"] for record in records]
    for record in records:
        cells = sum(cell["seconds"] or 0 for cell in record["cells"])
        parts["cells"].append(cells)
        parts["process and papermill"].append(record["seconds"]["cells"] - cells)
    print(f"where a report's time goes in a batch of {sets} (medians, wall clock)")
    for name, seconds in parts.items():
        print(f"  {name:<38} {sorted(seconds)[len(seconds) // 2]:6.2f} s")
    print(f"  {'floor: all its cells, warm and alone':<38} {floor:6.2f} s")
    print(f"  {'a report in all, start and index too':<38} {cpu:6.2f} s cpu", end="")
    print(f", {cpu / floor:.2f} of the floor")
    print(f"  {records[0]['engine']}")


def _measure_floor() -> float:
    """Seconds that the cells take one after the other in a process that is warm, with no other."""
    import papermill  # noqa: F401, PLC0415 (loads its engines, ours among them)

    from analysis.report.engine.cells import list_cells  # noqa: PLC0415 (the peers need no import)
    from analysis.report.engine.executing import execute_notebook  # noqa: PLC0415
    from analysis.report.engine.server import start_server  # noqa: PLC0415
    from analysis.report.notebooks import read_notebook  # noqa: PLC0415

    server = start_server("batch")
    try:
        cell = f"articles = [{str(ARTICLES)!r}]"
        made = [execute_notebook(read_notebook(NOTEBOOK), cell, server=server) for _ in range(7)]
    finally:
        server.close(wait=True)
    seconds = [sum(cell["seconds"] or 0 for cell in list_cells(one.notebook)) for one in made[2:]]
    return sorted(seconds)[len(seconds) // 2]


if __name__ == "__main__":
    main()
