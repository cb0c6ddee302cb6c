"""Facts: every quantity, amount, age, duration, count and rank a text states."""

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.articles import is_furniture
from analysis.language.clauses import Part, describe_spans, find_noun, read_parts
from analysis.language.slots import name_slot
from analysis.lenses.facts.amounts import find_amounts
from analysis.lenses.facts.events import is_rare_word
from analysis.lenses.facts.masks import mask_text
from analysis.lenses.facts.measures import Amount
from analysis.lenses.facts.ordinals import find_ordinals
from analysis.lenses.facts.places import find_places
from analysis.spans import SPAN, list_parts
from analysis.tables import as_table

_MAY_STATE = re.compile(
    r"(?i)\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|dozens?"
    r"|hundreds?|thousands?|[mb]illions?|trillions?|half|third|quarters?|fifths?|thirds|scores|tens|couple|several|few|first|second|third|\w+th)\b"
)
_VERSION = re.compile(r"\d+\.\d*0")  # `update 5.50`: nobody counts things to a nought
_NUMERIC = ("nummod", "compound", "amod", "nmod", "quantmod", "npadvmod", "appos", "poss")
_LONGEST_PHRASE = 6  # words between a number and the noun it counts
_EXACT_BELOW = 100


def find_facts(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
) -> pd.DataFrame:
    """One row per quantity stated in headline or text: the table `facts`.

    `low` and `high` follow from the digits given and from the hedge; a fact of kind `place` names
    where an event happened and has no bounds. Times are in the table `timeline`.
    """
    contents = {
        (article_id, part): content
        for article_id, part, content in list_parts(articles).itertuples(index=False)
    }
    parts = read_parts(tokens)
    rows = [
        row
        for article_id, part, start, end, sentence in sentences.itertuples(index=False)
        if _MAY_STATE.search(sentence) and (article_id, part) in parts
        for row in _list_rows(
            (article_id, part), sentence, start, contents[article_id, part], parts[article_id, part]
        )
    ]
    places = find_places(parts, mentions, articles)
    found = pd.concat([_frame(rows), _frame(places)], ignore_index=True)
    found = found[~(is_furniture(found, articles) | _are_named(found, mentions))]
    found = found.reset_index(drop=True)
    cores = found[["article_id", "part"]].assign(start=found["_start"], end=found["_end"])
    described = describe_spans(cores, parts, mentions)
    found = pd.concat([found, described], axis=1)
    found["about"] = [
        name_slot(noun, verb, entities)
        for noun, verb, entities in zip(
            found["noun"], found["verb"], found["entities"], strict=True
        )
    ]
    order = {article_id: row for row, article_id in enumerate(articles["article_id"])}
    found["_order"] = found["article_id"].map(order)
    return as_table(found.sort_values(["_order", "part", "start", "end", "kind"]), "facts")


def _are_named(found: pd.DataFrame, mentions: pd.DataFrame) -> pd.Series:
    """Which counts and ranks stand inside a name that stands elsewhere too: `Formula One`.

    A name that stands once may have taken a number in: `In Pella 57 houses burned`.
    """
    names: dict[tuple[str, str], list[tuple[int, int]]] = {}
    often = mentions[mentions["mention"].duplicated(keep=False)]
    for article_id, part, start, end in often[SPAN].itertuples(index=False):
        names.setdefault((article_id, part), []).append((start, end))
    rows = found[["article_id", "part", "_start", "_end", "kind"]].itertuples(index=False)
    inside = [
        kind in ("count", "ordinal")
        and any(first <= start and end <= last for first, last in names.get((article, part), ()))
        for article, part, start, end, kind in rows
    ]
    return pd.Series(inside, index=found.index, dtype=bool)


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    columns = [*SPAN, "stated", "kind", "low", "high", "value", "unit", "hedge", "_start", "_end"]
    return pd.DataFrame(rows, columns=columns)


def _list_rows(
    key: tuple[str, str], sentence: str, shift: int, content: str, part: Part
) -> Iterator[dict[str, Any]]:
    masked = mask_text(sentence)
    amounts = find_amounts(sentence, masked)
    taken = [*masked, *((one.start, one.end) for one in amounts)]
    for amount in [*amounts, *find_ordinals(sentence, shift, part, taken)]:
        core = (amount.core[0] + shift, amount.core[1] + shift)
        kind, unit, end = amount.kind, amount.unit, amount.end + shift
        if not kind:
            if _VERSION.fullmatch(content[slice(*core)]):
                continue
            counted = find_counted(part, core, amount)
            if counted is None:
                continue
            noun, end = counted[0], max(end, counted[1])
            kind, unit = "count", noun
        low, high = _tolerate(amount, kind)
        start = amount.start + shift
        yield {
            "article_id": key[0],
            "part": key[1],
            "start": start,
            "end": end,
            "stated": content[start:end],
            "kind": kind,
            "low": low,
            "high": high,
            "value": amount.value,
            "unit": unit,
            "hedge": amount.hedge,
            "_start": core[0],
            "_end": core[1],
        }


def find_counted(  # noqa: PLR0911 (one return a reading)
    part: Part, core: tuple[int, int], amount: Amount
) -> tuple[str, int] | None:
    """The noun a bare number counts and where its words end; none where the number counts nothing.

    A number after a name (`Expedition 66`) belongs to the name; a number alone (`12 were hurt`)
    counts an empty noun.
    """
    rows = part.rows(*core)
    root = part.root(rows)
    if root is None or (part.start[rows[0]] < core[0] or part.end[rows[-1]] > core[1]):
        return None
    of = _find_of(part, rows)
    if of is not None:
        return part.lemma[of], part.end[of]
    noun = find_noun(part, root, core) if part.dep[root] in _NUMERIC else None
    if noun is not None:
        noun = _find_head(part, noun)
        if _is_name(part, rows[0], noun, amount):
            return None
    if noun is not None and 0 < noun - rows[-1] <= _LONGEST_PHRASE:
        return part.lemma[noun], part.end[noun]
    if amount.hedge == "" and _follows_name(part, rows[0]):
        return None
    if amount.value == 1 or part.pos[root] not in ("NUM", "NOUN"):
        return None
    return "", core[1]


def _follows_name(part: Part, first: int) -> bool:
    """`Expedition 66`, `page 12`: the number stands right after a noun of its own sentence."""
    before = first - 1
    if before < 0 or part.sentence[before] != part.sentence[first]:
        return False
    return part.pos[before] in ("PROPN", "NOUN", "SYM")


def _find_head(part: Part, noun: int) -> int:
    """`three quarterback hits` counts hits: the noun at the end of the row of nouns."""
    while part.dep[noun] in ("compound", "nmod") and part.head[noun] == noun + 1:
        noun += 1
    return noun


def _is_name(part: Part, first: int, noun: int, amount: Amount) -> bool:
    """Whether the number belongs to a name: `Apollo 11 launch`, `80 Hou Bu Huai`.

    A capital alone is no name where headlines write every word large: `1 Worker Injured`.
    """
    before = first - 1
    named = (
        before >= 0 and part.end[before] + 1 == part.start[first] and part.pos[before] == "PROPN"
    )
    if named and not amount.spelled and part.tag[noun] in ("NN", "NNP"):
        return True
    return part.tag[noun] == "NNP" and is_rare_word(part.lemma[noun])


def _find_of(part: Part, rows: range) -> int | None:
    """The noun in `12 of the passengers`, `dozens of people`."""
    after = rows[-1] + 1
    if after >= len(part.lemma) or part.lemma[after] != "of":
        return None
    below = [row for row in part.children[after] if part.dep[row] == "pobj"]
    return below[0] if below and part.pos[below[0]] in ("NOUN", "PROPN") else None


def _tolerate(amount: Amount, kind: str) -> tuple[float, float]:
    """Bounds widened by half the last significant digit; whole things below a hundred are exact."""
    if amount.hedge or amount.low != amount.high or kind in ("age", "ordinal", "score"):
        return amount.low, amount.high
    if kind == "count" and (amount.value < _EXACT_BELOW or amount.step == 1):
        return amount.low, amount.high
    return amount.low - amount.step / 2, amount.high + amount.step / 2
