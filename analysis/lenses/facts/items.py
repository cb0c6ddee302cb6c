"""Items: facts and times of tellings with what is needed to find their like elsewhere."""

from dataclasses import dataclass
from functools import cache

import pandas as pd

from analysis.lenses.facts.events import Weights, name_events, weigh_clause
from analysis.lenses.facts.intervals import Value, read_value


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
                published[row["article_id"]],
            )
        )
    return items


@cache
def _read_idle() -> frozenset[str]:
    """Words that stand in many names and tell none apart."""
    return frozenset(
        "the of and for in mr mrs ms dr de la international united states national".split()
    ) | {""}
