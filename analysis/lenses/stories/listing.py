"""Which articles are compared, in order of date; exact copies of one text count once."""

from hashlib import sha256
from typing import NamedTuple

import numpy as np
import pandas as pd

_UNCERTAIN = {"month": 31.0, "year": 366.0}  # days a date of that precision may be off


class Order(NamedTuple):
    """Of listed articles: the places of those compared, by date; and for each, who stands for it.

    `stands` are numbers in the order of `kept`: an article's own, or for a copy that of its model.
    """

    kept: np.ndarray
    stands: np.ndarray


def list_articles(articles: pd.DataFrame) -> pd.DataFrame:
    """One row per article: id, date, the days it may be from, and a digest of what it says."""
    published = articles["published"]
    day = (published - pd.Timestamp(0, tz="UTC")) / pd.Timedelta(days=1)
    slack = articles["published_precision"].map(_UNCERTAIN).astype("float64").fillna(0.0)
    return pd.DataFrame(
        {
            "article_id": articles["article_id"],
            "published": published,
            "earliest": day.fillna(-np.inf),
            "latest": (day + slack).fillna(np.inf),
            "said": _digest(articles),
        }
    ).reset_index(drop=True)


def order_articles(listed: pd.DataFrame, known: pd.DataFrame, days: int) -> Order:
    """The different articles by date and id, undated ones first.

    Of exact copies one that is already in a story stands for the others. The same words more than
    `days` later are no copy: every year has its weather warning.
    """
    ordered = listed.assign(new=~listed["article_id"].isin(known["article_id"]))
    ordered = ordered.sort_values(["new", "published", "article_id"], na_position="first")
    place = pd.Series(ordered.index, index=ordered.index)
    said = ordered["said"]
    first = place.groupby(said).transform("first")
    since = ordered["published"] - ordered["published"].groupby(said).transform("first")
    repeated = (first != place) & (said != b"") & ordered["new"]
    repeated &= ~(since.abs() > pd.Timedelta(days=days))
    kept = ordered[~repeated].sort_values(["published", "article_id"], na_position="first").index
    number = np.empty(len(listed), dtype=np.int64)
    number[kept] = np.arange(len(kept))
    model = first.where(repeated, place).sort_index().to_numpy()
    return Order(kept.to_numpy(), number[model])


def _digest(articles: pd.DataFrame) -> pd.Series:
    """What stands for headline and text, equal where they are; nothing where both are blank."""
    said = zip(articles["headline"], articles["text"], strict=True)
    texts = (f"{headline}\n{text}" for headline, text in said)
    marks = [
        sha256(text.encode("utf-8", "surrogatepass")).digest() * bool(text.strip())
        for text in texts
    ]
    return pd.Series(marks, index=articles.index, dtype="object")
