"""How many articles there are over time."""

import pandas as pd

from analysis.tables import as_table

_MOST = 60  # periods a reader can follow; beyond them the next longer period is taken
_UNITS = {"day": ("D", 1), "week": ("W-MON", 7), "month": ("MS", 30.4), "year": ("YS", 365.2)}


def count_volume(
    articles: pd.DataFrame, *, by: str | pd.Series = "outlet", unit: str = ""
) -> pd.DataFrame:
    """One row per group and period, zeros too: the table `volume`.

    The period is a `day`, `week`, `month` or `year`; if `unit` does not say, the shortest that
    gives no more than about sixty. Articles without a date are left out here; `count_outlets` has
    them.
    """
    ids = articles["article_id"]
    group = (articles[by] if isinstance(by, str) else ids.map(by)).astype("str").to_numpy()
    published = pd.to_datetime(articles["published"], utc=True)
    dated = pd.DataFrame({"group": group, "published": published.array}).dropna()
    if dated.empty:
        return as_table([], "volume")
    moments = dated["published"]
    unit = unit or _choose_unit(moments)
    period = _floor(moments, unit)
    step, _ = _UNITS[unit]
    every = pd.date_range(period.min(), period.max(), freq=step)
    grid = pd.MultiIndex.from_product(
        [sorted(dated["group"].unique()), every], names=["group", "period"]
    )
    counts = dated.assign(period=period).groupby(["group", "period"]).size()
    rows = counts.reindex(grid, fill_value=0).rename("articles").reset_index()
    return as_table(rows.assign(unit=unit), "volume")


def _choose_unit(moments: pd.Series) -> str:
    """By the range of nearly all dates: one wrong date must not turn days into years."""
    whole = (moments.max() - moments.min()).days + 1
    ordered = moments.sort_values()
    edge = int(0.02 * len(ordered))
    most = (ordered.iloc[len(ordered) - 1 - edge] - ordered.iloc[edge]).days + 1
    fitting = (
        unit
        for unit, (_, size) in _UNITS.items()
        if most / size <= _MOST and whole / size <= 3 * _MOST
    )
    return next(fitting, "year")


def _floor(moments: pd.Series, unit: str) -> pd.Series:
    """The first moment of the period each moment lies in; weeks begin on Monday."""
    days = moments.dt.floor("D")
    passed = {
        "day": days.dt.day * 0,
        "week": days.dt.day_of_week,
        "month": days.dt.day - 1,
        "year": days.dt.day_of_year - 1,
    }
    first: pd.Series = days - pd.to_timedelta(passed[unit], unit="D")
    return first
