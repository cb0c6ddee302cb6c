"""Why two values that differ may both be right: what the words around them say of each.

Only contradictions are asked. A mark that one sentence has and the other has not is reason enough
to claim none: what was planned is not what came, a part is not the whole, a rate not a sum.
"""

import re

import pandas as pd

from analysis.lenses.facts.items import Item

_MEASURED = ("money", "distance", "length", "area", "mass", "volume", "speed", "temperature")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLAUSE = re.compile(r"[;:—–]|,\s(?:and|but|while|whereas|although|though|as|after|before|when)\s")
# Marks of the clause: planned or possible; of before; on average or each time; so far.
_MARKS = [
    r"will|would|shall|could|may|might|plans?|planned|planning|expect(?:s|ed)?|intends?|hopes?|hoped"
    r"|aims?|proposed?|proposes|wants?|seeks?|sought|pledged?|promised?|promises|set\sto|due\sto"
    r"|going\sto|likely|if|unless|should|must|offer(?:s|ed)?|ask(?:s|ed)?|demand(?:s|ed)?",
    r"earlier|initial(?:ly)?|original(?:ly)?|previous(?:ly)?|already|last\s(?:week|month|year|season)"
    r"|a\syear\s(?:ago|earlier)|so\sfar|at\sfirst|had|used\sto|until|since|former(?:ly)?|then|ever",
    r"each|every|per|daily|weekly|monthly|yearly|annual(?:ly)?|on\saverage|average|median|typical(?:ly)?"
    r"|an?\s(?:day|week|month|year|hour)",
    r"count(?:ed|ing)|tall(?:y|ied)|turnout|precincts|reporting|poll(?:s|ed)?|survey(?:ed|s)?",
    r"total|totall?(?:ed|ing)|altogether|overall|combined|in\sall|all|both|between",
]
_SIDES = [re.compile(rf"(?i)\b(?:{words})\b") for words in _MARKS]
# Right before a value: one of several, one that goes with another, another measure of the same.
_PART = re.compile(
    r"(?i)\b(?:including|includes?|included|among|amongst|only|just|of\swh(?:om|ich)|of\sthem|with|plus"
    r"|besides|as\swell\sas|along\swith|least|another|a\sfurther)(?:\s(?:them|these|those|about|the))?\s$"
)
_SHARE = re.compile(
    r"(?i)^[\w.,’'-]+\s(?:\w+\s){0,3}?of\s(?:the|those|these|them|whom|which|its|his|her|their)\b"
)
_AND_OTHERS = re.compile(r"^\s(?:and|or)\s[a-z]")  # `two dozen companies and individuals`
_PERCENT = re.compile(r"(?i)%|\bper\s?cent\b")
_FEW_SHARES = 2  # in a sentence with more of them each is of something else
_ASIDE = re.compile(
    r"(?i)(?:[(\[]|\bor|,|/|=|≈)\s*(?:(?:that\sis|i\.e\.|about|around|some|roughly|nearly|or"
    r"|approximately|equal\sto|equivalent\sto|worth)[,\s]*)*[A-Z]{0,3}[$£€¥]?$"
)
# When it was said or written, not when it was: `KCNA report on Sunday`, `told reporters on Friday`.
_SAID = re.compile(
    r"(?i)\b(?:sa(?:id|ys|ying)|t(?:old|ells|elling)|report(?:s|ed|ing)?|announc\w+|statements?|stat(?:ed|ing)"
    r"|confirm\w+|wr(?:ote|ites|iting)|tweet\w*|post(?:ed|s)?|publish\w+|interviews?|conference|briefing"
    r"|according\sto|spoke|speaking|added|news(?:paper)?|agency)\b[^,.;]{0,24}$"
)


def may_both_hold(first: Item, second: Item) -> bool:
    """Whether the words around two values that differ leave open that both are right."""
    kind = first.value.kind
    pair = (first, second)
    if kind == "age":
        return False
    if kind == "time":
        return any(_SAID.search(item.before) for item in pair)
    return (
        (kind in _MEASURED and any(_ASIDE.search(item.before) for item in pair))
        or (kind == "percent" and any(_count_shares(item) > _FEW_SHARES for item in pair))
        or (kind == "count" and _may_count_others(first, second))
        or _differ(_PART, first.before, second.before)
        or _are_of_other_times(first, second)
    )


def _are_of_other_times(first: Item, second: Item) -> bool:
    """Whether a clause has a year, a tense or another mark of its own."""
    clauses = [_cut_clause(item) for item in (first, second)]
    years = [_find_years(item, _cut_clause(item)) for item in (first, second)]
    return years[0] != years[1] or any(_differ(mark, *clauses) for mark in _SIDES)


def _may_count_others(first: Item, second: Item) -> bool:
    """`15 of the miners`, `two dozen firms and people`; `thousands` may be tens of thousands."""
    words = [item.stated + item.after for item in (first, second)]
    smaller = min(first.value, second.value, key=lambda value: value.high)
    return (
        smaller.is_vague
        or _differ(_SHARE, *words)
        or _differ(_AND_OTHERS, first.after, second.after)
    )


def _count_shares(item: Item) -> int:
    return len(_PERCENT.findall(f"{item.before}{item.stated}{item.after}"))


def _find_years(item: Item, clause: str) -> set[str]:
    """The years named but for the one it was published in, which goes without saying."""
    own = "" if pd.isna(item.published) else f"{item.published:%Y}"
    return set(_YEAR.findall(clause)) - {own}


def _differ(mark: re.Pattern[str], one: str, other: str) -> bool:
    """Whether one has the mark and the other has not."""
    return bool(mark.search(one)) != bool(mark.search(other))


def _cut_clause(item: Item) -> str:
    """The words around a value as far as its own clause goes."""
    return _CLAUSE.split(item.before)[-1] + _CLAUSE.split(item.after)[0]
