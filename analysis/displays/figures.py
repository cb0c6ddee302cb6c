"""Figures to show: vector, described in words, with the data behind them."""

import io
import re
import warnings
from typing import Any

import pandas as pd

from analysis.displays.legible import make_legible
from analysis.displays.shown import Shown
from analysis.displays.tables import show_table
from analysis.errors import UsageError

STYLE = "analysis.rashomon"
# Text stays text in the picture, so that any script draws with the fonts of whoever looks at it.
FONTS = "'Source Sans 3', 'Source Sans Pro', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
_TAG = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
_FONT = re.compile(r"(font(?:-family)?:[^;\"]*?)'DejaVu Sans'[^;\"]*")
_PREAMBLE = re.compile(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<metadata>.*?</metadata>", re.DOTALL)


def show_figure(
    axes: Any,  # noqa: ANN401 - Axes or an array of them
    *,
    finding: str,
    table: pd.DataFrame | Shown | None = None,
    title: str = "",
) -> Shown:
    """The picture the axes belong to; `finding` is said where it cannot be seen.

    The figure is closed: what shows it is this object. The same axes give the same bytes.

    Raises:
        UsageError: `finding` is empty.
    """
    if not finding.strip():
        raise UsageError("A figure needs a finding: one sentence that says what it shows.")
    figure = axes.figure if hasattr(axes, "figure") else axes.flat[0].figure
    data = table if isinstance(table, Shown) or table is None else show_table(table)
    return Shown(
        {
            "kind": "figure",
            "title": title,
            "alt": finding,
            "svg": draw_svg(figure),
            "table": data.data if data is not None else None,
        }
    )


def draw_svg(figure: Any) -> str:  # noqa: ANN401 - matplotlib has no types
    """The figure as SVG, the same for the same drawing; the figure is closed."""
    import matplotlib.pyplot as plt  # noqa: PLC0415 - tables need no matplotlib

    buffer = io.StringIO()
    with plt.style.context(STYLE), warnings.catch_warnings():
        # The fonts that draw the text are not those that measure it here.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        _write_svg(figure, buffer)
    plt.close(figure)
    return tidy_svg(make_legible(buffer.getvalue()))


def _write_svg(figure: Any, buffer: io.StringIO) -> None:  # noqa: ANN401
    """What `savefig` writes; that draws everything a second time to find out where it stands."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415

    canvas: Any = FigureCanvasSVG(figure)
    layout = figure.get_layout_engine()
    if layout is not None:
        layout.execute(figure)
        figure.set_layout_engine("none")
    figure.set_facecolor("none")
    figure.set_edgecolor("none")
    canvas.print_svg(buffer, metadata={"Date": None, "Creator": None})


def tidy_svg(svg: str) -> str:
    """Coordinates to a hundredth of a point, our fonts, nothing about when it was made."""
    svg = _PREAMBLE.sub("", svg)
    return _TAG.sub(lambda tag: _tidy_tag(tag[0]), svg).strip() + "\n"


def _tidy_tag(tag: str) -> str:
    return _FONT.sub(rf"\1{FONTS}", _NUMBER.sub(_round, tag))


def _round(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")
