"""Dates as files write them, to UTC and how precisely they are known; nothing is guessed.

`03/04/2016` is March or April: the whole column decides, and where it cannot, the date stays empty.
A time without a zone is taken as UTC; midnight to the second is a day, not a moment.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple

_TIME = (
    r"(?:(?:[T,]|\s)\s*(?:at\s+)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})"
    r"(?:[.,](?P<part>\d{1,9}))?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?)?"
)
_ZONE = r"\s*(?P<zone>Z|UTC|GMT|E[SD]T|C[SD]T|M[SD]T|P[SD]T|(?:UTC|GMT)?[+-]\d{2}:?\d{2})?"
_MONTH = r"(?P<name>[A-Za-z]{3,9})\.?"
_WEEKDAY = r"(?:[A-Za-z]{3,9},?\s+)?"
_FORMS = [
    re.compile(form + _TIME + _ZONE)
    for form in (
        r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH}[\s,-]+(?P<year>\d{{4}})",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
    )
]
_COARSE = [
    re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})"),
    re.compile(rf"{_MONTH}\s+(?P<year>\d{{4}})"),
    re.compile(r"(?P<year>\d{4})"),
]
_EITHER_ORDER = re.compile(
    r"(?P<a>\d{1,2})(?P<sep>[/-])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4})" + _TIME + _ZONE
)
_RFC_2822 = re.compile(r"[A-Za-z]{3}, \d{1,2} [A-Za-z]{3} \d{4} [\d:]+ \S+( \(.*\))?")
_EPOCH = re.compile(r"(?:9\d{8}|[1-3]\d{9})(?P<ms>\d{3})?(?:\.\d+)?")  # 1998 to 2096
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("jan january", "feb february", "mar march", "apr april", "may", "jun june"),
            *("jul july", "aug august", "sep sept september", "oct october", "nov november"),
            "dec december",
        ),
        1,
    )
    for name in names.split()
}
# RFC 2822, section 4.3: the only zone names with one meaning.
_ZONES = {"E": -5, "C": -6, "M": -7, "P": -8}
PRECISIONS = frozenset({"second", "minute", "day", "month", "year"})


class Published(NamedTuple):
    """A moment in UTC and how precisely it is known; no moment where the words are not clear."""

    moment: datetime | None = None
    precision: str = ""
    problem: str = ""
    zone_known: bool = True


def parse_date(stated: str, order: str = "") -> Published:
    """When, from the words of a file; `order` is `dmy` or `mdy` where the column decided that.

    >>> parse_date("2016-12-30T07:11-05:00").moment.isoformat()
    '2016-12-30T12:11:00+00:00'
    >>> parse_date("03/04/2016").problem
    'day and month could be either way round'
    """
    stated = " ".join(stated.split())
    try:
        return _parse(stated, order)
    except (ValueError, OverflowError):
        return Published(problem="no such date")


def find_day_order(stated: Iterable[str]) -> str:
    """Whether a column's `a/b/yyyy` dates put the day (`dmy`) or month (`mdy`) first.

    Empty where no date settles it, or where two contradict each other.

    >>> find_day_order(["03/04/2016", "30/04/2016"])
    'dmy'
    """
    orders = set()
    for date in stated:
        if match := _EITHER_ORDER.fullmatch(" ".join(date.split())):
            first, second = int(match["a"]), int(match["b"])
            orders |= {"dmy"} if first > 12 >= second else set()
            orders |= {"mdy"} if second > 12 >= first else set()
    return orders.pop() if len(orders) == 1 else ""


def needs_order(stated: str) -> bool:
    """Whether only the rest of the column can tell day from month."""
    match = _EITHER_ORDER.fullmatch(" ".join(stated.split()))
    if not match or match["a"] == match["b"]:
        return False
    return max(int(match["a"]), int(match["b"])) <= 12


def _parse(stated: str, order: str) -> Published:
    if _RFC_2822.fullmatch(stated):
        return _finish(parsedate_to_datetime(stated), "second")
    for form in _FORMS:
        if match := form.fullmatch(stated):
            fields = match.groupdict()
            month = fields.get("month") or _MONTHS.get((fields.get("name") or "").lower(), 0)
            return _build(fields, int(fields["year"]), int(month), int(fields["day"]))
    for form, precision in zip(_COARSE, ("month", "month", "year"), strict=True):
        if match := form.fullmatch(stated):
            fields = match.groupdict()
            month = fields.get("month") or _MONTHS.get((fields.get("name") or "jan").lower(), 0)
            moment = datetime(int(fields["year"]), int(month), 1, tzinfo=UTC)
            return Published(moment, precision)
    if match := _EITHER_ORDER.fullmatch(stated):
        return _parse_either(match, order)
    if match := _EPOCH.fullmatch(stated):
        seconds = float(stated) / (1000 if match["ms"] else 1)
        return _finish(datetime.fromtimestamp(int(seconds), UTC), "second")
    return Published(problem="not a date in a form that is known")


def _parse_either(match: re.Match[str], order: str) -> Published:
    first, second = int(match["a"]), int(match["b"])
    if max(first, second) > 12 or first == second:
        order = "dmy" if first > 12 else "mdy"
    if not order:
        return Published(problem="day and month could be either way round")
    day, month = (first, second) if order == "dmy" else (second, first)
    return _build(match.groupdict(), int(match["year"]), month, day)


def _build(fields: dict[str, str | None], year: int, month: int, day: int) -> Published:
    if fields["hour"] is None:
        if fields["zone"]:
            return Published(problem="not a date in a form that is known")
        return Published(datetime(year, month, day, tzinfo=UTC), "day")
    hour = int(fields["hour"])
    if fields["half"]:
        if not 1 <= hour <= 12:
            return Published(problem="no such time")
        hour = hour % 12 + (12 if fields["half"].lower().startswith("p") else 0)
    part = int(f"{fields['part'] or '0':0<6}"[:6])
    moment = datetime(
        *(year, month, day, hour, int(fields["minute"] or 0), int(fields["second"] or 0), part),
        tzinfo=_find_zone(fields["zone"] or "Z"),
    )
    finished = _finish(moment, "second" if fields["second"] else "minute")
    return finished._replace(zone_known=bool(fields["zone"]) or finished.precision == "day")


def _find_zone(zone: str) -> timezone:
    if zone in {"Z", "UTC", "GMT"}:
        return UTC
    if zone[0] in _ZONES:
        return timezone(timedelta(hours=_ZONES[zone[0]] + (zone[1] == "D")))
    digits = zone.removeprefix("UTC").removeprefix("GMT").replace(":", "")
    offset = timedelta(hours=int(digits[1:3]), minutes=int(digits[3:5]))
    return timezone(-offset if digits[0] == "-" else offset)


def _finish(moment: datetime, precision: str) -> Published:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    midnight = (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0)
    return Published(moment.astimezone(UTC), "day" if midnight else precision)
