"""What sort of word it is: it carries content, or holds sentences together, or is a number."""

import re
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from analysis.language import is_function_word

_NUMBER = re.compile(r"\d[\d.,:-]*(?:st|nd|rd|th|s|m|bn|k|am|pm)?")


def classify_words(words: Iterable[str]) -> NDArray[np.object_]:
    """The class of each counted word: `content`, `function`, `number` or `name`.

    Words are counted in lower case; only the names of `label_words` have capitals.

    >>> classify_words(["cosmonaut", "the", "1990s", "didn't", "Anton Shkaplerov"]).tolist()
    ['content', 'function', 'number', 'function', 'name']
    """
    return np.array([_classify(word) for word in words], dtype=object)


def _classify(word: str) -> str:
    if is_function_word(word):
        return "function"
    if word != word.lower():
        return "name"
    return "number" if _NUMBER.fullmatch(word) else "content"
