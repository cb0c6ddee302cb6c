"""Places in texts as numbers, and the table they make: `house_style`."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.tables import as_table

Rows = NDArray[np.void]
Way = tuple[str, str, str, str]  # part, layer, feature, choice
PLACE = np.dtype([("article", "i4"), ("start", "i4"), ("end", "i4"), ("way", "i4")])
_PART, _LAYER, _FEATURE, _CHOICE = range(4)


class Places(NamedTuple):
    """Where something stands in some articles, each numbered, and in which way it is written."""

    rows: Rows  # PLACE: article, start, end, and the way, a number into `ways`
    ways: Sequence[Way]


def make_places(found: Iterable[tuple[int, int, int, int]], ways: Sequence[Way]) -> Places:
    """Places from article, start, end and the number of the way."""
    return Places(np.array(list(found), dtype=PLACE), ways)


def join_places(several: Sequence[Places]) -> Places:
    """All of them, with the ways of all."""
    ways: list[Way] = []
    blocks = [np.zeros(0, PLACE)]
    for places in several:
        rows = places.rows.copy()
        rows["way"] += len(ways)
        blocks.append(rows)
        ways.extend(places.ways)
    return Places(np.concatenate(blocks), ways)


def list_places(places: Places, articles: pd.DataFrame) -> pd.DataFrame:
    """One row per place, by article, part, place and way: the table `house_style`."""
    ids, ways = articles["article_id"].reset_index(drop=True), places.ways
    rank_of_way = _rank([way[_LAYER:] for way in ways])
    in_text = np.array([way[_PART] == "text" for way in ways], dtype=bool)
    rows = places.rows
    order = np.lexsort(
        (
            rank_of_way[rows["way"]],
            rows["end"],
            rows["start"],
            in_text[rows["way"]],
            _rank(ids.tolist())[rows["article"]],
        )
    )
    rows = rows[order]
    contents = [articles["headline"].tolist(), articles["text"].tolist()]
    where = zip(
        in_text[rows["way"]].tolist(),
        *(rows[name].tolist() for name in ("article", "start", "end")),
        strict=True,
    )
    return as_table(
        pd.DataFrame(
            {
                "article_id": ids.take(rows["article"]).array,
                **{
                    name: pd.Series([way[place] for way in ways], dtype="str")
                    .take(rows["way"])
                    .array
                    for place, name in enumerate(("part", "layer", "feature", "choice"))
                },
                "start": rows["start"].astype(np.int64),
                "end": rows["end"].astype(np.int64),
                "found": pd.array(
                    [contents[part][article][start:end] for part, article, start, end in where],
                    dtype="str",
                ),
            }
        ),
        "house_style",
    )


def _rank(values: Sequence[object]) -> NDArray[np.int64]:
    """Of each value its place among the sorted ones, the same for equals."""
    ranks = {value: place for place, value in enumerate(sorted(set(values)))}  # type: ignore[type-var]
    return np.array([ranks[value] for value in values], dtype=np.int64)
