"""Tables to pictures: every function takes a table and returns the Axes; `show_figure` shows them.

One style, one colour for each outlet, titles that say what is shown.
"""

from analysis.plots.dots import GROUPS, colour_groups, plot_counts, plot_rates
from analysis.plots.positions import plot_positions
from analysis.plots.shift import plot_word_shift
from analysis.plots.timeline import plot_timeline
from analysis.plots.volume import plot_volume

__all__ = [
    "GROUPS",
    "colour_groups",
    "plot_counts",
    "plot_positions",
    "plot_rates",
    "plot_timeline",
    "plot_volume",
    "plot_word_shift",
]
