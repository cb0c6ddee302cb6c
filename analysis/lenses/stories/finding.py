"""Which articles tell the same story."""

from hashlib import sha256

import numpy as np
import pandas as pd

from analysis.lenses.stories.candidates import Pairs, bound_dates, find_pairs
from analysis.lenses.stories.grouping import fold_copies, group_pairs
from analysis.lenses.stories.terms import count_terms
from analysis.lenses.stories.vectors import weigh_terms
from analysis.tables import as_table

DAYS = 180
THRESHOLD = 0.095
_FLOOR = 0.4  # of the threshold: pairs less alike count as not alike at all
_COPY = 0.85  # as alike as copies of one text are


def find_stories(
    articles: pd.DataFrame,
    *,
    mentions: pd.DataFrame | None = None,
    known: pd.DataFrame | None = None,
    days: int = DAYS,
    threshold: float = THRESHOLD,
) -> pd.DataFrame:
    """One row per article: the story it tells, named by its first article, and how many tell it.

    Articles tell one story where they are, on average, `threshold` alike: TF-IDF of the whole, the
    lead and the heading, fading with the days between them and cut at `days`; articles without a
    date may belong to any time. Copies of one text count once, so that wire copy glues nothing.
    `known` is an earlier result: its stories keep their names and their articles, the other
    articles join them or found new ones. `mentions` gives the names; without it they are guessed
    from capitals.
    """
    known = as_table([], "stories") if known is None else known
    ordered, copy_of = _order(articles, known, days)
    vectors = weigh_terms(count_terms(ordered, mentions))
    old = ordered["article_id"].map(known.set_index("article_id")["story"])
    pairs = find_pairs(
        vectors,
        bound_dates(ordered),
        days=days,
        floor=_FLOOR * threshold,
        fresh=old.isna().to_numpy(),
    )
    groups = _group(pairs, old, threshold)
    of_article = dict(zip(ordered["article_id"], groups, strict=True))
    of_article |= {copy: of_article[first] for copy, first in copy_of.items()}
    return _name_stories(articles, of_article, known)


def _order(
    articles: pd.DataFrame, known: pd.DataFrame, days: int
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The different articles by date and id, undated ones first; and for each exact copy its model.

    Of exact copies one that is already in a story stands for the others. The same words more than
    `days` later are no copy: every year has its weather warning.
    """
    ordered = articles.assign(new=~articles["article_id"].isin(known["article_id"]))
    ordered = ordered.sort_values(["new", "published", "article_id"], na_position="first")
    said = _digest(ordered)
    first = ordered["article_id"].groupby(said).transform("first")
    since = ordered["published"] - ordered["published"].groupby(said).transform("first")
    repeated = (first != ordered["article_id"]) & (said != b"") & ordered["new"]
    repeated &= ~(since.abs() > pd.Timedelta(days=days))
    copy_of = dict(zip(ordered["article_id"][repeated], first[repeated], strict=True))
    kept = ordered[~repeated].sort_values(["published", "article_id"], na_position="first")
    return kept.drop(columns="new").reset_index(drop=True), copy_of


def _digest(articles: pd.DataFrame) -> pd.Series:
    """What stands for headline and text, equal where they are; nothing where both are blank."""
    said = zip(articles["headline"], articles["text"], strict=True)
    texts = (f"{headline}\n{text}" for headline, text in said)
    marks = [
        sha256(text.encode("utf-8", "surrogatepass")).digest() * bool(text.strip())
        for text in texts
    ]
    return pd.Series(marks, index=articles.index, dtype="object")


def _group(pairs: Pairs, old: pd.Series, threshold: float) -> list[int]:
    """A group's number for every row; near copies follow the one that stands for them."""
    known = old.notna().to_numpy()
    stands = fold_copies(pairs, alike=_COPY, known=known)
    copied = np.zeros(len(old), dtype=bool)
    copied[list(stands)] = True
    kept = ~(copied[pairs.first] | copied[pairs.second])
    different = Pairs(*(part[kept] for part in pairs))
    fixed = {row: story for row, story in enumerate(old) if known[row]}
    groups = group_pairs(different, len(old), threshold=threshold, fixed=fixed)
    return [groups[stands.get(row, row)] for row in range(len(old))]


def _name_stories(
    articles: pd.DataFrame, group_of: dict[str, int], known: pd.DataFrame
) -> pd.DataFrame:
    """Known stories keep their name; a new one has that of its first article, by date, then id."""
    rows = articles[["article_id", "published"]].assign(
        group=articles["article_id"].map(group_of).to_numpy()
    )
    by_date = rows.sort_values(["published", "article_id"])
    names = by_date.groupby("group")["article_id"].first().to_dict()
    named = known[known["article_id"].isin(rows["article_id"])]
    for article_id, story in zip(named["article_id"], named["story"], strict=True):
        names[group_of[article_id]] = story
    rows["story"] = rows["group"].map(names)
    absent = known[~known["article_id"].isin(rows["article_id"])]
    told = pd.concat([rows[["article_id", "story"]], absent[["article_id", "story"]]])
    told["story_size"] = told["story"].map(told["story"].value_counts())
    order = by_date["article_id"].tolist() + sorted(absent["article_id"])
    return as_table(told.set_index("article_id").loc[order].reset_index(), "stories")
