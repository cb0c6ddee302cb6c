"""House style part by part: what a part shows alone, what all parts repeat, what is then found.

A part is some articles. On one machine all parts are held; a prepared collection keeps them as
files: the stages are the same.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.lenses.house_style.boilerplate import keep_longest
from analysis.lenses.house_style.frames import find_frames
from analysis.lenses.house_style.marks import find_headline_case, find_marks
from analysis.lenses.house_style.numbered import (
    Keys,
    are_among,
    hash_texts,
    number_words,
)
from analysis.lenses.house_style.pieces import REFRAIN, REFRAIN_WORDS, Cut, cut_pieces, key_grams
from analysis.lenses.house_style.places import PLACE, Places, Rows, join_places, list_places
from analysis.lenses.house_style.wording import Forms, find_wording

_REPEATED = [("text", "boilerplate", "boilerplate", "repeated passage")]


class Part(NamedTuple):
    """What some articles show alone, and what of them others may repeat; articles are rows."""

    places: Places
    cut: Cut
    codes: NDArray[np.int32]  # the words of the texts, in order: numbers into `hashes`
    hashes: Keys


class Decided(NamedTuple):
    """What counts as repeated in all articles of an outlet, sorted."""

    openers: Keys  # two words that open lines only
    refrains: Keys


def drop_pieces(part: Part) -> Part:
    """The part without its lines, sentences and openings."""
    return part._replace(cut=part.cut._replace(pieces=part.cut.pieces[:0].copy()))


def order_by_outlet(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles outlet by outlet, in the order of the numbers that stand for them."""
    order = np.argsort(_hash_outlets(articles), kind="stable")
    return articles.iloc[order].reset_index(drop=True)


def read_part(articles: pd.DataFrame, words: pd.DataFrame, forms: Forms) -> Part:
    """All that can be found in some articles alone; `words` may hold those of others too."""
    texts = articles["text"].tolist()
    own = number_words(words, articles)
    places = [
        find_frames(texts),
        find_wording(own, texts, forms),
        find_marks(texts),
        find_headline_case(articles["headline"].tolist()),
    ]
    cut = cut_pieces(texts, own, _hash_outlets(articles))
    return Part(join_places(places), cut, own.code, own.hashes)


def finish_part(
    articles: pd.DataFrame,
    part: Part,
    pieces: Rows,
    decided: Decided,
    split: Callable[[pd.DataFrame], pd.DataFrame],
) -> pd.DataFrame:
    """The table `house_style` of some articles, once it is known what their outlets repeat.

    `pieces` are those of these articles that are repeated, `split` gives the words of some.
    """
    found = keep_longest(pieces, decided.openers)
    places = np.zeros(len(found), PLACE)
    for name in ("article", "start", "end"):
        places[name] = found[name]
    refrains = _find_refrains(articles, part, decided.refrains, split)
    places = np.unique(np.concatenate([places, refrains]))
    texts = articles["text"].tolist()
    in_line = ["\n" not in texts[article][start:end] for article, start, end, _ in places.tolist()]
    places = places[np.array(in_line, dtype=bool)]
    return list_places(join_places([part.places, Places(places, _REPEATED)]), articles)


def _hash_outlets(articles: pd.DataFrame) -> Keys:
    """Each article's outlet as one number, the same on any machine."""
    return hash_texts(articles["outlet"].tolist())


def _find_refrains(
    articles: pd.DataFrame,
    part: Part,
    refrains: Keys,
    split: Callable[[pd.DataFrame], pd.DataFrame],
) -> Rows:
    """Every occurrence of four words that return again and again in several of the articles."""
    if not len(refrains):
        return np.zeros(0, PLACE)
    sizes = part.cut.bodies["size"]
    first, article, keys = key_grams(
        part.hashes[part.codes], sizes, part.cut.bodies["outlet"], REFRAIN
    )
    hits = are_among(keys, refrains)
    held, number = np.unique(article[hits], return_inverse=True)
    some = articles.iloc[held]
    own = number_words(split(some), some)
    before = np.cumsum(sizes) - sizes
    place = first[hits] - before[held][number] + np.searchsorted(own.article, number)
    places = np.zeros(len(place), PLACE)
    places["article"] = held[number]
    places["start"], places["end"] = own.start[place], own.end[place + REFRAIN_WORDS - 1]
    return places
