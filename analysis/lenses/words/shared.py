"""Words that all tellings use, and words of one telling only."""

import numpy as np
import pandas as pd

from analysis.lenses.words.classes import classify_words
from analysis.lenses.words.matrix import build_matrix, sum_by_group
from analysis.tables import as_table


def find_shared_words(
    words: pd.DataFrame | None,
    articles: pd.DataFrame,
    *,
    by: str | pd.Series = "article_id",
    part: str = "text",
) -> pd.DataFrame:
    """One row per word and how many groups use it: the table `shared_words`.

    Most words of one telling only are there by chance: a longer telling has more of them.
    `count_noise` tells how many to expect. Their passages are the rows of `words` with that word;
    without `words` (`None`) the articles' own are counted, many times faster.
    """
    matrix = build_matrix(words, articles, by, part=part)
    n = sum_by_group(matrix)
    groups = (n > 0).sum(axis=0)
    only = matrix.groups[n.argmax(axis=0)] if n.size else np.array([], dtype=object)
    rows = pd.DataFrame(
        {
            "word": matrix.vocabulary,
            "word_class": classify_words(matrix.vocabulary),
            "state": np.select([groups == len(matrix.groups), groups == 1], ["all", "one"], "some"),
            "group": np.where((groups == 1) & (len(matrix.groups) > 1), only, ""),
            "groups": groups,
            "n": n.sum(axis=0),
        }
    )
    rows = rows.sort_values(["groups", "n", "word"], ascending=[False, False, True], kind="stable")
    return as_table(rows, "shared_words")
