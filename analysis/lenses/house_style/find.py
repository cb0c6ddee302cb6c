"""Every place where house style shows, and the words that are left once it is set apart."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.lenses.house_style.boilerplate import find_boilerplate
from analysis.lenses.house_style.frames import find_frames
from analysis.lenses.house_style.marks import find_headline_case, find_marks
from analysis.lenses.house_style.wording import find_wording
from analysis.spans import SPAN, cut_spans
from analysis.tables import as_table


def find_house_style(articles: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """One row per place where a newsroom's rules show: the table `house_style`.

    Courtesy titles, abbreviations, spellings, datelines, bylines, typography, by rule and word
    list; and passages that stand again and again in one outlet, found by their repetition.
    """
    ours = words[words["article_id"].isin(articles["article_id"])]
    found = pd.concat(
        [
            find_frames(articles),
            find_wording(ours, articles),
            find_marks(articles),
            find_headline_case(articles),
            find_boilerplate(articles, ours),
        ],
        ignore_index=True,
    )
    if found.empty:
        return as_table([], "house_style")
    found["found"] = cut_spans(found, articles)
    order = ["article_id", "part", "start", "end", "layer", "feature", "choice"]
    return as_table(found.sort_values(order, kind="stable"), "house_style")


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
