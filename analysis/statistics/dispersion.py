"""How evenly a word is spread over articles."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

Floats = NDArray[np.float64]


def deviation_of_proportions(counts: sparse.csr_array, lengths: ArrayLike) -> Floats:
    """DPnorm of each word (Gries 2008; Lijffijt and Gries 2012): 0 spread evenly, 1 in one article.

    `counts` holds one row per article and one column per word, `lengths` the words of each article.
    A word that never occurs, or a single article, has no spread: not a number.

    >>> counts = sparse.csr_array(np.array([[1, 2], [1, 0]]))
    >>> deviation_of_proportions(counts, [10, 10]).tolist()
    [0.0, 1.0]
    """
    sizes = np.asarray(lengths, dtype=float)
    read = sizes > 0
    if read.sum() < 2:
        return np.full(counts.shape[1], np.nan)
    expected = sizes / sizes.sum()
    table = sparse.coo_array(counts)
    totals = np.bincount(table.col, weights=table.data, minlength=counts.shape[1])
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = table.data / totals[table.col]
        # Articles without the word add their expected share; the others the distance from it.
        absent = 1 - np.bincount(table.col, weights=expected[table.row], minlength=totals.size)
        apart = np.bincount(
            table.col, weights=np.abs(shares - expected[table.row]), minlength=totals.size
        )
        dp = (np.maximum(absent, 0.0) + apart) / 2
        return np.where(totals > 0, dp / (1 - expected[read].min()), np.nan)
