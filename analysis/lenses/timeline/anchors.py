"""From words to moments: each anchored to the day of publication or to the time before it."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from analysis.language.clauses import Part
from analysis.lenses.timeline.calendar import find_dates
from analysis.lenses.timeline.clock import Clock, find_clocks
from analysis.lenses.timeline.days import Dated
from analysis.lenses.timeline.offsets import Offset, find_offsets, move
from analysis.lenses.timeline.sentences import find_tense, mend_sentences
from analysis.lenses.timeline.zones import find_place_zones, to_utc

_JOINS = re.compile(
    r"(?i)[\s,)]*(?:\(?(?:on|at|around|about|by|of|from|shortly|just|soon|before|after|early|late|local\s+time"
    r"|in\s+the\s+(?:morning|afternoon|evening)|this|the\s+(?:morning|evening|night)\s+of)[\s,]*)*\(?"
)
_SINCE = re.compile(r"(?i)\b(?:since|until|till)\s(?:\w+\s)?$")  # bounds a period, dates no clock
_BESIDE = 3  # characters between a clock time and the same moment told for another zone
_NEAR = 8  # days around publication in which a bare clock time keeps to the day last named
_LAST_SECOND = timedelta(seconds=86_399)


@dataclass(frozen=True)
class Moment:
    """One time said in a text; `earliest` is empty where nothing tells what it is counted from."""

    start: int
    end: int
    earliest: datetime | None
    latest: datetime | None
    precision: str
    day: date | None = None  # the day on the wall calendar, for a day or a clock time


def find_moments(
    sentences: list[tuple[int, str]],
    part: Part,
    today: date | None,
    home: tuple[str, ...],
    *,
    headline: bool = False,
) -> list[Moment]:
    """Every time in the sentences (offset and words) of one headline or text, in order.

    `today` is the day of publication, `home` the zones of the place the article is written from.
    """
    moments: list[Moment] = []
    before: list[Moment] = []
    for shift, sentence in mend_sentences(sentences):
        here = _read_sentence(sentence, shift, part, today, home, before, headline=headline)
        moments += here
        before = here or before[-1:]
    return moments


def _read_sentence(
    text: str,
    shift: int,
    part: Part,
    today: date | None,
    home: tuple[str, ...],
    before: list[Moment],
    *,
    headline: bool,
) -> list[Moment]:
    offsets = [one for one in find_offsets(text) if not _lasts(part, one, shift)]
    dates = find_dates(text, today, lambda at: find_tense(part, shift + at, headline=headline))
    dates = [
        one
        for one in dates
        if not _taken(one, [o for o in offsets if o.unit in ("hour", "minute")])
        and not _lasts(part, one, shift)
    ]
    clocks = [
        one
        for one in find_clocks(text)
        if not _taken(one, [d for d in dates if d.precision == "day" and d.end - d.start > 9])
    ]
    offsets = [one for one in offsets if not _taken(one, dates)]
    day = _default_day(text, dates, before, today)
    zones = (find_place_zones(text) or home) if clocks else ()
    moments: list[Moment] = []
    used: set[int] = set()
    for clock in clocks:
        joined = _find_date(text, clock, [d for n, d in enumerate(dates) if n not in used])
        if joined is not None:
            used.add(dates.index(joined))
        start = min(clock.start, joined.start) if joined else clock.start
        beside = bool(moments) and 0 <= start - (moments[-1].end - shift) <= _BESIDE
        previous = moments[-1] if beside else None
        moments.append(_place_clock(clock, joined, day, zones, shift, previous))
        if previous is not None:
            moments[-2] = _narrow(previous, moments[-1])
    moments += [_place_date(one, shift) for number, one in enumerate(dates) if number not in used]
    for offset in offsets:
        anchor = _find_anchor(offset, moments, before, shift, today)
        moments.append(_place_offset(offset, anchor, shift))
    return sorted(moments, key=lambda moment: (moment.start, moment.end))


def _lasts(part: Part, one: Dated | Offset, shift: int) -> bool:
    """Whether `last` is the verb: what is to last two months is no time gone by."""
    rows = part.rows(one.start + shift, one.end + shift)
    return any(part.lemma[row] == "last" and part.pos[row] == "VERB" for row in rows)


def _taken(one: Dated | Clock | Offset, others: list[Dated] | list[Offset]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _find_date(text: str, clock: Clock, dates: list[Dated]) -> Dated | None:
    """The day said right before or right after a clock time."""
    for one in reversed(dates):
        if one.precision != "day" or one.first is None:
            continue
        gap = text[clock.end : one.start] if one.start >= clock.end else text[one.end : clock.start]
        if (one.start >= clock.end or one.end <= clock.start) and _JOINS.fullmatch(gap):
            return one
    return None


def _default_day(
    text: str, dates: list[Dated], before: list[Moment], today: date | None
) -> date | None:
    """The day a bare clock time falls on: one named in its sentence, the one before it, today."""
    named = (
        one.first
        for one in dates
        if one.precision == "day" and one.first == one.last and not _SINCE.search(text[: one.start])
    )
    days = set(named)
    if len(days) == 1:
        return next(iter(days))
    near = (
        moment.day
        for moment in reversed(before)
        if moment.day and today and 0 <= (today - moment.day).days < _NEAR
    )
    return next(near, today)


def _place_clock(
    clock: Clock,
    joined: Dated | None,
    day: date | None,
    zones: tuple[str, ...],
    shift: int,
    previous: Moment | None,
) -> Moment:
    start = min(clock.start, joined.start) if joined else clock.start
    end = max(clock.end, joined.end) if joined else clock.end
    day = joined.first if joined else day
    if day is None:
        return Moment(start + shift, end + shift, None, None, "relative")
    spans = [
        _clock_span(clock, day + timedelta(days=step), clock.zones or zones) for step in (0, -1, 1)
    ]
    earliest, latest = spans[0]
    if previous is not None and previous.earliest and joined is None and clock.zones:
        # The same moment told for another zone may fall on the day before or after.
        anchor = previous.earliest
        earliest, latest = min(spans, key=lambda span: abs(span[0] - anchor))
    return Moment(start + shift, end + shift, earliest, latest, "minute", day)


def _narrow(wide: Moment, exact: Moment) -> Moment:
    """`9 p.m. local time (1000 GMT)`: the zone that is known settles the one that is not."""
    if None in (wide.earliest, wide.latest, exact.earliest, exact.latest):
        return wide
    if wide.earliest <= exact.earliest and exact.latest <= wide.latest:  # type: ignore[operator]
        return replace(wide, earliest=exact.earliest, latest=exact.latest)
    return wide


def _clock_span(clock: Clock, day: date, zones: tuple[str, ...]) -> tuple[datetime, datetime]:
    earliest, latest = to_utc(datetime.combine(day, clock.wall), zones)
    if clock.until is not None:
        next_day = timedelta(days=1 if clock.until < clock.wall else 0)
        latest = to_utc(datetime.combine(day + next_day, clock.until), zones)[1]
    return earliest - timedelta(minutes=clock.minus), latest + timedelta(minutes=clock.plus)


def _place_date(one: Dated, shift: int) -> Moment:
    if one.first is None or one.last is None:
        return Moment(one.start + shift, one.end + shift, None, None, one.precision)
    return Moment(
        one.start + shift,
        one.end + shift,
        datetime.combine(one.first, time(), UTC),
        datetime.combine(one.last, time(), UTC) + _LAST_SECOND,
        one.precision,
        one.first if one.first == one.last else None,
    )


def _find_anchor(  # noqa: PLR0911 (one return a kind of anchor)
    offset: Offset, moments: list[Moment], before: list[Moment], shift: int, today: date | None
) -> tuple[datetime, datetime] | None:
    """What an offset counts from: the day of publication, else the time told nearest before it."""
    if offset.from_today:
        if today is None:
            return None
        start = datetime.combine(today, time(), UTC)
        return start, start + _LAST_SECOND
    near = [m for m in moments if m.earliest and m.end <= offset.start + shift]
    near = near or [m for m in moments if m.earliest] or [m for m in before if m.earliest]
    if not near:
        return None
    if offset.unit in ("hour", "minute", "second"):
        near = [m for m in near if m.precision in ("minute", "relative")] or [
            m for m in near if m.precision == "day"
        ]
        if not near:
            return None
    anchor = near[-1]
    if anchor.earliest is None or anchor.latest is None:
        return None
    if offset.unit == "day":
        # A day later is a day of the calendar, whatever the hour it is counted from.
        return _whole_days(anchor.earliest, anchor.latest)
    return anchor.earliest, anchor.latest


def _whole_days(earliest: datetime, latest: datetime) -> tuple[datetime, datetime]:
    first = datetime.combine(earliest.date(), time(), UTC)
    return first, datetime.combine(latest.date(), time(), UTC) + _LAST_SECOND


def _place_offset(offset: Offset, anchor: tuple[datetime, datetime] | None, shift: int) -> Moment:
    moment = Moment(offset.start + shift, offset.end + shift, None, None, "relative")
    if anchor is None:
        return moment
    earliest, latest = move(offset, anchor)
    return replace(moment, earliest=earliest, latest=latest)
