"""Which words make a group's vocabulary differ from the others' (a word shift graph)."""

from typing import TYPE_CHECKING

import pandas as pd

from analysis.plots.dots import FAINT, INK, MUTED, colour_groups, name_rows, open_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_word_shift(
    compared: pd.DataFrame, group: str, *, top: int = 20, title: str = ""
) -> "Axes":
    """The words that add most to the divergence between the group and the rest, in millibits.

    To the right what the group uses more, to the left what it uses less (Gallagher et al. 2021).
    Bars in the group's colour are differences that the test bears out; the others are pale.
    """
    own = compared[compared["group"] == group].sort_values(
        ["jsd", "word"], ascending=[False, True], kind="stable"
    )
    shown = own.head(top)
    side = (shown["per_1000"] >= shown["per_1000_rest"]).map({True: 1, False: -1})
    values = 1000 * shown["jsd"] * side
    sure = shown["verdict"].isin(["more", "less"])
    colour = colour_groups(sorted(compared["group"].unique()))[group]
    axes = open_axes(len(shown))
    rows = range(len(shown))
    axes.barh(rows, values, height=0.62, color=sure.map({True: colour, False: FAINT}).tolist())
    axes.axvline(0, color=INK, linewidth=0.7)
    name_rows(axes, shown["word"].tolist())
    reach = max(1e-9, float(values.abs().max()) if len(values) else 1.0) * 1.1
    axes.set_xlim(-reach, reach)
    axes.set_xlabel(f"others use it more   ←   millibits   →   {group} uses it more", color=MUTED)
    share = shown["jsd"].sum() / own["jsd"].sum() if own["jsd"].sum() else 0.0
    axes.set_title(title or f"{len(shown):,} words make {share:.0%} of the difference", loc="left")
    return axes
