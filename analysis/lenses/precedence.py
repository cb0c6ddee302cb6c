"""Who ran a story first, as far as the dates can tell."""

from typing import Any

import numpy as np
import pandas as pd

from analysis.statistics import wilson_interval
from analysis.tables import as_table

# How long after the stated moment an article may have appeared.
_SPANS = {
    "second": pd.Timedelta(0),
    "minute": pd.Timedelta(minutes=1),
    "day": pd.Timedelta(days=1),
    "month": pd.Timedelta(days=31),
    "year": pd.Timedelta(days=366),
}
_FINE = {"second", "minute"}


def compare_precedence(
    articles: pd.DataFrame, stories: pd.DataFrame, *, by: str | pd.Series = "outlet"
) -> pd.DataFrame:
    """One row per group: how often it was first with a story others tell too (`precedence`).

    First is who is known to be earlier than everyone else. Where only the day is known, two
    articles of one day are not in order, and if they are the earliest the story stays open.
    """
    firsts = _find_firsts(articles, stories, by)
    rows = [{"group": group, **_sum_up(own)} for group, own in firsts.groupby("group", sort=True)]
    table = pd.DataFrame(rows)
    if table.empty:
        return as_table([], "precedence")
    low, high = wilson_interval(table["ran_first"], table["stories"])
    known = table["stories"] > 0
    table["share"] = table["ran_first"] / table["stories"].where(known)
    table["share_low"], table["share_high"] = (
        np.where(known, low, np.nan),
        np.where(known, high, np.nan),
    )
    order = table.assign(size=-table["stories"], wins=-table["ran_first"])
    order = order.sort_values(["wins", "size", "group"], kind="stable")
    return as_table(table.loc[order.index], "precedence")


def _find_firsts(
    articles: pd.DataFrame, stories: pd.DataFrame, by: str | pd.Series
) -> pd.DataFrame:
    """One row per story and group: whether it is known to be first, and how long after."""
    ids = articles["article_id"]
    told = pd.DataFrame(
        {
            "group": (articles[by] if isinstance(by, str) else ids.map(by)).astype("str"),
            "story": ids.map(dict(zip(stories["article_id"], stories["story"], strict=True))),
            "least": pd.to_datetime(articles["published"], utc=True),
            "precision": articles["published_precision"],
        }
    ).dropna(subset=["story", "least"])
    told["most"] = told["least"] + told["precision"].map(_SPANS).fillna(_SPANS["day"])
    told["fine"] = told["precision"].isin(_FINE)
    own = told.groupby(["story", "group"], sort=True).agg(
        least=("least", "min"), most=("most", "min"), fine=("fine", "all")
    )
    own = own.reset_index()
    tellers = own.groupby("story")["group"].transform("size")
    own = own[tellers > 1]
    rows: list[dict[str, Any]] = []
    for _, story in own.groupby("story", sort=True):
        first = _find_first(story)
        start = story["least"].min()
        for row in story.itertuples():
            hours = (row.least - start).total_seconds() / 3600 if story["fine"].all() else np.nan
            rows.append(
                {
                    "group": row.group,
                    "decided": first is not None,
                    "first": row.group == first,
                    "chance": 1 / len(story),
                    "hours": hours,
                }
            )
    return pd.DataFrame(rows, columns=["group", "decided", "first", "chance", "hours"])


def _find_first(story: pd.DataFrame) -> str | None:
    """The group that is surely before all others, if there is one."""
    leader = story.sort_values(["most", "group"], kind="stable").iloc[0]
    others = story[story["group"] != leader["group"]]
    at_once = leader["most"] == leader["least"]
    earlier = others["least"] > leader["most"] if at_once else others["least"] >= leader["most"]
    return str(leader["group"]) if earlier.all() else None


def _sum_up(own: pd.DataFrame) -> dict[str, Any]:
    decided = own[own["decided"]]
    return {
        "stories": len(decided),
        "ran_first": int(decided["first"].sum()),
        "expected": float(decided["chance"].sum()),
        "open": len(own) - len(decided),
        "hours_after": float(own["hours"].median()),
    }
