"""House style side by side: a row for each way of writing, a column for each outlet."""

import numpy as np
import pandas as pd

from analysis.displays.passages import Cell, gather_evidence
from analysis.displays.shown import Shown
from analysis.displays.tables import make_table
from analysis.displays.values import MISSING

COLUMNS = 5  # outlets that read side by side
_ENOUGH = 3  # articles that had the choice, for a share to be shown
_DIFFER = 5.0  # a chi-squared below it is no difference between a handful of outlets


def show_house_style(
    counts: pd.DataFrame,
    style: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str | pd.Series = "outlet",
    top: int = 12,
    title: str = "",
    note: str = "",
) -> Shown:
    """The `top` features in which the largest groups differ most: share of how many articles.

    `counts` is made by `count_house_style`, `style` by `find_house_style`.
    """
    ids = articles["article_id"]
    group_of = (articles[by] if isinstance(by, str) else ids.map(by)).astype("str")
    sizes = group_of.value_counts()
    groups = sorted(sizes.index, key=lambda group: (-sizes[group], group))[:COLUMNS]
    known = counts[counts["group"].isin(groups) & (counts["articles_of"] >= _ENOUGH)]
    chosen = _rank(known)[:top]
    places = _locate(style, chosen, dict(zip(ids, group_of, strict=True)))
    rows: list[list[Cell]] = []
    cells = {(r.feature, r.choice, r.group): r for r in known.itertuples()}
    for feature in chosen:
        own = known[(known["feature"] == feature) & (known["n"] > 0)]
        for choice in sorted(own["choice"].unique()):
            row = [Cell(text=_name_choice(feature, str(choice)), evidence=[])]
            for group in groups:
                seen = cells.get((feature, choice, group))
                text = f"{seen.share:.0%} of {seen.articles_of}" if seen else MISSING
                behind = places.get((group, feature, choice), []) if seen else []
                row.append(Cell(text=text, evidence=behind))
            rows.append(row)
    opened = [cell for row in rows for cell in row if cell["evidence"]]
    passages = gather_evidence(opened, style, articles)
    heads = [{"label": "written as", "align": "left"}]
    heads += [{"label": group.removeprefix("www."), "align": "right"} for group in groups]
    return Shown(make_table(heads, rows, passages, title=title, note=note))


def _name_choice(feature: str, choice: str) -> str:
    """The choice alone where the feature lists all of them; else both.

    >>> _name_choice("Sen. / Senator", "Sen."), _name_choice("dash", "a—b")
    ('Sen. (not Senator)', 'dash: a—b')
    """
    ways = feature.split(" / ")
    if choice not in ways:
        return feature if choice == feature else f"{feature}: {choice}"
    return f"{choice} (not {', '.join(way for way in ways if way != choice)})"


def _rank(known: pd.DataFrame) -> list[str]:
    """Features by how surely the groups differ (chi-squared of one choice), if they do at all."""
    sums = known.groupby(["feature", "choice"])[["articles", "articles_of"]].transform("sum")
    mean = sums["articles"] / sums["articles_of"]
    spread = (mean * (1 - mean)).where(lambda value: value > 0)
    distance = (known["share"] - mean) ** 2 * known["articles_of"] / spread
    sizes = distance.groupby([known["feature"], known["choice"]]).sum()
    surest = sizes.groupby("feature").max()
    ranked = [feature for feature in surest.index if surest[feature] > _DIFFER]
    return sorted(ranked, key=lambda feature: (-surest[feature], feature))


def _locate(
    style: pd.DataFrame, chosen: list[str], group_of: dict[str, str]
) -> dict[tuple[object, object, object], list[int]]:
    """Row numbers of each group's places of the chosen features, by feature and choice."""
    rows = np.flatnonzero(style["feature"].isin(chosen))
    own = style[["article_id", "feature", "choice"]].iloc[rows]
    keys = [own["article_id"].map(group_of).array, own["feature"].array, own["choice"].array]
    places = pd.Series(rows).groupby(keys, sort=False)
    return {(key[0], key[1], key[2]): found.tolist() for key, found in places}
