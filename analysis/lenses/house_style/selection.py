"""The words of some of the articles, out of a table that holds those of many."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from analysis.lenses.house_style.numbered import Numbers, list_runs

_ROWS = 4_000_000  # words counted at once


class WordsOf:
    """The table `words`, to choose from by article without looking through it again."""

    def __init__(self, words: pd.DataFrame, articles: pd.DataFrame) -> None:
        runs = list_runs(words)
        owner = pd.Index(articles["article_id"]).get_indexer(pd.Index(runs.article_ids))
        known = np.flatnonzero((owner >= 0) & runs.in_text)
        known = known[np.argsort(owner[known], kind="stable")]
        self._words, self._owner = words, owner[known]
        self._begin, self._end = runs.begin[known], runs.end[known]

    def choose(self, articles: pd.DataFrame) -> pd.DataFrame:
        """The words of the texts of some articles; their index says which of all they are."""
        rows = articles.index.to_numpy()
        first, last = (np.searchsorted(self._owner, rows, side) for side in ("left", "right"))
        chosen = _list_numbers(first, last)
        places = _list_numbers(self._begin[chosen], self._end[chosen])
        return self._words.iloc[places]

    def count(self) -> pd.Series:
        """How often each word stands in the texts."""
        turns = np.zeros(len(self._words) + 1, dtype=np.int8)
        turns[self._begin] += 1
        turns[self._end] -= 1
        chosen = np.cumsum(turns[:-1], dtype=np.int8).astype(bool)
        column = self._words["word"].array
        return sum_counts(
            _count(column[first : first + _ROWS], chosen[first : first + _ROWS])
            for first in range(0, len(column), _ROWS)
        )


def sum_counts(several: Iterable[pd.Series]) -> pd.Series:
    """How often each word stands in all, of how often it stands in each."""
    whole = pd.concat([pd.Series(dtype="int64", index=pd.Index([], dtype="str")), *several])
    counts: pd.Series = whole.groupby(level=0, sort=False).sum()
    return counts


def _count(words: object, chosen: NDArray[np.bool_]) -> pd.Series:
    counted = pc.value_counts(pa.array(words, pa.large_string()).filter(pa.array(chosen)))
    index = pd.Index(counted.field("values").to_pandas(), dtype="str")
    return pd.Series(counted.field("counts").to_numpy(), index=index)


def _list_numbers(begin: Numbers, end: Numbers) -> Numbers:
    """The numbers from each begin to before its end, one after another."""
    sizes = end - begin
    return np.repeat(begin - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())
