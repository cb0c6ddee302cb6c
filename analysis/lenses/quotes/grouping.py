"""Quotes made ready to count: said words only, each with its group, its speaker and its place."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from analysis.articles.grouping import group_articles
from analysis.language.words import find_words

SAID = ("speech", "writing")


def group_quotes(
    quotes: pd.DataFrame, articles: pd.DataFrame, *, by: str | pd.Series, acts: tuple[str, ...]
) -> tuple[pd.DataFrame, list[str]]:
    """The quotes in article texts whose cue names one of `acts`, with `group voice words at`.

    Also all groups, in order, those without a quote too. `voice` is who speaks: the entity, else
    the name as it stands, else empty.

    Raises:
        UsageError: no such column, or an article the Series says nothing about.
    """
    group_of = group_articles(articles, by)
    lengths = articles.set_index("article_id")["text"].fillna("").str.len()
    said = quotes[(quotes["part"] == "text") & quotes["act"].isin(acts)]
    # Without an entity the name itself tells who speaks, up to its apposition.
    named = said["speaker"].str.split(",").str[0].where(said["speaker_form"] == "name", "")
    said = said.assign(
        group=said["article_id"].map(group_of).astype("str"),
        voice=said["speaker_entity"].where(said["speaker_entity"] != "", named),
        words=[
            count_said(quote, start, gaps)
            for quote, start, gaps in said[["quote", "start", "gaps"]].itertuples(index=False)
        ],
        at=said["start"] / said["article_id"].map(lengths).clip(lower=1).astype(float),
    )
    return said, sorted(set(group_of))


def leave_bearers(quotes: pd.DataFrame) -> pd.DataFrame:
    """Without the statements that only pass on a quotation of somebody else, or repeat it.

    In `“Won,” Ada said, according to the agency` it is Ada who says so.
    """
    whole: dict[str, list[dict[Hashable, Any]]] = {}
    for row in quotes[quotes["direct"] == "direct"].to_dict("records"):
        whole.setdefault(row["article_id"], []).append(row)
    bears = [
        row["direct"] != "direct"
        and any(_passes_on(row, other) for other in whole.get(row["article_id"], []))
        for row in quotes.to_dict("records")
    ]
    return quotes[~pd.Series(bears, quotes.index, dtype="bool")]


def _passes_on(row: dict[Hashable, Any], other: dict[Hashable, Any]) -> bool:
    """Whether a quotation lies in a statement; its own speaker may say more around it."""
    inside = row["start"] <= other["start"] and other["end"] <= row["end"]
    same = all(row[name] == other[name] for name in ("speaker_entity", "speaker"))
    return inside and not (same and row["direct"] == "indirect")


def count_said(quote: str, start: int, gaps: str) -> int:
    """Words of a quotation, without what stands in its gaps.

    >>> count_said("“Yes,” she said, “we did.”", 10, "16-27")
    3
    """
    return len(find_words(cut_gaps(quote, start, gaps)))


def cut_gaps(quote: str, start: int, gaps: str) -> str:
    """The words said, the pieces of an interrupted quotation joined by a space."""
    pieces, at = [], start
    for gap in gaps.split():
        first, last = map(int, gap.split("-"))
        pieces.append(quote[at - start : first - start])
        at = last
    return " ".join([*pieces, quote[at - start :]])
