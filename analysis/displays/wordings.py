"""Wordings side by side: one row per thing, in each telling's column the words it uses for it."""

from collections import Counter

import pandas as pd

from analysis.displays.passages import Cell, gather_evidence
from analysis.displays.shown import Shown
from analysis.displays.tables import make_table
from analysis.displays.values import name_column
from analysis.language.labels import are_shared, fold_label
from analysis.tellings import label_articles

COLUMNS = 8  # tellings that still read side by side; more are gathered into one column
MOST = 6  # different wordings named in one cell
_SILENT = "–"


def show_wordings(
    found: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    rows: str = "entity",
    words: str = "label",
    top: int = 15,
    sentences: pd.DataFrame | None = None,
    title: str = "",
    note: str = "",
) -> Shown:
    """One row per `rows` value, one column per telling: its different `words`, with their passages.

    `found` has spans, such as the table `labels`; of words that describe several at once each is
    `one of the ...`. The `top` things that most tellings word, and
    then the most often worded, are shown. With more than eight tellings all wordings stand in one
    column, the most frequent first, beside the number of tellings.
    """
    found = found[found["part"] == "text"].reset_index(drop=True)
    found = found.assign(shared=are_shared(found) if "entity" in found.columns else False)
    labels = label_articles(articles)
    order = _rank(found, rows)
    places = found.groupby([rows, "article_id"], sort=False).indices
    written: list[list[Cell]] = []
    for thing in order[:top]:
        cells = [Cell(text=str(thing), evidence=[])]
        behind = [[int(n) for n in places.get((thing, key), [])] for key in labels.index]
        if len(labels) > COLUMNS:
            everywhere = [place for telling in behind for place in telling]
            cells.append(_word(found, words, everywhere))
            cells.append(Cell(text=str(sum(1 for telling in behind if telling)), evidence=[]))
        else:
            cells += [_word(found, words, telling) for telling in behind]
        written.append(cells)
    opened = [cell for row in written for cell in row if cell["evidence"]]
    passages = gather_evidence(opened, found, articles, sentences=sentences)
    heads = _name_heads(rows, words, labels)
    return Shown(make_table(heads, written, passages, title=title, note=note, total=len(order)))


def _rank(found: pd.DataFrame, rows: str) -> list[str]:
    """The things most tellings word, then those worded most often, then by name."""
    times = Counter(str(thing) for thing in found[rows])
    pairs = found[[rows, "article_id"]].drop_duplicates()
    tellings = Counter(str(thing) for thing in pairs[rows])
    return sorted(times, key=lambda thing: (-tellings[thing], -times[thing], thing))


def _word(found: pd.DataFrame, words: str, places: list[int]) -> Cell:
    """The different wordings without their articles, most frequent first, in one case."""
    said = [
        ("one of the " if found["shared"].iloc[place] else "")
        + fold_label(str(found[words].iloc[place]))
        for place in places
    ]
    times = Counter(word.casefold() for word in said)
    first = {word.casefold(): word for word in reversed(said)}
    ranked = sorted(times, key=lambda word: (-times[word], list(first)[::-1].index(word)))
    shown = [first[word] + (f" (×{times[word]})" if times[word] > 1 else "") for word in ranked]
    if len(shown) > MOST:
        shown = [*shown[:MOST], f"{len(shown) - MOST} more"]
    return Cell(text="; ".join(shown) or _SILENT, evidence=places)


def _name_heads(rows: str, words: str, labels: pd.Series) -> list[dict[str, str]]:
    columns = labels.tolist()
    if len(labels) > COLUMNS:
        columns = [name_column(words), f"tellings of {len(labels):,}"]
    return [{"label": name, "align": "left"} for name in [name_column(rows), *map(str, columns)]]
