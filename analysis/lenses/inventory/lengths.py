"""How many words each text has, from the table of words or straight from the texts."""

import numpy as np
import pandas as pd

from analysis.language import count_article_words

_BATCH = 5_000  # articles counted at once: only the sums are kept


def count_lengths(
    articles: pd.DataFrame, words: pd.DataFrame | None, *, among: frozenset[str] = frozenset()
) -> pd.DataFrame:
    """One row per article, in order: words of its text, and those of them that are `among` some.

    Without the table `words` the texts are counted at the speed of columns; the counts are the
    same, and no row per word is held.
    """
    if words is None:
        begins = range(0, max(len(articles), 1), _BATCH)
        blocks = [_count_texts(articles.iloc[begin : begin + _BATCH], among) for begin in begins]
        return pd.concat(blocks, ignore_index=True)
    text = words[words["part"] == "text"]
    found = [text["article_id"], text.loc[text["word"].isin(among), "article_id"]]
    columns = [articles["article_id"].map(ids.value_counts()).fillna(0) for ids in found]
    return pd.DataFrame(dict(zip(("words", "among"), columns, strict=True))).astype("int64")


def _count_texts(articles: pd.DataFrame, among: frozenset[str]) -> pd.DataFrame:
    counted = count_article_words(articles)
    chosen = np.flatnonzero(np.isin(counted.words, list(among)))
    sums = [counted.counts.sum(axis=1), counted.counts[:, chosen].sum(axis=1)]
    return pd.DataFrame({"words": sums[0], "among": sums[1]}).astype("int64")
