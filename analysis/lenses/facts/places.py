"""Places an event is said to have happened at: a statement, not a number."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.language.clauses import Part, Parts, find_verb, name_verb
from analysis.lenses.facts.events import read_event_classes

_LOCATIVE = frozenset("at in from on near off outside inside over".split())


def find_places(
    parts: Parts, mentions: pd.DataFrame, articles: pd.DataFrame
) -> list[dict[str, Any]]:
    """Rows of kind `place`: a place named by a preposition of an event's verb or noun."""
    contents = articles.set_index("article_id")
    places = mentions[mentions["kind"] == "place"]
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for article_id, part, start, end in places[["article_id", "part", "start", "end"]].itertuples(
        index=False
    ):
        spans.setdefault((article_id, part), []).append((start, end))
    return [
        {
            "article_id": key[0],
            "part": key[1],
            "start": start,
            "end": end,
            "stated": str(contents.at[key[0], key[1]])[start:end],
            "kind": "place",
            "low": float("nan"),
            "high": float("nan"),
            "value": float("nan"),
            "unit": "",
            "hedge": "",
            "_start": start,
            "_end": end,
        }
        for key, named in spans.items()
        if key in parts
        for start, end in _find_event_places(parts[key], named)
    ]


def _find_event_places(part: Part, named: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The whole phrase of each place that says where an event was, `Kazakhstan's Baikonur` once."""
    taken: set[int] = set()
    for start, end in sorted(named):
        root = part.root(part.rows(start, end))
        if root is None:
            continue
        phrase = _climb_phrase(part, root)
        above = part.head[phrase]
        if phrase in taken or part.dep[phrase] != "pobj" or part.lemma[above] not in _LOCATIVE:
            continue
        verb = find_verb(part, above)
        over = part.head[above]
        event = name_verb(part, verb) if verb is not None and verb == over else part.lemma[over]
        if event in read_event_classes():
            taken.add(phrase)
            rows = [row for row in part.subtree(phrase) if row <= phrase and part.dep[row] != "det"]
            first = min((row for row in rows if part.pos[row] == "PROPN"), default=phrase)
            last = max(phrase, part.root(part.rows(start, end)) or phrase)
            yield min(part.start[first], start), max(part.end[last], end)


def _climb_phrase(part: Part, row: int) -> int:
    """The head of the noun phrase a name stands in: `Cosmodrome` for `Kazakhstan's`."""
    while part.dep[row] in ("poss", "compound", "amod", "nmod") and part.head[row] != row:
        row = part.head[row]
    return row
