"""How often each group uses each word, on the complete grid: a zero is a finding."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.lenses.words.classes import classify_words
from analysis.lenses.words.matrix import (
    build_matrix,
    count_articles_by_group,
    keep_frequent,
    sum_by_group,
    sum_lengths,
)
from analysis.statistics import poisson_interval
from analysis.tables import as_table

_MOST_ROWS = 1_000_000


def count_words(
    words: pd.DataFrame | None,
    articles: pd.DataFrame,
    *,
    by: str | pd.Series = "article_id",
    part: str = "text",
    minimum: int | None = None,
) -> pd.DataFrame:
    """One row per group and word, zeros too: the table `word_counts`, the frequent words first.

    Words that stand fewer than `minimum` times in all groups together get no row, but count among
    the words of their group. Unless told otherwise every word has its rows, or, where that would be
    more than a million rows, as many of the most frequent as fit. Without `words` (`None`) the
    articles' own are counted, many times faster: the way for large collections.
    """
    matrix = build_matrix(words, articles, by, part=part)
    totals = sum_lengths(matrix)
    if minimum is None:
        minimum = find_minimum(matrix.counts.sum(axis=0), len(matrix.groups))
    matrix = keep_frequent(matrix, minimum)
    n, used_in = sum_by_group(matrix), count_articles_by_group(matrix)
    return list_counts(matrix.groups, matrix.vocabulary, n, used_in, totals)


def list_counts(
    groups: NDArray[np.object_],
    vocabulary: NDArray[np.object_],
    n: NDArray[np.int64],
    used_in: NDArray[np.int64],
    totals: NDArray[np.int64],
) -> pd.DataFrame:
    """One row per group and word: its uses `n`, the articles `used_in`, of a group's `totals`."""
    low, high = poisson_interval(n)
    with np.errstate(divide="ignore", invalid="ignore"):
        per_1000, low, high = (rate * 1000 / totals[:, np.newaxis] for rate in (n, low, high))
    number, width = n.shape
    rows = pd.DataFrame(
        {
            "group": np.repeat(groups, width),
            "word": np.tile(vocabulary, number),
            "word_class": np.tile(classify_words(vocabulary), number),
            "n": n.ravel(),
            "per_1000": _known(per_1000),
            "per_1000_low": _known(low),
            "per_1000_high": _known(high),
            "articles": used_in.ravel(),
        }
    )
    rows = rows.sort_values(["group", "n", "word"], ascending=[True, False, True], kind="stable")
    return as_table(rows, "word_counts")


def find_minimum(totals: NDArray[np.int64], groups: int) -> int:
    """The least count that keeps words times groups within a million rows."""
    fit = max(_MOST_ROWS // max(groups, 1), 1)
    if len(totals) <= fit:
        return 1
    return int(np.partition(totals, len(totals) - fit - 1)[len(totals) - fit - 1]) + 1


def _known(rates: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rates of a group without any words are not numbers."""
    return np.where(np.isfinite(rates), rates, np.nan).ravel()
