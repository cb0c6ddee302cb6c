"""Emphasis: where in each telling an entity first stands, and how it is spread."""

import pandas as pd

from analysis.spans import SPAN
from analysis.tables import as_table


def compare_emphasis(
    mentions: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame
) -> pd.DataFrame:
    """One row per telling and entity, zeros kept: its place in headline, first sentence and text.

    `mentions` may be any spans with an `entity`, so that words can be compared as entities are.
    Entities stand in the order of their mentions over all tellings. The grid is complete: of a
    large collection, pass the mentions of the entities asked about.
    """
    sure = mentions.loc[mentions["entity"] != "", [*SPAN, "entity"]]
    totals = sure["entity"].value_counts()
    order = sorted(totals.index, key=lambda entity: (-int(totals[entity]), entity))
    grid = pd.MultiIndex.from_product(
        [articles["article_id"], order], names=["article_id", "entity"]
    )
    lengths = articles.set_index("article_id")["text"].fillna("").str.len()
    text = sure[sure["part"] == "text"]
    length = text["article_id"].map(lengths).astype("float64")
    first_end = text["article_id"].map(_end_first_sentences(sentences)).astype("float64")
    rows = pd.DataFrame(index=grid)
    rows["mentions"] = _count(sure, grid)
    rows["in_headline"] = _count(sure[sure["part"] == "headline"], grid)
    rows["in_first_sentence"] = _count(text[text["start"] < first_end], grid)
    rows["in_first_third"] = _count(text[3 * text["start"] < length], grid)
    first = text.sort_values(["start", "end"], kind="stable")
    first = first.drop_duplicates(["article_id", "entity"]).set_index(["article_id", "entity"])
    rows["first_start"] = first["start"].reindex(grid)
    rows["first_end"] = first["end"].reindex(grid)
    rows = rows.reset_index()
    rows["first_at"] = rows["first_start"] / rows["article_id"].map(lengths).astype("float64")
    return as_table(rows, "emphasis")


def _count(mentions: pd.DataFrame, grid: pd.MultiIndex) -> pd.Series:
    return mentions.groupby(["article_id", "entity"]).size().reindex(grid, fill_value=0)


def _end_first_sentences(sentences: pd.DataFrame) -> pd.Series:
    """Where the first sentence of each text ends, by article_id."""
    text = sentences[sentences["part"] == "text"].sort_values("start", kind="stable")
    return text.drop_duplicates("article_id").set_index("article_id")["end"]
