"""What a collection holds: its stories, what is wrong with it, how hard its outlets are to read."""

import pandas as pd

from analysis.displays.passages import Cell, gather_evidence
from analysis.displays.shown import Shown
from analysis.displays.tables import make_table, show_table
from analysis.displays.values import MISSING, write_value
from analysis.spans import SPAN

_OPENING = 90  # characters that stand for an article
_MEASURES = {
    "lix": "LIX",
    "words per sentence": "words per sentence",
    "mattr": "MATTR",
}


def show_stories(
    origins: pd.DataFrame,
    stories: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    top: int = 15,
    title: str = "",
    note: str = "",
) -> Shown:
    """One row per story, the most told first: how its first article opens, outlets, origins."""
    chosen = origins.head(top)
    listed = stories.loc[stories["story"].isin(chosen["story"]), ["article_id", "story"]]
    own = articles[articles["article_id"].isin(listed["article_id"])]  # few of an archive
    told = _list_openings(own).merge(listed, on="article_id")
    places = told.groupby("story", sort=False).indices
    rows: list[list[Cell]] = []
    spans: list[Cell] = []
    for story in chosen.to_dict("records"):
        behind = [int(row) for row in places.get(story["story"], [])]
        first = told["opening"].iloc[behind[0]] if behind else str(story["story"])
        day = told["published"].iloc[behind[0]] if behind else pd.NaT
        spans.append(Cell(text=write_value(int(story["articles"])), evidence=behind))
        rows.append(
            [
                Cell(text=first, evidence=[]),
                Cell(text=MISSING if pd.isna(day) else f"{day:%Y-%m-%d}", evidence=[]),
                spans[-1],
                Cell(text=write_value(int(story["outlets"])), evidence=[]),
                Cell(text=write_value(int(story["origins"])), evidence=[]),
            ]
        )
    passages = gather_evidence(spans, told, articles)
    heads = [{"label": "story, by its first article", "align": "left"}]
    heads += [{"label": "from", "align": "left"}]
    heads += [{"label": name, "align": "right"} for name in ("articles", "outlets", "origins")]
    return Shown(make_table(heads, rows, passages, title=title, note=note, total=len(origins)))


def show_warnings(
    warning_counts: pd.DataFrame,
    warnings: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    top: int = 15,
    title: str = "",
    note: str = "",
) -> Shown:
    """One row per kind of warning; behind its number the articles it concerns."""
    shares = warning_counts["share"].map(lambda share: f"{share:.0%}" if share >= 0.005 else "<1%")
    columns = {
        "warning": "what may be wrong",
        "articles": "articles",
        "share": "of all",
        "detail": "most often",
    }
    return show_table(
        warning_counts.assign(share=shares),
        columns=columns,
        articles=articles,
        evidence=warnings,
        keys=["warning"],
        title=title,
        note=note,
        limit=top,
    )


def show_readability(
    readability: pd.DataFrame, *, top: int = 15, title: str = "", note: str = ""
) -> Shown:
    """One row per group, those with most articles first; intervals in brackets."""
    about = readability.drop_duplicates("group").sort_values(
        ["articles", "group"], ascending=[False, True], kind="stable"
    )
    sizes = about.set_index("group")["articles"]
    by_key = {(row["group"], row["measure"]): row for _, row in readability.iterrows()}
    rows = []
    for group in sizes.index[:top]:
        row = [Cell(text=str(group), evidence=[])]
        row.append(Cell(text=write_value(int(sizes[group])), evidence=[]))
        row += [
            Cell(text=_write_measure(by_key.get((group, measure))), evidence=[])
            for measure in _MEASURES
        ]
        rows.append(row)
    heads = [{"label": "outlet", "align": "left"}]
    heads += [{"label": n, "align": "right"} for n in ("articles", *_MEASURES.values())]
    return Shown(make_table(heads, rows, [], title=title, note=note, total=len(sizes)))


def _write_measure(row: pd.Series | None) -> str:
    if row is None or pd.isna(row["value"]):
        return MISSING
    places = 2 if row["value"] < 2 else 1
    interval = ""
    if not pd.isna(row["value_low"]) and row["measure"] != "words per sentence":
        interval = f" ({row['value_low']:.{places}f} to {row['value_high']:.{places}f})"
    return f"{row['value']:.{places}f}{interval}"


def _list_openings(articles: pd.DataFrame) -> pd.DataFrame:
    """One span per article that stands for it: its headline, else its opening words."""
    rows = []
    for article in articles.sort_values(["published", "article_id"]).to_dict("records"):
        part = "headline" if str(article["headline"]).strip() else "text"
        content = str(article[part])
        end = min(len(content), _OPENING)
        words = " ".join(content[:end].split())
        rows.append(
            {
                **dict(zip(SPAN, (article["article_id"], part, 0, end), strict=True)),
                "opening": words + (" …" if end < len(content) else ""),
                "published": article["published"],
            }
        )
    return pd.DataFrame(rows, columns=[*SPAN, "opening", "published"])
