"""A number with what stands right beside it: its unit, its currency, or whose age it is."""

import re
from dataclasses import dataclass, replace

from analysis.lenses.facts.numbers import Numeral
from analysis.lenses.facts.units import (
    find_unit,
    match_currency_after,
    match_currency_before,
    match_units,
    name_currency,
)

YEARS_OLD = re.compile(r"(?i)[\s\u00a0‐‑-](year|month|week|day)s?[\s‐‑-]olds?\b")
_AGED = re.compile(r"(?i)\b(?:aged|age|at\s+the\s+age\s+of|ages)\s+$")
_NAME_BEFORE = re.compile(r"[A-Z][\w.'’-]+,?\s\(?$")
_AFTER_NAME = re.compile(r"\)?(?:[,;)]|\.(?:\s|$)|\s(?:and|of|from)\b)")
_LETTER_AFTER = re.compile(r"[A-Za-z]")
_NEGATIVE = re.compile(r"(?i)(?:\bminus\s|(?<![\w)])[-−–])$")


@dataclass(frozen=True)
class Amount:
    """One amount in a text: `start:end` is what is shown, `core` the number for the grammar."""

    start: int
    end: int
    core: tuple[int, int]
    kind: str  # empty until a lens knows what the number counts
    low: float
    high: float
    value: float
    step: float
    unit: str = ""
    hedge: str = ""
    spelled: bool = False


def measure(text: str, numeral: Numeral) -> Amount | None:
    """The number with its unit; none where it is part of a name or a code."""
    before, after = text[: numeral.start], text[numeral.end :]
    amount = Amount(
        numeral.start,
        numeral.end,
        (numeral.start, numeral.end),
        "",
        numeral.low,
        numeral.high,
        numeral.value,
        numeral.step,
        spelled=numeral.spelled,
    )
    found = _read_age(text, amount) or _read_money(text, amount) or _read_unit(text, amount)
    if found is not None:
        return replace(found, core=(found.start, found.end))
    if numeral.needs_unit or _LETTER_AFTER.match(after) or re.search(r"[A-Za-z][-‐‑]$", before):
        return None
    return amount


def _read_unit(text: str, amount: Amount) -> Amount | None:
    """`12 days`, `1,500-mile`, `minus 20 degrees Celsius`."""
    match = match_units().match(text, amount.end)
    unit = find_unit(match["unit"]) if match else None
    if match is None or unit is None or not _may_be_unit(amount, match["unit"]):
        return None
    measured = replace(amount, end=match.end(), kind=unit.kind, unit=unit.name)
    negative = _NEGATIVE.search(text[: amount.start]) if unit.kind == "temperature" else None
    if negative is None:
        return measured
    low, high, value = -amount.high, -amount.low, -amount.value
    return replace(measured, start=negative.start(), low=low, high=high, value=value)


def _may_be_unit(amount: Amount, form: str) -> bool:
    """Short letters are a unit only after digits (`5 m`); three stones are stones, not 3 st."""
    if amount.spelled and len(form) <= 2 and form.isalpha():
        return False
    return not (form == "stone" and amount.value < 4)


def _read_age(text: str, amount: Amount) -> Amount | None:
    """`37-year-old`, `aged 37`, `37 years old`, and the number set off after a name."""
    old = YEARS_OLD.match(text, amount.end)
    if old:
        return replace(amount, end=old.end(), kind="age", unit=old[1].lower())
    if not 0 < amount.value < 120 or amount.step != 1:
        return None
    before = text[: amount.start]
    aged = _AGED.search(before)
    if aged and not match_units().match(text, amount.end):
        return replace(amount, start=aged.start(), kind="age", unit="year")
    named = _NAME_BEFORE.search(before)
    if named and re.search(r"[,(]\s?\(?$", before) and _AFTER_NAME.match(text, amount.end):
        return replace(amount, kind="age", unit="year") if not amount.spelled else None
    return None


def _read_money(text: str, amount: Amount) -> Amount | None:
    symbol = match_currency_before().search(text[max(0, amount.start - 8) : amount.start])
    if symbol:
        code, worth = name_currency(symbol["symbol"])
        scale = re.match(r"\s?(?P<scale>[mMbB])(?![\w'’])", text[amount.end :])
        factor = worth * ({"m": 1e6, "b": 1e9}[scale["scale"].lower()] if scale else 1.0)
        end = amount.end + (scale.end() if scale else 0)
        trailing = re.compile(r"\s(?:US|USD|CAD|AUD)\b").match(text, end)
        start = max(0, amount.start - 8) + symbol.start("symbol")
        return replace(
            amount,
            start=start,
            end=trailing.end() if trailing else end,
            core=(amount.start, end),
            kind="money",
            low=amount.low * factor,
            high=amount.high * factor,
            value=amount.value * factor,
            step=amount.step * factor,
            unit=code,
        )
    word = match_currency_after().match(text, amount.end)
    if word is None:
        return None
    code, worth = name_currency(word["word"])
    return replace(
        amount,
        end=word.end(),
        kind="money",
        low=amount.low * worth,
        high=amount.high * worth,
        value=amount.value * worth,
        step=amount.step * worth,
        unit=code,
    )
