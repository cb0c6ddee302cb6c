"""How hard the texts are to read and how varied their words are, group by group."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import UsageError
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
    words: pd.DataFrame | None,
    sentences: pd.DataFrame | None,
    articles: pd.DataFrame,
    *,
    by: str | pd.Series = "article_id",
    seed: int = 0,
    measures: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per group and measure, with a bootstrap interval: the table `readability`.

    LIX and its two parts are of all the group's text together; `mattr` (50 words), `mtld` (.72) and
    `hdd` (42 words) are means over its articles. Articles are drawn again for the interval; where
    there are fewer than five, sentences are, which says nothing about further articles, and the
    measures of variety have no interval. `measures` of the articles take the place of `words` and
    `sentences`.

    Raises:
        UsageError: neither `measures` are given nor both tables.
    """
    ids = articles["article_id"]
    values = articles[by] if isinstance(by, str) else ids.map(by)
    group_of = pd.Series(values.astype("str").to_numpy(), index=pd.Index(ids))
    if measures is None:
        if words is None or sentences is None:
            raise UsageError("compare_readability needs words and sentences, or measures of them.")
        measures = measure_readability(words[words["article_id"].isin(ids)], sentences)
    sizes = _list_sizes(measures)
    variety = measures.set_index("article_id")[list(_VARIETY)]
    rows: list[dict[str, Any]] = []
    for group, members in group_of.groupby(group_of, sort=True):
        own = [article_id for article_id in sorted(members.index) if article_id in sizes]
        rows += _measure_group(str(group), [sizes[i] for i in own], variety.loc[own], seed=seed)
    return as_table(rows, "readability")


def measure_readability(words: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """One row per article with words: those of each sentence, the long ones, three of variety."""
    counted = words[words["part"] == "text"].sort_values(["article_id", "start"], kind="stable")
    texts = counted.groupby("article_id", sort=False)["word"].agg(list)
    sizes = _measure_sentences(counted, sentences)
    own = [sizes[str(article_id)] for article_id in texts.index]
    columns = {
        "article_id": pd.Series(texts.index, dtype="str"),
        "sentence_words": [table[:, 0].tolist() for table in own],
        "sentence_long_words": [table[:, 2].tolist() for table in own],
    }
    variety = {
        name: np.array([rate(text) for text in texts], dtype=float)
        for name, rate in _VARIETY.items()
    }
    return pd.DataFrame(columns | variety)


def _list_sizes(measures: pd.DataFrame) -> dict[str, Floats]:
    """For each article a row per sentence with words: its words, 1, its long words."""
    return {
        str(article_id): np.column_stack([number, np.ones(len(number)), long_ones])
        for article_id, number, long_ones in zip(
            measures["article_id"],
            measures["sentence_words"],
            measures["sentence_long_words"],
            strict=True,
        )
    }


def _measure_sentences(words: pd.DataFrame, sentences: pd.DataFrame) -> dict[str, Floats]:
    """For each article a row per sentence with words: its words, 1, its long words."""
    in_text = sentences[sentences["part"] == "text"]
    begins = {
        str(article_id): np.sort(rows["start"].to_numpy())
        for article_id, rows in in_text.groupby("article_id", sort=False)
    }
    starts = words["start"].to_numpy()
    codes, kinds = pd.factorize(words["word"])
    long_words = (pd.Series(kinds, dtype="str").str.count(_LETTER) > _LONG).to_numpy()[codes]
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
    group: str, sizes: list[Floats], variety: pd.DataFrame, *, seed: int
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
    for measure in _VARIETY:
        each = variety[measure].to_numpy()
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
