"""How common words are in general English: the background that Fightin' Words mixes in."""

import numpy as np
from numpy.typing import NDArray

_RAREST = 1e-8  # below what the word list holds; no word may be impossible


def weigh_prior(vocabulary: NDArray[np.object_]) -> NDArray[np.float64]:
    """Each word's share of English text (wordfreq), made to add up to 1 over the vocabulary."""
    from wordfreq import word_frequency  # noqa: PLC0415 (reads its lists when first asked)

    shares = np.array([word_frequency(word, "en", minimum=_RAREST) for word in vocabulary])
    return np.asarray(shares / shares.sum(), dtype=float) if len(shares) else shares
