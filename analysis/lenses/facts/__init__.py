"""What is stated: quantities with bounds and hedges, compared across tellings."""

from analysis.lenses.facts.finding import find_facts

__all__ = ["find_facts"]
