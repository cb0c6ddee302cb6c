"""The steps whose growth `scale.py` measures: each on an archive, in a process of its own.

A step does what it needs first and gives what the rest of it costs: seconds on the clock, core
seconds of all processes it starts, and the most memory that one of them held.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from analysis.articles import read_articles, read_batches
from analysis.collection import find_collection
from analysis.language import annotate
from analysis.lenses.overlaps import compare_reuse, find_overlaps
from analysis.lenses.stories import find_stories
from analysis.lenses.words import count_batches
from benchmarks.annotated import ARTICLES, CACHE

ROOT = Path(__file__).parent.parent
REPORTS = ("story", "outlets", "entity", "collection", "explore")
FROM_COLLECTION = tuple(f"prepared-{name}" for name in ("collection", "outlets", "entity"))
ANNOTATED = ("prepare", *FROM_COLLECTION)  # they take an archive of `annotated.py`
WORKERS = 2
COLLECTION = "collection"
_PATIENCE = 100_000  # seconds a cell may take: `scale.py` has a limit of its own


class Cost(NamedTuple):
    """Seconds on the clock and of all cores, and the most MB in one process."""

    seconds: float
    cpu: float
    largest: int


def run_step(step: str, place: Path) -> Cost:
    """What a step costs with the archive at `place`: a file, or a folder of `annotated.py`."""
    if step in REPORTS:
        return spend(partial(make_report, place, step))
    if step in FROM_COLLECTION:
        name = step.removeprefix("prepared-")
        return spend(partial(make_report, place / COLLECTION, name))
    return STEPS[step](place)


def spend(action: Callable[[], object]) -> Cost:
    """What an action costs."""
    began, worked = time.perf_counter(), os.times()
    action()
    ended = os.times()
    largest = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    cpu = sum(ended[:4]) - sum(worked[:4])
    return Cost(time.perf_counter() - began, cpu, largest >> 10)


def read(place: Path) -> Cost:
    return spend(lambda: deque(read_batches(place), maxlen=0))


def count(place: Path) -> Cost:
    return spend(lambda: count_batches(reading.articles for reading in read_batches(place)))


def annotate_all(place: Path) -> Cost:
    articles = read_articles(place).articles
    return spend(partial(annotate, articles, cache=False))


def find_all_stories(place: Path) -> Cost:
    articles = read_articles(place).articles
    return spend(partial(find_stories, articles))


def place_among_known(place: Path) -> Cost:
    articles = read_articles(place).articles
    known = find_stories(articles.head(len(articles) - len(articles) // 100))
    return spend(partial(find_stories, articles, known=known))


def find_reuse(place: Path) -> Cost:
    articles = read_articles(place).articles
    return spend(lambda: compare_reuse(articles, find_overlaps(articles)))


def prepare(place: Path) -> Cost:
    return spend(partial(make_collection, place, anew=True))


def make_collection(place: Path, *, anew: bool) -> Path:
    """The prepared collection of an annotated archive; one that is there is kept unless `anew`."""
    collection = place / COLLECTION
    if anew:
        shutil.rmtree(collection, ignore_errors=True)
    if find_collection(collection) is None:
        command = ["prepare", str(place / ARTICLES), "--out", str(collection)]
        run_command([*command, "--workers", str(WORKERS)], {"RASHOMON_CACHE": str(place / CACHE)})
    return collection


def make_report(articles: Path, notebook: str) -> None:
    """A whole report with an empty cache, HTML only."""
    with tempfile.TemporaryDirectory() as out:
        limits = ["--cell-limit", str(_PATIENCE), "--run-limit", str(_PATIENCE)]
        command = ["report", str(articles), "--formats", "html", "--out", out, *limits]
        notebooks = ROOT / "notebooks" / f"{notebook}.ipynb"
        run_command(
            [*command, "--notebook", str(notebooks)], {"RASHOMON_CACHE": str(Path(out) / "cache")}
        )


def run_command(arguments: list[str], environment: Mapping[str, str]) -> None:
    """The command `rashomon`; what it says where it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "analysis", *arguments],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        cwd=ROOT,
    )
    if done.returncode:
        raise RuntimeError(f"rashomon {arguments[0]} ended with {done.returncode}: {done.stderr}")


STEPS: dict[str, Callable[[Path], Cost]] = {
    "read": read,
    "count": count,
    "annotate": annotate_all,
    "stories": find_all_stories,
    "known": place_among_known,
    "reuse": find_reuse,
    "prepare": prepare,
}
