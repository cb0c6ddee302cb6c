"""How much of one article stands in another, in both directions."""

import pandas as pd

from analysis.language import count_text_lengths
from analysis.tables import as_table

MOSTLY = 0.5  # a passage with this share in quotation marks is a shared quote


def count_shared(
    overlaps: pd.DataFrame, articles: pd.DataFrame, *, reuse: pd.DataFrame | None = None
) -> pd.DataFrame:
    """One row per two articles that share a passage: the words shared, and their share of each.

    Where the table `reuse` of the articles is given, their words are taken from it, and the texts
    are not looked at.
    """
    lengths = count_lengths(articles) if reuse is None else reuse.set_index("article_id")["words"]
    return pair_articles(overlaps, lengths)


def pair_articles(overlaps: pd.DataFrame, lengths: pd.Series) -> pd.DataFrame:
    """The table `shared`, where the words of each article's text are known, by `article_id`."""
    quoted = overlaps["words"].where(overlaps["quoted"] >= MOSTLY, 0)
    grouped = overlaps.assign(quoted_words=quoted, passages=1).groupby(
        ["article_id", "other_id"], as_index=False
    )
    pairs = grouped[["passages", "words", "quoted_words"]].sum()
    pairs["share"] = pairs["words"] / pairs["article_id"].map(lengths).astype("float64")
    pairs["other_share"] = pairs["words"] / pairs["other_id"].map(lengths).astype("float64")
    pairs = pairs.sort_values(["words", "article_id", "other_id"], ascending=[False, True, True])
    return as_table(pairs, "shared")


def count_lengths(articles: pd.DataFrame) -> pd.Series:
    """Words of each article's text, by `article_id`."""
    return count_text_lengths(articles)["words"]
