"""Articles over time: a lane for each group, bars to one scale."""

from typing import TYPE_CHECKING

import pandas as pd

from analysis.plots.dots import FAINT, GROUPS, MUTED, STYLE, colour_groups

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH, _LANE, _MARGIN = 6.6, 0.46, 0.9  # inches
_FILL = 0.82  # of a lane's height for its highest bar
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.2}
_REST = "all others"


def plot_volume(volume: pd.DataFrame, *, top: int = GROUPS - 1, title: str = "") -> "Axes":
    """Articles in each period, a lane for each of the `top` groups and one for all others."""
    import matplotlib.pyplot as plt  # noqa: PLC0415 - tables need no matplotlib

    totals = volume.groupby("group")["articles"].sum()
    ranked = sorted(totals.index, key=lambda group: (-totals[group], str(group)))
    shown = ranked if len(ranked) <= top + 1 else ranked[:top]
    lanes = volume.assign(lane=volume["group"].where(volume["group"].isin(shown), _REST))
    counts = lanes.groupby(["lane", "period"])["articles"].sum()
    names = [*shown, _REST] if len(shown) < len(ranked) else shown
    colours = colour_groups(shown) | {_REST: MUTED}
    unit = str(volume["unit"].iloc[0]) if len(volume) else "day"
    with plt.style.context(STYLE):
        _, axes = plt.subplots(figsize=(_WIDTH, _MARGIN + _LANE * max(2, len(names))))
    highest = max(int(counts.max()), 1) if len(counts) else 1
    for row, name in enumerate(names):
        heights = counts[name]
        axes.axhline(len(names) - 1 - row, color=FAINT, linewidth=0.8, zorder=1)
        axes.bar(
            heights.index,
            heights / highest * _FILL,
            bottom=len(names) - 1 - row,
            width=0.86 * _DAYS[unit],
            align="edge",
            color=colours[name],
        )
    heads = [_shorten(f"{name} ({counts[name].sum():,})") for name in names]
    axes.set_yticks([len(names) - 1 - row for row in range(len(names))], heads, va="bottom")
    axes.set_ylim(-0.05, max(len(names), 1))
    axes.grid(visible=False, axis="y")
    most = f"the highest bar is {highest:,} article{'s' if highest != 1 else ''}"
    axes.set_title(title or f"Articles per {unit}; {most}", loc="left")
    return axes


def _shorten(name: str) -> str:
    return name if len(name) <= 34 else name[:33].rstrip() + "…"
