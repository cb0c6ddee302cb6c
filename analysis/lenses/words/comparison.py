"""Which words a group uses more, or less, than all the others: scores, counts and a test.

The scores treat words as drawn one by one, as is usual, and only rank. The test moves whole
articles between groups, within each story where stories are known; it alone may say `more` or
`less`.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from analysis.lenses.words.classes import classify_words
from analysis.lenses.words.counts import find_minimum
from analysis.lenses.words.matrix import WordMatrix, build_matrix, keep_frequent
from analysis.lenses.words.prior import weigh_prior
from analysis.lenses.words.scopes import Scope, list_scopes, list_strata
from analysis.statistics import (
    adjust_fdr,
    count_labelings,
    deviation_of_proportions,
    fightin_words,
    jensen_shannon,
    log_ratio,
    permute_labels,
    poisson_interval,
    signed_g2,
)
from analysis.tables import as_table

Floats = NDArray[np.float64]
_LEAST_LABELINGS = 40  # with fewer, no word could reach p <= .05 on either side
_LEAST_ARTICLES = 5  # a word in fewer articles cannot show a habit of an outlet


def compare_words(
    words: pd.DataFrame | None,
    articles: pd.DataFrame,
    *,
    by: str | pd.Series = "article_id",
    stories: pd.DataFrame | None = None,
    minimum: int | None = None,
    prior: float | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """One row per group and word, the surest differences first: the table `word_comparison`.

    With `stories` (a table `stories`), a group is compared with the others only over the stories
    that both tell. `words` and `minimum` are as in `count_words`. `prior` asks for Fightin'
    Words as well: so many words of general English are mixed into both sides. `seed` feeds the
    random labelings.
    """
    matrix = build_matrix(words, articles, by)
    if minimum is None:
        minimum = find_minimum(matrix.counts.sum(axis=0), len(matrix.groups))
    matrix = keep_frequent(matrix, minimum)
    strata = list_strata(matrix, stories)
    classes = classify_words(matrix.vocabulary)
    weights = None if prior is None else prior * weigh_prior(matrix.vocabulary)
    spread = deviation_of_proportions(matrix.counts, matrix.lengths)
    scopes = list_scopes(matrix, strata)
    if not scopes:
        return as_table([], "word_comparison")
    rows = pd.concat(
        [
            _compare_group(matrix, scope, strata, weights=weights, seed=seed).assign(
                word_class=classes, dpnorm=spread
            )
            for scope in scopes
        ],
        ignore_index=True,
    )
    rows["q"] = adjust_fdr(rows["p"])
    rows["verdict"] = _judge(rows)
    order = rows[["group", "word"]].assign(size=-rows["lrc"].abs(), weight=-rows["g2"].abs())
    order = order.sort_values(["group", "size", "weight", "word"], kind="stable")
    rows = rows.loc[order.index]
    return as_table(rows, "word_comparison")


class _Sums(NamedTuple):
    """One side of a comparison."""

    n: NDArray[np.int64]
    used_in: NDArray[np.int64]
    total: int


def _compare_group(
    matrix: WordMatrix,
    scope: Scope,
    strata: NDArray[np.int64],
    *,
    weights: Floats | None,
    seed: int,
) -> pd.DataFrame:
    group, rest = _sum_side(matrix, scope.member), _sum_side(matrix, scope.rest)
    lrc, lrc_low, lrc_high = log_ratio(group.n, rest.n, group.total, rest.total)
    low, high = poisson_interval(group.n)
    rest_low, rest_high = poisson_interval(rest.n)
    p, excess = _test(matrix, scope, strata, seed)
    return pd.DataFrame(
        {
            "group": scope.group,
            "word": matrix.vocabulary,
            "n": group.n,
            "n_rest": rest.n,
            "articles": group.used_in,
            "articles_rest": rest.used_in,
            "per_1000": _rate(group.n, group.total),
            "per_1000_low": _rate(low, group.total),
            "per_1000_high": _rate(high, group.total),
            "per_1000_rest": _rate(rest.n, rest.total),
            "per_1000_rest_low": _rate(rest_low, rest.total),
            "per_1000_rest_high": _rate(rest_high, rest.total),
            "lrc": lrc,
            "lrc_low": lrc_low,
            "lrc_high": lrc_high,
            "g2": signed_g2(group.n, rest.n, group.total, rest.total),
            "jsd": jensen_shannon(group.n, rest.n),
            "z": np.nan if weights is None else fightin_words(group.n, rest.n, weights),
            "excess": excess,
            "p": p,
        }
    )


def _sum_side(matrix: WordMatrix, chosen: NDArray[np.bool_]) -> _Sums:
    counts = matrix.counts[np.flatnonzero(chosen)]
    n = np.asarray(counts.sum(axis=0), dtype=np.int64)
    used_in = np.asarray((counts > 0).sum(axis=0), dtype=np.int64)
    return _Sums(n, used_in, int(matrix.lengths[chosen].sum()))


def _rate(n: NDArray[np.int64] | Floats, total: int) -> Floats:
    return np.asarray(n * (1000 / total) if total else np.full(len(n), np.nan), dtype=float)


def _test(
    matrix: WordMatrix, scope: Scope, strata: NDArray[np.int64], seed: int
) -> tuple[Floats, Floats]:
    """Permutation p and excess of every word; not a number where no test is possible."""
    p, excess = np.full(len(matrix.vocabulary), np.nan), np.full(len(matrix.vocabulary), np.nan)
    rows = np.flatnonzero(scope.member | scope.rest)
    few = min(scope.member.sum(), scope.rest.sum()) < 2
    if few or count_labelings(scope.member[rows], strata[rows]) < _LEAST_LABELINGS:
        return p, excess
    counts = matrix.counts[rows]
    wide = np.flatnonzero(np.asarray((counts > 0).sum(axis=0)) >= _LEAST_ARTICLES)
    if wide.size:
        result = permute_labels(
            sparse.csr_array(counts[:, wide]),
            matrix.lengths[rows],
            scope.member[rows],
            strata[rows],
            seed=seed,
        )
        p[wide], excess[wide] = result.p, result.excess
    return p, excess


def _judge(rows: pd.DataFrame) -> NDArray[np.object_]:
    """What may be said: the test must find it, and the plain rates must point the same way."""
    sure = (rows["q"] <= 0.05).to_numpy()
    direction = np.sign(rows["excess"]).to_numpy()
    agreed = direction == np.sign(rows["g2"]).to_numpy()
    return np.select(
        [rows["p"].isna().to_numpy(), sure & agreed & (direction > 0), sure & agreed],
        ["descriptive only", "more", "less"],
        "no clear difference",
    ).astype(object)
