"""What all tell and what one tells: one row per slot, each telling's words, and how they agree."""

import pandas as pd

from analysis.displays.passages import Cell, gather_evidence
from analysis.displays.shown import Shown
from analysis.displays.tables import make_table
from analysis.tellings import label_articles

COLUMNS = 6  # tellings that still read side by side, next to what the slot is about
_SILENT = "–"
_STATES = ["conflict", "coarser", "agree", "not comparable", "only"]
_ENTITIES = 2  # named beside the slot's own words


def show_claims(
    claims: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    top: int = 30,
    title: str = "",
    note: str = "",
) -> Shown:
    """One row per slot that a telling fills: conflicts first, then what several tell, then one.

    Each telling's words open their passage. With more than six tellings their words stand in one
    column, each with the label of its telling.
    """
    labels = {str(key): str(label) for key, label in label_articles(articles).items()}
    claims = claims.reset_index(drop=True)
    slots = _order(claims)
    chosen = slots[:top]
    rows = [_write_row(claims.loc[places], labels) for places in chosen]
    opened = [cell for row in rows for cell in row if cell["evidence"]]
    passages = gather_evidence(opened, claims, articles)
    names = list(labels.values()) if len(labels) <= COLUMNS else ["who says what"]
    heads = [{"label": name, "align": "left"} for name in ["about", *names, "state"]]
    return Shown(make_table(heads, rows, passages, title=title, note=note, total=len(slots)))


def shorten_about(about: str) -> str:
    """What a slot is about in a few words: its own word, and whom it concerns.

    >>> shorten_about("stay; call; Ada Lo | Bo Li | Cy Day")
    'stay: Ada Lo, Bo Li'
    """
    parts = about.split("; ")
    words = [part for part in parts if " | " not in part and part == part.lower()]
    named = [name for part in parts if part not in words for name in part.split(" | ")]
    head = words[0] if words else ""
    tail = ", ".join(named[:_ENTITIES])
    return f"{head}: {tail}" if head and tail else head or tail


def _order(claims: pd.DataFrame) -> list[list[int]]:
    """The row numbers of each slot; conflicts first, then by how many tellings fill it."""
    stated = claims["stated"] != ""
    slots = {
        key: [int(row) for row in rows]
        for key, rows in claims.groupby("claim_id", sort=False).indices.items()
    }

    def rank(places: list[int]) -> tuple[int, int, int]:
        state = _STATES.index(str(claims["state"].iloc[places[0]]))
        return state, -int(stated.iloc[places].sum()), places[0]

    return sorted(slots.values(), key=rank)


def _write_row(slot: pd.DataFrame, labels: dict[str, str]) -> list[Cell]:
    said = {
        str(article_id): (str(stated), int(row))
        for row, article_id, stated in slot[["article_id", "stated"]].itertuples()
        if stated
    }
    cells = [Cell(text=shorten_about(str(slot["about"].iloc[0])), evidence=[])]
    if len(labels) <= COLUMNS:
        for article_id in labels:
            words, row = said.get(article_id, (_SILENT, -1))
            cells.append(Cell(text=words, evidence=[row] if row >= 0 else []))
    else:
        text = "; ".join(f"{labels[key]}: {words}" for key, (words, _) in said.items())
        cells.append(Cell(text=text, evidence=[row for _, row in said.values()]))
    return [*cells, Cell(text=str(slot["state"].iloc[0]), evidence=[])]
