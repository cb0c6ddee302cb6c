"""How varied and how hard a text's words are: the words of one text in order, one number out.

Every measure answers "not a number" where the text is too short for it.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy import special

_NOTHING = float("nan")


def mattr(words: Sequence[str], *, window: int = 50) -> float:
    """Mean share of different words in every window of `window` words (Covington and McFall 2010).

    >>> mattr(["a", "b", "a", "a"], window=2)
    0.8333333333333334
    """
    if len(words) < window:
        return _NOTHING
    inside = Counter(words[:window])
    kinds = [len(inside)]
    for leaving, entering in zip(words, words[window:], strict=False):
        inside[entering] += 1
        inside[leaving] -= 1
        if not inside[leaving]:
            del inside[leaving]
        kinds.append(len(inside))
    return float(np.mean(kinds)) / window


def mtld(words: Sequence[str], *, threshold: float = 0.72) -> float:
    """Mean length of runs that keep a type-token ratio above `threshold`.

    McCarthy and Jarvis 2010. Counted forwards and backwards, the unfinished last run by how far it
    fell. A text in which no word is repeated has no finite length of run.
    """
    if not words:
        return _NOTHING
    return (_run_length(words, threshold) + _run_length(words[::-1], threshold)) / 2


def hdd(words: Sequence[str], *, sample: int = 42) -> float:
    """Expected share of different words in a random sample (McCarthy and Jarvis 2007)."""
    size = len(words)
    if size < sample:
        return _NOTHING
    counts = np.array(list(Counter(words).values()), dtype=float)
    # P(no occurrence in the sample) = C(size - n, sample) / C(size, sample)
    others = size - counts
    possible = others >= sample
    log_absent = _log_binomial(others[possible], sample) - _log_binomial(np.array([size]), sample)
    return float((len(counts) - np.exp(log_absent).sum()) / sample)


def lix(words: float, sentences: float, long_words: float) -> float:
    """Words per sentence plus percentage of words over six letters (Björnsson 1968).

    Below 30 very easy, about 40 to 50 a newspaper, above 60 very hard.

    >>> lix(100, 5, 30)
    50.0
    """
    if not (words > 0 and sentences > 0):
        return _NOTHING
    return words / sentences + 100 * long_words / words


def _run_length(words: Sequence[str], threshold: float) -> float:
    runs, length = 0.0, 0
    seen: set[str] = set()
    for word in words:
        length += 1
        seen.add(word)
        if len(seen) / length <= threshold:
            runs, length = runs + 1, 0
            seen = set()
    if length:
        runs += (1 - len(seen) / length) / (1 - threshold)
    return len(words) / runs if runs else float("inf")


def _log_binomial(n: np.ndarray, k: int) -> np.ndarray:
    return np.asarray(special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1))
