"""Sorted horizontal dots with their intervals.

Words stand at the dots or in their colour above them; shapes differ too, for readers who do not see
the colours.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.tellings import label_articles

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STYLE = "analysis.rashomon"
GROUPS = 8  # colours and shapes that can be told apart
_KEYS = 4  # names side by side above the picture ...
_LETTERS = 64  # ... and the letters that fit there in all
_MARKERS = "osD^vPX*"
INK, MUTED, FAINT = "#1d2126", "#4c535d", "#dfe2e6"
_ROW, _MARGIN = 0.30, 0.95  # inches: one row, and what stands above and below
_WIDTH = 6.6
_SPREAD = 0.62  # how much of a row its dots take


def plot_counts(
    counts: pd.DataFrame, articles: pd.DataFrame, *, top: int = 15, title: str = ""
) -> "Axes":
    """How often each entity or word stands in each group, the most frequent at the top."""
    thing, number = _name_columns(counts)
    title = title or f"How often each {thing} is {'named' if thing == 'entity' else 'used'}"
    return _plot_dots(counts, articles, value=number, bounds=None, top=top, title=title)


def plot_rates(
    counts: pd.DataFrame, articles: pd.DataFrame, *, top: int = 15, title: str = ""
) -> "Axes":
    """Rates per 1,000 words in each group; lines are their intervals, where the table has them."""
    low = "per_1000_low"
    bounds = (low, "per_1000_high") if low in counts.columns else None
    title = title or "Per 1,000 words" + (", with 95 % intervals" if bounds else "")
    return _plot_dots(counts, articles, value="per_1000", bounds=bounds, top=top, title=title)


def colour_groups(names: Iterable[str]) -> dict[str, str]:
    """A colour for each group, always the same for the same names: by sorted name."""
    import matplotlib.pyplot as plt  # noqa: PLC0415 - tables need no matplotlib

    with plt.style.context(STYLE):
        cycle = plt.rcParams["axes.prop_cycle"].by_key()["color"]
    given = list(dict.fromkeys(names))
    place = {name: number for number, name in enumerate(sorted(given))}
    return {name: str(cycle[place[name] % len(cycle)]) for name in given}


def _plot_dots(
    counts: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    value: str,
    bounds: tuple[str, str] | None,
    top: int,
    title: str,
) -> "Axes":
    """One row per thing, one dot per group; with many groups one bar for their sum or mean."""
    thing, number = _name_columns(counts)
    chosen = rank(counts.groupby(thing)[number].sum(), top)
    groups = _label_groups(counts, articles)
    axes = open_axes(len(chosen))
    if len(groups) > GROUPS:
        _draw_sums(axes, counts, chosen, value)
        name_rows(axes, chosen)
        write_title(axes, f"{title}, {len(groups):,} groups together")
        return axes
    colours = colour_groups(groups.values())
    shapes = dict(zip(sorted(colours), _MARKERS, strict=False))
    step = _SPREAD / max(2, len(groups))
    for place, (group, label) in enumerate(groups.items()):
        rows = counts[counts["group"].astype("str") == group].set_index(thing).reindex(chosen)
        heights = [row + (place - (len(groups) - 1) / 2) * step for row in range(len(chosen))]
        if bounds:
            low, high = (rows[name] for name in bounds)
            axes.hlines(heights, low, high, color=colours[label], linewidth=1.4, zorder=2)
        axes.plot(
            rows[value], heights, shapes[label], color=colours[label], zorder=3, clip_on=False
        )
    axes.set_xlim(left=0)
    name_rows(axes, chosen)
    write_key(axes, colours, title, shapes)
    return axes


def _name_columns(counts: pd.DataFrame) -> tuple[str, str]:
    """The column of what is counted, and the column of how often."""
    thing = "entity" if "entity" in counts.columns else "word"
    return thing, "mentions" if "mentions" in counts.columns else "n"


def rank(sums: pd.Series, top: int) -> list[str]:
    """The most frequent first, ties by name, none that never occurs."""
    present = {str(name): float(number) for name, number in sums.items() if number > 0}
    return sorted(present, key=lambda name: (-present[name], name))[:top]


def _label_groups(counts: pd.DataFrame, articles: pd.DataFrame) -> dict[str, str]:
    """Group to label, in the articles' order where groups are articles."""
    present = list(dict.fromkeys(counts["group"].astype("str")))
    labels = {str(key): str(label) for key, label in label_articles(articles).items()}
    if set(present) <= set(labels):
        return {group: labels[group] for group in labels if group in present}
    return {group: group for group in sorted(present)}


def open_axes(rows: float) -> "Axes":
    """Axes as high as their rows need."""
    import matplotlib.pyplot as plt  # noqa: PLC0415

    with plt.style.context(STYLE):
        _, axes = plt.subplots(figsize=(_WIDTH, _MARGIN + _ROW * max(2.0, rows)))
    return axes


def name_rows(axes: "Axes", names: Sequence[str]) -> None:
    """The first row at the top, a long name cut to what its row can hold."""
    short = [name if len(name) <= 34 else name[:33].rstrip() + "…" for name in names]
    axes.set_yticks(range(len(short)), short)
    axes.set_ylim(len(short) - 0.4, -0.6)


def _draw_sums(axes: "Axes", counts: pd.DataFrame, chosen: list[str], value: str) -> None:
    thing, _ = _name_columns(counts)
    grouped = counts.groupby(thing)[value]
    sums = (grouped.mean() if value == "per_1000" else grouped.sum()).reindex(chosen)
    axes.barh(range(len(chosen)), sums, height=0.6, color=MUTED)


def write_title(axes: "Axes", title: str) -> None:
    """The title in the style of all, where no key stands below it."""
    import matplotlib.pyplot as plt  # noqa: PLC0415

    with plt.style.context(STYLE):
        axes.set_title(title)


def write_key(
    axes: "Axes",
    colours: Mapping[str, str],
    title: str,
    shapes: Mapping[str, str] | None = None,
) -> None:
    """The title, and below it each group's name in its colour."""
    import matplotlib.pyplot as plt  # noqa: PLC0415
    from matplotlib.lines import Line2D  # noqa: PLC0415

    with plt.style.context(STYLE):
        names = [label if len(label) <= 24 else label[:23] + "…" for label in colours]
        beside = min(_KEYS, max(1, _LETTERS // max(map(len, names), default=1)))
        lines = -(-len(colours) // beside)
        axes.set_title(title, pad=9 + 13 * lines)
        handles = [
            Line2D(
                [], [], color=colour, marker=(shapes or {}).get(label, "|"), linestyle="", mew=1.6
            )
            for label, colour in colours.items()
        ]
        legend = axes.legend(
            handles,
            names,
            loc="lower left",
            bbox_to_anchor=(0, 1.0),
            borderaxespad=0.2,
            ncols=min(beside, len(names)),
            handletextpad=0.1,
            columnspacing=1.2,
            borderpad=0,
        )
    for text, colour in zip(legend.get_texts(), colours.values(), strict=True):
        text.set_color(colour)
