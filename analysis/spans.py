"""Offsets: every finding points at the characters that show it.

A span is `article_id, part, start, end`; `part` is `headline` or `text`, offsets count code points,
`end` is exclusive, and `articles[part][start:end]` is the evidence.
"""

import pandas as pd

PARTS = ("headline", "text")
SPAN = ["article_id", "part", "start", "end"]


def list_parts(articles: pd.DataFrame) -> pd.DataFrame:
    """One row per article and part that holds text: `article_id part content`, in reading order."""
    rows = [
        (article_id, part, content)
        for article_id, *contents in articles[["article_id", *PARTS]].itertuples(index=False)
        for part, content in zip(PARTS, contents, strict=True)
        if isinstance(content, str) and content
    ]
    return pd.DataFrame(rows, columns=["article_id", "part", "content"], dtype="str")


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
