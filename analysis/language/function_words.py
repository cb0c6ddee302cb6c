"""Words that hold sentences together and say nothing of what a text is about."""

from functools import cache
from importlib.resources import files


def is_function_word(word: str) -> bool:
    """Whether a word, folded as words are counted, belongs to a closed class of English.

    >>> is_function_word("the"), is_function_word("fire")
    (True, False)
    """
    return word in _read_words()


@cache
def _read_words() -> frozenset[str]:
    text = files(__package__).joinpath("function_words.txt").read_text(encoding="utf-8")
    return frozenset(
        line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")
    )
