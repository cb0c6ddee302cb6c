"""How a value is written in a table: the same in every face."""

import math
from datetime import date, datetime
from numbers import Integral, Real

import pandas as pd

MISSING = "–"


def write_value(value: object) -> str:
    """The value as a reader expects it: grouped digits, short dates, yes and no.

    >>> write_value(1234567), write_value(0.12345), write_value(None), write_value(True)
    ('1,234,567', '0.123', '–', 'yes')
    """
    if isinstance(value, str):
        return value
    if value is None or value is pd.NA or value is pd.NaT:
        return MISSING
    if isinstance(value, Real):
        return _write_number(value)
    if isinstance(value, datetime):
        return _write_moment(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def write_column(values: pd.Series, *like: pd.Series) -> list[str]:
    """The values of a column, decimals aligned, also with those of columns `like` it.

    >>> write_column(pd.Series([12.5, 0.004, None]))
    ['12.50', '<0.01', '–']
    """
    if not pd.api.types.is_float_dtype(values):
        return [write_value(value) for value in values]
    numbers = values.astype("float64")
    sizes = [column.astype("float64").abs().max() for column in (values, *like)]
    largest = max((float(size) for size in sizes if pd.notna(size)), default=0.0)
    places = 0 if largest >= 1000 else 1 if largest >= 100 else 2 if largest >= 1 else 3
    return [_write_places(float(number), places) for number in numbers]


def name_column(column: object) -> str:
    """A column's name as words.

    >>> name_column("per_1000"), name_column("in_first_third")
    ('per 1,000', 'in first third')
    """
    return str(column).replace("_1000", "_1,000").replace("_", " ")


def is_number(values: pd.Series) -> bool:
    """Whether a column is set flush right."""
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)


def _write_number(value: Real) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Integral):
        return _sign(f"{int(value):,}")
    return _write_real(float(value))


def _write_real(value: float) -> str:
    """Three digits that matter, never an exponent for everyday sizes."""
    if math.isnan(value):
        return MISSING
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    if 1e-3 <= abs(value) < 1e9:
        places = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
        return _sign(f"{value:,.{places}f}")
    return _sign(f"{value:.2g}")


def _write_places(value: float, places: int) -> str:
    if not math.isfinite(value):
        return _write_real(value)
    least = 10**-places
    if 0 < abs(value) < least / 2:
        return f"<{least:.{places}f}" if value > 0 else f"−<{least:.{places}f}"
    return _sign(f"{value:,.{places}f}")


def _write_moment(value: datetime) -> str:
    if (value.hour, value.minute, value.second) == (0, 0, 0):
        return f"{value:%Y-%m-%d}"
    zone = " UTC" if value.tzinfo is not None and value.utcoffset() == pd.Timedelta(0) else ""
    return f"{value:%Y-%m-%d %H:%M}{zone}"


def _sign(text: str) -> str:
    """A true minus sign, as wide as a digit."""
    return text.replace("-", "−", 1) if text.startswith("-") else text
