"""What sort of word it is: it carries content, or holds sentences together, or is a number."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

_NUMBER = re.compile(r"\d[\d.,:-]*(?:st|nd|rd|th|s|m|bn|k|am|pm)?")


def classify_words(words: Iterable[str]) -> NDArray[np.object_]:
    """The class of each counted word: `content`, `function`, `number` or `name`.

    Words are counted in lower case; only the names of `label_words` have capitals.

    >>> classify_words(["cosmonaut", "the", "1990s", "didn't", "Anton Shkaplerov"]).tolist()
    ['content', 'function', 'number', 'function', 'name']
    """
    return np.array([_classify(word) for word in words], dtype=object)


def _classify(word: str) -> str:
    if word in _read_function_words():
        return "function"
    if word != word.lower():
        return "name"
    return "number" if _NUMBER.fullmatch(word) else "content"


@cache
def _read_function_words() -> frozenset[str]:
    """The words in `function_words.txt`, beside this module."""
    text = files(__package__).joinpath("function_words.txt").read_text(encoding="utf-8")
    return frozenset(
        line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")
    )
