"""How each group writes what can be written in several ways, on the complete grid."""

import numpy as np
import pandas as pd

from analysis.statistics import wilson_interval
from analysis.tables import as_table

# What an article may simply leave out: here every article had the choice.
_OPTIONAL = {"courtesy title", "dateline", "byline", "boilerplate"}
_KEYS = ["layer", "feature", "choice"]


def count_house_style(
    style: pd.DataFrame, articles: pd.DataFrame, *, by: str | pd.Series = "outlet"
) -> pd.DataFrame:
    """One row per group and way of writing, zeros too: the table `house_style_counts`.

    The article is the unit: `share` is the share of articles that write it this way, out of those
    that had the choice (all articles, for what can be left out, such as a dateline).
    """
    ids = articles["article_id"]
    values = articles[by] if isinstance(by, str) else ids.map(by)
    group_of = pd.Series(values.astype("str").to_numpy(), index=pd.Index(ids))
    found = style[style["article_id"].isin(group_of.index)]
    if found.empty:
        return as_table([], "house_style_counts")
    found = found.assign(group=found["article_id"].map(group_of))
    grid = (
        found[_KEYS]
        .drop_duplicates()
        .merge(pd.DataFrame({"group": sorted(group_of.unique())}), how="cross")
    )
    this_way = found.groupby(["group", *_KEYS])["article_id"].agg(n="size", articles="nunique")
    any_way = found.groupby(["group", "layer", "feature"])["article_id"].agg(
        of="size", articles_of="nunique"
    )
    rows = grid.merge(this_way.reset_index(), how="left", on=["group", *_KEYS])
    rows = rows.merge(any_way.reset_index(), how="left", on=["group", "layer", "feature"])
    rows[["n", "articles", "of", "articles_of"]] = rows[
        ["n", "articles", "of", "articles_of"]
    ].fillna(0)
    sizes = rows["group"].map(group_of.value_counts())
    rows["articles_of"] = rows["articles_of"].where(~rows["layer"].isin(_OPTIONAL), sizes)
    known = rows["articles_of"] > 0
    low, high = wilson_interval(rows["articles"], rows["articles_of"])
    rows["share"] = (rows["articles"] / rows["articles_of"].where(known)).astype(float)
    rows["share_low"], rows["share_high"] = (
        np.where(known, low, np.nan),
        np.where(known, high, np.nan),
    )
    return as_table(rows.sort_values([*_KEYS, "group"], kind="stable"), "house_style_counts")
