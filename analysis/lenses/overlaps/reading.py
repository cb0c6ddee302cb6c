"""The words of texts as numbers: where each stands, which form it has, and what is quoted."""

from array import array
from collections.abc import Iterable
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

import numpy as np

from analysis.language import fold_word, span_words
from analysis.lenses.overlaps.quoted import find_quoted


class Words(NamedTuple):
    """All words of some texts, one text after another, and all that is quoted in them.

    `spans` and `quoted` hold a start and an end each, `codes` a number for the form of each word,
    `lengths` how many words and quotations each text has.
    """

    spans: np.ndarray
    codes: np.ndarray
    quoted: np.ndarray
    lengths: np.ndarray


class Codes(dict[str, int]):
    """A number for each word as it is spelled: the same for all spellings of one form.

    A hash of the form, not a running number: so texts read apart agree on it.
    """

    def __missing__(self, spelled: str) -> int:
        form = fold_word(spelled).encode("utf-8", "surrogatepass")
        return self.setdefault(
            spelled, int.from_bytes(blake2b(form, digest_size=8).digest(), "little")
        )


def read_words(texts: Iterable[str], codes: Codes) -> Words:
    """Compact arrays: millions of words as Python objects would not fit."""
    spans, forms, quoted, lengths = array("i"), array("Q"), array("i"), array("q")
    for text in texts:
        words, quotations = span_words(text), find_quoted(text)
        spans.extend(chain.from_iterable(words))
        forms.extend([codes[text[start:end]] for start, end in words])
        quoted.extend(chain.from_iterable(quotations))
        lengths.extend((len(words), len(quotations)))
    return Words(
        np.array(spans, np.int32).reshape(-1, 2),
        np.array(forms, np.uint64),
        np.array(quoted, np.int32).reshape(-1, 2),
        np.array(lengths, np.int64).reshape(-1, 2),
    )
