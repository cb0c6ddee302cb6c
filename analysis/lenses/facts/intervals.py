"""Values as intervals: whether two can both hold, and which of them says more."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite, isnan
from typing import Any

import pandas as pd

from analysis.lenses.facts.units import convert

_EXACT = ("count", "age", "ordinal", "score")
_ROUND = 0.05  # a round number may be this much off before it contradicts another
_RARE = 13  # counts from here on are seldom equal by chance
_COMMON = (0.5, 1, 2, 3, 4, 5, 10, 20, 30, 50, 100)  # round figures that mean little by themselves
_COARSER = 2.0  # an interval this many times as wide says less
_DAY, _HOUR = 86_400.0, 3_600.0
_DEICTIC = re.compile(
    r"(?i)\b(?:today|tonight|yesterday|tomorrow|overnight|(?:last|this|the)\s+"
    r"(?:night|morning|afternoon|evening|day\s+(?:before|after)))\b"
)
_WEEKDAY = re.compile(r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")
_LATER = 15 * _DAY  # two days further apart than this are hardly one event told twice
_SAME_POINT = 0.005  # what converting and writing it out again may change
_NEAR_BOUND = 1.25  # two open bounds, both told, lie this close where they tell the same
_NEAR = 2.0  # an open bound is compared with values up to this many times away


@dataclass(frozen=True)
class Value:
    """What a fact says, as bounds: of a number in its unit, or of a moment in seconds of UTC."""

    kind: str
    low: float
    high: float
    point: float
    unit: str
    hedge: str
    words: str

    @property
    def width(self) -> float:
        """How far apart the bounds are."""
        return self.high - self.low

    @property
    def coarseness(self) -> float:
        """How much the words leave open: a clock time is fine, whatever zone it may be in."""
        clock = self.kind == "time" and self.unit in ("minute", "hour")
        return min(self.width, _HOUR) if clock else self.width

    @property
    def is_bound(self) -> bool:
        """Whether one side is left open: `more than 200`, `up to 50`."""
        return self.hedge in ("more than", "at least", "less than", "at most")

    @property
    def is_vague(self) -> bool:
        """Whether the words give no number at all: `dozens`, `hundreds`."""
        return not self.hedge and self.kind != "time" and self.low > 0 and self.high >= 3 * self.low

    @property
    def is_rare(self) -> bool:
        """Whether two tellings would hardly give this value by chance."""
        if self.kind == "ordinal" or not isfinite(self.point):
            return False
        if self.kind == "count":
            return self.point >= _RARE
        return self.kind == "money" or self.point not in _COMMON


def read_value(row: Mapping[Any, Any]) -> Value:
    """The value of one row of `facts` or of `timeline`."""
    stated = str(row["stated"])
    if "earliest" in row:
        low, high = _seconds(row["earliest"]), _seconds(row["latest"])
        return Value("time", low, high, low, str(row["precision"]), "", stated)
    numbers = (float(row["low"]), float(row["high"]), float(row["value"]))
    return Value(str(row["kind"]), *numbers, str(row["unit"]), str(row["hedge"]), stated)


def is_compatible(first: Value, second: Value) -> bool:
    """Whether both values can hold of one thing."""
    if first.kind == "place":
        return True
    if first.kind in ("count", "ordinal", "score"):
        pair = (second.low, second.high)
    else:
        converted = _convert(second, first)
        if converted is None:
            return True
        pair = converted
    if first.kind == "score":
        return (first.low, first.high) == pair
    if _is_open(first) or _is_open(second):
        return False
    return first.low <= pair[1] and pair[0] <= first.high


def is_conflicting(first: Value, second: Value) -> bool:  # noqa: PLR0911 (one a kind)
    """Whether both values cannot hold, even where round numbers are heard generously."""
    if _is_open(first) or _is_open(second) or is_compatible(first, second):
        return False
    converted = (second.low, second.high) if first.kind in _EXACT else _convert(second, first)
    if converted is None:
        return False
    if first.kind == "time":
        # Years and distances name periods in which a thing may happen twice.
        if (
            not {first.unit, second.unit} <= {"minute", "day"}
            or abs(first.low - second.low) > _LATER
            or _has_same_words(first, second)
        ):
            return False
        # `Yesterday` turns on the day of publication, which an update moves by a day or two.
        deictic = _DEICTIC.search(first.words) or _DEICTIC.search(second.words)
        if deictic and abs(first.low - second.low) <= 2 * _DAY:
            return False
        # `Wednesday` may be the one before or the one after.
        weekday = _WEEKDAY.search(first.words) or _WEEKDAY.search(second.words)
        if weekday and abs(abs(first.low - second.low) - 7 * _DAY) <= 1.5 * _DAY:
            return False
        # A clock time without its day is anchored by guess: the same hour is no contradiction.
        clocks = first.unit == second.unit == "minute"
        off = abs(first.low - second.low) % _DAY
        return not (clocks and min(off, _DAY - off) <= _HOUR)
    if first.kind in _EXACT:
        return True
    if first.is_bound or second.is_bound:
        return False
    slack = _ROUND * max(abs(bound) for bound in (first.point, *converted) if isfinite(bound))
    return first.low - slack > converted[1] or converted[0] - slack > first.high


def _has_same_words(first: Value, second: Value) -> bool:
    """Whether both say `today`: on two days that is two events or one text, no contradiction."""
    return first.words.casefold() == second.words.casefold()


def is_near(first: Value, second: Value) -> bool:
    """Whether an open bound stands near what it may bound: `more than 200` is no word on 5,000."""
    if not (first.is_bound or second.is_bound):
        return True
    points = Value(second.kind, second.point, second.point, 0, second.unit, "", "")
    other = (_convert(points, first) or (second.point, 0))[0]
    sizes = sorted((abs(first.point), abs(other)))
    both = first.is_bound and second.is_bound
    return sizes[1] <= (_NEAR_BOUND if both else _NEAR) * sizes[0]


def judge(first: Value, second: Value) -> tuple[str, str]:
    """State and reason for two values of one slot from two tellings."""
    if first.kind == "place":
        return _judge_places(first, second)
    converted = (second.low, second.high) if first.kind in _EXACT else _convert(second, first)
    if converted is None:
        return "not comparable", f"{first.unit} and {second.unit} have no common measure"
    same_words = first.kind == "time" and _has_same_words(first, second)
    if not same_words and not is_compatible(first, second):
        both = f"“{first.words}” and “{second.words}”"
        sure = is_conflicting(first, second)
        return ("conflict", f"{both} cannot both hold") if sure else ("not comparable", both)
    if same_words or _says_the_same(first, second, converted):
        return "agree", "the same words" if same_words else "the same value"
    width = second.coarseness if first.kind == "time" else converted[1] - converted[0]
    if first.kind == "time" and first.unit == second.unit != "relative":
        return "agree", "the same time"
    coarse, fine = (first, second) if first.coarseness > width else (second, first)
    return "coarser", f"“{coarse.words}” is less exact than “{fine.words}”"


def _judge_places(first: Value, second: Value) -> tuple[str, str]:
    one, other = (_read_names(value.words) for value in (first, second))
    if one == other:
        return "agree", "the same place"
    if one <= other or other <= one:
        return "coarser", "one telling names the place more closely"
    return "not comparable", "places are compared by their names only"


def _read_names(words: str) -> set[str]:
    """The names in the words for a place, if any: a pad and a spaceport of one name are alike."""
    plain = words.replace("’s", "").replace("'s", "").split()
    names = {word.casefold() for word in plain if word[:1].isupper()}
    return names or {word.casefold() for word in plain}


def _says_the_same(first: Value, second: Value, converted: tuple[float, float]) -> bool:
    if first.kind == "time":
        return (first.low, first.high) == converted
    open_ended = [value.is_bound for value in (first, second)]
    same_point = converted[0] <= first.point <= converted[1] and first.low <= converted[1]
    if first.kind in _EXACT:
        return (first.low, first.high) == converted or (
            first.point == second.point
            and open_ended[0] == open_ended[1]
            and bool(first.hedge) == bool(second.hedge)
        )
    if open_ended[0] != open_ended[1]:
        return False
    if open_ended[0]:
        return first.point == second.point
    widths = sorted((first.width, converted[1] - converted[0]))
    near = widths[1] <= _COARSER * max(widths[0], 1e-9)
    return same_point and (near or has_one_point(first, second))


def has_one_point(first: Value, second: Value) -> bool:
    """Whether both state one value, in whatever unit: 14 days and two weeks."""
    if first.unit == second.unit:
        return first.point == second.point
    exact = convert(second.point, second.point, second.unit, first.unit)
    return exact is not None and abs(exact[0] - first.point) <= _SAME_POINT * abs(first.point)


def _convert(value: Value, like: Value) -> tuple[float, float] | None:
    if like.kind == "time" or value.unit == like.unit:
        return value.low, value.high
    if like.kind == "money":
        return None
    return convert(value.low, value.high, value.unit, like.unit)


def _is_open(value: Value) -> bool:
    return isnan(value.low) or isnan(value.high)


def _seconds(moment: Any) -> float:  # noqa: ANN401 (a Timestamp or NaT)
    return float("nan") if pd.isna(moment) else moment.timestamp()
