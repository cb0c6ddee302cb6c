"""Offsets: every finding points at the characters that show it.

A span is `article_id, part, start, end`; `part` is `headline` or `text`, offsets count code points,
`end` is exclusive, and `articles[part][start:end]` is the evidence.
"""

import pandas as pd

PARTS = ("headline", "text")
SPAN = ["article_id", "part", "start", "end"]


def list_parts(articles: pd.DataFrame) -> pd.DataFrame:
    """One row per article and part that holds text: `article_id part content`, in reading order."""
    long = articles.melt(
        id_vars="article_id", value_vars=list(PARTS), var_name="part", value_name="content"
    )
    long["content"] = long["content"].fillna("").astype("str")
    order = {article_id: row for row, article_id in enumerate(articles["article_id"])}
    long = long[long["content"] != ""]
    return long.sort_values(
        ["article_id", "part"],
        key=lambda column: column.map(order) if column.name == "article_id" else column,
        kind="stable",
    ).reset_index(drop=True)


def cut_spans(spans: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """The text each span points at, on the spans' own index.

    Raises:
        KeyError: a span names an article that is not in `articles`.
    """
    contents = articles.set_index("article_id")[list(PARTS)].to_dict("index")
    cut = [
        contents[article_id][part][start:end]
        for article_id, part, start, end in spans[SPAN].itertuples(index=False)
    ]
    return pd.Series(cut, index=spans.index, dtype="str")
