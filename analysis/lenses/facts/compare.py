"""Agreement: the slots that tellings fill, and whether what they say can hold together."""

from collections.abc import Iterator
from math import inf, isnan
from typing import Any

import pandas as pd

from analysis.language.slots import name_slot
from analysis.lenses.facts.events import compare_clauses
from analysis.lenses.facts.intervals import is_compatible, judge
from analysis.lenses.facts.items import Item, read_items
from analysis.lenses.facts.slots import Link, find_links
from analysis.lenses.facts.tellings import group_tellings
from analysis.tables import as_table

_ENOUGH = 0.4  # share of pairs that must be alike before two slots are taken as one
_LIKE_THE_BEST = 0.6  # an item this near to the one most like the others may stand for its telling
_MOST_NAMES = 3
_STATES = ("conflict", "not comparable", "coarser", "agree")  # the first that holds of any pair


def compare_facts(
    facts: pd.DataFrame,
    timeline: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    stories: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per slot and telling: the table `claims`; a telling that is silent has empty words.

    All articles are taken as tellings of one story, or those with the same `story` in `stories`.
    Two facts fill one slot when their nouns, verbs, names and clauses say so; whether their values
    can both hold is decided by intervals of one unit, never by wording.

    Raises:
        UsageError: more articles than one story has, and no `stories`.
    """
    groups = group_tellings(articles, stories, asked_by="compare_facts")
    indexed = [(table, table.groupby("article_id").indices) for table in (facts, timeline)]
    rows: list[dict[str, Any]] = []
    for story, tellings in groups:
        here = [_select(table, rows_of, tellings) for table, rows_of in indexed]
        slots = [slot for table in here for slot in find_slots(read_items(table, articles))]
        order = {article_id: number for number, article_id in enumerate(tellings)}
        slots.sort(key=lambda slot: min(_place(item, order) for item in slot))
        for number, slot in enumerate(slots, 1):
            name = f"{story} {number}".strip()
            rows += _list_rows(name, slot, tellings)
    return as_table(rows, "claims")


def find_slots(items: list[Item]) -> list[list[Item]]:
    """The items parted into slots: first those that agree, then those that contradict.

    A telling that agrees elsewhere does not contradict: it speaks of two things.
    """
    slot_of = {item.number: [item] for item in items}
    links = find_links(items)
    linked = {(link.first, link.second) for link in links}
    for link in links:
        first, second = slot_of[link.first], slot_of[link.second]
        if first is second or not _may_join(first, second, link, linked):
            continue
        joined = first + second
        for item in joined:
            slot_of[item.number] = joined
    unique = {id(slot): slot for slot in slot_of.values()}
    return list(unique.values())


def _may_join(
    first: list[Item], second: list[Item], link: Link, linked: set[tuple[int, int]]
) -> bool:
    """Whether two slots are one: enough of their items are like each other, and their values fit.

    Slots that contradict each other are one only where no telling fills both.
    """
    tellings = [{item.article_id for item in slot} for slot in (first, second)]
    pairs = [(one, other) for one in first for other in second]
    like = [
        (one, other)
        for one, other in pairs
        if (min(one.number, other.number), max(one.number, other.number)) in linked
    ]
    if link.agrees:
        fits = all(is_compatible(one.value, other.value) for one, other in pairs)
        return fits and len(like) >= _ENOUGH * len(pairs)
    told = {(one.article_id, other.article_id) for one, other in like}
    enough = _ENOUGH * len(tellings[0]) * len(tellings[1])
    return not tellings[0] & tellings[1] and len(told) >= enough


def _select(table: pd.DataFrame, rows_of: Any, tellings: list[str]) -> pd.DataFrame:  # noqa: ANN401
    """The rows of the tellings, in the order of the table."""
    rows = sorted(row for article_id in tellings for row in rows_of.get(article_id, ()))
    return table.iloc[rows]


def _place(item: Item, order: dict[str, int]) -> tuple[int, str, int]:
    return order[item.article_id], item.part, item.start


def _list_rows(name: str, slot: list[Item], tellings: list[str]) -> Iterator[dict[str, Any]]:
    by_telling = {
        article_id: _choose([item for item in slot if item.article_id == article_id], slot)
        for article_id in tellings
    }
    heads = [items[0] for items in by_telling.values() if items]
    state, reason = judge_slot(heads)
    about = _name_claim(heads, slot)
    for article_id, items in by_telling.items():
        best = items[0] if items else None
        yield {
            "claim_id": name,
            "about": about,
            "kind": heads[0].value.kind,
            "state": state,
            "reason": reason,
            "article_id": article_id,
            "part": best.part if best else "",
            "start": best.start if best else pd.NA,
            "end": best.end if best else pd.NA,
            "stated": best.stated if best else "",
            "also": "; ".join(dict.fromkeys(item.stated for item in items[1:])),
        }


def _name_claim(heads: list[Item], slot: list[Item]) -> str:
    """What the slot is about: the fullest noun and verb, and the names most tellings give it."""
    best = min(heads, key=lambda item: (not item.own, not item.noun, not item.verb))
    tellings = {
        name: len({item.article_id for item in slot if name in item.entities})
        for item in heads
        for name in item.entities
    }
    names = sorted(tellings, key=lambda name: -tellings[name])[:_MOST_NAMES]
    return name_slot(best.noun, best.verb, ", ".join(names))


def _choose(items: list[Item], slot: list[Item]) -> list[Item]:
    """A telling's items, first the one that stands for it: the most exact of the most alike."""
    likeness = {item.number: _find_likeness(item, slot) for item in items}
    best = max(likeness.values(), default=0.0)

    def rank(item: Item) -> tuple[bool, float, float, bool, int]:
        width = item.value.coarseness
        return (
            likeness[item.number] < _LIKE_THE_BEST * best,
            inf if isnan(width) else width,
            -likeness[item.number],
            item.part != "text",
            item.start,
        )

    return sorted(items, key=rank)


def _find_likeness(item: Item, slot: list[Item]) -> float:
    others = [other for other in slot if other.article_id != item.article_id]
    return max((round(compare_clauses(item.weights, o.weights), 9) for o in others), default=0.0)


def judge_slot(heads: list[Item]) -> tuple[str, str]:
    """State and reason of a slot, from the items that stand for its tellings."""
    if len(heads) == 1:
        return "only", "one telling says it"
    judged = [
        judge(first.value, second.value)
        for number, first in enumerate(heads)
        for second in heads[number + 1 :]
    ]
    return min(judged, key=lambda pair: _STATES.index(pair[0]))
