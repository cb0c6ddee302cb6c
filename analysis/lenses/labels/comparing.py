"""How each telling names the same people, side by side."""

import pandas as pd

from analysis.language.labels import fold_label
from analysis.tables import as_table


def count_labels(
    labels: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str | pd.Series = "article_id",
) -> pd.DataFrame:
    """One row per group, entity and label: how often the group uses it, in any case and article.

    Only labels a group uses are listed; `compare_labels` has the complete grid.
    """
    groups = _name_groups(articles, by)
    rows = labels.assign(
        group=labels["article_id"].map(groups), label=[fold_label(one) for one in labels["label"]]
    )
    counts = rows.groupby(["group", "entity", "label"], sort=True)["article_id"]
    table = counts.agg(n="size", articles="nunique").reset_index()
    order = table["group"].map({group: row for row, group in enumerate(groups.unique())})
    ranked = table.assign(order=order).sort_values(
        ["order", "entity", "n", "label"], ascending=[True, True, False, True]
    )
    return as_table(ranked, "label_counts")


def compare_labels(
    labels: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str | pd.Series = "article_id",
) -> pd.DataFrame:
    """One row per entity and telling: everything the telling calls it, most used first.

    The grid is complete: a telling that gives an entity no label has an empty one.
    """
    counts = count_labels(labels, articles, by=by)
    groups = list(_name_groups(articles, by).unique())
    entities = sorted(
        counts["entity"].unique(),
        key=lambda entity: (-int(counts.loc[counts["entity"] == entity, "n"].sum()), entity),
    )
    grid = pd.MultiIndex.from_product([entities, groups], names=["entity", "group"])
    pairs = counts.groupby(["entity", "group"])
    rows = pd.DataFrame(index=grid)
    rows["labels"] = pairs["label"].agg(" | ".join).reindex(grid, fill_value="")
    rows["n"] = pairs["n"].sum().reindex(grid, fill_value=0)
    return as_table(rows.reset_index(), "label_comparison")


def _name_groups(articles: pd.DataFrame, by: str | pd.Series) -> pd.Series:
    """The group of each article, by article_id."""
    if isinstance(by, str):
        return pd.Series(articles[by].array, index=articles["article_id"]).astype("str")
    return by.loc[articles["article_id"]].astype("str")
