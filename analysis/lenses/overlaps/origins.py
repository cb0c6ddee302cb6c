"""From how many newsrooms and agencies a story comes: reported by six, two origins."""

import pandas as pd

from analysis.lenses.overlaps.agencies import find_agencies
from analysis.lenses.overlaps.pairs import count_shared
from analysis.tables import as_table

_DERIVED = 0.5  # share of the shorter article's words that two must share to have one origin


def count_origins(
    articles: pd.DataFrame,
    overlaps: pd.DataFrame,
    stories: pd.DataFrame,
    *,
    reuse: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per story: the articles and outlets that tell it, and the origins of their text.

    Two articles have one origin where they share half of the shorter one outside quotations, or
    where one agency signs both. An origin is named by its agency, else by the outlet that had the
    text first; an outlet's own articles are one origin. Where the table `reuse` of the articles is
    given, agencies and words are taken from it, and the texts are not looked at.
    """
    told = stories[stories["article_id"].isin(articles["article_id"])]
    story_of = told.set_index("article_id")["story"]
    derived = _pair_derived(count_shared(overlaps, articles, reuse=reuse), story_of)
    agencies = find_agencies(articles) if reuse is None else _list_agencies(reuse)
    origin_of = _name_origins(articles, derived, agencies)
    outlet_of = articles.set_index("article_id")["outlet"]
    rows = told.assign(
        outlet=told["article_id"].map(outlet_of), origin=told["article_id"].map(origin_of)
    )
    counted = rows.groupby("story", as_index=False).agg(
        articles=("article_id", "size"),
        outlets=("outlet", "nunique"),
        origins=("origin", "nunique"),
        named=("origin", lambda origins: " | ".join(sorted(set(origins)))),
    )
    order = ["outlets", "articles", "story"]
    counted = counted.sort_values(order, ascending=[False, False, True])
    return as_table(counted, "origins")


def _list_agencies(reuse: pd.DataFrame) -> dict[str, str]:
    """The agency that signs an article, by article, as `find_agencies` gives it."""
    signed = reuse[reuse["agency"] != ""]
    return dict(zip(signed["article_id"], signed["agency"], strict=True))


def _pair_derived(pairs: pd.DataFrame, story_of: pd.Series) -> list[tuple[str, str]]:
    """Two articles of one story each, the later and the earlier, that have one origin."""
    told = pairs["article_id"].map(story_of)
    pairs = pairs[told.notna() & (told == pairs["other_id"].map(story_of))]
    copied = 1 - pairs["quoted_words"] / pairs["words"]
    derived = pairs[["share", "other_share"]].max(axis=1) * copied >= _DERIVED
    return list(pairs.loc[derived, ["article_id", "other_id"]].itertuples(index=False, name=None))


def _name_origins(
    articles: pd.DataFrame, derived: list[tuple[str, str]], agencies: dict[str, str]
) -> dict[str, str]:
    """For each article the agency, else the outlet, that its text goes back to."""
    known = articles[["article_id", "outlet", "published"]]  # sorting the texts would copy them
    ordered = known.sort_values(["published", "article_id"])
    outlets: dict[str, str] = dict(zip(ordered["article_id"], ordered["outlet"], strict=True))
    first = {article_id: article_id for article_id in outlets}
    rank = {article_id: place for place, article_id in enumerate(outlets)}
    for one, other in derived:
        first_one, first_other = _follow(first, one), _follow(first, other)
        early, late = sorted((first_one, first_other), key=lambda article_id: rank[article_id])
        first[late] = early
    roots = {article_id: _follow(first, article_id) for article_id in outlets}
    signed: dict[str, str] = {}
    for article_id, root in roots.items():
        if article_id in agencies:
            signed.setdefault(root, agencies[article_id])
    return {article_id: signed.get(root) or outlets[root] for article_id, root in roots.items()}


def _follow(first: dict[str, str], article_id: str) -> str:
    while first[article_id] != article_id:
        article_id = first[article_id]
    return article_id
