"""Words that house rules decide: abbreviations, British and American spelling, variants."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from analysis.language import find_words
from analysis.spans import SPAN

_OFTEN = 2  # times that each way must occur
# `re-` apart, because re-sign and resign are two words.
_COMPOUND = re.compile(r"(?!re-)[^\W\d_]+(?:-[^\W\d_]+)+")


def find_wording(words: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """One row per listed form in the text: span, layer, feature, choice.

    Spellings and variants are matched in any case; abbreviations as the list writes them, with
    their capitals and their full stop. Compounds need no list: they are those that these texts
    write both with a hyphen and without.
    """
    text = words[words["part"] == "text"]
    listed = _list_forms()
    written = [*listed, *_find_compounds(text["word"], {form for form, *_ in listed})]
    forms = pd.DataFrame(written, columns=["word", "layer", "feature", "choice", "exact"])
    singles = text[text["word"].isin(forms["word"])]
    found = pd.concat([singles, _pair(text, forms["word"])]).merge(forms, on="word")
    kept = [
        not exact or _is_written(contents, start, end, choice, feature)
        for contents, start, end, choice, feature, exact in zip(
            found["article_id"].map(articles.set_index("article_id")["text"]),
            found["start"],
            found["end"],
            found["choice"],
            found["feature"],
            found["exact"],
            strict=True,
        )
    ]
    return found.loc[kept, [*SPAN, "layer", "feature", "choice"]]


def _find_compounds(words: pd.Series, listed: set[str]) -> list[tuple[str, str, str, str, bool]]:
    """The words that stand in the texts both as `front-runner` and as `frontrunner`."""
    counts = words.value_counts()
    often = set(counts.index[counts >= _OFTEN])
    forms = []
    for word in sorted(often - listed):
        closed = word.replace("-", "")
        if _COMPOUND.fullmatch(word) and closed in often - listed:
            feature = f"{word} / {closed}"
            forms += [(form, "spelling", feature, form, False) for form in (word, closed)]
    return forms


def _pair(text: pd.DataFrame, forms: pd.Series) -> pd.DataFrame:
    """Two words that stand side by side, where a listed form begins with the first of them."""
    firsts = forms[forms.str.contains(" ")].str.partition(" ")[0]
    first = np.flatnonzero(text["word"].isin(firsts).to_numpy()[:-1])
    one, two = text.iloc[first], text.iloc[first + 1]
    pairs = one.assign(
        word=(one["word"].to_numpy() + " " + two["word"].to_numpy()), end=two["end"].to_numpy()
    )
    same: pd.DataFrame = pairs[one["article_id"].to_numpy() == two["article_id"].to_numpy()]
    return same


def _is_written(text: str, start: int, end: int, choice: str, feature: str) -> bool:
    """Whether the text has exactly these characters, the full stop there or not as it must be."""
    has_stop = text[end : end + 1] == "."
    if text[start:end] != choice.removesuffix("."):
        return False
    if choice.endswith("."):
        return has_stop
    # A form without its full stop at the end of a sentence cannot be told from one with it.
    return not (has_stop and f"{choice}." in feature.split(" / "))


@cache
def _list_forms() -> list[tuple[str, str, str, str, bool]]:
    """Every listed form: as counted, its layer, feature, choice, and whether case matters."""
    forms = []
    feature = ""
    for line in _read_lines("spellings.txt"):
        if line.startswith("["):
            feature = line.strip("[]")
            continue
        for form, choice in zip(line.split(" | "), feature.split(" / "), strict=True):
            forms.append((_fold(form), "spelling", feature, choice, False))
    for name, layer, exact in (
        ("variants.txt", "spelling", False),
        ("abbreviations.txt", "abbreviation", True),
    ):
        for line in _read_lines(name):
            choices = line.split(" | ")
            forms += [
                (_fold(choice), layer, " / ".join(choices), choice, exact) for choice in choices
            ]
    return forms


def _read_lines(name: str) -> Iterator[str]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return (line.strip() for line in text.splitlines() if line.strip() and line[0] != "#")


def _fold(form: str) -> str:
    return " ".join(word for _, _, word in find_words(form))
