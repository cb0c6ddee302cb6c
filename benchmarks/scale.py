"""How seconds and memory grow with the articles: reading, counting, annotating, stories, reuse ..

python benchmarks/scale.py ../shared/corpora [--steps read,count] [--sizes 1000,10000,100000]
python benchmarks/scale.py ../shared/corpora --steps annotate --annotate-sizes 300,3000
python benchmarks/scale.py ../shared/corpora --steps story,outlets --report-sizes 100,300
python benchmarks/scale.py ../shared/corpora --steps prepare,prepared-outlets --keep FOLDER

The articles are those of `archive.py`: real ones, recombined, 250 a day as in an archive of some
fifteen newspapers; `--per-day 1000000` lays all on one day, which no archive does. Each step runs
in a process of its own (`steps.py`). `peak MB` is the most that it and all it starts held together
when looked at once a second, `largest MB` the most that one of them held. `count` reads and counts,
batch by batch, into the table of words by outlet; `annotate` parses every article, with no cache;
`known` places the last hundredth of the articles among the stories of the others; `reuse` finds
shared passages and says whose they are. A step named after a notebook makes its report from files,
HTML only, with an empty cache. `prepare` makes a collection with two workers on this machine, and
`prepared-outlets` and its like the report of it; these take the archive of `annotated.py`, so
theirs is the cost of all but the language pass.

What takes longer than `--limit` seconds is ended; that, and more than `--memory` MB, stands in the
column `limit`. The exponent is the slope of log core seconds over log articles (and over log text)
from the first to the last size: of all cores together, so that a busy machine does not bend it.
`--keep` names a folder that keeps archives and collections: SIZE-PERDAY.jsonl, SIZE-PERDAY/.
"""

import argparse
import json
import math
import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pandas as pd
import psutil

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.annotated import ARTICLES, NOTE, write_annotated
from benchmarks.archive import PER_DAY, write_archive
from benchmarks.steps import ANNOTATED, FROM_COLLECTION, REPORTS, STEPS, make_collection, run_step

LOOK = 1.0  # seconds between two looks at a step's memory
_ALL = (*STEPS, *FROM_COLLECTION, *REPORTS)
_AIM = 1.15


def main() -> int:
    arguments = read_arguments()
    if arguments.run:
        step, place = arguments.run
        print(json.dumps(run_step(step, Path(place))._asdict()))
        return 0
    if not arguments.corpora.is_dir():
        print(f"No folder {arguments.corpora}: nothing was measured.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        kept = arguments.keep or Path(folder)
        rows = [
            measure(step, size, make_archive(step, size, kept, arguments), arguments)
            for step in arguments.steps.split(",")
            for size in list_step_sizes(step, arguments)
        ]
    print_table(pd.DataFrame(rows))
    return 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    add = parser.add_argument
    add("corpora", type=Path, help="folder with the collections")
    add("--steps", type=check_steps, default=",".join(_ALL), help="what to measure")
    add("--sizes", type=list_sizes, default="1000,10000,100000", help="numbers of articles")
    add("--report-sizes", type=list_sizes, default="100,300", help="the same for reports of files")
    add("--annotate-sizes", type=list_sizes, default="300,3000", help="the same for annotate")
    add("--per-day", type=int, default=PER_DAY, help="articles a day")
    add("--limit", type=int, default=1200, help="seconds a step may take")
    add("--memory", type=int, default=4000, help="MB a step may take")
    add("--keep", type=Path, help="folder that keeps the articles for another run")
    add("--run", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


def check_steps(steps: str) -> str:
    unknown = [step for step in steps.split(",") if step not in _ALL]
    if unknown:
        raise argparse.ArgumentTypeError(f"no step {', '.join(unknown)}; there are {_ALL}")
    return steps


def list_sizes(sizes: str) -> list[int]:
    return [int(size) for size in sizes.split(",")]


def list_step_sizes(step: str, arguments: argparse.Namespace) -> list[int]:
    if step in REPORTS:
        return list(arguments.report_sizes)
    return list(arguments.annotate_sizes if step == "annotate" else arguments.sizes)


def make_archive(step: str, size: int, folder: Path, arguments: argparse.Namespace) -> Path:
    """The articles a step takes: a file, or a folder of `annotated.py` with their annotations."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{size}-{arguments.per_day}"
    if step not in ANNOTATED:
        place = place.with_suffix(".jsonl")
    if not (place / ARTICLES if step in ANNOTATED else place).exists():
        # In a process of its own: the system tells a child that it held what its parent held.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
            write = write_annotated if step in ANNOTATED else write_archive
            making = partial(write, arguments.corpora, size, place, per_day=arguments.per_day)
            apart.submit(making).result()
    if step in FROM_COLLECTION:
        make_collection(place, anew=False)
    return place


def measure(step: str, size: int, place: Path, arguments: argparse.Namespace) -> dict[str, object]:
    """One step at one size, in a process of its own; not a number where it did not end well."""
    command = [sys.executable, __file__, str(arguments.corpora), "--run", step, str(place)]
    found = {"seconds": math.nan, "cpu": math.nan, "largest": 0}
    load = os.getloadavg()[0]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        peak = watch(process, arguments)
        ended = "" if process.returncode == 0 else f"ended with {process.returncode}"
        shown = process.stdout.read() if process.stdout else ""
    if not ended:
        found = json.loads(shown.splitlines()[-1])
    peak = max(peak, int(found["largest"]))
    articles = place / ARTICLES if place.is_dir() else place
    row = {
        "step": step,
        "articles": size,
        "MB": round(articles.stat().st_size / 1e6, 1),
        "seconds": round(found["seconds"], 2),
        "core seconds": round(found["cpu"], 2),
        "peak MB": peak,
        "largest MB": int(found["largest"]),
        "load": round(load, 1),
        "limit": ended or (f"over {arguments.memory} MB" if peak > arguments.memory else ""),
    }
    print(row, file=sys.stderr, flush=True)
    return row


def watch(process: subprocess.Popen[str], arguments: argparse.Namespace) -> int:
    """The peak memory in MB until the process ends, by itself or because it takes too long."""
    peak, began = 0, time.perf_counter()
    while process.poll() is None:
        peak = max(peak, sum_memory(process.pid))
        if time.perf_counter() - began > arguments.limit:
            os.killpg(process.pid, signal.SIGKILL)  # a report's own processes too
            process.wait()
        time.sleep(LOOK)
    return peak >> 20


def sum_memory(pid: int) -> int:
    """Bytes of a process and all below it; what they share counts for each."""
    held = 0
    try:
        root = psutil.Process(pid)
        for process in [root, *root.children(recursive=True)]:
            held += process.memory_info().rss
    except psutil.NoSuchProcess:  # it ended while it was looked at
        pass
    return held


def print_table(rows: pd.DataFrame) -> None:
    print("real articles, recombined")
    if rows["step"].isin(ANNOTATED).any():
        print(f"{', '.join(step for step in ANNOTATED if step in set(rows['step']))}: {NOTE}")
    print(rows.to_string(index=False))
    for step, own in rows.dropna(subset="seconds").groupby("step", sort=False):
        first, last = own.iloc[0], own.iloc[-1]
        if first["articles"] != last["articles"] and first["core seconds"] > 0:
            rise = math.log(last["core seconds"] / first["core seconds"])
            articles, text = (rise / math.log(last[by] / first[by]) for by in ("articles", "MB"))
            print(
                f"{step}: core seconds grow as articles to the power of {articles:.2f} "
                f"(aim {_AIM}), as their text to that of {text:.2f}"
            )


if __name__ == "__main__":
    sys.exit(main())
