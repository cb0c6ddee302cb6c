"""Next to whom an entity stands: who else is named in the same sentence."""

import pandas as pd

from analysis.spans import SPAN
from analysis.tables import as_table


def find_company(mentions: pd.DataFrame, sentences: pd.DataFrame, *, entity: str) -> pd.DataFrame:
    """One row per sentence that names the entity and another, and other entity in it."""
    placed = _place(mentions, sentences)
    where = ["article_id", "part", "start"]
    own = placed.loc[placed["entity"] == entity, where].drop_duplicates()
    others = placed[placed["entity"] != entity].drop_duplicates([*where, "entity"])
    together = own.merge(others, on=where)
    return as_table(together.sort_values([*where, "entity"]), "company")


def count_company(
    company: pd.DataFrame, mentions: pd.DataFrame, sentences: pd.DataFrame, *, entity: str
) -> pd.DataFrame:
    """One row per other entity: sentences with both, beside those expected if names fell anywhere.

    Expected is the product of both entities' sentences over all sentences. Whoever stands beside it
    in most articles comes first: a caption repeated in one article is not much company.
    """
    placed = _place(mentions, sentences).drop_duplicates([*SPAN, "entity"])
    of = placed["entity"].value_counts()
    rows = company.groupby("entity", as_index=False).agg(
        kind=("kind", "first"), together=("start", "size"), articles=("article_id", "nunique")
    )
    rows["sentences_of"] = rows["entity"].map(of)
    rows["expected"] = rows["sentences_of"] * int(of.get(entity, 0)) / max(len(sentences), 1)
    ranked = rows.sort_values(["articles", "together", "entity"], ascending=[False, False, True])
    return as_table(ranked, "company_counts")


def _place(mentions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Every resolved mention in a text, with the span of the sentence it stands in."""
    sure = mentions[(mentions["entity"] != "") & (mentions["part"] == "text")]
    wanted = sure[["article_id", "part", "start", "entity", "kind"]].sort_values("start")
    spans = sentences[SPAN].assign(first=sentences["start"]).sort_values("start")
    found = pd.merge_asof(wanted, spans, on="start", by=["article_id", "part"])
    inside = found[found["start"] < found["end"]]
    return inside.assign(start=inside["first"].astype("int64"), end=inside["end"].astype("int64"))
