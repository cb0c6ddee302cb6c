"""Small tables made by hand for the tests of what is shown."""

import pandas as pd

from analysis.tables import as_table


def make_articles(**texts: str) -> pd.DataFrame:
    """One article per name, by an outlet of that name."""
    rows = [
        {
            "article_id": f"{name}-1",
            "outlet": name,
            "published": pd.Timestamp("2021-10-05", tz="UTC"),
            "published_precision": "day",
            "headline": "",
            "credit": "",
            "text": text,
            "url": "",
            "source": f"{name}.txt",
        }
        for name, text in texts.items()
    ]
    return as_table(rows, "articles")


def find_names(articles: pd.DataFrame, *names: str) -> pd.DataFrame:
    """Every place where a name stands in a text, as mentions of a person."""
    rows = []
    for article in articles.to_dict("records"):
        for name in names:
            start = article["text"].find(name)
            while start >= 0:
                span = {"article_id": article["article_id"], "part": "text", "start": start}
                rows.append(
                    {
                        **span,
                        "end": start + len(name),
                        "mention": name,
                        "entity": name,
                        "kind": "person",
                        "candidates": "",
                        "rule": "by hand",
                    }
                )
                start = article["text"].find(name, start + 1)
    return as_table(rows, "mentions")


def count_names(mentions: pd.DataFrame, articles: pd.DataFrame, *names: str) -> pd.DataFrame:
    """The complete grid of names and articles."""
    rows = []
    for article_id in articles["article_id"]:
        for name in names:
            here = mentions[(mentions["article_id"] == article_id) & (mentions["entity"] == name)]
            rows.append(
                {
                    "group": article_id,
                    "entity": name,
                    "kind": "person",
                    "mentions": len(here),
                    "open": 0,
                    "articles": int(len(here) > 0),
                    "per_1000": 100.0 * len(here),
                }
            )
    return as_table(rows, "entity_counts")
