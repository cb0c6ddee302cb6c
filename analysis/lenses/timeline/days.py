"""Days of the calendar: months, halves of a span, the year a date most likely means."""

from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()

# First and last month; those of winter reach into the next year (meteorological seasons, north).
SEASONS = {
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


def guess_year(month: int, day: int, today: date | None, tense: str) -> int | None:
    """The year that brings the day nearest to `today`; what is to come is not long past."""
    if today is None:
        return None
    made = {
        year: make_day(year, month, min(day, 28)) for year in range(today.year - 1, today.year + 2)
    }
    gaps = {year: (day_ - today).days for year, day_ in made.items() if day_}
    if tense == "past":
        gaps = {year: gap for year, gap in gaps.items() if gap <= 1}
    if tense == "ahead":
        gaps = {year: gap for year, gap in gaps.items() if gap >= -7}
    return min(gaps, key=lambda year: (abs(gaps[year]), -gaps[year]))


def shade_days(shade: str | None, first: date, last: date) -> tuple[date, date]:
    """The first half, the middle half or the second half of a span of days."""
    quarter = (last - first) / 4
    if shade == "early":
        return first, last - 2 * quarter
    if shade == "late":
        return first + 2 * quarter, last
    if shade == "mid":
        return first + quarter, last - quarter
    return first, last


def between(start: int, end: int, days: tuple[date, date], precision: str) -> Dated:
    """A date expression that spans the days."""
    return Dated(start, end, days[0], days[1], precision)


def month_days(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), after - timedelta(days=1)


def month_number(word: str) -> int:
    """1 for `Jan.`, 12 for `December`."""
    return _MONTHS.index(word[:3].lower()) + 1


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, if the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def season_days(season: str, year: int) -> tuple[date, date]:
    """First and last day of a season that begins in a year."""
    opens, closes = SEASONS[season]
    closing = (year + 1, closes - 12) if closes > 12 else (year, closes)
    return date(year, opens, 1), month_days(*closing)[1]
