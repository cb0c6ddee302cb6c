"""How much more a word belongs to one group than to the rest: arrays of counts in, scores out.

Every function takes the word's count in the group and in the rest, then the number of words of
both: `n`, `n_rest`, `total`, `total_rest`.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analysis.statistics.intervals import binomial_interval
from analysis.statistics.multiple import count_reachable

Floats = NDArray[np.float64]


def log_ratio(
    n: ArrayLike, n_rest: ArrayLike, total: float, total_rest: float, *, level: float = 0.95
) -> tuple[Floats, Floats, Floats]:
    """Conservative log2 ratio of the rates, and its interval (LRC; Evert 2022).

    The share `n / (n + n_rest)` gets an exact interval, corrected for the words that could reach
    it; each bound becomes `log2((total_rest / total) * share / (1 - share))`. The score is the
    bound nearest 0, or 0 where the interval holds 0. A group (or rest) without words gives no
    comparison: not a number.
    """
    a, b = np.broadcast_arrays(np.asarray(n, float), np.asarray(n_rest, float))
    if not (total > 0 and total_rest > 0):
        nothing = np.full(a.shape, np.nan)
        return nothing, nothing.copy(), nothing.copy()
    tests = count_reachable(_least_p(a + b, total, total_rest), alpha=1 - level)
    # Most words share their two counts with many others; each pair is worked out once.
    key = a * (b.max(initial=0) + 1) + b
    _, first, where = np.unique(key, return_index=True, return_inverse=True)
    one, other = a.ravel()[first], b.ravel()[first]
    share_low, share_high = binomial_interval(one, one + other, level=1 - (1 - level) / tests)
    shift = np.log2(total_rest / total)
    low = (_log2_odds(share_low) + shift)[where.reshape(a.shape)]
    high = (_log2_odds(share_high) + shift)[where.reshape(a.shape)]
    return np.where(low > 0, low, np.where(high < 0, high, 0.0)), low, high


def signed_g2(n: ArrayLike, n_rest: ArrayLike, total: float, total_rest: float) -> Floats:
    """Log-likelihood ratio over all four cells (Dunning 1993), signed.

    Negative where the rest uses the word more.
    """
    a, b = np.broadcast_arrays(np.asarray(n, float), np.asarray(n_rest, float))
    if not (total > 0 and total_rest > 0):
        return np.full(a.shape, np.nan)
    both, all_words = a + b, total + total_rest
    observed = (a, b, total - a, total_rest - b)
    expected = (
        both * total / all_words,
        both * total_rest / all_words,
        (all_words - both) * total / all_words,
        (all_words - both) * total_rest / all_words,
    )
    g2 = 2 * special.rel_entr(np.stack(observed), np.stack(expected)).sum(axis=0)
    return np.asarray(np.sign(a * total_rest - b * total) * np.maximum(g2, 0.0))


def fightin_words(n: ArrayLike, n_rest: ArrayLike, prior: ArrayLike) -> Floats:
    """z-score of the log-odds ratio under a Dirichlet prior (Monroe et al. 2008, eq. 22).

    `prior` holds each word's pseudo-count, the same for both sides; counts and prior must cover the
    whole vocabulary, since the totals are their sums.
    """
    a, b, alpha = (np.asarray(values, float) for values in (n, n_rest, prior))
    all_alpha = alpha.sum()

    def log_odds(counts: Floats) -> Floats:  # eq. 15, one side
        return np.asarray(
            np.log(counts + alpha) - np.log(counts.sum() + all_alpha - counts - alpha)
        )

    variance = 1 / (a + alpha) + 1 / (b + alpha)  # eq. 20
    return np.asarray((log_odds(a) - log_odds(b)) / np.sqrt(variance))


def _least_p(both: Floats, total: float, total_rest: float) -> Floats:
    """The smallest two-sided p each word could have, were all its uses on the rarer side."""
    rarer = min(total, total_rest) / (total + total_rest)
    return np.minimum(2 * rarer**both, 1.0)


def _log2_odds(share: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        return np.asarray(np.log2(share) - np.log2(1 - share))
