"""Where in each telling the names stand: one line per telling, one tick per mention."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.plots.dots import (
    FAINT,
    INK,
    colour_groups,
    name_rows,
    open_axes,
    rank,
    write_key,
    write_title,
)
from analysis.tellings import label_articles

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LINES = 6  # tellings that have a line each; more share one
_ROW = 0.7  # how much of a row its lines take
_TICK = 0.36  # half a tick's height, as a share of its line's


def plot_positions(
    mentions: pd.DataFrame, articles: pd.DataFrame, *, top: int = 8, title: str = ""
) -> "Axes":
    """Where in each text the most named entities stand; the most named at the top.

    With more than six tellings all share one line, where many ticks make a darker place.
    """
    found = mentions[(mentions["part"] == "text") & (mentions["entity"] != "")]
    labels = {str(key): str(label) for key, label in label_articles(articles).items()}
    apart = len(labels) <= LINES
    colours = colour_groups(labels.values()) if apart else {"": INK}
    placed = _place(found, articles, labels if apart else dict.fromkeys(labels, ""))
    chosen = rank(found.groupby("entity").size(), top)
    axes = open_axes(len(chosen) * max(1.0, 0.75 * len(colours)))
    _draw_lines(axes, placed, chosen, colours, apart=apart)
    axes.set_xlim(-1, 101)
    axes.set_xticks([0, 25, 50, 75, 100], ["start", "25 %", "half", "75 %", "end"])
    name_rows(axes, chosen)
    title = title or "Where in the text each name stands"
    if apart:
        write_key(axes, colours, title)
    else:
        write_title(axes, f"{title}, {len(labels):,} tellings together")
    return axes


def _place(found: pd.DataFrame, articles: pd.DataFrame, lines: dict[str, str]) -> pd.DataFrame:
    """The mentions with the line they stand on, and where on it from 0 to 100."""
    lengths = articles.set_index("article_id")["text"].str.len().clip(lower=1)
    share = 100 * found["start"] / found["article_id"].map(lengths).astype("float64")
    return found.assign(at=share, line=found["article_id"].map(lines))


def _draw_lines(
    axes: "Axes",
    placed: pd.DataFrame,
    chosen: Sequence[str],
    colours: Mapping[str, str],
    *,
    apart: bool,
) -> None:
    """All lines and all ticks in one go each: matplotlib takes its time over every call."""
    step = _ROW / len(colours)
    middle = (len(colours) - 1) / 2
    height_of = {
        (entity, name): row + (line - middle) * step
        for row, entity in enumerate(chosen)
        for line, name in enumerate(colours)
    }
    axes.hlines(list(height_of.values()), 0, 100, color=FAINT, linewidth=0.8, zorder=1)
    ticks = placed[placed["entity"].isin(chosen)]
    at = pd.Series(
        [height_of[key] for key in zip(ticks["entity"], ticks["line"], strict=True)],
        dtype="float64",
    )
    width, strength = (2.0, 1.0) if apart else (1.0, 0.5)
    axes.vlines(
        ticks["at"],
        at - _TICK * step,
        at + _TICK * step,
        colors=[colours[name] for name in ticks["line"]],
        linewidth=width,
        alpha=strength,
        zorder=2,
    )
