"""How hard the texts are to read and how varied their words are, group by group."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.statistics import bootstrap_interval, hdd, mattr, mtld
from analysis.tables import as_table

Floats = NDArray[np.float64]
_LONG = 6  # letters that a word must have more of to be long (Björnsson 1968)
_LETTER = r"[^\W\d_]"
_FEW = 5  # articles that say too little about the group's other articles


def _rate_lix(sums: Floats) -> Floats:  # sums of words, sentences, long words
    return np.asarray(sums[:, 0] / sums[:, 1] + 100 * sums[:, 2] / sums[:, 0])


def _rate_sentence(sums: Floats) -> Floats:
    return np.asarray(sums[:, 0] / sums[:, 1])


def _rate_long(sums: Floats) -> Floats:
    return np.asarray(100 * sums[:, 2] / sums[:, 0])


def _mean(sums: Floats) -> Floats:
    return np.asarray(sums[:, 0] / sums[:, 1])


_EASE: dict[str, Callable[[Floats], Floats]] = {
    "lix": _rate_lix,
    "words per sentence": _rate_sentence,
    "long words (%)": _rate_long,
}
_VARIETY: dict[str, Callable[[list[str]], float]] = {"mattr": mattr, "mtld": mtld, "hdd": hdd}


def compare_readability(
    words: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str | pd.Series = "article_id",
    seed: int = 0,
) -> pd.DataFrame:
    """One row per group and measure, with a bootstrap interval: the table `readability`.

    LIX and its two parts are of all the group's text together; `mattr` (50 words), `mtld` (.72) and
    `hdd` (42 words) are means over its articles. Articles are drawn again for the interval; where
    there are fewer than five, sentences are, which says nothing about further articles, and the
    measures of variety have no interval.
    """
    ids = articles["article_id"]
    values = articles[by] if isinstance(by, str) else ids.map(by)
    group_of = pd.Series(values.astype("str").to_numpy(), index=pd.Index(ids))
    counted = words[(words["part"] == "text") & words["article_id"].isin(ids)]
    counted = counted.sort_values(["article_id", "start"], kind="stable")
    sizes = _measure_sentences(counted, sentences)
    texts = counted.groupby("article_id", sort=False)["word"].agg(list).to_dict()
    rows: list[dict[str, Any]] = []
    for group, members in group_of.groupby(group_of, sort=True):
        own = [article_id for article_id in sorted(members.index) if article_id in sizes]
        rows += _measure_group(
            str(group), [sizes[i] for i in own], [texts[i] for i in own], seed=seed
        )
    return as_table(rows, "readability")


def _measure_sentences(words: pd.DataFrame, sentences: pd.DataFrame) -> dict[str, Floats]:
    """For each article a row per sentence with words: its words, 1, its long words."""
    in_text = sentences[sentences["part"] == "text"]
    begins = {
        str(article_id): np.sort(rows["start"].to_numpy())
        for article_id, rows in in_text.groupby("article_id", sort=False)
    }
    starts = words["start"].to_numpy()
    long_words = (words["word"].str.count(_LETTER) > _LONG).to_numpy()
    sizes = {}
    for article_id, where in words.groupby("article_id", sort=False).indices.items():
        edges = begins.get(str(article_id), np.zeros(1, dtype=np.int64))
        sentence = np.maximum(np.searchsorted(edges, starts[where], side="right") - 1, 0)
        number = np.bincount(sentence)
        long_ones = np.bincount(sentence, weights=long_words[where])
        table = np.column_stack([number, np.ones(len(number)), long_ones])
        sizes[str(article_id)] = table[number > 0]
    return sizes


def _measure_group(
    group: str, sizes: list[Floats], texts: list[list[str]], *, seed: int
) -> Iterator[dict[str, Any]]:
    few = len(sizes) < _FEW
    sums = np.array([table.sum(axis=0) for table in sizes]).reshape(-1, 3)
    total = sums.sum(axis=0)
    about = {"group": group, "articles": len(sizes), "words": total[0], "sentences": total[1]}
    for measure, rate in _EASE.items():
        value = float(rate(total[np.newaxis, :])[0]) if total[0] else np.nan
        drawn = np.concatenate(sizes) if few and sizes else sums
        low, high = bootstrap_interval(drawn, rate, seed=seed)
        unit = ("sentences" if few else "articles") if np.isfinite(low) else ""
        yield {
            **about,
            "measure": measure,
            "value": value,
            "value_low": low,
            "value_high": high,
        } | {"resampled": unit}
    for measure, rate_words in _VARIETY.items():
        each = np.array([rate_words(text) for text in texts], dtype=float)
        each = each[np.isfinite(each)]
        value = float(each.mean()) if each.size else np.nan
        table = np.column_stack([each, np.ones(each.size)])
        low, high = bootstrap_interval(table if len(table) >= _FEW else table[:0], _mean, seed=seed)
        unit = "articles" if np.isfinite(low) else ""
        yield {
            **about,
            "measure": measure,
            "value": value,
            "value_low": low,
            "value_high": high,
        } | {"resampled": unit}
