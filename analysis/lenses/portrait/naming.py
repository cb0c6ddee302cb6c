"""Which entity is meant, and who names it how often."""

import difflib

import numpy as np
import pandas as pd

from analysis.errors import UsageError
from analysis.language import count_text_lengths, find_words
from analysis.statistics.intervals import poisson_interval, wilson_interval
from analysis.tables import as_table

_NEAR = 3  # names offered where none is the one asked for


def match_entity(mentions: pd.DataFrame, name: str = "") -> str:
    """The entity a reader means by a name; without a name, the one that is mentioned most.

    A whole name is taken as it is, in any case; part of a name as the entity mentioned most often
    among those whose name has all its words.

    Raises:
        UsageError: nothing of that name is mentioned; the message offers the nearest names.
    """
    totals = mentions.loc[mentions["entity"] != "", "entity"].value_counts()
    ranked = sorted(totals.index, key=lambda entity: (-int(totals[entity]), entity))
    asked = _fold(name)
    if not asked:
        chosen = ranked[:1]
    else:
        chosen = [entity for entity in ranked if _fold(entity) == asked]
        chosen += [entity for entity in ranked if set(asked) <= set(_fold(entity))]
    if not chosen:
        raise UsageError(_describe_missing(name, ranked))
    return str(chosen[0])


def _fold(name: str) -> list[str]:
    return [word for _, _, word in find_words(name)]


def _describe_missing(name: str, ranked: list[str]) -> str:
    if not ranked:
        return "These articles name nobody: no person, place or organisation was found in them."
    near = difflib.get_close_matches(name, ranked, n=_NEAR, cutoff=0.4) or ranked[:_NEAR]
    return f"No article names {name!r}.\nNames that are there: {', '.join(near)}."


def compare_naming(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    words: pd.DataFrame | None = None,
    *,
    entity: str,
    by: str = "outlet",
) -> pd.DataFrame:
    """One row per group: how many of its articles name the entity, and how often, with intervals.

    Counted is the text. The interval of the share is Wilson's, of the rate the exact Poisson one;
    neither knows that mentions come in bursts and articles in stories, so both are too short.
    Without `words` the articles' own are counted, many times faster.
    """
    groups = pd.Series(articles[by].to_numpy(dtype=str), index=articles["article_id"])
    named = mentions[(mentions["entity"] == entity) & (mentions["part"] == "text")]
    rows = pd.DataFrame({"articles_of": groups.groupby(groups).size()})
    group = named["article_id"].map(groups)
    rows["articles"] = named.groupby(group)["article_id"].nunique()
    rows["mentions"] = named.groupby(group).size()
    rows["words"] = _count_words(articles, words).groupby(groups).sum()
    rows = rows.fillna(0)
    rows["share"] = rows["articles"] / rows["articles_of"]
    rows["share_low"], rows["share_high"] = wilson_interval(rows["articles"], rows["articles_of"])
    thousands = rows["words"].replace(0, np.nan) / 1000
    low, high = poisson_interval(rows["mentions"])
    rows["per_1000"] = rows["mentions"] / thousands
    rows["per_1000_low"], rows["per_1000_high"] = low / thousands, high / thousands
    rows = rows.assign(group=rows.index.astype("str")).reset_index(drop=True)
    ranked = rows.sort_values(["articles", "mentions", "group"], ascending=[False, False, True])
    return as_table(ranked, "naming")


def _count_words(articles: pd.DataFrame, words: pd.DataFrame | None) -> pd.Series:
    """Words of each article's text, by article_id."""
    if words is None:
        return count_text_lengths(articles)["words"]
    return words.loc[words["part"] == "text", "article_id"].value_counts()
