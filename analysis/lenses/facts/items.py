"""Items: facts and times of tellings with what is needed to find their like elsewhere."""

import re
from dataclasses import dataclass
from functools import cache

import pandas as pd

from analysis.lenses.facts.events import Weights, name_events, weigh_clause
from analysis.lenses.facts.intervals import Value, read_value

_AROUND = 250  # characters on each side that are looked at
_STOP = re.compile(r"(?<=[a-z0-9)”\"'’%])[.!?]+[”\"'’)]*\s|\n")


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
    weights: Weights
    entities: tuple[str, ...]
    published: pd.Timestamp
    before: str  # its sentence up to it, and from it on
    after: str


def read_items(table: pd.DataFrame, articles: pd.DataFrame) -> list[Item]:
    """The rows of facts, or of a timeline, as items in the order of the table."""
    known = articles[["article_id", "published", "headline", "text"]].to_dict("records")
    article_of = {row["article_id"]: row for row in known}
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
        if row.get("kind") == "count":
            noun = noun or str(row["unit"])  # `hundreds of people`
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
                *name_events(noun, verb, words),
                names,
                weigh_clause(words, noun),
                tuple(filter(None, str(row["entities"]).split(" | "))),
                article_of[row["article_id"]]["published"],
                *_read_around(article_of[row["article_id"]][row["part"]], row["start"], row["end"]),
            )
        )
    return items


def _read_around(text: str, start: int, end: int) -> tuple[str, str]:
    """The sentence before and after a span, as far as full stops and line breaks tell."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return _STOP.split(before)[-1], _STOP.split(after)[0]


@cache
def _read_idle() -> frozenset[str]:
    """Words that stand in many names and tell none apart."""
    return frozenset(
        "the of and for in mr mrs ms dr de la international united states national".split()
    ) | {""}
