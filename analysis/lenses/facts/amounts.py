"""A number and what stands around it (unit, currency, hedge, range) as one amount."""

import re
from dataclasses import replace

from analysis.lenses.facts.fractions import find_fractions
from analysis.lenses.facts.hedges import bound, find_hedge_after, find_hedge_before, name_hedge
from analysis.lenses.facts.masks import mask_text
from analysis.lenses.facts.measures import YEARS_OLD, Amount, measure
from analysis.lenses.facts.numbers import find_numerals
from analysis.lenses.facts.units import match_units

_RANGE = re.compile(r"\s?(?:-|–|—|\sto\s|\sor\s|\sand\s)\s?(?:US)?[$£€]?")
_BETWEEN = re.compile(r"(?i)\bbetween\s+(?:about\s+)?(?:US)?[$£€]?$")
_FROM = re.compile(r"(?i)\bfrom\s+(?:US)?[$£€]?$")
_CHANGE = re.compile(
    r"(?i)\b(?:down|up|fell|fall(?:s|en|ing)?|drop(?:s|ped|ping)?|rose|ris(?:e|es|en|ing)"
    r"|climb(?:s|ed|ing)?|gain(?:s|ed)?"
    r"|lost|lose|jump(?:s|ed)?|slid|slump(?:s|ed)?|plung(?:es|ed))\b[^,;.]{0,20}$"
)
_SCORE = re.compile(
    r"(?<![\w.,$-])(\d{1,3})\s?[-–]\s?(\d{1,3})(?:[-–](\d{1,3}))?(?![\w,]*\d|[-–]\w)"
)


def find_amounts(text: str, masked: list[tuple[int, int]] | None = None) -> list[Amount]:
    """Every amount in one sentence, in order; dates, scores and numbered names are left out.

    `masked` are the spans `mask_text` found, where the caller has asked it already.

    >>> [(a.kind, a.low, a.high, a.unit) for a in find_amounts("It cost more than $16 million.")]
    [('money', 16000000.0, inf, 'USD')]
    """
    numerals = find_numerals(text)
    masked = mask_text(text) if masked is None else list(masked)
    scores = [] if len(numerals) < 2 else _find_scores(text, masked)
    fractions = find_fractions(text)
    masked += [(one.start, one.end) for one in [*scores, *fractions]]
    free = [
        n for n in numerals if not any(n.start < end and start < n.end for start, end in masked)
    ]
    amounts = [measure(text, numeral) for numeral in free]
    joined = _join_ranges(text, [amount for amount in amounts if amount is not None])
    return sorted(
        [*(_hedge(text, one) for one in [*joined, *fractions]), *scores], key=lambda one: one.start
    )


def _find_scores(text: str, masked: list[tuple[int, int]]) -> list[Amount]:
    """Results such as `34-6`: two numbers that are neither a range of one unit nor a date."""
    found = []
    for match in _SCORE.finditer(text):
        first, second = int(match[1]), int(match[2])
        taken = any(match.start() < end and start < match.end() for start, end in masked)
        measured = match_units().match(text, match.end()) or YEARS_OLD.match(text, match.end())
        counted = first < second and re.match(r"\s[a-z]+s\b", text[match.end() :])
        scaled = re.match(
            r"\s?(?:%|percent|per\scent|million|billion|thousand)", text[match.end() :]
        )
        if taken or measured or counted or scaled or _BETWEEN.search(text[: match.start()]):
            continue
        low, high = sorted((float(first), float(second)))
        found.append(
            Amount(*match.span(), match.span(), "score", low, high, float(first), 1.0, "points")
        )
    return found


def _join_ranges(text: str, amounts: list[Amount]) -> list[Amount]:
    """Two numbers said as one range become one amount: `10 to 12 miles`, `$5-6 million`."""
    joined: list[Amount] = []
    for amount in amounts:
        if joined and _is_range(text, joined[-1], amount):
            joined[-1] = _span_range(joined[-1], amount)
        else:
            joined.append(amount)
    return joined


def _is_range(text: str, first: Amount, second: Amount) -> bool:
    gap = text[first.end : second.start]
    match = _RANGE.fullmatch(gap)
    if match is None:
        return False
    low, high = _scale_first(first, second)
    same_kind = first.kind == second.kind and first.unit in ("", second.unit)
    aged = first.kind == "age" and second.kind == ""
    if not (aged or same_kind or first.kind == "" or (first.kind == second.kind == "money")):
        return False
    if not low < high or ("to" in gap and first.unit and _is_change(text, first)):
        return False
    between = _BETWEEN.search(text[: first.start]) is not None
    if "and" in gap:
        return between
    if _FROM.search(text[: first.start]) and "to" in gap:
        return first.kind == ""
    return True


def _is_change(text: str, first: Amount) -> bool:
    """`44 percent to 46 percent` is a poll's result, `fell $11 to $106` a change."""
    before = text[: first.start]
    return first.kind == "percent" or bool(_CHANGE.search(before)) or _hedge(text, first) != first


def _scale_first(first: Amount, second: Amount) -> tuple[float, float]:
    """`5 to 6 million`: the scale word of the second number belongs to the first as well."""
    low, high = first.low, second.high
    for scale in (1e12, 1e9, 1e6, 1e3):
        if high >= scale and second.step >= scale / 10 and low * scale < high <= low * scale * 100:
            return (low * scale, high) if low < 1000 else (low, high)
    return low, high


def _span_range(first: Amount, second: Amount) -> Amount:
    low, high = _scale_first(first, second)
    return replace(
        second,
        kind=second.kind or first.kind,
        unit=second.unit or first.unit,
        start=first.start,
        low=low,
        high=high,
        value=(low + high) / 2,
        step=0.0,
        core=second.core,
    )


def _hedge(text: str, amount: Amount) -> Amount:
    """The amount with its hedge heard, its words taken into the span, and the bounds it allows."""
    before = find_hedge_before(text, amount.start)
    after = None if before else find_hedge_after(text, amount.end)
    hedge = before or after
    if hedge is None:
        return amount
    low, high = bound(amount.low, amount.high, step=amount.step, hedge=hedge.name)
    return replace(
        amount,
        start=min(amount.start, hedge.start),
        end=max(amount.end, hedge.end),
        low=low,
        high=high,
        hedge=name_hedge(hedge.name),
    )
