"""Words that house rules decide: abbreviations, British and American spelling, variants."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.language import find_words
from analysis.lenses.house_style.numbered import Numbers, TextWords
from analysis.lenses.house_style.places import Places, Way, make_places

_OFTEN = 2  # times that each way must occur
# `re-` apart, because re-sign and resign are two words.
_COMPOUND = re.compile(r"(?!re-)[^\W\d_]+(?:-[^\W\d_]+)+")


class Forms(NamedTuple):
    """The forms to look for: of one word or two, as counted; and the ways they are choices of."""

    words: list[str]
    exact: list[bool]  # whether case and full stop matter
    ways: list[Way]


def list_forms(counts: pd.Series) -> Forms:
    """The listed forms, and compounds that all texts together write with a hyphen and without.

    `counts` says of every word how often it stands in the texts.
    """
    listed = _list_forms()
    written = [*listed, *_find_compounds(counts, {form for form, *_ in listed})]
    words, exact = [form for form, *_ in written], [one for *_, one in written]
    return Forms(words, exact, [("text", *way[1:4]) for way in written])


def find_wording(words: TextWords, texts: list[str], forms: Forms) -> Places:
    """One place per form in the texts, its way the number of the form.

    Spellings and variants are matched in any case; abbreviations as the list writes them, with
    their capitals and their full stop. Compounds need no list: they are those that the texts
    write both with a hyphen and without.
    """
    of_word: dict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(forms.words):
        of_word[word].append(number)
    spelled = [word.split(" ") for word in of_word]
    first, last = (_list_places(words, {parts[end] for parts in spelled}) for end in (0, -1))
    pairs = first[np.isin(first + 1, last)]
    pairs = pairs[words.article[pairs] == words.article[np.minimum(pairs + 1, len(words.end) - 1)]]
    found = []
    for size, begin in ((1, first), (2, pairs)):
        stop = begin + size - 1
        spans = (words.article[begin], words.start[begin], words.end[stop])
        written = words.vocabulary[words.code[begin]]
        if size == 2:
            written = written + " " + words.vocabulary[words.code[stop]]
        for article, start, end, word in zip(*(s.tolist() for s in (*spans, written)), strict=True):
            found += [
                (article, start, end, number)
                for number in of_word.get(word, ())
                if not forms.exact[number]
                or _is_written(texts[article], start, end, *forms.ways[number][:1:-1])
            ]
    return make_places(found, forms.ways)


def _list_places(words: TextWords, chosen: set[str]) -> Numbers:
    """Where some words stand, as rows of `words`."""
    wanted = [word in chosen for word in words.vocabulary]
    return np.flatnonzero(np.array(wanted, dtype=bool)[words.code])


def _find_compounds(counts: pd.Series, listed: set[str]) -> list[tuple[str, str, str, str, bool]]:
    """The words that stand in the texts both as `front-runner` and as `frontrunner`."""
    often = counts.index[counts >= _OFTEN]
    open_ones = often[often.str.contains("-", regex=False)].tolist()
    open_ones = sorted(word for word in open_ones if _COMPOUND.fullmatch(word))
    closed_ones = [word.replace("-", "") for word in open_ones]
    known = pd.Index(closed_ones, dtype="str").isin(often)
    return [
        (form, "spelling", f"{word} / {closed}", form, False)
        for word, closed, both in zip(open_ones, closed_ones, known, strict=True)
        if both and not {word, closed} & listed
        for form in (word, closed)
    ]


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
