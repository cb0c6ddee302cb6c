"""The noise floor: how many words the same rule flags where there is nothing to find."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.articles.grouping import group_articles
from analysis.lenses.words.classes import classify_words
from analysis.lenses.words.counts import find_minimum
from analysis.lenses.words.matrix import WordMatrix, build_matrix, keep_frequent
from analysis.lenses.words.scopes import list_scopes, list_strata
from analysis.statistics import log_ratio, signed_g2
from analysis.tables import as_table

_RUN = 25  # words: about a sentence, so that words which come in clumps stay together
_SHUFFLES = 20
_RULES = ("lrc", "g2", "only")
_CRITICAL = 3.84  # chi-squared with one degree of freedom, p = .05: what is often used, uncorrected

Flags = NDArray[np.int64]


def count_noise(
    words: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str | pd.Series = "article_id",
    stories: pd.DataFrame | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """One row per group, class of word and rule: what is flagged, what chance flags (`word_noise`).

    For chance the same articles keep their words and swap their groups, within each story where
    stories are known; where every group has one article only, all articles are cut into runs of 25
    words, and these are dealt out anew: for that `words` must have a row per use.
    """
    matrix = build_matrix(words, articles, by)
    single = bool(len(matrix.groups)) and bool((np.bincount(matrix.group_of) == 1).all())
    if single:
        matrix, stories = _build_runs(words, articles, by), None
    matrix = keep_frequent(matrix, find_minimum(matrix.counts.sum(axis=0), len(matrix.groups)))
    strata = list_strata(matrix, stories)
    classes = classify_words(matrix.vocabulary)
    names = sorted({"content", *classes})
    kinds = np.array([names.index(name) for name in classes], dtype=np.int64)
    rng = np.random.default_rng(seed)
    found = _count_flags(matrix, strata, kinds, len(names))
    chance = np.array(
        [
            _count_flags(_swap(matrix, strata, rng), strata, kinds, len(names))
            for _ in range(_SHUFFLES)
        ]
    )
    unit = "runs of 25 words" if single else "articles"
    rows = [
        {
            "group": group,
            "word_class": name,
            "rule": rule,
            "flagged": found[g, c, r],
            "chance": chance[:, g, c, r].mean(),
            "chance_high": np.quantile(chance[:, g, c, r], 0.95),
            "shuffles": _SHUFFLES,
            "unit": unit if stories is None else f"{unit} within stories",
        }
        for g, group in enumerate(matrix.groups)
        for c, name in enumerate(names)
        for r, rule in enumerate(_RULES)
    ]
    return as_table(rows, "word_noise")


def _count_flags(
    matrix: WordMatrix, strata: NDArray[np.int64], kinds: NDArray[np.int64], number: int
) -> Flags:
    """Words flagged as used more, by group, class of word and rule."""
    counts = np.zeros((len(matrix.groups), number, len(_RULES)), dtype=np.int64)
    for row, scope in enumerate(list_scopes(matrix, strata)):
        n, n_rest = (
            np.asarray(matrix.counts[np.flatnonzero(side)].sum(axis=0))
            for side in (scope.member, scope.rest)
        )
        totals = [float(matrix.lengths[side].sum()) for side in (scope.member, scope.rest)]
        lrc, _, _ = log_ratio(n, n_rest, *totals)
        flags = (lrc > 0, signed_g2(n, n_rest, *totals) >= _CRITICAL, (n > 0) & (n_rest == 0))
        for rule, flagged in enumerate(flags):
            counts[row, :, rule] = np.bincount(kinds[flagged], minlength=number)
    return counts


def _swap(matrix: WordMatrix, strata: NDArray[np.int64], rng: np.random.Generator) -> WordMatrix:
    """The same articles with their groups dealt out anew within each stratum."""
    order = np.lexsort((rng.random(len(strata)), strata))
    before = np.argsort(strata, kind="stable")
    group_of = np.empty_like(matrix.group_of)
    group_of[before] = matrix.group_of[order]
    return matrix._replace(group_of=group_of)


def _build_runs(words: pd.DataFrame, articles: pd.DataFrame, by: str | pd.Series) -> WordMatrix:
    """The matrix with runs of words in place of articles."""
    counted = words[words["part"] == "text"].sort_values(["article_id", "start"], kind="stable")
    number = counted.groupby("article_id").cumcount() // _RUN
    runs = counted.assign(article_id=counted["article_id"] + "\n" + number.astype("str"))
    group_of = group_articles(articles, by)
    pieces = runs["article_id"].drop_duplicates()
    groups = pieces.str.rpartition("\n")[0].map(group_of)
    grouping = pd.Series(groups.to_numpy(), index=pd.Index(pieces))
    return build_matrix(runs, pd.DataFrame({"article_id": pieces}), grouping)
