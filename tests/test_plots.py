"""Pictures: what is drawn is what the table says, in its order, under the same colours."""

from typing import Any

import pandas as pd
import pytest

from analysis.displays import show_timeline
from analysis.displays.figures import draw_svg
from analysis.errors import UsageError
from analysis.plots import (
    GROUPS,
    colour_groups,
    plot_counts,
    plot_positions,
    plot_rates,
    plot_timeline,
)
from analysis.plots.dots import open_axes, write_key
from analysis.tables import as_table
from tests.hand_made import count_names, find_names, make_articles

ARTICLES = make_articles(Daily="Ann met Bob. Ann left.", Post="Bob was alone.")
MENTIONS = find_names(ARTICLES, "Ann", "Bob")
COUNTS = count_names(MENTIONS, ARTICLES, "Ann", "Bob")


def read_ticks(axes: Any) -> list[str]:
    return [label.get_text() for label in axes.get_yticklabels()]


def test_counts_are_drawn_where_they_are_and_the_most_frequent_is_on_top() -> None:
    axes: Any = plot_counts(COUNTS, ARTICLES)
    drawn = [list(line.get_xdata()) for line in axes.lines if len(line.get_xdata()) == 2]
    assert read_ticks(axes) == ["Ann", "Bob"]
    assert drawn == [[2, 1], [0, 1]]
    assert axes.get_ylim()[0] > axes.get_ylim()[1]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["Daily", "Post"]
    draw_svg(axes.figure)


def test_rates_draw_their_intervals() -> None:
    counts = COUNTS.assign(per_1000_low=1.0, per_1000_high=300.0)
    axes = plot_rates(counts, ARTICLES)
    assert len(axes.collections) == 2
    assert axes.get_title(loc="left") == "Per 1,000 words, with 95 % intervals"
    draw_svg(axes.figure)


def test_positions_stand_where_the_names_do() -> None:
    axes = plot_positions(MENTIONS, ARTICLES)
    svg = draw_svg(axes.figure)
    assert all(word in svg for word in ("start", "half", "end", "Ann", "Bob", "Daily", "Post"))


def test_many_groups_are_drawn_together() -> None:
    articles = make_articles(**{f"o{n}": "Ann." for n in range(GROUPS + 1)})
    mentions = find_names(articles, "Ann")
    axes: Any = plot_counts(count_names(mentions, articles, "Ann"), articles, title="Named")
    assert [bar.get_width() for bar in axes.patches] == [GROUPS + 1]
    assert axes.get_title(loc="left") == "Named, 9 groups together"
    draw_svg(axes.figure)


@pytest.mark.parametrize("plot", [plot_counts, plot_rates, plot_positions])
def test_nothing_to_draw_is_an_empty_picture(plot: Any) -> None:
    empty = MENTIONS.head(0) if plot is plot_positions else COUNTS.head(0)
    axes = plot(empty, ARTICLES)
    assert draw_svg(axes.figure).startswith("<svg")


def test_words_and_scripts_are_drawn_as_words() -> None:
    names = ("costs $5 and $6", "中文", "שלום", "😀", "<b>&amp;")
    articles = make_articles(Daily=". ".join(names))
    mentions = find_names(articles, *names)
    svg = draw_svg(plot_counts(count_names(mentions, articles, *names), articles).figure)
    assert all(name in svg for name in names[:4])
    assert "&lt;b&gt;&amp;amp;" in svg


def test_colours_follow_the_sorted_names() -> None:
    assert colour_groups(["b", "a"]) == colour_groups(pd.Series(["b", "a", "b"]))
    assert colour_groups(["b", "a"])["a"] == colour_groups(["a", "c"])["a"]


def test_colours_can_be_read_as_words_on_paper() -> None:
    for colour in colour_groups(map(str, range(GROUPS))).values():
        channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        assert (0.99 + 0.05) / (luminance + 0.05) >= 4.5  # WCAG 2.2, 1.4.3


def test_many_tellings_share_one_line_in_positions() -> None:
    articles = make_articles(**{f"o{n}": "Ann." for n in range(7)})
    axes: Any = plot_positions(find_names(articles, "Ann"), articles)
    assert axes.get_title(loc="left").endswith("stands, 7 tellings together")
    assert [len(ticks.get_segments()) for ticks in axes.collections] == [1, 7]
    draw_svg(axes.figure)


def make_times(*moments: tuple[str, str, str]) -> pd.DataFrame:
    """One event per pair of moments, told by the first article."""
    rows = [
        {
            "article_id": "Daily-1",
            "part": "text",
            "start": 0,
            "end": 3,
            "stated": stated,
            "earliest": pd.Timestamp(earliest, tz="UTC"),
            "latest": pd.Timestamp(latest, tz="UTC"),
            "precision": "",
            "about": "meet; Ann",
            "noun": "",
            "verb": "",
            "entities": "",
            "context": "",
        }
        for stated, earliest, latest in moments
    ]
    return as_table(rows, "timeline")


TIMES = make_times(
    ("noon", "2021-10-05 12:00", "2021-10-05 12:00"),
    ("Monday", "2021-10-04", "2021-10-04 23:59:59"),
    ("2008", "2008-01-01", "2008-12-31 23:59:59"),
    ("a few hours before", "2021-10-05 06:00", "2021-10-05 10:00"),
)


def test_the_timeline_draws_what_is_near_and_says_what_is_not() -> None:
    axes: Any = plot_timeline(TIMES, ARTICLES, zone="Europe/Moscow")
    assert read_ticks(axes) == ["meet: Monday", "meet: a few hours before", "meet: noon"]
    assert axes.get_title(loc="left") == "When it happened (Europe/Moscow), 1 more not drawn"
    draw_svg(axes.figure)
    draw_svg(plot_timeline(TIMES.head(0), ARTICLES).figure)


def test_the_timeline_as_a_table_has_all_in_the_readers_zone() -> None:
    rows = show_timeline(TIMES, ARTICLES, zone="Europe/Moscow").data["rows"]
    assert [row[0]["text"] for row in rows] == [
        "2008",
        "2021-10-04",
        "2021-10-05 09:00 to 13:00",
        "2021-10-05 15:00",
    ]
    assert [cell["text"] for cell in rows[3][1:]] == ["meet: Ann", "Daily", "noon"]
    with pytest.raises(UsageError) as raised:
        show_timeline(TIMES, ARTICLES, zone="Mars/Base")
    words = "There is no time zone 'Mars/Base'; names are like `UTC` or `Europe/Moscow`."
    assert str(raised.value) == words


def test_long_names_in_the_key_stand_below_each_other() -> None:
    names = {f"A newspaper of name {letter}": "red" for letter in "abcde"}
    axes: Any = open_axes(3)
    write_key(axes, names, "Title")
    figure = axes.figure
    figure.draw_without_rendering()
    assert axes.get_legend().get_window_extent().x1 <= figure.bbox.x1
