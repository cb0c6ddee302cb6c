"""How often the word test cries wolf: outlets swapped at random within events, nothing to find.

python benchmarks/calibration.py ../shared/corpora [--draws 100]

Real articles, real events; only who published what is dealt out anew within each event. A test
that keeps its word calls at most 5 in 100 words different at p < .05, and finds none after
correction in at least 95 of 100 draws. The baseline is the usual table, G2 over pooled words, for
the same words in the same run.
"""

import argparse
import gzip
import json
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

sys.path.insert(0, str(Path(__file__).parent.parent))

from analysis.articles import read_articles
from analysis.language import split_words
from analysis.lenses.words import compare_words
from analysis.statistics import adjust_fdr
from benchmarks.accuracy import write_table

LEAST = 5  # uses of a word in the collection


class Told(NamedTuple):
    """A collection whose events are known."""

    articles: pd.DataFrame
    words: pd.DataFrame
    stories: pd.DataFrame


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("corpora", type=Path, help="folder with story_clusters.jsonl.gz")
    parser.add_argument("--draws", type=int, default=100, help="how often outlets are swapped")
    arguments = parser.parse_args()
    if not (arguments.corpora / "story_clusters.jsonl.gz").is_file():
        print(f"No story_clusters.jsonl.gz in {arguments.corpora}.", file=sys.stderr)
        return 2
    print(write_table(measure_calibration(arguments.corpora, draws=arguments.draws)))
    return 0


def measure_calibration(corpora: Path, *, draws: int) -> pd.DataFrame:
    """One row per measure: ours, the baseline from the same run, the aim, and what n counts."""
    told = read_told(corpora / "story_clusters.jsonl.gz")
    swapped = pd.DataFrame([_count_alarms(told, draw) for draw in range(draws)])
    real = _compare(told, told.articles, seed=0)
    ours, pooled = real["q"] <= 0.05, _find_pooled(real)
    rows = [
        ("share of words with p < .05", *_mean(swapped, "small", "small_g2"), 0.05, "tested"),
        ("draws in which BH finds none", *_mean(swapped, "none", "none_g2"), 0.95, "draws"),
        ("words found in a draw, mean", *_mean(swapped, "found", "found_g2"), None, "draws"),
        ("real outlets: words found", float(ours.sum()), float(pooled.sum()), None, "real"),
        ("real outlets: of pooled G2's", float((ours & pooled).sum()), None, None, "pooled"),
    ]
    counts = {
        "tested": int(swapped["tested"].sum()),
        "draws": draws,
        "real": len(real),
        "pooled": int(pooled.sum()),
    }
    table = pd.DataFrame(rows, columns=["measure", "value", "baseline", "aim", "n"])
    return table.assign(n=table["n"].map(counts))


def read_told(path: Path) -> Told:
    """The articles, their words, and the event each tells, which the file itself knows."""
    articles = read_articles(path).articles
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        events = {str(row["id"]): str(row["event_id"]) for row in map(json.loads, lines)}
    stories = pd.DataFrame({"article_id": articles["article_id"]})
    stories["story"] = stories["article_id"].map(events)
    return Told(articles, split_words(articles), stories)


def _count_alarms(told: Told, draw: int) -> dict[str, float]:
    rng = np.random.default_rng(draw)
    outlets = told.articles["outlet"].to_numpy(copy=True)
    for rows in told.stories.groupby("story", sort=True).indices.values():
        outlets[rows] = rng.permutation(outlets[rows])
    tested = _compare(told, told.articles.assign(outlet=outlets), seed=draw)
    found, pooled = tested["q"] <= 0.05, _find_pooled(tested)
    return {
        "tested": len(tested),
        "small": (tested["p"] < 0.05).mean(),
        "small_g2": (_pool(tested) < 0.05).mean(),
        "none": float(not found.any()),
        "none_g2": float(not pooled.any()),
        "found": found.sum(),
        "found_g2": pooled.sum(),
    }


def _compare(told: Told, articles: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """The words that were tested."""
    compared = compare_words(
        told.words, articles, by="outlet", stories=told.stories, minimum=LEAST, seed=seed
    )
    return compared[compared["p"].notna()]


def _pool(tested: pd.DataFrame) -> np.ndarray:
    """The p of the plain G2 table, which takes every word for drawn alone."""
    return np.asarray(stats.chi2.sf(tested["g2"].abs(), df=1))


def _find_pooled(tested: pd.DataFrame) -> np.ndarray:
    return adjust_fdr(_pool(tested)) <= 0.05


def _mean(draws: pd.DataFrame, *columns: str) -> list[float]:
    return [float(draws[column].mean()) for column in columns]


if __name__ == "__main__":
    sys.exit(main())
