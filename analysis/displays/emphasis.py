"""How early each telling names an entity: one row per entity, one column per telling."""

import pandas as pd

from analysis.displays.passages import Cell, gather_evidence
from analysis.displays.shown import Shown
from analysis.displays.tables import make_table
from analysis.displays.values import MISSING
from analysis.tellings import label_articles

COLUMNS = 8  # tellings that still read side by side


def show_emphasis(
    emphasis: pd.DataFrame,
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    top: int = 15,
    title: str = "",
    note: str = "",
) -> Shown:
    """One row per entity: where each telling first names it; the words open that passage.

    The entities named most often in all tellings come first. With more than eight tellings the
    columns are how many name it in the headline, in the first sentence, and at all.
    """
    order = _rank(emphasis, top)
    labels = {str(key): str(label) for key, label in label_articles(articles).items()}
    first = _find_first(mentions)
    behind = {
        (str(article_id), str(entity)): row
        for row, (article_id, entity) in enumerate(
            first[["article_id", "entity"]].itertuples(index=False)
        )
    }
    if len(labels) > COLUMNS:
        heads, rows = _sum_up(emphasis, order, len(labels))
    else:
        heads = [{"label": name, "align": "left"} for name in ("entity", *labels.values())]
        rows = _lay_out(emphasis, order, list(labels), behind)
    opened = [cell for row in rows for cell in row if cell["evidence"]]
    passages = gather_evidence(opened, first, articles)
    total = int((emphasis.groupby("entity")["mentions"].sum() > 0).sum())
    return Shown(make_table(heads, rows, passages, title=title, note=note, total=total))


def _rank(emphasis: pd.DataFrame, top: int) -> list[str]:
    """The most often named first, ties by name."""
    sums = {str(name): int(n) for name, n in emphasis.groupby("entity")["mentions"].sum().items()}
    return sorted((name for name in sums if sums[name]), key=lambda name: (-sums[name], name))[:top]


def _find_first(mentions: pd.DataFrame) -> pd.DataFrame:
    """One row per article and entity: its first mention, the headline before the text."""
    ordered = mentions.assign(later=mentions["part"] != "headline")
    ordered = ordered.sort_values(["article_id", "later", "start"], kind="stable")
    return ordered.drop_duplicates(["article_id", "entity"]).reset_index(drop=True)


def _lay_out(
    emphasis: pd.DataFrame,
    order: list[str],
    tellings: list[str],
    behind: dict[tuple[str, str], int],
) -> list[list[Cell]]:
    places = {
        (str(row["article_id"]), str(row["entity"])): _write_place(row)
        for row in emphasis.to_dict("records")
    }
    rows = []
    for entity in order:
        cells = [Cell(text=entity, evidence=[])]
        for article_id in tellings:
            key = (article_id, entity)
            evidence = [behind[key]] if key in behind else []
            cells.append(Cell(text=places.get(key, MISSING), evidence=evidence))
        rows.append(cells)
    return rows


def _sum_up(
    emphasis: pd.DataFrame, order: list[str], tellings: int
) -> tuple[list[dict[str, str]], list[list[Cell]]]:
    """How many tellings name each entity where."""
    places = ["in_headline", "in_first_sentence", "mentions"]
    counts = emphasis.assign(**{place: emphasis[place] > 0 for place in places})
    sums = counts.groupby("entity")[places].sum()
    rows = [
        [Cell(text=entity, evidence=[])]
        + [Cell(text=f"{number:,}", evidence=[]) for number in sums.loc[[entity]].to_numpy()[0]]
        for entity in order
    ]
    names = ["in the headline", "in the first sentence", f"at all, of {tellings:,} tellings"]
    heads = [{"label": "entity", "align": "left"}]
    return heads + [{"label": name, "align": "right"} for name in names], rows


def _write_place(row: dict[object, object]) -> str:
    if row["in_headline"]:
        return "headline"
    if row["in_first_sentence"]:
        return "first sentence"
    at = row["first_at"]
    return MISSING if not isinstance(at, float) or pd.isna(at) else f"after {100 * at:.0f} %"
