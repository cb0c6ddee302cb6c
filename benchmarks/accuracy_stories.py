"""How well articles of one event are found to tell one story, beside a plain TF-IDF average link.

`story_clusters` says which event each article tells. Features, fading and threshold were chosen on
the events with odd numbers; those with even numbers are for show. All articles are grouped at once,
and each half's figure is the mean over its own articles.
"""

import gzip
import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score

from analysis.lenses.overlaps import find_agencies
from analysis.lenses.stories import find_stories

AIM = 0.94


def measure_stories(corpora: Path) -> pd.DataFrame:
    """One row per measure: its value, the baseline of the same run, the aim, and how many n."""
    rows = [*_measure_groups(corpora), *_measure_agencies(corpora)]
    return pd.DataFrame(rows, columns=["measure", "value", "baseline", "aim", "n"])


def _measure_groups(corpora: Path) -> Iterable[tuple[str, float, float, float, int]]:
    rows = _read_lines(corpora / "story_clusters.jsonl.gz")
    articles = pd.DataFrame(
        {
            "article_id": rows["id"],
            "published": pd.to_datetime(rows["date"], utc=True),
            "published_precision": "day",
            "headline": rows["title"],
            "text": rows["text"],
        }
    )
    gold = rows["event_id"].to_numpy(dtype=str)
    stories = find_stories(articles).set_index("article_id")["story"]
    ours = stories.reindex(rows["id"]).to_numpy(dtype=str)
    baseline = _group_plainly((rows["title"] + "\n" + rows["text"]).tolist(), gold)
    odd = np.array([int(event.split("-")[1]) % 2 == 1 for event in gold])
    for name, chosen in (("all", odd | True), ("odd, tuned on", odd), ("even, held out", ~odd)):
        figures = zip(
            ("precision", "recall", "F"),
            score_bcubed(gold, ours, chosen),
            score_bcubed(gold, baseline, chosen),
            strict=True,
        )
        for figure, value, plain in figures:
            aim = AIM if figure == "F" else np.nan
            yield f"B-cubed {figure}, {name}", value, plain, aim, int(chosen.sum())
    rand, plain_rand = (float(adjusted_rand_score(gold, found)) for found in (ours, baseline))
    yield "adjusted Rand index, all", rand, plain_rand, np.nan, len(gold)


def score_bcubed(
    gold: np.ndarray, found: np.ndarray, chosen: np.ndarray
) -> tuple[float, float, float]:
    """Precision, recall and F over the chosen items (Bagga and Baldwin 1998)."""
    same_gold = gold[:, None] == gold[None, :]
    same_found = found[:, None] == found[None, :]
    right = (same_gold & same_found).sum(axis=1)
    precision = float((right / same_found.sum(axis=1))[chosen].mean())
    recall = float((right / same_gold.sum(axis=1))[chosen].mean())
    return precision, recall, 2 * precision * recall / (precision + recall)


def _group_plainly(texts: list[str], gold: np.ndarray) -> np.ndarray:
    """TF-IDF and average link, with the threshold that is best on the gold itself."""
    plain = TfidfVectorizer(sublinear_tf=True, stop_words="english", ngram_range=(1, 2), min_df=2)
    vectors = plain.fit_transform(texts)
    distance = np.clip(1 - (vectors @ vectors.T).toarray(), 0, 1)
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance, checks=False), "average")
    cuts = [fcluster(tree, cut, "distance") for cut in np.arange(0.60, 0.98, 0.005)]
    everything = np.ones(len(gold), dtype=bool)
    return max(cuts, key=lambda groups: score_bcubed(gold, groups, everything)[2])


def _measure_agencies(corpora: Path) -> Iterable[tuple[str, float, float, float, int]]:
    """Wire copy named by what its text says, against the `wire` field, which is not shown."""
    rows = _read_lines(corpora / "polnear.jsonl.gz")
    names = {"AP": "Associated Press", "UPI": "United Press International"}
    names |= {"AFP": "Agence France-Presse", "Reuters": "Reuters", "reuters": "Reuters"}
    articles = rows[["outlet", "text"]].assign(article_id=rows["id"], credit="")
    found = find_agencies(articles)
    wire = zip(rows["id"], rows["wire"], strict=True)
    gold = {article_id: names[agency] for article_id, agency in wire if agency in names}
    right = len(set(found.items()) & set(gold.items()))
    yield "wire copy, precision", right / max(len(found), 1), np.nan, np.nan, len(found)
    yield "wire copy, recall", right / len(gold), np.nan, np.nan, len(gold)


def _read_lines(path: Path) -> pd.DataFrame:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return pd.DataFrame([json.loads(line) for line in lines])
