"""Counts side by side: one row per thing counted, one column per telling, passages behind each."""

import numpy as np
import pandas as pd

from analysis.displays.passages import Cell, gather_evidence
from analysis.displays.shown import Shown
from analysis.displays.tables import make_table
from analysis.displays.values import name_column, write_value
from analysis.tellings import label_articles

COLUMNS = 8  # groups that still read side by side; more are summed
TOP = 15


def show_counts(
    counts: pd.DataFrame,
    found: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str | pd.Series = "article_id",
    top: int = TOP,
    sentences: pd.DataFrame | None = None,
    title: str = "",
    note: str = "",
) -> Shown:
    """One row per entity or word, one column per group; every number opens its passages.

    `counts` is a complete grid (`entity_counts`, `word_counts`), `found` the rows it counted
    (`mentions`, `words`), `by` what it was grouped by. With more than eight groups the columns are
    the sum and in how many groups it stands. The `top` most frequent are shown.
    """
    thing = "entity" if "entity" in counts.columns else "word"
    number = "mentions" if "mentions" in counts.columns else "n"
    wide = _widen(counts, thing, number, articles, by)
    chosen = wide.loc[wide.sum(axis=1) > 0].head(top)
    behind = _locate(found, thing, chosen.index, _groups(articles, by))
    groups = [str(group) for group in wide.columns]
    compact = len(groups) > COLUMNS
    rows: list[list[Cell]] = []
    kinds = _kinds(counts, thing)
    for item, numbers in chosen.iterrows():
        cells = [Cell(text=str(item), evidence=[])]
        if kinds:
            cells.append(Cell(text=kinds.get(str(item), ""), evidence=[]))
        places = [behind.get((group, str(item)), []) for group in groups]
        if compact:
            everywhere = sorted(place for rows_of in places for place in rows_of)
            cells.append(Cell(text=write_value(int(numbers.sum())), evidence=everywhere))
            cells.append(Cell(text=write_value(int((numbers > 0).sum())), evidence=[]))
        else:
            for value, rows_of in zip(numbers, places, strict=True):
                cells.append(Cell(text=write_value(int(value)), evidence=rows_of))
        rows.append(cells)
    opened = [cell for row in rows for cell in row if cell["evidence"]]
    passages = gather_evidence(opened, found, articles, sentences=sentences)
    heads = _name_heads(thing, number, groups, _labels(articles, by), kinds=bool(kinds))
    total = int((wide.sum(axis=1) > 0).sum())
    return Shown(make_table(heads, rows, passages, title=title, note=note, total=total))


def _widen(
    counts: pd.DataFrame, thing: str, number: str, articles: pd.DataFrame, by: str | pd.Series
) -> pd.DataFrame:
    """One row per thing, most frequent first; one column per group, in the articles' order."""
    wide = counts.pivot_table(
        index=thing, columns="group", values=number, aggfunc="sum", fill_value=0, sort=True
    )
    order = [group for group in _groups(articles, by).unique() if group in wide.columns]
    order += [group for group in wide.columns if group not in order]
    wide = wide[order]
    sums = wide.sum(axis=1).to_dict()
    ranked = sorted(wide.index, key=lambda item: (-sums[item], str(item)))
    return wide.loc[ranked]


def _groups(articles: pd.DataFrame, by: str | pd.Series) -> pd.Series:
    """The group of each article, by `article_id`."""
    if isinstance(by, pd.Series):
        return by.astype("str")
    return articles.set_index("article_id", drop=False)[by].astype("str")


def _labels(articles: pd.DataFrame, by: str | pd.Series) -> dict[str, str]:
    if isinstance(by, str) and by == "article_id":
        return {str(key): str(label) for key, label in label_articles(articles).items()}
    return {}


def _locate(
    found: pd.DataFrame, thing: str, chosen: pd.Index, group_of: pd.Series
) -> dict[tuple[str, str], list[int]]:
    """The rows of the chosen things, by group and thing; only the text is counted."""
    counted = (found[thing].isin(chosen) & (found["part"] == "text")).to_numpy()
    rows = np.flatnonzero(counted & found["article_id"].isin(group_of.index).to_numpy())
    group = found["article_id"].iloc[rows].map(group_of.to_dict())
    keys = [group.to_numpy(), found[thing].iloc[rows].to_numpy()]
    located: dict[tuple[str, str], list[int]] = {}
    for key, own in pd.Series(rows).groupby(keys, sort=False):
        located[str(key[0]), str(key[1])] = own.tolist()
    return located


def _kinds(counts: pd.DataFrame, thing: str) -> dict[str, str]:
    if "kind" not in counts.columns:
        return {}
    return {str(item): str(kind) for item, kind in zip(counts[thing], counts["kind"], strict=True)}


def _name_heads(
    thing: str, number: str, groups: list[str], labels: dict[str, str], *, kinds: bool
) -> list[dict[str, str]]:
    heads = [{"label": thing, "align": "left"}]
    if kinds:
        heads.append({"label": "kind", "align": "left"})
    if len(groups) > COLUMNS:
        names = [name_column("times" if number == "n" else number), f"of {len(groups):,} groups"]
        if labels:
            names[1] = f"tellings of {len(groups):,}"
    else:
        names = [labels.get(group, group) for group in groups]
    return heads + [{"label": name, "align": "right"} for name in names]
