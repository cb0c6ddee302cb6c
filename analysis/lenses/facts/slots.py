"""Slots: facts of several tellings that speak of the same thing, whatever values they give."""

import re
from dataclasses import dataclass

import pandas as pd

from analysis.lenses.facts.doubts import may_both_hold
from analysis.lenses.facts.events import classify, compare_clauses
from analysis.lenses.facts.intervals import (
    Value,
    has_one_point,
    is_compatible,
    is_conflicting,
    is_near,
    judge,
)
from analysis.lenses.facts.items import Item

_SAME_THING = 0.15  # cosine from which a shared event with a shared name is one event
_CLOSE = 0.35  # cosine from which two clauses tell the same without more
_VERY_CLOSE = 0.5
_SURE = 0.6
_ALMOST_EQUAL = 0.7  # cosine that stands in for a noun both leave out
_THE_SAME = 0.8  # cosine of clauses that differ in little but the value
_SURELY_NAMED = 2  # words of names shared from which an event of one kind is one event
_LIKE_RANKS = 0.25  # cosine from which two ranks of one noun are one, where no name is shared
_FEW = 13  # so many of one noun are counted often: the clauses must be alike
_NOT_FAR = 1.5  # how many times as large one of two bare counts of one event may be
_WIDE = 40 * 86_400.0  # seconds; a longer span of time is shared by many events
_OTHERS = re.compile(r"(?i)\b(?:others?|another|additional|further|more(?!\s+than))\b")
_SAME_NEWS = pd.Timedelta(days=3)


@dataclass(frozen=True)
class Link:
    """Two items that fill one slot: `strength` orders links, `agrees` is whether both can hold."""

    first: int
    second: int
    strength: float
    agrees: bool


@dataclass(frozen=True)
class Likeness:
    """What two items have in common: `words` is the cosine of their clauses."""

    words: float
    names: int
    event: bool
    noun: bool
    told: bool  # the event of one's own verb or noun stands in the other's clause

    @property
    def near(self) -> bool:
        """Whether anything beside the value says the two belong together."""
        return self.event or self.names > 0 or self.words >= _SAME_THING


def find_links(items: list[Item]) -> list[Link]:
    """Every pair of items that fills one slot, the surest first."""
    links = [
        link
        for number, first in enumerate(items)
        for second in items[number + 1 :]
        if first.value.kind == second.value.kind
        for link in [_link(first, second)]
        if link is not None
    ]
    return sorted(
        links, key=lambda link: (not link.agrees, -link.strength, link.first, link.second)
    )


def _link(first: Item, second: Item) -> Link | None:
    if is_compatible(first.value, second.value):
        like = _compare(first, second)
        if not is_near(first.value, second.value) or not _fills_one_slot(first, second, like):
            return None
        strength = like.words + 0.1 * min(like.names, 4) + 0.3 * like.event + 0.3 * like.noun
        return Link(first.number, second.number, strength, agrees=True)
    if first.article_id == second.article_id or not is_conflicting(first.value, second.value):
        return None
    # What is told days later may have changed: news, no contradiction.
    apart = first.published - second.published
    if not pd.isna(apart) and abs(apart) > _SAME_NEWS:
        return None
    like = _compare(first, second)
    if not _must_be_one_slot(first, second, like) or may_both_hold(first, second):
        return None
    return Link(first.number, second.number, like.words, agrees=False)


def _compare(first: Item, second: Item) -> Likeness:
    return Likeness(
        compare_clauses(first.weights, second.weights),
        len(first.names & second.names),
        bool(first.events & second.events),
        bool(first.noun) and classify(first.noun) == classify(second.noun),
        bool(first.own & second.events or second.own & first.events),
    )


def _fills_one_slot(  # noqa: PLR0911 (one return a kind)
    first: Item, second: Item, like: Likeness
) -> bool:
    """Whether two facts that can both hold speak of the same; an equal rare value counts for it."""
    kind = first.value.kind
    if kind == "time":
        # A week holds much that a day in it does not tell of.
        if like.told and _share_far_day(first, second):
            return True
        inside = judge(first.value, second.value)[0] == "coarser"
        wide = max(first.value.width, second.value.width) > _WIDE
        return _is_one_time(wide, like) and (not inside or _is_one_event(like))
    if kind == "place":
        return like.event and (like.names > 0 or like.words >= _SAME_THING)
    if kind == "age":
        return like.noun or like.words >= _CLOSE or (like.names > 0 and like.words >= _SAME_THING)
    if kind == "score":
        return like.near
    if first.value.is_vague or second.value.is_vague:
        return like.noun and like.near
    rare = _share_rare_value(first.value, second.value)
    if kind in ("count", "ordinal"):
        return _is_one_count(first, second, like, rare)
    firm = like.event and like.names > 0 and like.words >= _SAME_THING
    return like.words >= _CLOSE or firm or (like.near and (like.noun or rare))


def _share_rare_value(first: Value, second: Value) -> bool:
    """Whether both give one value seldom met by chance; a hedged one may be the other's."""
    hedged = bool(first.hedge or second.hedge)
    same = hedged or first.point == second.point or has_one_point(first, second)
    return first.is_rare and second.is_rare and same


def _is_one_time(wide: bool, like: Likeness) -> bool:
    """A month or a year holds much: there the clauses themselves must be close."""
    if not like.told:
        return like.words >= _CLOSE
    if wide:
        return like.words >= (_CLOSE if like.event else _VERY_CLOSE)
    return like.words >= _CLOSE or (like.event and (like.names > 0 or like.words >= _SAME_THING))


def _share_far_day(first: Item, second: Item) -> bool:
    """Whether both name one day far from publication, of which few things are told."""
    same = (first.value.low, first.value.high) == (second.value.low, second.value.high)
    if not same or not first.value.unit == second.value.unit == "day" or not first.own & second.own:
        return False
    day = pd.Timestamp(first.value.low, unit="s", tz="UTC")
    known = [one for one in (first.published, second.published) if not pd.isna(one)]
    return all(abs(one - day) > _SAME_NEWS for one in known)


def _is_one_event(like: Likeness) -> bool:
    """Whether more than a likeness of words says that two clauses tell one event."""
    named = like.event and like.names >= _SURELY_NAMED
    return named or like.words >= _SURE or (like.noun and like.words >= _CLOSE)


def _is_one_rank(first: Item, second: Item, like: Likeness) -> bool:
    """First things are many: the words beside the noun, or names, must say that it is one."""
    ranked = [
        set(item.stated.casefold().replace("-", " ").split()[1:-1]) for item in (first, second)
    ]
    if ranked[0] and ranked[1] and not ranked[0] & ranked[1] and not like.names:
        return False
    return like.names > 0 or like.words >= _LIKE_RANKS


def _is_one_count(first: Item, second: Item, like: Likeness, rare: bool) -> bool:
    """One noun counted, or a noun left out: `two were injured` beside `two people were injured`."""
    if first.value.kind == "ordinal" and not _is_one_rank(first, second, like):
        return False
    if like.noun and first.value.point < _FEW and not rare:
        return like.words >= _LIKE_RANKS or (like.told and like.names > 0)
    if like.noun:
        return like.near or rare
    one_silent = not (first.noun and second.noun)
    same_verb = bool(first.verb) and classify(first.verb) == classify(second.verb)
    if first.value.kind == "count" and one_silent and same_verb and like.near:
        return True
    # Fifteen seasons are not fifteen games, unless the clauses say so.
    needed = _SAME_THING if one_silent else _CLOSE
    return (rare and like.words >= needed) or (one_silent and like.words >= _VERY_CLOSE)


def _must_be_one_slot(  # noqa: PLR0911 (one return a kind)
    first: Item, second: Item, like: Likeness
) -> bool:
    """Whether two facts that cannot both hold speak of the same beyond reasonable doubt."""
    kind = first.value.kind
    if kind == "age":
        # Two ages of one person: both stand right beside the name.
        return like.noun and first.noun in first.names and second.noun in second.names
    if kind in ("score", "place") or _name_others(first, second):
        return False
    if not first.own & second.own:
        # `found 40 kilos of cocaine`: no event of its own, and the clauses are as good as one.
        return kind not in ("count", "ordinal") and like.names > 0 and like.words >= _THE_SAME
    if kind == "time":
        same = first.verb == second.verb and first.noun == second.noun
        return same and like.words >= (_SURE if like.names else _THE_SAME)
    if kind in ("count", "percent") and not _tell_one_thing(first, second):
        return False
    if kind == "count":
        return like.words >= _CLOSE if like.noun else _are_bare_counts(first, second, like)
    if kind == "ordinal" and not (like.noun and like.names):
        return False
    needed = _VERY_CLOSE if like.noun else _ALMOST_EQUAL
    return like.words >= (needed if like.names else _THE_SAME)


def _tell_one_thing(first: Item, second: Item) -> bool:
    """`11 people were arrested` and `two people remain in custody` may both be right."""
    return classify(first.verb) == classify(second.verb)


def _name_others(first: Item, second: Item) -> bool:
    """`30 flights in Lisbon` beside `80 flights in Madrid`: each clause has a name of its own."""
    if _counts_others(first) or _counts_others(second):
        return True
    return bool(first.names - second.names and second.names - first.names)


def _counts_others(item: Item) -> bool:
    """`22 other defendants` beside 23, the first of them named before."""
    return _OTHERS.search(item.stated) is not None


def _are_bare_counts(first: Item, second: Item, like: Likeness) -> bool:
    """`14 died` beside `15 died`: no noun, clauses as good as one, and numbers not far apart.

    Four who were hurt may be four of the forty.
    """
    silent = not (first.noun or second.noun) and first.verb == second.verb
    low, high = sorted((first.value.point, second.value.point))
    return silent and like.words >= _THE_SAME and high <= _NOT_FAR * low
