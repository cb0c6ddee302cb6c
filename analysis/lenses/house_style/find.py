"""Every place where house style shows, and the words that are left once it is set apart."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.lenses.house_style.boilerplate import (
    count_pairs,
    find_repeated,
    join_cuts,
    keep_openers,
    select_articles,
)
from analysis.lenses.house_style.parts import Decided, drop_pieces, finish_part, read_part
from analysis.lenses.house_style.selection import WordsOf
from analysis.lenses.house_style.wording import list_forms
from analysis.spans import SPAN
from analysis.tables import as_table

_BLOCK = 1_000  # articles read at once


def find_house_style(articles: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """One row per place where a newsroom's rules show: the table `house_style`.

    Courtesy titles, abbreviations, spellings, datelines, bylines, typography, by rule and word
    list; and passages that stand again and again in one outlet, found by their repetition.
    """
    ordered = articles["article_id"].argsort(kind="stable").to_numpy()
    articles = articles.reset_index(drop=True)
    blocks = [ordered[begin : begin + _BLOCK] for begin in range(0, len(ordered), _BLOCK)]
    if not blocks:
        return as_table([], "house_style")
    words_of = WordsOf(words, articles)
    forms = list_forms(words_of.count())
    parts = [
        read_part(own, words_of.choose(own), forms)
        for own in (articles.iloc[rows] for rows in blocks)
    ]
    repeated = find_repeated(join_cuts([part.cut for part in parts]))
    parts = [drop_pieces(part) for part in parts]  # those that are repeated are kept by themselves
    used = np.zeros(len(repeated.pairs), dtype=np.int64)
    for part in parts:
        used += count_pairs(part.hashes[part.codes], part.cut.bodies, repeated.pairs)
    openers = repeated.pairs[keep_openers(repeated.opened, used)]
    decided = Decided(openers, repeated.refrains)
    found, first = [], 0
    for rows in blocks:
        own = select_articles(repeated.pieces, first, first + len(rows))
        part = parts.pop(0)  # what is done needs not be held
        found.append(finish_part(articles.iloc[rows], part, own, decided, words_of.choose))
        first += len(rows)
    return pd.concat(found, ignore_index=True)  # tables already, which `as_table` would copy


class Parted(NamedTuple):
    """The table `words` in two, nothing dropped."""

    substance: pd.DataFrame
    house_style: pd.DataFrame


def split_house_style(words: pd.DataFrame, style: pd.DataFrame) -> Parted:
    """The words outside and inside of the places in `style`; marks and headline case hold none."""
    places = style[style["layer"] != "typography"].sort_values(SPAN, kind="stable")
    by_part = {
        key: _join(rows["start"].to_numpy(), rows["end"].to_numpy())
        for key, rows in places.groupby(["article_id", "part"], sort=False)
    }
    inside = np.zeros(len(words), dtype=bool)
    for key, rows in words.groupby(["article_id", "part"], sort=False).indices.items():
        if key in by_part:
            starts, ends = by_part[key]
            begins = words["start"].to_numpy()[rows]
            place = np.searchsorted(starts, begins, side="right") - 1
            inside[rows] = (place >= 0) & (begins < ends[place])
    return Parted(
        as_table(words[~inside], "words"),
        as_table(words[inside], "words"),
    )


def _join(
    starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The same places, sorted, each reaching as far as any that began before it."""
    return starts, np.maximum.accumulate(ends)
