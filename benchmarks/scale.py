"""How seconds and memory grow with the articles: reading, counting, annotating, stories, reuse ..

python benchmarks/scale.py ../shared/corpora [--sizes 1000,10000,100000] [--steps read,count]
python benchmarks/scale.py ../shared/corpora --sizes 100,300 --steps collection,outlets

Articles are real ones, recombined by paragraph where there are too few. Each step runs in a process
of its own, which reports its peak memory; annotating is measured on a sample of the articles. A
step named after a notebook makes its report, HTML only. A step that takes longer than `--limit`
seconds is ended; that, and more than `--memory` MB, stands in the column `limit`. The
exponent is the slope of log seconds over log articles from the first to the last size: seconds of
all cores together, so that a busy machine does not bend it.
"""

import argparse
import json
import math
import os
import random
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

sys.path.insert(0, str(Path(__file__).parent.parent))

from analysis.articles import read_articles, read_batches
from analysis.language import annotate, count_article_words

STEPS = ("read", "count", "annotate", "stories", "reuse")
NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
COLLECTIONS = ("news_2017.csv.gz", "polnear.jsonl.gz", "story_clusters.jsonl.gz")
SHARE_ANNOTATED = 100  # one article in so many


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("corpora", type=Path, help="folder with the collections")
    parser.add_argument("--sizes", default="1000,10000,100000", help="numbers of articles")
    parser.add_argument("--steps", default=",".join(STEPS), help="what to measure")
    parser.add_argument("--limit", type=int, default=600, help="seconds a step may take")
    parser.add_argument("--memory", type=int, default=4000, help="MB a step may take")
    parser.add_argument("--run", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        step, path = arguments.run
        print(json.dumps(run_step(step, Path(path))))
        return 0
    if not arguments.corpora.is_dir():
        print(f"No folder {arguments.corpora}: nothing was measured.", file=sys.stderr)
        return 2
    sizes = [int(size) for size in arguments.sizes.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            measure(step, path, arguments)
            for path in (write_articles(arguments.corpora, size, Path(folder)) for size in sizes)
            for step in arguments.steps.split(",")
        ]
    print_table(pd.DataFrame(rows))
    return 0


def write_articles(corpora: Path, size: int, folder: Path) -> Path:
    """A JSON Lines file of so many articles, made of paragraphs (or sentences) of real ones."""
    texts = pd.concat([read_articles(corpora / name).articles for name in COLLECTIONS])["text"]
    pieces = [
        piece
        for text in texts
        for piece in (text.split("\n") if "\n" in text else text.split(". "))
        if piece.strip()
    ]
    chance = random.Random(size)
    path = folder / f"{size}.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(size):
            day = f"{2017 + number % 3}-{1 + number % 12:02}-{1 + number % 28:02}"
            text = "\n".join(chance.choices(pieces, k=chance.randint(8, 28)))
            row = {"id": f"a{number}", "outlet": f"o{number % 20}", "date": day, "text": text}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def measure(step: str, path: Path, arguments: argparse.Namespace) -> dict[str, object]:
    """One step at one size, in a process of its own; not a number where it did not end well."""
    command = [sys.executable, __file__, str(arguments.corpora), "--run", step, str(path)]
    found = dict.fromkeys(("seconds", "cpu", "peak"), math.nan)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            shown, _ = process.communicate(timeout=arguments.limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # a report's own processes too
            ended = f"ended after {arguments.limit} s"
        else:
            found = json.loads(shown.splitlines()[-1]) if process.returncode == 0 else found
            ended = "" if process.returncode == 0 else f"failed with {process.returncode}"
    if found["peak"] > arguments.memory:
        ended = f"over {arguments.memory} MB"
    row = {
        "step": step,
        "articles": int(path.stem),
        "MB": round(path.stat().st_size / 1e6, 1),
        "seconds": round(found["seconds"], 2),
        "core seconds": round(found["cpu"], 2),
        "peak MB": found["peak"],
        "limit": ended,
    }
    print(row, file=sys.stderr, flush=True)
    return row


def run_step(step: str, path: Path) -> dict[str, float]:
    """Seconds of the step alone, on the clock and of all cores, and the peak memory in MB."""
    run = STEP_FUNCTIONS.get(step)
    spent = list(run(path) if run else time_notebook(path, step))
    return {
        "seconds": sum(seconds for seconds, _ in spent),
        "cpu": sum(cpu for _, cpu in spent),
        "peak": sum_usage("ru_maxrss") // 1024,
    }


def spend(action: Callable[[], object]) -> tuple[float, float]:
    """Seconds an action takes, on the clock and of all cores."""
    began, worked = time.perf_counter(), sum_usage("ru_utime") + sum_usage("ru_stime")
    action()
    ended = sum_usage("ru_utime") + sum_usage("ru_stime")
    return time.perf_counter() - began, ended - worked


def sum_usage(field: str) -> float:
    """This process and its children."""
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return float(sum(getattr(resource.getrusage(who), field) for who in both))


def time_reading(path: Path) -> Iterator[tuple[float, float]]:
    yield spend(lambda: deque(read_batches(path), maxlen=0))


def time_counting(path: Path) -> Iterator[tuple[float, float]]:
    """Counting without the reading, batch by batch, nothing kept but the totals."""
    for reading in read_batches(path):
        yield spend(partial(count_article_words, reading.articles))


def time_annotating(path: Path) -> Iterator[tuple[float, float]]:
    for reading in read_batches(path, size=10_000):
        sample = reading.articles.iloc[::SHARE_ANNOTATED]
        yield spend(partial(annotate, sample, cache=False))


def time_stories(path: Path) -> Iterator[tuple[float, float]]:
    from analysis.lenses.stories import find_stories  # noqa: PLC0415 (the others do without)

    articles = read_articles(path).articles
    yield spend(partial(find_stories, articles))


def time_reuse(path: Path) -> Iterator[tuple[float, float]]:
    from analysis.lenses.overlaps import compare_reuse, find_overlaps  # noqa: PLC0415

    articles = read_articles(path).articles
    yield spend(lambda: compare_reuse(articles, find_overlaps(articles)))


def time_notebook(path: Path, notebook: str) -> Iterator[tuple[float, float]]:
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
    "reuse": time_reuse,
}


def print_table(rows: pd.DataFrame) -> None:
    print(f"annotate: one article in {SHARE_ANNOTATED}; articles recombined from real paragraphs")
    print(rows.sort_values(["step", "articles"], kind="stable").to_string(index=False))
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
