"""Slots: facts of several tellings that speak of the same thing, whatever values they give."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from math import sqrt

import pandas as pd

from analysis.lenses.facts.intervals import (
    Value,
    is_compatible,
    is_conflicting,
    is_near,
    read_value,
)
from analysis.lenses.facts.places import read_event_classes
from analysis.lenses.facts.units import read_lines

_SAME_THING = 0.15  # cosine from which a shared event with a shared name is one event
_CLOSE = 0.35  # cosine from which two clauses tell the same without more
_VERY_CLOSE = 0.5
_SURE = 0.6
_ALMOST_EQUAL = 0.7  # cosine that stands in for a noun both leave out
_SAME_NEWS = pd.Timedelta(days=3)
_WEIGHT_OF_NOTHING = 8.0  # weight of a word wordfreq does not know: names, mostly


@dataclass(frozen=True)
class Item:
    """One fact, time or place of one telling, with what is needed to find its like elsewhere."""

    number: int
    article_id: str
    part: str
    start: int
    end: int
    stated: str
    value: Value
    noun: str
    verb: str
    events: frozenset[str]
    own: frozenset[str]
    names: frozenset[str]
    weights: tuple[tuple[str, float], ...]
    about: str
    published: pd.Timestamp


@dataclass(frozen=True)
class Link:
    """Two items that fill one slot: `strength` orders links, `agrees` says whether both can hold."""

    first: int
    second: int
    strength: float
    agrees: bool


def read_items(table: pd.DataFrame, articles: pd.DataFrame) -> list[Item]:
    """The rows of facts, or of a timeline, as items in the order of the table."""
    published = dict(zip(articles["article_id"], articles["published"], strict=True))
    items = []
    for number, row in enumerate(table.to_dict("records")):
        words = str(row["context"]).split()
        names = (
            frozenset(
                word.casefold().strip(".,'’")
                for name in str(row["entities"]).split(" | ")
                for word in name.split()
                if word[:1].isupper() or word[:1].isdigit() or word.islower()
            )
            - _read_idle()
        )
        noun, verb = str(row["noun"]), str(row["verb"])
        items.append(
            Item(
                number,
                str(row["article_id"]),
                str(row["part"]),
                int(row["start"]),
                int(row["end"]),
                str(row["stated"]),
                read_value(row),
                noun,
                verb,
                *_name_events(noun, verb, words),
                names,
                _weigh(words, noun),
                str(row["about"]),
                published[row["article_id"]],
            )
        )
    return items


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
    likeness = compare_clauses(first.weights, second.weights)
    shared = len(first.names & second.names)
    event = bool(first.events & second.events)
    if is_compatible(first.value, second.value):
        if _fills_one_slot(first, second, likeness, shared, event):
            strength = (
                likeness + 0.1 * min(shared, 4) + 0.3 * event + _same_noun(first, second) * 0.3
            )
            return Link(first.number, second.number, strength, agrees=True)
        return None
    if first.article_id == second.article_id or not is_conflicting(first.value, second.value):
        return None
    # What is told days later may have changed: that is news, no contradiction. (NaT compares false.)
    if abs(first.published - second.published) > _SAME_NEWS:
        return None
    if _must_be_one_slot(first, second, likeness, shared):
        return Link(first.number, second.number, likeness, agrees=False)
    return None


def _fills_one_slot(first: Item, second: Item, likeness: float, shared: int, event: bool) -> bool:
    """Whether two facts that can both hold speak of the same; an equal rare value counts for it."""
    kind = first.value.kind
    same_noun = _same_noun(first, second) or _counts_without_noun(first, second)
    if not is_near(first.value, second.value):
        return False
    if kind == "time":
        wide = max(first.value.width, second.value.width) > 40 * 86_400
        needed = _CLOSE if wide else _SAME_THING
        return (
            event and (shared > 0 or likeness >= needed) and (not wide or likeness >= _CLOSE)
        ) or (likeness >= (_VERY_CLOSE if wide else _CLOSE))
    if kind == "place":
        return event and (shared > 0 or likeness >= _SAME_THING)
    if kind == "age":
        return same_noun or (shared > 0 and likeness >= _SAME_THING) or likeness >= _CLOSE
    if first.value.is_vague or second.value.is_vague:
        return same_noun and likeness >= _SAME_THING
    rare = first.value.is_rare and second.value.is_rare
    if kind in ("count", "ordinal"):
        if same_noun:
            return event or shared > 0 or likeness >= _SAME_THING or rare
        return (rare and likeness >= _SAME_THING) or (
            likeness >= _VERY_CLOSE and not (first.noun and second.noun)
        )
    if same_noun and (event or shared or likeness >= _SAME_THING):
        return True
    return (
        likeness >= _CLOSE
        or (rare and (shared > 0 or event or likeness >= _SAME_THING))
        or (event and shared > 0 and likeness >= _SAME_THING)
    )


def _must_be_one_slot(first: Item, second: Item, likeness: float, shared: int) -> bool:
    """Whether two facts that cannot both hold speak of the same beyond reasonable doubt."""
    kind = first.value.kind
    if kind == "age":
        return _ages_one(first, second)
    if kind in ("score", "place") or not first.own & second.own:
        return False
    if kind == "time":
        same = first.verb == second.verb and first.noun == second.noun
        return same and shared > 0 and likeness >= _SURE
    if not _same_noun(first, second):
        return kind not in ("count", "ordinal") and likeness >= _ALMOST_EQUAL and shared > 0
    if kind == "count":
        return likeness >= _CLOSE
    return likeness >= _VERY_CLOSE and shared > 0


def _ages_one(first: Item, second: Item) -> bool:
    """Two ages given to one name: the number stands right beside the person's name in both."""
    return _same_noun(first, second) and first.noun in first.names and second.noun in second.names


def _same_noun(first: Item, second: Item) -> bool:
    return bool(first.noun) and _classify(first.noun) == _classify(second.noun)


def _counts_without_noun(first: Item, second: Item) -> bool:
    """`two were injured` beside `two people were injured`: one verb, and one noun left out."""
    if first.value.kind != "count" or (first.noun and second.noun):
        return False
    return bool(first.verb) and _classify(first.verb) == _classify(second.verb)


def _name_events(noun: str, verb: str, words: list[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The kinds of event told in a fact's clause, and those of its own verb or noun.

    A verb that says little (`take place`) is no event of its own.
    """
    classes = read_event_classes()
    plain = [word.replace("_", " ") for word in words]
    inside = {classes[word] for word in plain if word in classes}
    own = {classes[noun]} if noun in classes else set()
    if verb and (" " in verb or verb not in _read_light()):
        own.add(_classify(verb))
    return frozenset(own | inside), frozenset(own)


def _classify(word: str) -> str:
    return read_event_classes().get(word, word)


def _weigh(words: list[str], noun: str) -> tuple[tuple[str, float], ...]:
    """The clause's words, like events as one, each weighted by how rare it is in English."""
    from wordfreq import zipf_frequency  # noqa: PLC0415 (a moment to load; few calls need it)

    light = _read_light()
    classed = Counter(_classify(word.replace("_", " ")) for word in [*words, noun] if word)
    return tuple(
        sorted(
            (word, max(0.5, _WEIGHT_OF_NOTHING - float(zipf_frequency(word, "en"))))
            for word in classed
            if word not in light
        )
    )


def compare_clauses(
    first: tuple[tuple[str, float], ...], second: tuple[tuple[str, float], ...]
) -> float:
    one, other = dict(first), dict(second)
    shared = sum(weight * other[word] for word, weight in one.items() if word in other)
    if not shared:
        return 0.0
    lengths = sqrt(sum(w * w for w in one.values())) * sqrt(sum(w * w for w in other.values()))
    return shared / lengths


@cache
def _read_light() -> frozenset[str]:
    return frozenset(line[0] for line in read_lines("light_verbs.txt"))


@cache
def _read_idle() -> frozenset[str]:
    """Words that stand in many names and tell none apart."""
    return frozenset(
        "the of and for in mr mrs ms dr de la international united states national".split()
    ) | {""}
