"""In whose words: what an entity is quoted with, and what others are quoted with about it."""

import pandas as pd

from analysis.tables import as_table


def find_said_by(quotes: pd.DataFrame, *, entity: str) -> pd.DataFrame:
    """One row per statement of the entity in the texts; words an article repeats, once."""
    own = (quotes["speaker_entity"] == entity) & (quotes["part"] == "text")
    return as_table(_drop_repeated(quotes[own]), "quotes")


def find_said_about(quotes: pd.DataFrame, mentions: pd.DataFrame, *, entity: str) -> pd.DataFrame:
    """One row per statement of somebody else that names the entity; repeated words once."""
    others = quotes[(quotes["speaker_entity"] != entity) & (quotes["part"] == "text")]
    others = others.reset_index(drop=True)
    named = mentions.loc[mentions["entity"] == entity, ["article_id", "part", "start", "end"]]
    pairs = others.reset_index()[["index", "article_id", "part", "start", "end"]].merge(
        named, on=["article_id", "part"], suffixes=("", "_named")
    )
    inside = (pairs["start"] <= pairs["start_named"]) & (pairs["end_named"] <= pairs["end"])
    about = others.loc[sorted(set(pairs.loc[inside, "index"]))]
    return as_table(_drop_repeated(about), "quotes")


def _drop_repeated(quotes: pd.DataFrame) -> pd.DataFrame:
    """Captions and pull quotes print the same words again; they say nothing more."""
    return quotes.drop_duplicates(["article_id", "quote"])
