"""Dates counted from the day of publication: `Tuesday`, `last month`, `two years ago`."""

import re
from datetime import date, timedelta

from analysis.lenses.timeline.days import SEASONS, Dated, month_days, season_days, shade_days

WEEKDAYS = "mon tue wed thu fri sat sun".split()
_NUMBERS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"a": 1, "an": 1, "fifteen": 15, "twenty": 20, "thirty": 30, "a couple of": 2}


_STEPS = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}
# `over the last month` reaches back from today; `last month` is the month before.
_ROLLING = frozenset(
    ["the past", "past", *(f"{word} the last" for word in "over in during within for".split())]
)
_ROLLING_DAYS = {"week": 7, "month": 30, "year": 365, "decade": 3652}


_LONGEST_BACK = 6  # days: the day of the week that tomorrow has


def read_weekday(match: re.Match[str], today: date, tense: str) -> Dated:
    """The last such day up to today, or the next one where the clause looks ahead.

    Tomorrow's day is tomorrow, whatever the tense: articles carry the date of another time zone or
    of their first version far more often than they call a day six days back by its bare name.
    """
    wanted = WEEKDAYS.index(match["weekday"][:3].lower())
    back = (today.weekday() - wanted) % 7
    which = (match["which"] or "").lower()
    if which == "last" and back == 0:
        back = 7
    tomorrow = back == _LONGEST_BACK and which not in ("last", "this past")
    ahead = tense == "ahead" or which in ("next", "this coming") or tomorrow
    dated = match.string[match.end() :].startswith(",")  # `this Thursday, Dec. 28 file photo`
    ahead = ahead or (which == "this" and tense != "past" and not dated)
    shift = (wanted - today.weekday()) % 7 if ahead else -back
    if which == "next" and shift == 0:
        shift = 7
    day = today + timedelta(days=shift)
    return Dated(*match.span(), day, day, "day")


def read_quarter(match: re.Match[str], today: date) -> Dated | None:
    """A quarter of a named year; `the third quarter` of a match or an unnamed year is none."""
    order = ["first", "second", "third", "fourth"]
    spoken = (match["q"] or match["qn"]).lower()
    spoken = "fourth" if spoken in ("final", "last") else spoken
    number = order.index(spoken) + 1 if spoken in order else int(spoken[0])
    year = match["qy"] or match["qny"]
    if year is None:
        return None
    first, last = date(int(year), number * 3 - 2, 1), month_days(int(year), number * 3)[1]
    return Dated(*match.span(), first, last, "month")


def read_ago(match: re.Match[str], today: date) -> Dated | None:
    """`two months ago`: as far back as said, give or take half the unit; not before the year 1."""
    days = {
        "day": 1.0,
        "week": 7.0,
        "month": 30.44,
        "year": 365.25,
        "decade": 3652.5,
        "century": 36525.0,
    }
    unit = days[match["ago"].lower()]
    said = re.sub(r"\s+", " ", match["n"].lower())
    low, high = {"a few": (2, 6), "several": (3, 9)}.get(said, (None, None))
    number = 0 if low is not None else _NUMBERS.get(said) or int(said)
    low, high = (low, high) if low is not None and high is not None else (number, number)
    slack = 0.0 if unit == 1 else 0.5 * unit
    slack = max(slack, 0.1 * number * unit) if match["hedge"] else slack
    if round(high * unit + slack) >= today.toordinal():
        return None
    first = today - timedelta(days=round(high * unit + slack))
    last = today - timedelta(days=round(low * unit - slack))
    return Dated(*match.span(), first, last, "day" if unit == 1 and low == high else "relative")


def read_period(match: re.Match[str], today: date, future: bool) -> Dated | None:
    """`this week`, `last month`, `late last year`, `the weekend`: a span around `today`."""
    rel = re.sub(r"\s+", " ", match["rel"].lower())
    period = match["period"].lower()
    late = (match["late"] or "").lower().split() or [""]
    if rel in ("the", "that") and not (match["late"] or period == "weekend"):
        return None
    if rel in _ROLLING and period in _ROLLING_DAYS:
        back = timedelta(days=_ROLLING_DAYS[period])
        return Dated(*match.span(), today - back, today, "relative")
    step = _STEPS.get(rel.rpartition(" ")[2], 0)
    if period == "weekend" and rel in ("the", "last", "this", "that") and not future:
        step = 0 if rel != "last" and today.weekday() >= 5 else -1
    days = _period_days(period, today, step)
    if days is None:
        return None
    first, last = days
    if late[0] == "earlier":
        last = min(last, today) if first <= today else last
    elif late[0] == "later":
        first = max(first, today) if last >= today else first
    elif late[0]:
        first, last = shade_days(
            "late" if late[0] == "late" or "end" in late else "early", first, last
        )
    precision = {"weekend": "day", "century": "decade"}.get(
        period, "month" if period in SEASONS or period == "season" else period
    )
    return Dated(*match.span(), first, last, precision)


def _period_days(period: str, today: date, step: int) -> tuple[date, date] | None:
    monday = today - timedelta(days=today.weekday())
    if period == "week":
        return monday + timedelta(days=7 * step), monday + timedelta(days=7 * step + 6)
    if period == "weekend":
        saturday = monday + timedelta(days=5 + 7 * step)
        return saturday, saturday + timedelta(days=1)
    if period == "month":
        number = today.year * 12 + today.month - 1 + step
        return month_days(number // 12, number % 12 + 1)
    if period in ("year", "decade", "century"):
        size = {"year": 1, "decade": 10, "century": 100}[period]
        year = today.year - today.year % size + step * size
        return date(year, 1, 1), date(year + size - 1, 12, 31)
    if period in SEASONS:
        opens, closes = SEASONS[period]
        year = today.year + step
        if step == -1 and date(today.year, min(opens, 12), 1) <= today and today.month > closes:
            year = today.year
        return season_days(period, year)
    return None
