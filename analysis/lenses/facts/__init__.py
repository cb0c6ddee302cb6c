"""What is stated: quantities with bounds and hedges, compared across tellings."""

from analysis.lenses.facts.compare import compare_facts
from analysis.lenses.facts.finding import find_facts

__all__ = ["compare_facts", "find_facts"]
