"""Volume over time and word shift: what is drawn is what the table says."""

from typing import Any

import pandas as pd
import pytest

from analysis.plots import plot_volume, plot_word_shift


@pytest.fixture(autouse=True)
def close() -> object:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


def make_volume(groups: int) -> pd.DataFrame:
    periods = pd.date_range("2020-05-04", periods=3, freq="W-MON", tz="UTC")
    return pd.DataFrame(
        [
            {"group": f"g{group}", "period": period, "unit": "week", "articles": group + 1}
            for group in range(groups)
            for period in periods
        ]
    )


def test_a_lane_for_each_group() -> None:
    axes: Any = plot_volume(make_volume(2))
    assert [label.get_text() for label in axes.get_yticklabels()] == ["g1 (6)", "g0 (3)"]
    heights = sorted({round(bar.get_height(), 6) for bar in axes.patches})
    assert heights == [pytest.approx(0.41), pytest.approx(0.82)]
    assert axes.get_title(loc="left") == "Articles per week; the highest bar is 2 articles"


def test_many_groups_are_added_up() -> None:
    axes = plot_volume(make_volume(12), top=3)
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == ["g11 (36)", "g10 (33)", "g9 (30)", "all others (135)"]


def test_nothing_to_draw() -> None:
    assert plot_volume(make_volume(0).reindex(columns=["group", "period", "unit", "articles"]))


def test_word_shift() -> None:
    rows = [("x", "more", 4.0, 0.003, "more"), ("x", "less", 1.0, 0.001, "no clear difference")]
    compared = pd.DataFrame(rows, columns=["group", "word", "per_1000", "jsd", "verdict"])
    axes: Any = plot_word_shift(compared.assign(per_1000_rest=2.0), "x")
    assert [bar.get_width() for bar in axes.patches] == [pytest.approx(3), pytest.approx(-1)]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["more", "less"]
    colours = {bar.get_facecolor() for bar in axes.patches}
    assert len(colours) == 2
