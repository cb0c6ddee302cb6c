"""How far apart two vocabularies are, and which words make it so."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

Floats = NDArray[np.float64]


def jensen_shannon(n: ArrayLike, n_rest: ArrayLike) -> Floats:
    """Each word's part of the Jensen-Shannon divergence, in bits (Gallagher et al. 2021, eq. 13).

    Both sides weigh the same whatever their length. The parts are never negative and add up to
    the divergence: 0 for one and the same distribution, 1 for two that share no word. A side
    without words gives no comparison: not a number.

    >>> jensen_shannon([1, 1, 0], [0, 1, 1]).tolist()
    [0.25, 0.0, 0.25]
    """
    a, b = np.broadcast_arrays(np.asarray(n, float), np.asarray(n_rest, float))
    if not (a.sum() > 0 and b.sum() > 0):
        return np.full(a.shape, np.nan)
    p, q = a / a.sum(), b / b.sum()
    middle = (p + q) / 2
    parts = (special.rel_entr(p, middle) + special.rel_entr(q, middle)) / (2 * np.log(2))
    return np.asarray(np.maximum(parts, 0.0))
