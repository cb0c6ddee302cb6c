"""When things happened, on one axis: a bar for what is only known to lie between two moments."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pandas as pd

from analysis.plots.dots import FAINT, STYLE, colour_groups, name_rows, open_axes, write_key
from analysis.tellings import label_articles

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DAYS = 31  # around the middle of what is told; a longer axis hides the hours
_LONGEST = pd.Timedelta(days=DAYS)
_DOT = pd.Timedelta(minutes=5)  # what is as exact as this is a dot
_LETTERS = 40


def plot_timeline(
    times: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    zone: str = "UTC",
    top: int = 20,
    title: str = "",
) -> "Axes":
    """One row per dated event of the table `timeline`, the earliest at the top.

    Drawn are the events within a month of the middle one; the title says how many others there are.
    Hours are those of `zone`, such as `Europe/Moscow`.
    """
    import matplotlib.pyplot as plt  # noqa: PLC0415
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter  # noqa: PLC0415

    shown = _choose(times, top)
    labels = {str(key): str(label) for key, label in label_articles(articles).items()}
    colours = colour_groups(labels[key] for key in labels if key in set(shown["article_id"]))
    axes = open_axes(len(shown))
    drawn = [colours[labels[article_id]] for article_id in shown["article_id"]]
    with plt.style.context(STYLE):
        _draw_events(axes, shown, drawn)
    if len(shown):
        local = ZoneInfo(zone)
        locator = AutoDateLocator(tz=local, minticks=3, maxticks=7)  # type: ignore[no-untyped-call]
        axes.xaxis.set_major_locator(locator)
        written = ConciseDateFormatter(locator, tz=local)  # type: ignore[no-untyped-call]
        axes.xaxis.set_major_formatter(written)
    else:
        axes.set_xticks([])
    name_rows(axes, [_name(event) for event in shown.to_dict("records")])
    more = f", {len(times) - len(shown):,} more not drawn" if len(times) > len(shown) else ""
    write_key(
        axes, colours, f"{title or 'When it happened'} ({zone}){more}", dict.fromkeys(colours, "o")
    )
    return axes


def _choose(times: pd.DataFrame, top: int) -> pd.DataFrame:
    """The events near the middle one and no vaguer than a month, in order of time."""
    known = times.dropna(subset=["earliest", "latest"])
    exact = known[known["latest"] - known["earliest"] <= _LONGEST]
    if exact.empty:
        return exact
    middle = exact["earliest"].sort_values().iloc[(len(exact) - 1) // 2]
    near: pd.DataFrame = exact[(exact["earliest"] - middle).abs() <= _LONGEST]
    order = ["earliest", "latest", "article_id", "start"]
    return near.sort_values(order, kind="stable").head(top).reset_index(drop=True)


def _draw_events(axes: "Axes", shown: pd.DataFrame, colours: Sequence[str]) -> None:
    """A dot for what is exact, a bar for what is not, each on its line."""
    moments = [
        (row, event["earliest"].to_pydatetime(), event["latest"].to_pydatetime())
        for row, event in enumerate(shown.to_dict("records"))
    ]
    for row, earliest, latest in moments:
        if latest - earliest <= _DOT:
            axes.plot([earliest], [row], "o", color=colours[row], zorder=3)
    bars = [moment for moment in moments if moment[2] - moment[1] > _DOT]
    if bars:
        rows, earliest, latest = zip(*bars, strict=True)
        axes.hlines(rows, earliest, latest, colors=[colours[row] for row in rows], linewidth=5)
    for row in range(len(shown)):
        axes.axhline(row, color=FAINT, linewidth=0.6, zorder=0)


def _name(event: dict[Any, Any]) -> str:
    """What happened, and the words that say when."""
    what = str(event["about"]).split(";")[0].split("|")[0].strip()
    stated = " ".join(str(event["stated"]).split())
    name = f"{what}: {stated}" if what else stated
    return name if len(name) <= _LETTERS else name[: _LETTERS - 1].rstrip() + "…"
