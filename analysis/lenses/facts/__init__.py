"""What is stated: quantities with bounds and hedges, compared across tellings."""

from analysis.lenses.facts.compare import compare_facts
from analysis.lenses.facts.finding import find_facts
from analysis.lenses.facts.statements import count_coverage, match_sentences

__all__ = ["compare_facts", "count_coverage", "find_facts", "match_sentences"]
