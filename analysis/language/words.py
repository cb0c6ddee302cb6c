"""Words as they are counted: one form for what typography writes in many ways.

A word is found in the text as it stands, so its offsets are the original's; only then is it folded
(quotes, dashes, ligatures, soft hyphens, composition, case). Folding after finding keeps evidence
and counts in step without any map of offsets.
"""

import re
import unicodedata

import numpy as np
import pandas as pd

from analysis.spans import list_parts
from analysis.tables import as_table

_APOSTROPHES = "'’‘ʼ＇`´"
_HYPHENS = "-‐‑"  # hyphen-minus, hyphen, non-breaking hyphen; dashes part words
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphen, zero-width marks, joiners
_LETTERS = rf"(?:[^\W_]|[\u0300-\u036f{_INVISIBLE}])+"

# Letters and digits, joined inside by an apostrophe, a hyphen, a full stop or a comma between
# digits: `don't`, `12-day`, `U.S`, `1,000`.
_WORD = re.compile(
    rf"[^\W_](?:{_LETTERS})?(?:(?:[{_APOSTROPHES}&.{re.escape(_HYPHENS)}]|(?<=\d),(?=\d)){_LETTERS})*"
)
_FOLD = str.maketrans(
    {
        **dict.fromkeys(_APOSTROPHES, "'"),
        **dict.fromkeys(_HYPHENS, "-"),
        **dict.fromkeys(_INVISIBLE),
    }
)


def fold_word(word: str) -> str:
    """The one form a word is counted under.

    >>> fold_word("Don’t"), fold_word("ﬁlm"), fold_word("co\u00adsmonaut")
    ("don't", 'film', 'cosmonaut')
    """
    if word.isascii():  # nearly all words: the same by a shorter way
        return word.replace("`", "'").lower().removesuffix("'s")
    folded = unicodedata.normalize("NFKC", word.translate(_FOLD)).casefold()
    return unicodedata.normalize("NFC", folded.removesuffix("'s"))


def find_words(text: str) -> list[tuple[int, int, str]]:
    """Start, end and folded form of every word in one text.

    >>> find_words("Russia’s 12-day stay")
    [(0, 8, 'russia'), (9, 15, '12-day'), (16, 20, 'stay')]
    """
    return [
        (match.start(), match.end(), fold_word(match.group())) for match in _WORD.finditer(text)
    ]


def fold_words(text: str) -> list[str]:
    """The folded words of one text, in order, without their places.

    >>> fold_words("Russia’s 12-day stay")
    ['russia', '12-day', 'stay']
    """
    return [fold_word(word) for word in _WORD.findall(text)]


def span_words(text: str) -> list[tuple[int, int]]:
    """Start and end of every word in one text.

    >>> span_words("Russia’s 12-day stay")
    [(0, 8), (9, 15), (16, 20)]
    """
    return [match.span() for match in _WORD.finditer(text)]


def spell_words(text: str) -> list[str]:
    """The words of one text as they stand in it, in order; `fold_word` gives the form of each.

    >>> spell_words("Russia’s 12-day stay")
    ['Russia’s', '12-day', 'stay']
    """
    return _WORD.findall(text)


def split_words(articles: pd.DataFrame) -> pd.DataFrame:
    """One row per word occurrence in headline and text: the table `words`."""
    parts = list_parts(articles)
    folded = _Folded()
    words: list[str] = []
    spans = [np.empty((0, 2), np.int64)]
    for content in parts["content"]:
        own = span_words(content)
        words.extend(folded[content[start:end]] for start, end in own)
        spans.append(np.array(own, np.int64).reshape(-1, 2))
    row = np.repeat(np.arange(len(parts)), [len(own) for own in spans[1:]])
    start, end = np.concatenate(spans).T
    return as_table(
        pd.DataFrame(
            {
                "article_id": parts["article_id"].take(row).array,
                "part": parts["part"].take(row).array,
                "start": start,
                "end": end,
                "word": pd.array(words, dtype="str"),
            }
        ),
        "words",
    )


class _Folded(dict[str, str]):
    """Each spelling folded once."""

    def __missing__(self, word: str) -> str:
        return self.setdefault(word, fold_word(word))
