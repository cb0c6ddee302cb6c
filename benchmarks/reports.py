"""How fast reports are made, beside the usual tools, on this machine and in one run.

    python benchmarks/reports.py [--sets 24] [--peers 4] [--only html]

Each way makes reports of the same notebook on the same articles with different parameters, from a
cold start, into a folder of its own. Seconds are per report. `cpu` counts every process, so it can
be compared also when the machine has other work. `--peers` is how many reports the slow ways make.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
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
    parser.add_argument("--peers", type=int, default=4, help="reports made by the slow ways")
    parser.add_argument("--only", choices=["html", "both", "one"], help="one of the tables")
    options = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, story.ipynb on seeds/\n")
    for title, ways, sets in _list_tables(options.sets):
        if options.only and options.only != title.split(":")[0]:
            continue
        costs = {}
        for way in ways:
            count = min(sets, options.peers) if way.slow else sets
            costs[way] = _measure(way, count)
            _print_row(title, way, costs[way], count)
        ours = costs[ways[-1]]
        for way in ways[:-1]:
            print(f"  {way.name}: ours is {costs[way].wall / ours.wall:.1f} times as fast", end="")
            print(f" ({costs[way].cpu / ours.cpu:.1f} times less processor time)")
        print()
    if options.only in {None, "both"}:
        _print_floor()


def _list_tables(sets: int) -> Iterator[tuple[str, list[Way], int]]:
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
    if find_spec("ploomber_engine"):
        html.append(Way("ploomber-engine + nbconvert html", "html", _run_ploomber, slow=True))
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


def _run_ploomber(folder: Path, count: int) -> None:
    for number in range(count):
        call: list[str | Path] = [BIN / "ploomber-engine", "-p", "top", str(number + 3)]
        _render_by_commands(folder, number, [*call, "-p", "articles", str(ARTICLES)])


def _run_batch(folder: Path, count: int) -> None:
    tops = ", ".join(str(number + 3) for number in range(count))
    runs = f"notebook: {NOTEBOOK}\narticles: [{ARTICLES}]\ngrid: {{top: [{tops}]}}\n"
    (folder / "runs.yaml").write_text(runs)
    _run(
        sys.executable,
        "-m",
        "analysis",
        "batch",
        "runs.yaml",
        "--formats",
        FORMATS[0],
        folder=folder,
    )


def _run_report(folder: Path, count: int) -> None:
    for number in range(count):
        call: list[str | Path] = [sys.executable, "-m", "analysis", "report", ARTICLES]
        call += ["--formats", FORMATS[0]]
        _run(*call, "--name", f"r{number}", "-p", f"top={number + 3}", folder=folder)


def _print_row(title: str, way: Way, cost: Cost, count: int) -> None:
    print(f"{title:<36} {way.name:<38} {count:>3} reports", end="")
    print(f"  {cost.wall:7.2f} s  {cost.cpu:7.2f} s cpu", flush=True)


def _print_floor() -> None:
    """Where a batch's time goes, report by report, and the least it could take."""
    folder = Path(tempfile.mkdtemp(prefix="rashomon-benchmark-"))
    try:
        FORMATS[0] = "html,pdf"
        _run_batch(folder, 8)
        records = [json.loads(path.read_text()) for path in sorted(folder.rglob("*.run.json"))]
        cells = [sum(cell["seconds"] or 0 for cell in record["cells"]) for record in records]
        whole = [sum(record["seconds"].values()) for record in records]
        shell = [
            record["seconds"]["cells"] - cell for record, cell in zip(records, cells, strict=True)
        ]
        rendering = [record["seconds"]["rendering"] for record in records]
    finally:
        shutil.rmtree(folder)
    parts = {"cells": cells, "process and papermill": shell, "HTML, PDF, saving": rendering}
    print("where a report's time goes in a batch (medians, wall clock)")
    for name, seconds in parts.items():
        print(f"  {name:<24} {sorted(seconds)[len(seconds) // 2]:6.2f} s")
    floor = sorted(cells)[len(cells) // 2]
    print(f"  floor (the cells alone)  {floor:6.2f} s; a report takes ", end="")
    print(f"{sorted(whole)[len(whole) // 2] / floor:.2f} of it")


if __name__ == "__main__":
    main()
