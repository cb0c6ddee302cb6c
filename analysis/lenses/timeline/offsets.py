"""Times told by their distance: `a few hours before`, `two days later`, `the past 24 hours`."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

_WORDS = {
    word: float(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"a": 1.0, "an": 1.0, "fifteen": 15.0, "twenty": 20.0, "thirty": 30.0, "half an": 0.5}
_VAGUE = {"a few": (2.0, 6.0), "several": (3.0, 9.0), "a couple of": (2.0, 3.0), "some": (2.0, 9.0)}
# A bare plural: at least two of them, and not as many as make the next larger unit.
_BARE = {"second": 59, "minute": 59, "hour": 12, "day": 6, "week": 8, "month": 11, "year": 10}
_SECONDS = {
    "second": 1.0,
    "minute": 60.0,
    "hour": 3600.0,
    "day": 86_400.0,
    "week": 604_800.0,
    "month": 2_629_800.0,  # a twelfth of a Julian year
    "year": 31_557_600.0,
}
_NUMBER = (
    r"(?P<n>half\san|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
    r"|thirty|\d{1,4}(?:\.\d+)?|a\sfew|several|a\scouple\sof|some)"
)
_UNIT = r"(?P<unit>second|minute|hour|day|week|month|year)s?"
_OFFSET = re.compile(
    rf"(?i)(?<!\d[.,])\b(?:(?P<hedge>about|around|nearly|almost|more\sthan|less\sthan|just|only|over|some)\s)?"
    rf"(?:{_NUMBER}\s)?{_UNIT}\s"
    r"(?P<way>before|earlier|prior|beforehand|previously|later|after(?:wards?)?|ago|from\snow)\b(?!\s(?:being|the\sage))"
)
_STEP = re.compile(
    r"(?i)\b(?:the\s(?P<near>next|following|previous|same)\s(?P<period>day|morning|afternoon|evening|night)"
    r"|the\sday\s(?P<side>before|after)(?!\s(?:tomorrow|yesterday))"
    r"|that\s(?P<that>same\sday|day|morning|afternoon|evening|night)|later\sthat\sday)\b"
)
_SPAN = re.compile(
    r"(?i)\b(?:(?:in|over|for|during|within)\s)?(?:the\s)?(?P<side>past|last|next|coming)\s"
    rf"(?P<n>few|several|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+)\s{_UNIT}\b"
)
_LASTING = re.compile(
    r"(?i)\b(?:for|of|last(?:s|ed|ing)?|spend(?:s|ing)?|spent|took|takes?|every|each)\s(?:\w+\s){0,2}$"
)

# Large numbers that leave their unit bare: `2,000 years ago`, `four million years ago`.
_LARGE = re.compile(
    r"(?i)(?:\d|\b(?:hundreds?|thousands?|[mb]illions?|dozens?|scores|tens))(?:\sof)?\s$"
)
_FARTHEST = 1_000 * _SECONDS["year"]  # further off nothing can be dated

# What may lead `last two months` where `last` is no verb.
_LED = re.compile(
    r"(?i)(?:^|[,;:(—–-]|\b(?:the|these|those|this|his|her|its|their|our|my|your|of|in|over|for|during"
    r"|within|since|from|to|and|very))\s*$|['’]s?\s$"
)


@dataclass(frozen=True)
class Offset:
    """A distance in time: seconds from its anchor, which may be the article's own day."""

    start: int
    end: int
    low: float
    high: float
    unit: str
    from_today: bool


def find_offsets(text: str) -> list[Offset]:
    """Every distance in time told in a text, in order.

    >>> [(o.low / 3600, o.high / 3600) for o in find_offsets("They left a few hours before.")]
    [(-6.0, -2.0)]
    """
    found = [
        _read_offset(match)
        for match in _OFFSET.finditer(text)
        if not _LASTING.search(text[: match.start()])
        and (match["n"] or match[0].lower().split()[0][-1] == "s")
        and (match["n"] or not _LARGE.search(text[: match.start("unit")]))
    ]
    found += [_read_step(match) for match in _STEP.finditer(text)]
    found += [_read_span(match) for match in _SPAN.finditer(text) if not _is_verb(match, text)]
    near = [one for one in found if max(abs(one.low), abs(one.high)) < _FARTHEST]
    return sorted(near, key=lambda offset: offset.start)


def _is_verb(match: re.Match[str], text: str) -> bool:
    """`Repairs last two months`: the last two months would have an article or a preposition."""
    if match["side"].lower() != "last" or match[0][:4].lower() != "last":
        return False
    return not _LED.search(text[: match.start()])


def move(offset: Offset, anchor: tuple[datetime, datetime]) -> tuple[datetime, datetime]:
    """The moments an offset allows, from its anchor's earliest and latest."""
    return (
        anchor[0] + timedelta(seconds=offset.low),
        anchor[1] + timedelta(seconds=offset.high),
    )


def _read_offset(match: re.Match[str]) -> Offset:
    unit = match["unit"].lower()
    low, high = _read_number(match["n"], unit)
    if low == high:
        slack = 0.0 if unit == "day" and not match["hedge"] else max(0.5, 0.1 * low)
        low, high = low - slack, high + slack
    back = match["way"].lower() in ("before", "earlier", "prior", "beforehand", "previously", "ago")
    seconds = _SECONDS[unit]
    low, high = (-high, -low) if back else (low, high)
    from_today = match["way"].lower() in ("ago", "from now")
    return Offset(*match.span(), low * seconds, high * seconds, unit, from_today)


def _read_number(words: str | None, unit: str) -> tuple[float, float]:
    if words is None:
        return 2.0, float(_BARE[unit])
    words = words.lower()
    if words in _VAGUE:
        return _VAGUE[words]
    number = _WORDS.get(words)
    number = float(words) if number is None else number
    return number, number


def _read_step(match: re.Match[str]) -> Offset:
    """`the next day` is a day on from the anchor's day, `that evening` the anchor's own day."""
    near, side = (match["near"] or "").lower(), match["side"]
    days = 1 if near in ("next", "following") or side == "after" else 0
    days = -1 if near == "previous" or side == "before" else days
    return Offset(*match.span(), days * 86_400.0, days * 86_400.0, "day", from_today=False)


def _read_span(match: re.Match[str]) -> Offset:
    """`the past 24 hours` reaches back from the article's day, `the next week` forward."""
    unit = match["unit"].lower()
    words = match["n"].lower()
    _, number = {"few": (2.0, 6.0), "several": (3.0, 9.0)}.get(words) or _read_number(words, unit)
    seconds = number * _SECONDS[unit]
    ahead = match["side"].lower() in ("next", "coming")
    low, high = (0.0, seconds) if ahead else (-seconds, 0.0)
    return Offset(*match.span(), low, high, unit, from_today=True)
