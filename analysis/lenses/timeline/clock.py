"""Clock times in a sentence: `1:55 a.m. PT`, `0855 GMT`, `11.30pm`, `noon`, `after 8 p.m.`."""

import re
from dataclasses import dataclass
from datetime import time

from analysis.lenses.timeline.zones import find_zones

_HALF = r"(?P<half>[aApP])(?:\.\s?[mM]\b\.?|\s?[mM]\b(?!-))"
_HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
_CLOCK = re.compile(
    rf"""
    (?<![\d:.,$£€-])(?P<hour>\d{{1,2}})(?:[:.](?P<minute>[0-5]\d))?(?::[0-5]\d)?\s?{_HALF}
  | (?<![\d:.,$£€-])(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?::[0-5]\d)?(?![\d:])
      (?!\s?(?:-|–)\s?\d)
  | (?<![\d:.,$£€-])(?P<hour4>[01]\d|2[0-3])(?P<minute4>[0-5]\d)
      (?=\s?(?:GMT|UTC|BST|EST|EDT|PST|PDT|Z\b|hrs\b|hours\b|local\ time))
  | \b(?P<spoken>\d{{1,2}}|{"|".join(_HOURS)})\s(?P<oclock>o['’]clock)
      (?:\s(?:in\sthe\s)?(?P<part>morning|afternoon|evening|at\snight))?
  | \b(?P<noon>noon|midday|midnight)\b
      (?!\s(?!(?:on|and|to|in|when|as|local|today|yesterday|this|that)\b)[a-z])
    """,
    re.VERBOSE,
)
_FIRST_OF_TWO = re.compile(
    r"(?<![\d:.,$£€-])(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?:-|–|\sto\s|\sand\s|\sor\s)\s?$"
)
# Bare `2:30` may be a score, a race or a film's length; what tells a clock is a word or a zone.
_CUE = re.compile(
    r"(?i)\b(?:at|around|about|by|until|till|from|before|after|since|to|and)\s+$|\d{4}[\sT,|-]+$"
)
_LOCAL = re.compile(r"[\s,(]{0,2}(?:local\s+time|(?:hrs|hours)(?:\s+local(?:\s+time)?)?)")
_ABOUT = re.compile(r"(?i)\b(?:about|around|approximately|roughly|circa|towards?)\s+$")
_AFTER = re.compile(r"(?i)\b(?:(?:just|shortly|soon|right|minutes)\s+after|just\s+past)\s+$")
_BEFORE = re.compile(r"(?i)\b(?:just|shortly|minutes)\s+before\s+$")
_SLACK = 30  # minutes that `around`, `just after` and `shortly before` leave


@dataclass(frozen=True)
class Clock:
    """One clock time: the wall time, the minutes it may be off, the zones its words may mean."""

    start: int
    end: int
    wall: time
    until: time | None
    minus: int
    plus: int
    zones: tuple[str, ...]


def find_clocks(text: str) -> list[Clock]:
    """Every clock time in a text, in order.

    >>> [(c.wall.hour, c.wall.minute, c.zones) for c in find_clocks("at 0855 GMT, 1:55 a.m. PT")]
    [(8, 55, ('+00:00',)), (1, 55, ('America/Los_Angeles',))]
    """
    found = (_read_clock(text, match) for match in _CLOCK.finditer(text))
    return [clock for clock in found if clock is not None]


def _read_clock(text: str, match: re.Match[str]) -> Clock | None:
    wall = _read_wall(match)
    if wall is None:
        return None
    start, end = match.span()
    first = _FIRST_OF_TWO.search(text[:start]) if match["hour"] else None
    until = None
    if first and int(first["hour"]) <= 12:
        until, start = wall, first.start()
        wall = _turn(int(first["hour"]), int(first["minute"] or 0), match["half"])
        if wall is not None and wall > until:
            wall = wall.replace(hour=wall.hour - 12) if wall.hour >= 12 else wall
    zoned = find_zones(text, end)
    local = None if zoned else _LOCAL.match(text, end)
    stop = zoned[0] if zoned else local.end() if local else end
    before = text[:start]
    if match["hour24"] and not (zoned or local or _CUE.search(before)):
        return None
    minus, plus = 0, 0
    for pattern, slack in (
        (_ABOUT, (_SLACK, _SLACK)),
        (_AFTER, (0, _SLACK)),
        (_BEFORE, (_SLACK, 0)),
    ):
        hedge = pattern.search(before)
        if hedge:
            start, (minus, plus) = hedge.start(), slack
            break
    return Clock(start, stop, wall or time(), until, minus, plus, zoned[1] if zoned else ())


def _read_wall(match: re.Match[str]) -> time | None:
    if match["hour"]:
        return _turn(int(match["hour"]), int(match["minute"] or 0), match["half"])
    if match["hour24"]:
        return time(int(match["hour24"]), int(match["minute24"]))
    if match["hour4"]:
        return time(int(match["hour4"]), int(match["minute4"]))
    if match["oclock"]:
        spoken = match["spoken"]
        hour = int(spoken) if spoken.isdigit() else _HOURS.index(spoken) + 1
        part = match["part"] or ""
        return _turn(hour, 0, "p" if part in ("afternoon", "evening", "at night") else "a")
    return time(0 if match["noon"] == "midnight" else 12, 0)


def _turn(hour: int, minute: int, half: str) -> time | None:
    """Twelve-hour to twenty-four-hour clock; none for an hour that does not exist."""
    if hour > 12 or hour == 0:
        return None
    return time(hour % 12 + (12 if half.lower() == "p" else 0), minute)
