"""The terms of several blocks of articles, numbered as if the articles had been read in one."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from wordfreq import word_frequency

from analysis.lenses.stories.terms import Terms

_EVERYDAY = 1000  # articles of everyday English the collection is mixed with ...
_EVERYDAY_WORDS = 500  # ... and their length
_RAREST = 1e-8  # frequency of a word that wordfreq does not know
_COLUMNS = 2**32  # more than a block has


class Numbers(NamedTuple):
    """Of each term: its rank by where it stands first, its column, how rare and how spread it is.

    A term of one article alone makes no two alike: it has no column (-1).
    """

    rank: np.ndarray
    column: np.ndarray
    rarity: np.ndarray
    spread: np.ndarray

    def take(self, codes: np.ndarray) -> "Numbers":
        """The same of some terms."""
        return Numbers(*(values[codes] for values in self))


def list_vocabulary(terms: Terms, rows: np.ndarray) -> pd.DataFrame:
    """One row per term, by column: how many articles use it, and where it stands first.

    `rows` are the numbers of the articles in the order of all, ascending.
    """
    first = np.full(len(terms.vocabulary), len(rows))
    for matrix in (terms.full, terms.names):
        own = np.repeat(np.arange(len(rows)), np.diff(matrix.indptr))
        np.minimum.at(first, matrix.indices, own)
    columns = np.arange(len(terms.vocabulary))
    return pd.DataFrame(
        {
            "term": pd.array(terms.vocabulary, dtype="str"),
            "spread": np.bincount(terms.full.indices, minlength=len(columns)),  # a heading's too
            "first": rows.astype(np.int64)[first] * _COLUMNS + columns,
        }
    )


def unite_vocabularies(
    vocabularies: Sequence[pd.DataFrame],
) -> tuple[pd.DataFrame, list[np.ndarray]]:
    """One row per term of all; and for each vocabulary, where its terms are in that."""
    together = pd.concat(vocabularies, ignore_index=True)
    codes, terms = pd.factorize(together["term"])
    spread = np.bincount(codes, weights=together["spread"], minlength=len(terms))
    first = np.full(len(terms), np.iinfo(np.int64).max)
    np.minimum.at(first, codes, together["first"].to_numpy())
    united = pd.DataFrame({"term": terms, "spread": spread.astype(np.int64), "first": first})
    ends = np.cumsum([len(vocabulary) for vocabulary in vocabularies])
    return united, np.split(codes, ends[:-1])


def number_terms(vocabulary: pd.DataFrame, total: int) -> Numbers:
    """Of each term of all `total` articles.

    Inverse document frequency is log((N + B) / (n + b)), b as expected in B everyday articles.
    """
    spread = vocabulary["spread"].to_numpy()
    everyday = np.array([expect_everyday(term) for term in vocabulary["term"]])
    rarity = np.log((total + _EVERYDAY + 1) / (spread + _EVERYDAY * everyday + 1))
    order = np.argsort(vocabulary["first"].to_numpy())
    rank, column = np.empty(len(order), np.int64), np.full(len(order), -1)
    rank[order] = np.arange(len(order))
    shared = order[spread[order] > 1]
    column[shared] = np.arange(len(shared))
    return Numbers(rank, column, rarity, spread)


@lru_cache(2**14)
def expect_everyday(word: str) -> float:
    """Share of everyday articles that use the word, from its frequency (Poisson)."""
    return 1 - math.exp(-_EVERYDAY_WORDS * max(word_frequency(word, "en"), _RAREST))
