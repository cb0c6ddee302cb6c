"""How stories and reuse grow: seconds and peak memory for more and more articles.

python benchmarks/scale_stories.py ../shared/corpora [--sizes 2500,10000,40000]

There are fewer than 40,000 real articles, so they are recombined, round by round: an article keeps
its date and its outline, its paragraphs come from the whole collection, and long words are renamed
in each round, so that the rounds tell other stories and share no more text than the real articles
do. Each size runs in a fresh process; seconds are of the processor; `exponent` is the growth from
the size before.
"""

import argparse
import math
import multiprocessing
import random
import re
import resource
import sys
import time
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parent.parent))

from analysis.articles import read_articles
from analysis.lenses.overlaps import compare_reuse, count_origins, find_overlaps
from analysis.lenses.stories import find_stories

COLLECTIONS = ("news_2017.csv.gz", "uk_immigration_2014.jsonl.gz", "polnear.jsonl.gz")
_LONG = re.compile(r"\b[^\W\d_]{6,}")
_KEPT = 0.3  # chance of a paragraph to stay in its own article


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--sizes", default="2500,10000,40000")
    arguments = parser.parse_args()
    before: dict[str, tuple[int, float]] = {}
    print(f"{'articles':>9} {'step':<16} {'rows':>9} {'seconds':>9} {'peak MB':>8} {'exponent':>9}")
    for size in map(int, arguments.sizes.split(",")):
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            steps = pool.apply(time_steps, (arguments.corpora, size))
        for step, rows, seconds, megabytes in steps:
            grown = ""
            if step in before:
                past, took = before[step]
                grown = f"{math.log(seconds / took) / math.log(size / past):.2f}"
            before[step] = (size, seconds)
            print(f"{size:>9} {step:<16} {rows:>9} {seconds:>9.1f} {megabytes:>8.0f} {grown:>9}")


def time_steps(corpora: Path, size: int) -> list[tuple[str, int, float, float]]:
    """Each step's name, rows found, seconds, and the process' peak memory after it."""
    articles = make_articles(corpora, size)
    steps = []
    start = time.process_time()
    stories = find_stories(articles)
    steps.append(_note("find_stories", stories, start))
    start = time.process_time()
    late = articles.sort_values("published").tail(max(size // 100, 1))["article_id"]
    known = stories[~stories["article_id"].isin(late)]
    steps.append(_note("1 % new stories", find_stories(articles, known=known), start))
    start = time.process_time()
    overlaps = find_overlaps(articles)
    steps.append(_note("find_overlaps", overlaps, start))
    start = time.process_time()
    steps.append(_note("compare_reuse", compare_reuse(articles, overlaps), start))
    start = time.process_time()
    steps.append(_note("count_origins", count_origins(articles, overlaps, stories), start))
    return steps


def make_articles(corpora: Path, size: int) -> pd.DataFrame:
    """So many articles: the real ones, then recombinations of them, paragraph by paragraph."""
    real = [read_articles(corpora / name).articles for name in COLLECTIONS]
    chance = random.Random(1)
    made, rounds = (
        [articles.assign(article_id="0 " + articles["article_id"]) for articles in real],
        0,
    )
    while sum(map(len, made)) < size:
        rounds += 1
        made += [_recombine(articles, rounds, chance) for articles in real]
    return pd.concat(made, ignore_index=True).sample(size, random_state=1).reset_index(drop=True)


def _recombine(articles: pd.DataFrame, number: int, chance: random.Random) -> pd.DataFrame:
    """Each article with most of its paragraphs taken from others of its collection."""
    paragraphs = [[line for line in text.split("\n") if line.strip()] for text in articles["text"]]
    pool = [line for lines in paragraphs for line in lines]
    chance.shuffle(pool)
    lines_left = iter(pool)
    mixed = [
        "\n".join(line if chance.random() < _KEPT else next(lines_left, line) for line in lines)
        for lines in paragraphs
    ]
    texts = [_LONG.sub(rf"\g<0>{chr(96 + number)}q", text) for text in mixed]
    return articles.assign(article_id=f"{number} " + articles["article_id"], text=texts)


def _note(step: str, rows: pd.DataFrame, start: float) -> tuple[str, int, float, float]:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = time.process_time() - start
    print(f"{step}: {len(rows)} rows, {seconds:.0f} s, {peak:.0f} MB", file=sys.stderr, flush=True)
    return step, len(rows), seconds, peak


if __name__ == "__main__":
    main()
