"""How often each entity is named, on the complete grid of groups and entities."""

import pandas as pd

from analysis.language import count_text_lengths
from analysis.tables import as_table


def count_entities(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    words: pd.DataFrame | None = None,
    *,
    by: str | pd.Series = "article_id",
    top: int | None = None,
) -> pd.DataFrame:
    """One row per group and entity, zeros kept; mentions in the text, not in the headline.

    `by` is a column of `articles` or a Series by article_id. `words` is the table of that name; it
    is counted anew where it is not given. `top` keeps the most mentioned entities: a complete grid
    of a hundred thousand articles and their entities fits in no memory. Entities are in order of
    mentions, groups in order of the articles.
    """
    groups = name_groups(articles, by)
    in_text, known = mentions["part"] == "text", mentions["entity"] != ""
    sure = mentions.loc[in_text & known, ["article_id", "entity", "kind"]]
    totals = sure["entity"].value_counts()
    order = sorted(totals.index, key=lambda entity: (-int(totals[entity]), entity))[:top]
    if top is not None:
        sure = sure[sure["entity"].isin(order)]
    sure = sure.assign(group=sure["article_id"].map(groups))
    kinds = _choose_kinds(sure)
    unsure = mentions.loc[in_text & ~known, ["article_id", "candidates"]]
    grid = pd.MultiIndex.from_product([groups.unique(), order], names=["group", "entity"])
    rows = pd.DataFrame(index=grid)
    pairs = sure.groupby(["group", "entity"])
    rows["mentions"] = pairs.size().reindex(grid, fill_value=0)
    rows["articles"] = pairs["article_id"].nunique().reindex(grid, fill_value=0)
    rows["open"] = _count_open(unsure, groups).reindex(grid, fill_value=0)
    rows = rows.reset_index()
    rows["kind"] = rows["entity"].map(kinds)
    length = _count_words(articles, words).groupby(groups).sum()
    total = rows["group"].map(length).astype("float64").replace(0.0, float("nan"))
    return as_table(rows.assign(per_1000=1000 * rows["mentions"] / total), "entity_counts")


def name_groups(articles: pd.DataFrame, by: str | pd.Series) -> pd.Series:
    """The group of each article, by article_id.

    Raises:
        KeyError: `by` is no column of the articles, or leaves an article without a group.
    """
    if isinstance(by, str):
        return pd.Series(articles[by].array, index=articles["article_id"]).astype("str")
    return by.loc[articles["article_id"]].astype("str")


def _choose_kinds(mentions: pd.DataFrame) -> pd.Series:
    """The most frequent kind of each entity; of those as frequent the first by name."""
    counts = mentions.groupby(["entity", "kind"]).size().reset_index(name="n")
    counts = counts.sort_values(["entity", "n", "kind"], ascending=[True, False, True])
    return counts.drop_duplicates("entity").set_index("entity")["kind"]


def _count_open(unsure: pd.DataFrame, groups: pd.Series) -> pd.Series:
    """Open mentions, once for each entity they may mean."""
    each = unsure.assign(entity=unsure["candidates"].str.split(" | ", regex=False)).explode(
        "entity"
    )
    each["group"] = each["article_id"].map(groups)
    return each.groupby(["group", "entity"]).size()


def _count_words(articles: pd.DataFrame, words: pd.DataFrame | None) -> pd.Series:
    """Words of each article's text, by article_id."""
    if words is None:
        return count_text_lengths(articles)["words"]
    counted = words.loc[words["part"] == "text", "article_id"].value_counts()
    return counted.reindex(articles["article_id"], fill_value=0)
