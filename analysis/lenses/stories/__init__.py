"""Which articles tell the same story."""

from analysis.lenses.stories.finding import find_stories

__all__ = ["find_stories"]
