"""Articles into groups: by a column of their table, or by whatever the caller says of each."""

import pandas as pd

from analysis.errors import UsageError


def group_articles(articles: pd.DataFrame, by: str | pd.Series) -> pd.Series:
    """The group of every article, by article id: a column of `articles`, or a Series by id.

    Raises:
        UsageError: no such column, or an article the Series says nothing about.
    """
    ids = articles["article_id"].astype("str")
    if isinstance(by, str):
        if by not in articles.columns:
            raise UsageError(
                f"No column {by!r} to group the articles by.\n"
                f"There are: {', '.join(articles.columns)}."
            )
        values = articles[by]
    else:
        values = ids.map(by)
        if values.isna().any():
            raise UsageError(
                f"The grouping says nothing about article {ids[values.isna()].iloc[0]!r}.\n"
                "Give a Series with one value per article id."
            )
    return pd.Series(values.fillna("").astype("str").to_numpy(), index=pd.Index(ids), dtype="str")
