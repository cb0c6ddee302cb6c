"""Where the words of every text lie among those of all, and which text is earlier than which.

Texts are read in pieces and in any order; everywhere else a text is its number by date. These
arrays are all that has to be known of all texts at once: some 40 bytes a text.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd


class Order(NamedTuple):
    """The texts as they were read, and by date.

    `words` and `quotes` say how many words and quotations were read before each text, and in all;
    `number` is the number by date of each text read, `read` the place at which each was read.
    """

    words: np.ndarray
    quotes: np.ndarray
    number: np.ndarray
    read: np.ndarray


class Pieces:
    """Starts and ends, one after another, of which each piece is loaded when something is asked.

    `bounds` says how many stand before each piece, and in all.
    """

    def __init__(self, bounds: np.ndarray, load: Callable[[int], np.ndarray]) -> None:
        self.bounds, self.load = bounds, load

    def take(self, rows: np.ndarray) -> np.ndarray:
        """Start and end of each of these."""
        piece = np.searchsorted(self.bounds, rows, side="right") - 1
        order = np.argsort(piece, kind="stable")
        taken = np.empty((len(rows), 2), np.int64)
        for chosen in np.split(order, np.flatnonzero(np.diff(piece[order])) + 1):
            if len(chosen):
                number = int(piece[chosen[0]])
                taken[chosen] = self.load(number)[rows[chosen] - self.bounds[number]]
        return taken


class Texts(NamedTuple):
    """Where every word of all texts stands, and all that is quoted; texts are numbers by date."""

    order: Order
    words: Pieces
    quoted: Pieces

    def measure(self, texts: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
        """Where these words begin, from the first to before the last, and where they end."""
        before = self.order.words[self.order.read[texts]]
        starts, ends = self.words.take(before + first), self.words.take(before + last - 1)
        return np.column_stack([starts[:, 0], ends[:, 1]])

    def find_quoted(self, texts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What is quoted in each of these texts, and which of them, counted, it is quoted in."""
        first = self.order.quotes[self.order.read[texts]]
        quotes = self.order.quotes[self.order.read[texts] + 1] - first
        owner = np.repeat(np.arange(len(texts)), quotes)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(quotes) - quotes, quotes)
        return self.quoted.take(first[owner] + within), owner


def order_articles(articles: pd.DataFrame) -> np.ndarray:
    """The articles by date, then id, undated ones first: the row each stands in."""
    dated = articles[["article_id", "published"]].reset_index(drop=True)
    dated = dated.sort_values(["published", "article_id"], na_position="first")
    return dated.index.to_numpy()


def order_texts(lengths: np.ndarray, read: np.ndarray) -> Order:
    """The order of texts with so many words and quotations, read so by date."""
    number = np.empty(len(read), np.int32)
    number[read] = np.arange(len(read), dtype=np.int32)
    words, quotes = add_up(lengths[:, 0]), add_up(lengths[:, 1])
    return Order(words, quotes, number, read.astype(np.int64))


def add_up(sizes: np.ndarray) -> np.ndarray:
    """How many there are before each, and in all."""
    before: np.ndarray = np.r_[0, np.cumsum(sizes, dtype=np.int64)]
    return before
