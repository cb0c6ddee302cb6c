"""Whose words an outlet prints: its own, shared quotes, an agency's, another outlet's."""

import pandas as pd

from analysis.displays.shown import Shown
from analysis.displays.tables import show_table

_MOSTLY = 0.5  # of a passage in quotation marks: a shared quote, no copy
_KINDS = {
    "own": "own, %",
    "quotes": "shared quotes, %",
    "wire": "an agency’s, %",
    "others": "other outlets’, %",
}


def show_reuse(
    reuse: pd.DataFrame, articles: pd.DataFrame, *, top: int = 15, title: str = "", note: str = ""
) -> Shown:
    """One row per outlet, the largest first: its words by where else they stand."""
    outlet = articles.set_index("article_id")["outlet"]
    known = reuse.assign(outlet=reuse["article_id"].map(outlet), articles=1)
    for kind in _KINDS:
        known[kind] = known[kind] * known["words"]
    signed = known.assign(signed=known["agency"] != "")
    sums = signed.groupby("outlet")[["articles", "words", *_KINDS, "signed"]].sum().reset_index()
    sums = sums.sort_values(["articles", "outlet"], ascending=[False, True], kind="stable")
    for kind in _KINDS:
        share = 100 * sums[kind] / sums["words"].where(sums["words"] > 0)
        sums[kind] = share.round().astype("Int64")
    names = ["outlet", "articles", *_KINDS, "signed"]
    columns = dict.fromkeys(names, "") | _KINDS | {"signed": "signed by one"}
    return show_table(
        sums[names],
        columns={name: label or name for name, label in columns.items()},
        title=title,
        note=note,
        limit=top,
    )


def show_borrowing(
    overlaps: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    top: int = 15,
    title: str = "",
    note: str = "",
) -> Shown:
    """One row per pair of outlets: what one printed after the other had it, quotations aside."""
    outlet = articles.set_index("article_id")["outlet"]
    passages = overlaps[overlaps["quoted"] < _MOSTLY].assign(
        outlet=lambda rows: rows["article_id"].map(outlet),
        source=lambda rows: rows["other_id"].map(outlet),
        part="text",
    )
    passages = passages[passages["outlet"] != passages["source"]].reset_index(drop=True)
    pairs = passages.groupby(["outlet", "source"], as_index=False).agg(
        articles=("article_id", "nunique"), passages=("words", "size"), words=("words", "sum")
    )
    pairs = pairs.sort_values(
        ["words", "outlet", "source"], ascending=[False, True, True], kind="stable"
    )
    columns = ["outlet", "source", "passages", "articles", "words"]
    labels = ["outlet", "after", "passages", "in articles", "words shared"]
    return show_table(
        pairs[columns],
        columns=dict(zip(columns, labels, strict=True)),
        articles=articles,
        evidence=passages,
        keys=["outlet", "source"],
        title=title,
        note=note,
        limit=top,
    )
