"""Dates that name their month or year: `Oct. 16`, `3/4/2018`, `mid-March`, `late 2017`."""

import re
from datetime import date, timedelta

from analysis.lenses.timeline.days import (
    Dated,
    between,
    guess_year,
    make_day,
    month_days,
    month_number,
    season_days,
    shade_days,
)

_COUNTS = re.compile(
    r"\s(?:people|dollars|euros|miles|met(?:er|re)s|feet|km|kilomet(?:er|re)s|years|points)\b"
)
_JUST_AHEAD = 60  # days
_YEAR_CUE = re.compile(
    r"(?i)(?:\b(?:in|since|until|till|by|from|of|for|early|late|mid|during|before|after|to|and|the|fiscal"
    r"|through|year|between|summer|spring|autumn|fall|winter|or|his|her|their|its|this)[\s-]+|[(–-]\s?)$"
)


def read_iso(start: int, end: int, year: str, month: str, day: str) -> Dated | None:
    """`2017-09-15`."""
    made = make_day(int(year), int(month), int(day))
    return Dated(start, end, made, made, "day") if made else None


def read_slashed(match: re.Match[str]) -> Dated | None:
    """`3/4/2018` is a day in March or in April; both are kept unless one cannot be."""
    one, two, year = int(match["s1"]), int(match["s2"]), int(match["sy"])
    year += 2000 if year < 100 else 0
    days = [make_day(year, one, two), make_day(year, two, one)]
    real = sorted(day for day in days if day)
    return Dated(*match.span(), real[0], real[-1], "day") if real else None


def read_month_day(
    match: re.Match[str], number: str, today: date | None, tense: str
) -> Dated | None:
    """`Oct. 16`, `16 October 2008`, `Dec. 3-5`: without a year the one nearest to `today`."""
    month = month_number(match[f"m{number}"])
    first = int(re.sub(r"\D", "", match[f"d{number}"]))
    last = int(re.sub(r"\D", "", match[f"d{number}b"] or str(first)))
    year = (
        int(match[f"y{number}"]) if match[f"y{number}"] else guess_year(month, first, today, tense)
    )
    if year is None:
        return Dated(*match.span(), None, None, "relative")
    begin, finish = make_day(year, month, first), make_day(year, month, last)
    if begin is None:
        return None
    return Dated(*match.span(), begin, finish if finish and finish >= begin else begin, "day")


def read_month(match: re.Match[str], text: str, today: date | None, tense: str) -> Dated | None:
    """`March 2018`, `in late May`, `last June`: without a year the last one, or the next."""
    start, end = match.span()
    if match["m3"]:
        month, year, shade = month_number(match["m3"]), int(match["y3"]), match["shade1"]
        return between(start, end, shade_days(shade, *month_days(year, month)), "month")
    cue = re.split(r"[\s-]+", match["cue"].strip().lower())
    start = (
        match.start("m4")
        if cue[0] not in ("last", "next", "this", "early", "mid", "late")
        else start
    )
    month = month_number(match["m4"])
    if today is None:
        return Dated(start, end, None, None, "relative")
    ahead = tense == "ahead" or cue[0] == "next"
    year = guess_year(month, 15, today, "ahead" if ahead else "") or today.year
    # What is not said to come lies behind, unless it is just ahead and the tense leaves it open.
    behind = timedelta(days=0 if tense == "past" or cue[0] == "last" else _JUST_AHEAD)
    if cue[0] == "this" or (tense == "ahead" and month == today.month):
        year = today.year
    elif not ahead and date(year, month, 1) > today + behind:
        year -= 1
    if cue[0] == "last" and (year, month) == (today.year, today.month):
        year -= 1
    if cue[0] == "next" and (year, month) == (today.year, today.month):
        year += 1
    return between(start, end, shade_days(cue[-1], *month_days(year, month)), "month")


def read_year(match: re.Match[str], text: str) -> Dated | None:
    """A year, unless the four digits count something or belong to a copyright line."""
    year, end = int(match["y5"]), match.end()
    before = text[: match.start("y5")]
    if re.search(r"(?i)(?:copyright|©|\(c\))\s*$", before):
        return None
    if _COUNTS.match(text, end) or not (1900 <= year <= 2100 or _YEAR_CUE.search(before)):
        return None
    if (
        not _YEAR_CUE.search(before)
        and re.search(r"[A-Za-z]\s$", before)
        and re.match(r"\s(?!(?:has|was|is|does|as|its|his|this|us)\b)[a-z]+s\b", text[end:])
    ):
        return None
    if match["season"]:
        return between(match.start(), end, season_days(match["season"].lower(), year), "month")
    ends = (match["ends"] or "").strip()
    shade = match["shade2"] or ("late" if "end" in ends else "early" if ends else None)
    return between(
        match.start(), end, shade_days(shade, date(year, 1, 1), date(year, 12, 31)), "year"
    )
