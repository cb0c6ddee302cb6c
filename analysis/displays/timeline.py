"""When things happened: one row per time that is told, in the reader's zone."""

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd

from analysis.displays.passages import Cell, gather_evidence
from analysis.displays.shown import Shown
from analysis.displays.tables import make_table
from analysis.errors import UsageError
from analysis.tellings import label_articles

_DAY = pd.Timedelta(hours=23, minutes=59)


def show_timeline(
    times: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    zone: str = "UTC",
    top: int = 40,
    title: str = "",
    note: str = "",
) -> Shown:
    """One row per time in the table `timeline`, the earliest first; the words open their passage.

    Raises:
        UsageError: `zone` is not the name of a time zone.
    """
    try:
        local = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        words = "There is no time zone {!r}; names are like `UTC` or `Europe/Moscow`."
        raise UsageError(words.format(zone)) from error
    labels = {str(key): str(label) for key, label in label_articles(articles).items()}
    order = ["earliest", "latest", "article_id", "start"]
    shown = times.sort_values(order, kind="stable").head(top).reset_index(drop=True)
    rows = [
        [
            Cell(text=write_interval(event, local), evidence=[]),
            Cell(text=str(event["about"]).split(" |")[0].replace(";", ":"), evidence=[]),
            Cell(text=labels.get(event["article_id"], event["article_id"]), evidence=[]),
            Cell(text=" ".join(str(event["stated"]).split()), evidence=[row]),
        ]
        for row, event in enumerate(shown.to_dict("records"))
    ]
    opened = [row[-1] for row in rows]
    passages = gather_evidence(opened, shown, articles)
    names = (f"when ({zone})", "what", "telling", "in its words")
    heads = [{"label": name, "align": "left"} for name in names]
    return Shown(make_table(heads, rows, passages, title=title, note=note, total=len(times)))


def write_interval(event: dict[Any, Any], zone: ZoneInfo) -> str:
    """The moments a time may mean, no finer than they are told.

    A whole day, month or year is one in the text's own calendar, so it is not moved to the zone.
    """
    earliest, latest = event["earliest"], event["latest"]
    if pd.isna(earliest) or pd.isna(latest):
        return "–"
    if latest - earliest >= _DAY:
        first, last = f"{earliest:%Y-%m-%d}", f"{latest:%Y-%m-%d}"
        if first[5:] == "01-01" and last[5:] == "12-31":
            first, last = first[:4], last[:4]
        return first if first == last else f"{first} to {last}"
    here, there = earliest.tz_convert(zone), latest.tz_convert(zone)
    if earliest == latest:
        return f"{here:%Y-%m-%d %H:%M}"
    end = f"{there:%H:%M}" if here.date() == there.date() else f"{there:%Y-%m-%d %H:%M}"
    return f"{here:%Y-%m-%d %H:%M} to {end}"
