"""Many tests at once: what may still be called a finding."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def adjust_fdr(p: ArrayLike) -> Floats:
    """Benjamini-Hochberg (1995) q of each p: the least false discovery rate that would admit it.

    A p that is not a number stands for a test not made: it stays so and does not count.

    >>> adjust_fdr([0.01, 0.04, 0.03, 0.005]).round(4).tolist()
    [0.02, 0.04, 0.04, 0.02]
    """
    values = np.asarray(p, dtype=float)
    q = np.full(values.shape, np.nan)
    made = np.flatnonzero(~np.isnan(values))
    if made.size:
        order = made[np.argsort(values[made], kind="stable")]
        scaled = values[order] * made.size / np.arange(1, made.size + 1)
        q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return q


def count_reachable(least_p: ArrayLike, *, alpha: float = 0.05) -> int:
    """The number of tests to correct for (Tarone 1990): those that could reach significance.

    `least_p` is the smallest p each test could ever give. The answer is the smallest k such that
    no more than k tests could reach `alpha / k`; a Bonferroni correction by k holds the familywise
    error at `alpha`, because the other tests cannot reject whatever the data say.

    >>> count_reachable([0.001, 0.001, 0.02, 0.5, 0.5, 0.5])
    3
    """
    least = np.sort(np.asarray(least_p, dtype=float))
    if not least.size:
        return 1
    number = np.arange(1, least.size + 1)
    reach = np.searchsorted(least, alpha / number, side="right")
    return int(number[np.argmax(reach <= number)])  # the last of them always holds
