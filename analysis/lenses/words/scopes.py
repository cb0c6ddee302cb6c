"""Which articles are compared with which: a group and the rest, within stories where known."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.lenses.words.matrix import WordMatrix


class Scope(NamedTuple):
    """One group against the rest."""

    group: str
    member: NDArray[np.bool_]  # articles of the group that are compared
    rest: NDArray[np.bool_]  # articles they are compared with


def list_strata(matrix: WordMatrix, stories: pd.DataFrame | None) -> NDArray[np.int64]:
    """A number per article: its story, or one for all where no stories are known.

    An article the table of stories does not name tells a story of its own.
    """
    if stories is None:
        return np.zeros(len(matrix.article_ids), dtype=np.int64)
    story_of = stories.set_index(stories["article_id"].astype("str"))["story"].to_dict()
    own = [(1, story_of[i]) if i in story_of else (0, i) for i in matrix.article_ids]
    numbers = {story: number for number, story in enumerate(sorted(set(own)))}
    return np.array([numbers[story] for story in own], dtype=np.int64)


def list_scopes(matrix: WordMatrix, strata: NDArray[np.int64]) -> list[Scope]:
    """Every group against the others that tell the same stories, groups sorted by name."""
    return [
        _limit(str(group), matrix.group_of == number, strata)
        for number, group in enumerate(matrix.groups)
    ]


def _limit(group: str, inside: NDArray[np.bool_], strata: NDArray[np.int64]) -> Scope:
    told = _tells(strata, inside) & _tells(strata, ~inside)
    return Scope(group, inside & told[strata], ~inside & told[strata])


def _tells(strata: NDArray[np.int64], chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For each stratum whether any chosen article is in it."""
    told = np.zeros(int(strata.max(initial=-1)) + 1, dtype=bool)
    told[strata[chosen]] = True
    return told
