"""Units of measure and currencies: their words, their kind, and conversion through pint."""

import re
from functools import cache
from importlib.resources import files
from math import inf, isfinite
from typing import Any, NamedTuple

_MONEY_PARTS = {"USD_CENT": ("USD", 0.01), "GBP_PENNY": ("GBP", 0.01)}


class Unit(NamedTuple):
    """One way to write a unit: what it measures, its name for pint or its ISO 4217 code."""

    kind: str
    name: str


@cache
def read_units() -> dict[str, Unit]:
    """Every written form of a unit, lower case unless its capitals matter, to the unit."""
    return {
        _key(form): Unit(kind, name)
        for kind, name, forms in read_lines("units.txt")
        for form in split_forms(forms)
    }


@cache
def read_currencies() -> tuple[dict[str, str], dict[str, str]]:
    """Currency symbols and currency words to their ISO 4217 code."""
    symbols: dict[str, str] = {}
    words: dict[str, str] = {}
    for code, signs, names in read_lines("currencies.txt"):
        symbols.update(dict.fromkeys(split_forms(signs), code))
        words.update(dict.fromkeys(split_forms(names), code))
    return symbols, words


def find_unit(form: str) -> Unit | None:
    """The unit a form writes, if any.

    >>> find_unit("kilometres"), find_unit("MW")
    (Unit(kind='distance', name='kilometer'), Unit(kind='power', name='megawatt'))
    """
    plain = re.sub(r"\s+", " ", form)
    units = read_units()
    return units.get(plain) or units.get(plain.lower())


@cache
def match_units() -> re.Pattern[str]:
    """A pattern that matches any form of a unit, longest first, after at most a space or hyphen."""
    forms = sorted(read_units(), key=lambda form: (-len(form), form))
    spaced = "|".join(
        rf"{re.escape(form)}" if re.search(r"[A-Z]", form) else rf"(?i:{re.escape(form)})"
        for form in forms
    ).replace(r"\ ", r"[\s\u00a0-]+")
    return re.compile(rf"[\s\u00a0‐‑-]?(?P<unit>{spaced})(?![\w])(?!['’](?!s\b))")


@cache
def match_currency_before() -> re.Pattern[str]:
    """A pattern for a currency symbol or code that ends where it is searched."""
    symbols, _ = read_currencies()
    forms = "|".join(map(re.escape, sorted(symbols, key=lambda form: (-len(form), form))))
    return re.compile(rf"(?<![A-Za-z])(?P<symbol>{forms}|¥)\s?$")


@cache
def match_currency_after() -> re.Pattern[str]:
    """A pattern for a currency word after a number."""
    _, words = read_currencies()
    forms = "|".join(map(re.escape, sorted(words, key=lambda form: (-len(form), form))))
    return re.compile(rf"(?i)(?:\s+of)?[\s\u00a0-]?(?P<word>(?:{forms})\b|€|£)")


def name_currency(form: str) -> tuple[str, float]:
    """ISO 4217 code of a symbol or word, and what one of it is worth of that currency."""
    symbols, words = read_currencies()
    code = symbols.get(form) or words.get(form.lower()) or "JPY or CNY"
    return _MONEY_PARTS.get(code, (code, 1.0))


def convert(low: float, high: float, unit: str, into: str) -> tuple[float, float] | None:
    """Bounds in another unit; none where the two units do not measure the same."""
    if unit == into:
        return low, high
    try:
        registry = _load_registry()
        first, last = (
            bound if not isfinite(bound) else registry.Quantity(bound, unit).to(into).magnitude
            for bound in (low, high)
        )
    except Exception as error:
        if type(error).__module__.startswith(("pint", "tokenize", "builtins")):
            return None
        raise
    return float(first), float(last) if high != inf else inf


@cache
def _load_registry() -> Any:  # noqa: ANN401 (pint's registry is untyped)
    import pint  # noqa: PLC0415 (half a second to import, and only unlike units need it)

    return pint.UnitRegistry(autoconvert_offset_to_baseunit=True)


def _key(form: str) -> str:
    return form if re.search(r"[A-Z]", form) else form.lower()


def read_lines(name: str) -> list[list[str]]:
    """The columns of a word list in this folder, without comments."""
    text = files("analysis.lenses.facts").joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def split_forms(forms: str) -> list[str]:
    """The forms of one cell of a word list, in order."""
    return [form.strip() for form in forms.split(",") if form.strip()]
