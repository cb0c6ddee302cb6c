"""Intervals around counts, shares and means: arrays in, arrays out.

`low` and `high` are the ends of a two-sided interval at `level`; an estimate nobody can make
(no trials, no words) has the widest interval there is, never a narrow one.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

Floats = NDArray[np.float64]
_DRAWS_AT_ONCE = 256  # keeps the resampled indices of large samples small


def poisson_interval(counts: ArrayLike, *, level: float = 0.95) -> tuple[Floats, Floats]:
    """Exact (Garwood 1936) interval for the mean of each Poisson count.

    >>> low, high = poisson_interval([0, 10])
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.0, 4.795], [3.689, 18.39])
    """
    n = np.asarray(counts, dtype=float)
    tail = (1 - level) / 2
    # A chi-squared quantile with 2k degrees of freedom is twice a gamma quantile with shape k.
    low = np.where(n > 0, special.gammaincinv(np.maximum(n, 1), tail), 0.0)
    return low, special.gammaincinv(n + 1, 1 - tail)


def binomial_interval(
    successes: ArrayLike, trials: ArrayLike, *, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Exact (Clopper and Pearson 1934) interval for each share `successes / trials`.

    >>> low, high = binomial_interval([0, 5], [10, 10])
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.0, 0.187], [0.308, 0.813])
    """
    k, n = np.broadcast_arrays(np.asarray(successes, float), np.asarray(trials, float))
    tail = (1 - level) / 2
    low = np.where(k > 0, special.betaincinv(np.maximum(k, 1), n - k + 1, tail), 0.0)
    high = np.where(k < n, special.betainccinv(k + 1, np.maximum(n - k, 1), tail), 1.0)
    return low, high


def wilson_interval(
    successes: ArrayLike, trials: ArrayLike, *, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Score interval (Wilson 1927) for each share: shorter than the exact one, right on average.

    >>> low, high = wilson_interval([5], [10])
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.2366], [0.7634])
    """
    k, n = np.broadcast_arrays(np.asarray(successes, float), np.asarray(trials, float))
    z = special.ndtri(0.5 + level / 2)
    known = np.maximum(n, 1)
    middle = (k + z**2 / 2) / (n + z**2)
    reach = z * np.sqrt(k * (n - k) / known + z**2 / 4) / (n + z**2)
    low = np.where(k > 0, middle - reach, 0.0)
    high = np.where(k < n, middle + reach, 1.0)
    return np.where(n > 0, low, 0.0), np.where(n > 0, high, 1.0)


def bootstrap_interval(
    samples: ArrayLike,
    statistic: Callable[[Floats], Floats],
    *,
    level: float = 0.95,
    draws: int = 999,
    seed: int = 0,
) -> tuple[Floats, Floats]:
    """Percentile interval (Efron 1979) of a statistic of sums over the rows of `samples`.

    `statistic` gets one row of column sums per draw and answers with one value (or row) per draw:
    what is a ratio of sums (words per sentence, a readability formula) is resampled as one. With
    fewer than two rows nothing can be resampled: the interval is not a number.
    """
    rows = np.asarray(samples, dtype=float)
    if len(rows) < 2:
        empty = np.full_like(statistic(np.ones((1, rows.shape[1])))[0], np.nan)
        return empty, empty.copy()
    rng = np.random.default_rng(seed)
    sums = [
        rng.multinomial(len(rows), np.full(len(rows), 1 / len(rows)), size=size) @ rows
        for size in _cut(draws)
    ]
    values = statistic(np.concatenate(sums))
    tail = (1 - level) / 2
    low, high = np.nanquantile(values, [tail, 1 - tail], axis=0)
    return low, high


def _cut(draws: int) -> list[int]:
    """Sizes of batches that add up to `draws`."""
    whole, rest = divmod(draws, _DRAWS_AT_ONCE)
    return [_DRAWS_AT_ONCE] * whole + [rest] * (rest > 0)
