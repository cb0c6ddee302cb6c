"""When it happened: dates and clock times as moments in UTC, with earliest and latest."""

from analysis.lenses.timeline.finding import find_times

__all__ = ["find_times"]
