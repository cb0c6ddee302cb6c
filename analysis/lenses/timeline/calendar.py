"""Dates in a sentence: how news writes days, weeks, months and years, and the days they span."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from analysis.lenses.timeline.zones import read_lines

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WEEKDAYS = "mon tue wed thu fri sat sun".split()
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)(?!\w)"
)
_WEEKDAY = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.(?=\s)"
)
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_PART = r"(?:\s(?:early\s)?(?:morning|afternoon|evening|night|lunchtime))?"
_PATTERNS = {
    "iso": r"\b(?P<iy>\d{4})-(?P<im>\d\d?)-(?P<id>\d\d?)(?!\d)",
    "slashed": r"\b(?P<s1>\d\d?)/(?P<s2>\d\d?)/(?P<sy>\d{4}|\d\d)\b",
    "month_day": (
        rf"(?:(?:{_WEEKDAY}),?\s+)?\b(?P<m1>{_MONTH})\s+(?P<d1>{_DAY})(?![\d:]|\s?[ap]\.?m|,\d|,000)"
        rf"(?:\s?(?:-|–|\sto\s|\sand\s)\s?(?P<d1b>{_DAY})\b(?!\s?[ap]\.?m))?(?:,?\s+(?P<y1>{_YEAR})\b)?{_PART}"
    ),
    "day_month": (
        rf"(?:(?:{_WEEKDAY}),?\s+)?(?:the\s)?\b(?P<d2>{_DAY})(?:\s?(?:-|–)\s?(?P<d2b>{_DAY}))?"
        rf"[\s-]+(?:of\s+)?(?P<m2>{_MONTH})(?![\w])(?:,?[\s-]+(?P<y2>{_YEAR})\b)?{_PART}"
    ),
    "month_year": rf"(?:(?P<shade1>(?i:early|mid|late))[\s-])?\b(?P<m3>{_MONTH}),?\s+(?:of\s+)?(?P<y3>{_YEAR})\b",
    "month": (
        rf"\b(?P<cue>(?i:(?:in|since|until|till|by|during|from|last|next|this|of|through|for)\s+(?:early|mid|late)?"
        rf"[\s-]?|early\s|mid-?\s?|late\s))(?P<m4>{_MONTH})(?![\w’'])(?!\s\d)"
    ),
    "weekday": (
        rf"(?:\b(?P<which>(?i:last|next|this|this\spast|this\scoming|early|late))\s+)?\b(?P<weekday>{_WEEKDAY})"
        rf"(?:,?\sthe\s{_DAY}\b)?{_PART}(?!\s(?:Times|Post|Mail|Telegraph|Herald|Express|People|Night\s[A-Z]|Mirror))"
    ),
    "named": (
        r"\b(?:(?P<near>today|tonight|yesterday|tomorrow|overnight|last\snight"
        r"|this\s(?:morning|afternoon|evening))(?:\s(?:morning|afternoon|evening|night))?)\b"
        r"(?!['’]s\s(?:world|youth|society))"
    ),
    "period": (
        r"\b(?:(?P<late>earlier|later|early|late|(?:at\s)?the\send\sof|the\sstart\sof|the\sbeginning\sof)\s)?"
        r"(?P<rel>this|last|next|the\spast|past|the\sprevious|the\scoming|the\sfollowing|the|that)\s"
        r"(?P<period>week|weekend|month|year|decade|century|spring|summer|autumn|fall|winter|season)"
        r"(?!['’\w-]|\s(?:of|ended|ending|to\sdate|before|after|when|round|long|old|earlier|later))"
    ),
    "quarter": (
        r"\b(?:the\s)?(?P<q>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]quarter(?:\s(?:of\s)?"
        rf"(?P<qy>{_YEAR}))?|\bQ(?P<qn>[1-4])(?:\s(?P<qny>{_YEAR}))?\b"
    ),
    "ago": (
        r"\b(?P<hedge>(?:about|around|almost|nearly|more\sthan|over|some|just\sover|just)\s)?"
        r"(?P<n>\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
        r"|a\scouple\sof|a\sfew|several)\s"
        r"(?P<ago>day|week|month|year|decade|century)(?:s|ies)?\sago\b"
    ),
    "decade": rf"\b(?:(?P<dshade>(?i:early|mid|late))[\s-])?(?:the\s)?(?P<decade>(?:1[5-9]|20)\d0)s\b",
    "year": (
        rf"(?:(?P<shade2>(?i:early|mid|late))[\s-]|(?P<ends>(?i:(?:at\s)?the\send\sof\s|the\sstart\sof\s)))?"
        rf"(?<![\w,.$£€:/+-])(?P<y5>{_YEAR})(?!\s?%|[\d,]\d|\d|[.:]\d|-\d{{1,2}}-|\s?(?:GMT|UTC|hrs|hours\b))(?![\w])"
    ),
}
# Patterns without a name that needs its capital are read in any case.
_ANY_CASE = ("named", "period", "quarter", "ago")
_DATE = re.compile(
    "|".join(
        f"(?P<{name}_>{f'(?i:{pattern})' if name in _ANY_CASE else pattern})"
        for name, pattern in _PATTERNS.items()
    )
)
_COUNTS = re.compile(
    r"\s(?:people|dollars|euros|miles|met(?:er|re)s|feet|km|kilomet(?:er|re)s|years|points)\b"
)
_YEAR_CUE = re.compile(
    r"(?i)(?:\b(?:in|since|until|till|by|from|of|for|early|late|mid|during|before|after|to|and|the|fiscal"
    r"|through|year|between|summer|spring|autumn|fall|winter|or|his|her|their|its|this)[\s-]+|[(–-]\s?)$"
)
_NUMBERS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"a": 1, "an": 1, "fifteen": 15, "twenty": 20, "thirty": 30, "a couple of": 2}
_SEASONS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "fall": (9, 11),
    "winter": (12, 14),
}


@dataclass(frozen=True)
class Dated:
    """One date expression and the days it spans; both days empty where it cannot be told."""

    start: int
    end: int
    first: date | None
    last: date | None
    precision: str


def find_dates(text: str, today: date | None, is_future: Callable[[int], bool]) -> list[Dated]:
    """Every date in a text, in order, read on the day `today`.

    `is_future(offset)` says whether the clause there speaks of what is to come, which turns a bare
    weekday or month forward.

    >>> find_dates("on Oct. 16", date(2021, 10, 5), lambda offset: True)
    [Dated(start=3, end=10, first=datetime.date(2021, 10, 16), last=datetime.date(2021, 10, 16), precision='day')]
    """
    found = []
    for match in _DATE.finditer(text):
        dated = _read(match, text, today, is_future(match.start()))
        if dated is not None:
            found.append(dated)
    found += [one for one in _find_holidays(text, today) if not any(_meet(one, d) for d in found)]
    return sorted(found, key=lambda one: one.start)


def _read(match: re.Match[str], text: str, today: date | None, future: bool) -> Dated | None:  # noqa: PLR0911, FBT001
    kind = next(name for name in _PATTERNS if match[f"{name}_"] is not None)
    start, end = match.span()
    if kind == "iso":
        return _on_day(start, end, match["iy"], match["im"], match["id"])
    if kind == "slashed":
        return _read_slashed(match)
    if kind in ("month_day", "day_month"):
        number = "1" if kind == "month_day" else "2"
        return _read_month_day(match, number, today, future)
    if kind in ("month_year", "month"):
        return _read_month(match, text, today, future)
    if kind == "year":
        return _read_year(match, text)
    if kind == "decade":
        first = int(match["decade"])
        return _between(
            start,
            end,
            _shade(match["dshade"], date(first, 1, 1), date(first + 9, 12, 31)),
            "decade",
        )
    if today is None:
        return Dated(start, end, None, None, "relative")
    if kind == "weekday":
        return _read_weekday(match, today, future)
    if kind == "named":
        shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(match["near"].lower(), 0)
        day = today + timedelta(days=shift)
        return Dated(start, end, day, day, "day")
    if kind == "quarter":
        return _read_quarter(match, today)
    if kind == "ago":
        return _read_ago(match, today)
    return _read_period(match, today, future)


def _read_slashed(match: re.Match[str]) -> Dated | None:
    """`3/4/2018` is a day in March or in April; both are kept unless one cannot be."""
    one, two, year = int(match["s1"]), int(match["s2"]), int(match["sy"])
    year += 2000 if year < 100 else 0
    days = [_make_day(year, one, two), _make_day(year, two, one)]
    real = sorted(day for day in days if day)
    return Dated(*match.span(), real[0], real[-1], "day") if real else None


def _on_day(start: int, end: int, year: str, month: str, day: str) -> Dated | None:
    made = _make_day(int(year), int(month), int(day))
    return Dated(start, end, made, made, "day") if made else None


def _read_month_day(
    match: re.Match[str], number: str, today: date | None, future: bool
) -> Dated | None:  # noqa: FBT001
    month = _month_number(match[f"m{number}"])
    first = int(re.sub(r"\D", "", match[f"d{number}"]))
    last = int(re.sub(r"\D", "", match[f"d{number}b"] or str(first)))
    year = (
        int(match[f"y{number}"])
        if match[f"y{number}"]
        else _guess_year(month, first, today, future)
    )
    if year is None:
        return Dated(*match.span(), None, None, "relative")
    begin, finish = _make_day(year, month, first), _make_day(year, month, last)
    if begin is None:
        return None
    return Dated(*match.span(), begin, finish if finish and finish >= begin else begin, "day")


def _guess_year(month: int, day: int, today: date | None, future: bool) -> int | None:  # noqa: FBT001
    """The year that brings the day nearest to `today`; what is to come is not long past."""
    if today is None:
        return None
    made = {
        year: _make_day(year, month, min(day, 28)) for year in range(today.year - 1, today.year + 2)
    }
    gaps = {year: (day_ - today).days for year, day_ in made.items() if day_}
    if future:
        gaps = {year: gap for year, gap in gaps.items() if gap >= -7}
    return min(gaps, key=lambda year: (abs(gaps[year]), -gaps[year]))


def _read_month(match: re.Match[str], text: str, today: date | None, future: bool) -> Dated | None:  # noqa: FBT001
    start, end = match.span()
    if match["m3"]:
        month, year, shade = _month_number(match["m3"]), int(match["y3"]), match["shade1"]
        return _between(start, end, _shade(shade, *_month_days(year, month)), "month")
    cue = re.split(r"[\s-]+", match["cue"].strip().lower())
    start = (
        match.start("m4")
        if cue[0] not in ("last", "next", "this", "early", "mid", "late")
        else start
    )
    month = _month_number(match["m4"])
    if today is None:
        return Dated(start, end, None, None, "relative")
    ahead = future or cue[0] == "next"
    year = _guess_year(month, 15, today, ahead) or today.year
    if not ahead and date(year, month, 1) > today:
        year -= 1
    if cue[0] == "last" and (year, month) == (today.year, today.month):
        year -= 1
    if cue[0] == "next" and (year, month) == (today.year, today.month):
        year += 1
    return _between(start, end, _shade(cue[-1], *_month_days(year, month)), "month")


def _read_year(match: re.Match[str], text: str) -> Dated | None:
    year, end = int(match["y5"]), match.end()
    before = text[: match.start("y5")]
    if _COUNTS.match(text, end) or not (1900 <= year <= 2100 or _YEAR_CUE.search(before)):
        return None
    if (
        not _YEAR_CUE.search(before)
        and re.search(r"[A-Za-z]\s$", before)
        and re.match(r"\s[a-z]+s\b", text[end:])
    ):
        return None
    ends = (match["ends"] or "").strip()
    shade = match["shade2"] or ("late" if "end" in ends else "early" if ends else None)
    return _between(match.start(), end, _shade(shade, date(year, 1, 1), date(year, 12, 31)), "year")


def _read_weekday(match: re.Match[str], today: date, future: bool) -> Dated:  # noqa: FBT001
    """The last such day up to today, or the next one where the clause looks ahead."""
    wanted = _WEEKDAYS.index(match["weekday"][:3].lower())
    back = (today.weekday() - wanted) % 7
    which = (match["which"] or "").lower()
    if which == "last" and back == 0:
        back = 7
    ahead = future or which in ("next", "this coming")
    shift = (wanted - today.weekday()) % 7 if ahead else -back
    if which == "next" and shift == 0:
        shift = 7
    day = today + timedelta(days=shift)
    return Dated(*match.span(), day, day, "day")


def _read_quarter(match: re.Match[str], today: date) -> Dated | None:
    order = ["first", "second", "third", "fourth"]
    spoken = (match["q"] or match["qn"]).lower()
    number = order.index(spoken) + 1 if spoken in order else int(spoken[0])
    year = match["qy"] or match["qny"]
    if year is None:
        return None
    first, last = date(int(year), number * 3 - 2, 1), _month_days(int(year), number * 3)[1]
    return Dated(*match.span(), first, last, "month")


def _read_ago(match: re.Match[str], today: date) -> Dated:
    """`two months ago`: as far back as said, give or take half the unit."""
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
    first = today - timedelta(days=round(high * unit + slack))
    last = today - timedelta(days=round(low * unit - slack))
    return Dated(*match.span(), first, last, "day" if unit == 1 and low == high else "relative")


def _read_period(match: re.Match[str], today: date, future: bool) -> Dated | None:  # noqa: FBT001
    rel = re.sub(r"\s+", " ", match["rel"].lower())
    period = match["period"].lower()
    late = (match["late"] or "").lower().split()or [""]
    if rel in ("the", "that") and not (match["late"] or period == "weekend"):
        return None
    step = (
        -1
        if rel in ("last", "the past", "past", "the previous")
        else 1
        if "next" in rel or "com" in rel or "fol" in rel
        else 0
    )
    if period == "weekend" and rel in ("the", "last", "this", "that") and not future:
        step = 0 if rel != "last" and today.weekday() >= 5 else -1
    days = _period_days(period, today, step)
    if days is None:
        return None
    first, last = days
    if late[0] == "earlier":
        last = min(last, today) if first <= today else last
    elif late[0] == "later":
        first = max(first, today)
    elif late[0]:
        first, last = _shade("late" if late[0] == "late" or "end" in late else "early", first, last)
    precision = {"weekend": "day", "century": "decade"}.get(
        period, "month" if period in _SEASONS or period == "season" else period
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
        return _month_days(number // 12, number % 12 + 1)
    if period in ("year", "decade", "century"):
        size = {"year": 1, "decade": 10, "century": 100}[period]
        year = today.year - today.year % size + step * size
        return date(year, 1, 1), date(year + size - 1, 12, 31)
    if period in _SEASONS:
        opens, closes = _SEASONS[period]
        year = today.year + step
        if step == -1 and date(today.year, min(opens, 12), 1) <= today and today.month > closes:
            year = today.year
        closing = (year + 1, closes - 12) if closes > 12 else (year, closes)
        return date(year, opens, 1), _month_days(*closing)[1]
    return None


def _find_holidays(text: str, today: date | None) -> list[Dated]:
    found = []
    for match in _match_holidays().finditer(text):
        month, day = _read_holidays()[match["day"].replace("’", "'")]
        stated = re.compile(rf",?\s(?P<year>{_YEAR})\b").match(text, match.end())
        year = int(stated["year"]) if stated else _guess_year(month, day, today, future=False)
        made = _make_day(year, month, day) if year else None
        end = stated.end() if stated else match.end()
        found.append(Dated(match.start(), end, made, made, "day" if made else "relative"))
    return found


@cache
def _match_holidays() -> re.Pattern[str]:
    forms = "|".join(
        re.escape(name).replace("'", "['’]")
        for name in sorted(_read_holidays(), key=lambda n: (-len(n), n))
    )
    return re.compile(
        rf"\b(?P<day>{forms})\b(?!\s(?:Island|Carol|tree|song|album|market|card|party|special))"
    )


@cache
def _read_holidays() -> dict[str, tuple[int, int]]:
    return {
        name.strip(): (int(day[:2]), int(day[3:]))
        for day, names in read_lines("holidays.txt")
        for name in names.split(",")
    }


def _shade(shade: str | None, first: date, last: date) -> tuple[date, date]:
    """The first half, the middle half or the second half of a span of days."""
    quarter = (last - first) / 4
    if shade == "early":
        return first, last - 2 * quarter
    if shade == "late":
        return first + 2 * quarter, last
    if shade == "mid":
        return first + quarter, last - quarter
    return first, last


def _between(start: int, end: int, days: tuple[date, date], precision: str) -> Dated:
    return Dated(start, end, days[0], days[1], precision)


def _month_days(year: int, month: int) -> tuple[date, date]:
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), after - timedelta(days=1)


def _month_number(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1


def _make_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _meet(one: Dated, other: Dated) -> bool:
    return one.start < other.end and other.start < one.end
