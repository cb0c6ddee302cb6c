"""The words of texts as numbers: which, in which article, where; and one for any run of them.

A run of words is told from another by 64 bits: the hashes of its words, their digits masked, are
the digits of a number to the base `_BASE`, modulo 2 ** 64. That two different runs among n share
it has a chance of about n * n / 2 ** 65: one in 300,000 for ten million.
"""

import re
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Numbers = NDArray[np.int64]
_DIGITS = re.compile(r"\d+")
_BASE = 0x9E3779B97F4A7C15  # odd, so that it can be divided by: 2 ** 64 over the golden ratio
_MIXERS = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))  # Steele et al. 2014, splitmix64


class TextWords(NamedTuple):
    """The words of texts, by article and place."""

    article: Numbers  # the article's number
    start: Numbers
    end: Numbers
    code: NDArray[np.int32]  # a number into `vocabulary`
    vocabulary: NDArray[np.object_]
    hashes: Keys  # of each word in the vocabulary, numbers masked


class Runs(NamedTuple):
    """Rows of a table of words that follow each other in one part of one article."""

    article_ids: pd.Series
    in_text: NDArray[np.bool_]
    begin: Numbers
    end: Numbers


def list_runs(words: pd.DataFrame) -> Runs:
    """Where the table `words` goes on to another article or part."""
    new = np.ones(len(words), dtype=bool)
    for name in ("article_id", "part"):
        column = words[name].array
        changed = np.asarray(column[1:] != column[:-1], dtype=bool)
        new[1:] = changed if name == "article_id" else new[1:] | changed
    begin = np.flatnonzero(new)
    heads = words[["article_id", "part"]].iloc[begin]
    in_text = (heads["part"] == "text").to_numpy(dtype=bool)
    return Runs(heads["article_id"], in_text, begin, np.append(begin[1:], len(words)))


def number_words(words: pd.DataFrame, articles: pd.DataFrame) -> TextWords:
    """The words of the articles' texts; an article's number is its row."""
    runs = list_runs(words)
    owner = pd.Index(articles["article_id"]).get_indexer(pd.Index(runs.article_ids))
    owner[~runs.in_text] = -1
    article = np.repeat(owner.astype(np.int64), runs.end - runs.begin)
    start = words["start"].to_numpy()
    order = np.flatnonzero(article >= 0)
    steps = np.diff(_join_numbers(article[order], start[order]))
    if (steps < 0).any():
        order = order[np.lexsort((start[order], article[order]))]
    coded = _encode(words["word"].array[order])
    vocabulary = coded.dictionary.to_numpy(zero_copy_only=False).astype(object)
    return TextWords(
        article[order],
        start[order],
        words["end"].to_numpy()[order],
        coded.indices.to_numpy(),
        vocabulary,
        hash_texts([_DIGITS.sub("0", word) for word in vocabulary]),
    )


def find_words_at(words: TextWords, article: Numbers, place: Numbers) -> Numbers:
    """The first word that starts at or after each place of an article, by its row."""
    own = _join_numbers(words.article, words.start)
    return np.searchsorted(own, _join_numbers(article, place))


def hash_texts(texts: list[str]) -> Keys:
    """A number for each text, the same on any machine."""
    hashes: Keys = pd.util.hash_array(np.array(texts, dtype=object), categorize=False)
    return hashes


def hash_ranges(hashes: Keys, first: Numbers, last: Numbers) -> Keys:
    """One number for the words from `first` to before `last`, of words with these hashes."""
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(hashes * _raise(_BASE, len(hashes)))])
    back = _raise(pow(_BASE, -1, 2**64), len(hashes) + 1)
    return np.asarray((sums[last] - sums[first]) * back[first], dtype=np.uint64)


def hash_grams(hashes: Keys, size: int) -> Keys:
    """The same for every `size` words that follow each other."""
    count = max(len(hashes) - size + 1, 0)
    grams = np.zeros(count, np.uint64)
    for shift, power in enumerate(_raise(_BASE, size)):
        grams += hashes[shift : shift + count] * power
    return grams


def mix_keys(keys: Keys, salt: Keys | np.uint64) -> Keys:
    """Keys that stay the same where key and salt are the same, and nowhere else."""
    mixed = keys + salt * np.array([_BASE], np.uint64)
    for shift, factor in _MIXERS:
        mixed ^= mixed >> np.uint64(shift)
        mixed *= np.uint64(factor)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def are_among(keys: Keys, chosen: Keys) -> NDArray[np.bool_]:
    """Whether each key is one of the chosen, which are sorted."""
    if not len(chosen):
        return np.zeros(len(keys), dtype=bool)
    place = np.minimum(np.searchsorted(chosen, keys), len(chosen) - 1)
    return np.asarray(chosen[place] == keys, dtype=bool)


def _raise(base: int, count: int) -> Keys:
    """The powers of a base from 0 on, modulo 2 ** 64."""
    powers = np.full(count, base, dtype=np.uint64)
    powers[:1] = 1
    return np.multiply.accumulate(powers)


def _join_numbers(article: Numbers, place: Numbers) -> Numbers:
    """Article and place as one number, to be sorted and looked up."""
    return (article.astype(np.int64) << 32) + place


def _encode(words: object) -> pa.DictionaryArray:
    column = pa.array(words, pa.large_string())
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return whole.dictionary_encode()
