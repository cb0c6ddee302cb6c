"""Words that loosen a number (`around`, `more than`, `or so`), and the bounds they leave."""

import re
from functools import cache
from math import inf
from typing import NamedTuple

from analysis.lenses.facts.units import read_lines, split_forms

_ABOUT = 0.1  # `around 12` allows a tenth of it either way, and at least one step
_HEDGE_NAMES = {"almost": "about", "just over": "more than"}


class Hedge(NamedTuple):
    """A hedge found beside a number: its own name, and where its words stand."""

    name: str
    start: int
    end: int


def find_hedge_before(text: str, start: int) -> Hedge | None:
    """The hedge whose words end right before `start`.

    >>> find_hedge_before("for around 12 days", 11)
    Hedge(name='about', start=4, end=10)
    """
    pattern, names = _match("before")
    match = pattern.search(text[max(0, start - 40) : start])
    if match is None:
        return None
    shift = max(0, start - 40)
    span = match.span("hedge")
    return Hedge(names[_fold(match["hedge"])], span[0] + shift, span[1] + shift)


def find_hedge_after(text: str, end: int) -> Hedge | None:
    """The hedge whose words begin right after `end`.

    >>> find_hedge_after("12 or more people", 2)
    Hedge(name='at least', start=3, end=10)
    """
    pattern, names = _match("after")
    match = pattern.match(text, end)
    if match is None:
        return None
    return Hedge(names[_fold(match["hedge"])], match.start("hedge"), match.end("hedge"))


def bound(low: float, high: float, *, step: float, hedge: str) -> tuple[float, float]:
    """The bounds of a number once its hedge is heard; `step` is its last significant digit's unit.

    >>> bound(200, 200, step=10, hedge="more than"), bound(12, 12, step=1, hedge="about")
    ((200, inf), (10.8, 13.2))
    """
    slack = max(_ABOUT * abs(high), step)
    if hedge in ("more than", "at least"):
        return low, inf
    if hedge in ("less than", "at most"):
        return min(0, high), high
    if hedge == "just over":
        return low, high + slack
    if hedge == "almost":
        return low - slack, high
    if hedge == "about":
        return round(low - slack, 9), round(high + slack, 9)
    return low, high


def name_hedge(hedge: str) -> str:
    """The hedge as the table `facts` names it: `almost` is a kind of `about`."""
    return _HEDGE_NAMES.get(hedge, hedge)


@cache
def _match(place: str) -> tuple[re.Pattern[str], dict[str, str]]:
    names = {
        form: hedge
        for hedge, where, forms in read_lines("hedges.txt")
        if where == place
        for form in split_forms(forms)
    }
    forms = "|".join(
        re.escape(form).replace(r"\ ", r"\s+") for form in sorted(names, key=lambda f: (-len(f), f))
    )
    if place == "before":
        return re.compile(rf"(?i)\b(?P<hedge>{forms})\s+$"), names
    return re.compile(rf"(?i)[\s-]?(?P<hedge>{forms})(?!\w)"), names


def _fold(words: str) -> str:
    return re.sub(r"\s+", " ", words.lower())
