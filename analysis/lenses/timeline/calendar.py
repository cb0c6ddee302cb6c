"""Dates in a sentence: how news writes days, weeks, months and years, and the days they span."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from analysis.lenses.timeline.days import Dated, between, shade_days
from analysis.lenses.timeline.holidays import find_holidays
from analysis.lenses.timeline.patterns import DATE, MAY_DATE, PATTERNS
from analysis.lenses.timeline.relative import read_ago, read_period, read_quarter, read_weekday
from analysis.lenses.timeline.written import (
    read_iso,
    read_month,
    read_month_day,
    read_slashed,
    read_year,
)

_NEAR_DAYS = {"yesterday": -1, "last night": -1, "overnight": -1, "tomorrow": 1}


def find_dates(text: str, today: date | None, find_tense: Callable[[int], str]) -> list[Dated]:
    """Every date in a text, in order, read on the day `today`.

    `find_tense(offset)` is `ahead`, `past` or empty: whether the clause there speaks of what is to
    come, which turns a bare weekday or month forward, or of what was.

    >>> [str(one.first) for one in find_dates("on Oct. 16", date(2021, 10, 5), lambda at: "ahead")]
    ['2021-10-16']
    """
    if not MAY_DATE.search(text):
        return []
    found = []
    for match in DATE.finditer(text):
        dated = _read(match, text, today, find_tense(match.start()))
        if dated is not None:
            found.append(dated)
    found += [one for one in find_holidays(text, today) if not any(_meet(one, d) for d in found)]
    return sorted(found, key=lambda one: one.start)


def _read(match: re.Match[str], text: str, today: date | None, tense: str) -> Dated | None:  # noqa: PLR0911
    kind = next(name for name in PATTERNS if match[f"{name}_"] is not None)
    start, end = match.span()
    if kind == "iso":
        return read_iso(start, end, match["iy"], match["im"], match["id"])
    if kind == "slashed":
        return read_slashed(match)
    if kind in ("month_day", "day_month"):
        number = "1" if kind == "month_day" else "2"
        return read_month_day(match, number, today, tense)
    if kind in ("month_year", "month"):
        return read_month(match, text, today, tense)
    if kind == "year":
        return read_year(match, text)
    if kind == "decade":
        first = int(match["decade"])
        return between(
            start,
            end,
            shade_days(match["dshade"], date(first, 1, 1), date(first + 9, 12, 31)),
            "decade",
        )
    if today is None:
        return Dated(start, end, None, None, "relative")
    if kind == "weekday":
        return read_weekday(match, today, tense)
    if kind == "named":
        shift = _NEAR_DAYS.get(" ".join(match["near"].lower().split()), 0)
        day = today + timedelta(days=shift)
        # The night to today began yesterday.
        last = today if match["near"].lower() == "overnight" else day
        return Dated(start, end, day, last, "day")
    if kind == "quarter":
        return read_quarter(match, today)
    if kind == "ago":
        return read_ago(match, today)
    return read_period(match, today, tense == "ahead")


def _meet(one: Dated, other: Dated) -> bool:
    return one.start < other.end and other.start < one.end
