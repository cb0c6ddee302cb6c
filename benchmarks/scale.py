"""How seconds and memory grow with the articles: reading, counting, annotating, stories, reuse ..

python benchmarks/scale.py ../shared/corpora [--steps read,count] [--sizes 1000,10000,100000]
python benchmarks/scale.py ../shared/corpora --steps read,count --sizes 1000000 --keep FOLDER
python benchmarks/scale.py ../shared/corpora --steps story,outlets --report-sizes 100,300

The articles are those of `archive.py`: real ones, recombined, 250 a day as in an archive of some
fifteen newspapers; `--per-day 1000000` lays all on one day, which no archive does. Each step runs
in a process of its own; its peak is the most that process held, or it and all it starts when looked
at once a second. `count` reads and counts, batch by batch, into the table of words by outlet;
`annotate` takes a sample of the articles; `known` places the last hundredth of the articles among
the stories of the others; `reuse` finds shared passages and says whose they are. A step named after
a notebook makes its report, HTML only, with an empty cache. What takes longer than `--limit`
seconds is ended; that, and more than `--memory` MB, stands in the column `limit`. The exponent is
the slope of log core seconds over log articles from the first to the last size: of all cores
together, so that a busy machine does not bend it.
"""

import argparse
import json
import math
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pandas as pd
import psutil

sys.path.insert(0, str(Path(__file__).parent.parent))

from analysis.articles import read_articles, read_batches
from analysis.language import annotate
from analysis.lenses.overlaps import compare_reuse, find_overlaps
from analysis.lenses.stories import find_stories
from analysis.lenses.words import count_batches
from benchmarks.archive import PER_DAY, write_archive

REPORTS = ("story", "outlets", "entity", "collection", "explore")
NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
SHARE_ANNOTATED = 100  # one article in so many
LOOK = 1.0  # seconds between two looks at a step's memory


def main() -> int:
    arguments = read_arguments()
    if arguments.run:
        step, path = arguments.run
        print(json.dumps(run_step(step, Path(path))))
        return 0
    if not arguments.corpora.is_dir():
        print(f"No folder {arguments.corpora}: nothing was measured.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        kept = arguments.keep or Path(folder)
        rows = [
            measure(step, make_archive(arguments, size, kept), arguments)
            for step in arguments.steps.split(",")
            for size in (arguments.report_sizes if step in REPORTS else arguments.sizes)
        ]
    print_table(pd.DataFrame(rows))
    return 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    add = parser.add_argument
    add("corpora", type=Path, help="folder with the collections")
    add("--steps", default=",".join([*STEP_FUNCTIONS, *REPORTS]), help="what to measure")
    add("--sizes", type=list_sizes, default="1000,10000,100000", help="numbers of articles")
    add("--report-sizes", type=list_sizes, default="100,300", help="the same for reports")
    add("--per-day", type=int, default=PER_DAY, help="articles a day")
    add("--limit", type=int, default=1200, help="seconds a step may take")
    add("--memory", type=int, default=4000, help="MB a step may take")
    add("--keep", type=Path, help="folder that keeps the articles for another run")
    add("--run", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


def list_sizes(sizes: str) -> list[int]:
    return [int(size) for size in sizes.split(",")]


def make_archive(arguments: argparse.Namespace, size: int, folder: Path) -> Path:
    path = folder / f"{size}-{arguments.per_day}.jsonl"
    if not path.exists():
        write_archive(arguments.corpora, size, path, per_day=arguments.per_day)
    return path


def measure(step: str, path: Path, arguments: argparse.Namespace) -> dict[str, object]:
    """One step at one size, in a process of its own; not a number where it did not end well."""
    command = [sys.executable, __file__, str(arguments.corpora), "--run", step, str(path)]
    found = {"seconds": math.nan, "cpu": math.nan, "peak": 0}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        peak = watch(process, arguments)
        ended = "" if process.returncode == 0 else f"ended with {process.returncode}"
        shown = process.stdout.read() if process.stdout else ""
    if not ended:
        found = json.loads(shown.splitlines()[-1])
    peak = max(peak, int(found["peak"]))
    row = {
        "step": step,
        "articles": int(path.stem.split("-")[0]),
        "MB": round(path.stat().st_size / 1e6, 1),
        "seconds": round(found["seconds"], 2),
        "core seconds": round(found["cpu"], 2),
        "peak MB": peak,
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


def run_step(step: str, path: Path) -> dict[str, float]:
    """Seconds of the step alone, on the clock and of all cores, and its own peak in MB."""
    spent = list(STEP_FUNCTIONS[step](path) if step not in REPORTS else time_report(path, step))
    return {
        "seconds": sum(seconds for seconds, _ in spent),
        "cpu": sum(cpu for _, cpu in spent),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
    }


def spend(action: Callable[[], object]) -> tuple[float, float]:
    """Seconds an action takes, on the clock and of all cores."""
    began, worked = time.perf_counter(), os.times()
    action()
    ended = os.times()
    return time.perf_counter() - began, sum(ended[:4]) - sum(worked[:4])


def time_reading(path: Path) -> Iterator[tuple[float, float]]:
    yield spend(lambda: deque(read_batches(path), maxlen=0))


def time_counting(path: Path) -> Iterator[tuple[float, float]]:
    yield spend(lambda: count_batches(reading.articles for reading in read_batches(path)))


def time_annotating(path: Path) -> Iterator[tuple[float, float]]:
    for reading in read_batches(path, size=10_000):
        sample = reading.articles.iloc[::SHARE_ANNOTATED]
        yield spend(partial(annotate, sample, cache=False))


def time_stories(path: Path) -> Iterator[tuple[float, float]]:
    articles = read_articles(path).articles
    yield spend(partial(find_stories, articles))


def time_known(path: Path) -> Iterator[tuple[float, float]]:
    articles = read_articles(path).articles
    known = find_stories(articles.head(len(articles) - len(articles) // 100))
    yield spend(partial(find_stories, articles, known=known))


def time_reuse(path: Path) -> Iterator[tuple[float, float]]:
    articles = read_articles(path).articles
    yield spend(lambda: compare_reuse(articles, find_overlaps(articles)))


def time_report(path: Path, notebook: str) -> Iterator[tuple[float, float]]:
    """A whole report with an empty cache, by the command."""
    with tempfile.TemporaryDirectory() as out:
        command = [
            *(sys.executable, "-m", "analysis", "report", str(path), "--formats", "html"),
            *("--notebook", str(NOTEBOOKS / f"{notebook}.ipynb"), "--out", out),
        ]
        environment = {**os.environ, "RASHOMON_CACHE": str(Path(out) / "cache")}
        run = partial(subprocess.run, command, check=True, capture_output=True, env=environment)
        yield spend(partial(run, cwd=NOTEBOOKS.parent))


STEP_FUNCTIONS = {
    "read": time_reading,
    "count": time_counting,
    "annotate": time_annotating,
    "stories": time_stories,
    "known": time_known,
    "reuse": time_reuse,
}


def print_table(rows: pd.DataFrame) -> None:
    print(f"annotate: one article in {SHARE_ANNOTATED}; real articles, recombined")
    print(rows.to_string(index=False))
    for step, own in rows.dropna(subset="seconds").groupby("step", sort=False):
        first, last = own.iloc[0], own.iloc[-1]
        if first["articles"] != last["articles"] and first["core seconds"] > 0:
            slope = math.log(last["core seconds"] / first["core seconds"])
            exponent = slope / math.log(last["articles"] / first["articles"])
            print(
                f"{step}: core seconds grow as articles to the power of {exponent:.2f} (aim 1.15)"
            )


if __name__ == "__main__":
    sys.exit(main())
