"""Agreement: the slots that tellings fill, and whether what they say can hold together."""

from collections.abc import Iterator
from math import inf, isnan
from typing import Any

import pandas as pd

from analysis.lenses.facts.intervals import is_compatible, judge
from analysis.lenses.facts.slots import Item, Link, compare_clauses, find_links, read_items
from analysis.tables import as_table

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
    """
    told = articles["article_id"].tolist()
    groups = [("", told)] if stories is None else _list_stories(stories, told)
    rows: list[dict[str, Any]] = []
    for story, tellings in groups:
        here = [table[table["article_id"].isin(tellings)] for table in (facts, timeline)]
        slots = [slot for table in here for slot in find_slots(read_items(table))]
        order = {article_id: number for number, article_id in enumerate(tellings)}
        slots.sort(key=lambda slot: min(_place(item, order) for item in slot))
        for number, slot in enumerate(slots, 1):
            name = f"{story} {number}".strip()
            rows += _list_rows(name, slot, tellings)
    return as_table(rows, "claims")


def find_slots(items: list[Item]) -> list[list[Item]]:
    """The items parted into slots: first those that agree, then those that contradict each other.

    A telling that has an agreeing value elsewhere in it does not contradict: it speaks of two things.
    """
    slot_of = {item.number: [item] for item in items}
    for link in find_links(items):
        first, second = slot_of[link.first], slot_of[link.second]
        if first is second or not _may_join(first, second, link):
            continue
        joined = first + second
        for item in joined:
            slot_of[item.number] = joined
    unique = {id(slot): slot for slot in slot_of.values()}
    return list(unique.values())


def _may_join(first: list[Item], second: list[Item], link: Link) -> bool:
    if link.agrees:
        return all(is_compatible(one.value, other.value) for one in first for other in second)
    tellings = [{item.article_id for item in slot} for slot in (first, second)]
    return not tellings[0] & tellings[1]


def _list_stories(stories: pd.DataFrame, told: list[str]) -> list[tuple[str, list[str]]]:
    story_of = dict(zip(stories["article_id"], stories["story"], strict=True))
    groups: dict[str, list[str]] = {}
    for article_id in told:
        groups.setdefault(str(story_of.get(article_id, article_id)), []).append(article_id)
    return list(groups.items())


def _place(item: Item, order: dict[str, int]) -> tuple[int, str, int]:
    return order[item.article_id], item.part, item.start


def _list_rows(name: str, slot: list[Item], tellings: list[str]) -> Iterator[dict[str, Any]]:
    by_telling = {
        article_id: sorted(
            (item for item in slot if item.article_id == article_id),
            key=lambda item: _rank(item, slot),
        )
        for article_id in tellings
    }
    heads = [items[0] for items in by_telling.values() if items]
    state, reason = judge_slot(heads)
    about = min(heads, key=lambda item: (not item.noun, not item.verb, tellings.index(item.article_id)))
    for article_id, items in by_telling.items():
        best = items[0] if items else None
        yield {
            "claim_id": name,
            "about": about.about,
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


def _rank(item: Item, slot: list[Item]) -> tuple[float, float, bool, int]:
    """The most exact words of a telling stand for it; among equals those most like the others'."""
    width = item.value.width
    likeness = max(
        (
            compare_clauses(item.weights, other.weights)
            for other in slot
            if other.article_id != item.article_id
        ),
        default=0.0,
    )
    return (inf if isnan(width) else width), -round(likeness, 9), item.part != "text", item.start


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
