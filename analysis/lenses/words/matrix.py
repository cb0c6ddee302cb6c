"""The words of a collection as a sparse matrix: one row per article, one column per word."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from analysis.articles.grouping import group_articles
from analysis.language import count_article_words


class WordMatrix(NamedTuple):
    """Counts of every word in every article, and the group each article belongs to."""

    counts: sparse.csr_array  # articles x words
    vocabulary: NDArray[np.object_]  # sorted
    lengths: NDArray[np.int64]  # all words of each article, also those left out of the vocabulary
    article_ids: NDArray[np.object_]
    groups: NDArray[np.object_]  # sorted names
    group_of: NDArray[np.int64]  # per article, a number into `groups`


def build_matrix(
    words: pd.DataFrame | None, articles: pd.DataFrame, by: str | pd.Series, *, part: str = "text"
) -> WordMatrix:
    """The words of one part of the articles, articles in the order of their ids.

    Without `words` the articles' own are counted at the speed of columns; the counts are the same.
    `words` may be counted already: rows of `article_id word n`, then all of that part.
    """
    grouping = group_articles(articles, by).sort_index()
    if words is None:
        counts, vocabulary = _count_articles(articles, grouping.index, part)
    else:
        counts, vocabulary = _count_rows(words, grouping.index, part)
    group_of, groups = pd.factorize(grouping, sort=True)
    return WordMatrix(
        counts,
        vocabulary,
        np.asarray(counts.sum(axis=1), dtype=np.int64),
        np.asarray(grouping.index, dtype=object),
        np.asarray(groups, dtype=object),
        group_of.astype(np.int64),
    )


def keep_frequent(matrix: WordMatrix, minimum: int) -> WordMatrix:
    """The same articles with the words that stand at least `minimum` times in all of them."""
    kept = matrix.counts.sum(axis=0) >= minimum
    return matrix._replace(
        counts=sparse.csr_array(matrix.counts[:, kept]), vocabulary=matrix.vocabulary[kept]
    )


def sum_by_group(matrix: WordMatrix) -> NDArray[np.int64]:
    """Uses of each word (column) in each group (row)."""
    return _sum_rows(matrix, matrix.counts)


def count_articles_by_group(matrix: WordMatrix) -> NDArray[np.int64]:
    """Articles of each group (row) that use each word (column)."""
    return _sum_rows(matrix, sparse.csr_array(matrix.counts > 0).astype(np.int64))


def sum_lengths(matrix: WordMatrix) -> NDArray[np.int64]:
    """All words of each group."""
    return np.bincount(
        matrix.group_of, weights=matrix.lengths, minlength=len(matrix.groups)
    ).astype(np.int64)


def _count_articles(
    articles: pd.DataFrame, order: pd.Index, part: str
) -> tuple[sparse.csr_array, NDArray[np.object_]]:
    """Counts and words straight from the texts."""
    counted = count_article_words(articles, part=part)
    rows = pd.Index(counted.article_ids.astype(str)).get_indexer(order)
    return sparse.csr_array(counted.counts[rows].astype(np.int64)), counted.words


def _count_rows(
    words: pd.DataFrame, order: pd.Index, part: str
) -> tuple[sparse.csr_array, NDArray[np.object_]]:
    """Counts and words of a table with a row per use, or with their number `n`."""
    inside = words["article_id"].isin(order)
    counted = words if inside.all() else words[inside]
    if "n" not in counted.columns:
        counted = counted[counted["part"] == part]
    columns, vocabulary = _number(counted["word"])
    rows = _find_rows(counted["article_id"], order)
    n = counted["n"].to_numpy(np.int32) if "n" in counted.columns else np.ones_like(columns)
    counts = sparse.coo_array(
        (n, (rows, columns)),
        shape=(len(order), len(vocabulary)),
    ).tocsr()  # entries that stand twice are added up
    return sparse.csr_array(counts), np.asarray(vocabulary, dtype=object)


def _number(values: pd.Series) -> tuple[NDArray[np.int32], pd.Index]:
    """A number for each value, and the different values, sorted."""
    if not isinstance(values.dtype, pd.CategoricalDtype):
        codes, known = pd.factorize(values, sort=True)
        return codes.astype(np.int32), pd.Index(known)
    used = values.array.remove_unused_categories()
    order = used.categories.argsort()
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order))
    return place[used.codes], used.categories[order]


def _find_rows(article_ids: pd.Series, order: pd.Index) -> NDArray[np.int32]:
    """The row of each article; ids of categories are looked up once."""
    if isinstance(article_ids.dtype, pd.CategoricalDtype):
        rows = order.get_indexer(article_ids.cat.categories)[article_ids.cat.codes]
    else:
        rows = order.get_indexer(pd.Index(article_ids))
    return rows.astype(np.int32)


def _sum_rows(matrix: WordMatrix, counts: sparse.csr_array) -> NDArray[np.int64]:
    number = len(matrix.group_of)
    belongs = sparse.csr_array(
        (np.ones(number, dtype=np.int64), (matrix.group_of, np.arange(number))),
        shape=(len(matrix.groups), number),
    )
    return np.asarray((belongs @ counts).toarray(), dtype=np.int64)
