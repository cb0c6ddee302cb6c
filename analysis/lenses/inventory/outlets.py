"""How many articles each outlet has, how long they are, and from when to when."""

import pandas as pd

from analysis.lenses.inventory.lengths import count_lengths
from analysis.tables import as_table


def count_outlets(
    articles: pd.DataFrame,
    words: pd.DataFrame | None = None,
    *,
    by: str | pd.Series = "outlet",
    stories: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per group, the largest first: the table `inventory`.

    Without `words` the articles' own are counted, many times faster.
    With `stories`, also how many stories the group tells, and how many of them others tell too.
    """
    ids = articles["article_id"]
    group = (articles[by] if isinstance(by, str) else ids.map(by)).astype("str")
    rows = pd.DataFrame(
        {
            "group": group.to_numpy(),
            "articles": 1,
            "words": count_lengths(articles, words)["words"].to_numpy(),
            "dated": articles["published"].notna().to_numpy(dtype=bool),
            "headlines": (articles["headline"].fillna("").str.strip() != "").to_numpy(),
            "published": articles["published"].array,
            "story": _name_stories(ids, stories),
        }
    )
    grouped = rows.groupby("group", sort=True)
    table = grouped.agg(
        articles=("articles", "sum"),
        words=("words", "sum"),
        words_median=("words", "median"),
        words_median_low=("words", "min"),
        words_median_high=("words", "max"),
        dated=("dated", "sum"),
        first_published=("published", "min"),
        last_published=("published", "max"),
        headlines=("headlines", "sum"),
        stories=("story", "nunique"),
    )
    tellers = rows.dropna(subset="story").groupby("story")["group"].nunique()
    pairs = rows[["group", "story"]].dropna().drop_duplicates()
    shared = pairs[pairs["story"].map(tellers) > 1]["group"].value_counts()
    table["shared_stories"] = shared.reindex(table.index).fillna(0)
    table = table.reset_index().sort_values(
        ["articles", "group"], ascending=[False, True], kind="stable"
    )
    return as_table(table, "inventory")


def _name_stories(ids: pd.Series, stories: pd.DataFrame | None) -> object:
    """The story of each article, missing where stories are not known."""
    if stories is None:
        return [None] * len(ids)
    return ids.map(dict(zip(stories["article_id"], stories["story"], strict=True))).to_numpy()
