"""How one person, place or organisation is covered: by whom, next to whom, in whose words."""

from analysis.lenses.portrait.company import count_company, find_company
from analysis.lenses.portrait.naming import compare_naming, match_entity
from analysis.lenses.portrait.speech import find_said_about, find_said_by

__all__ = [
    "compare_naming",
    "count_company",
    "find_company",
    "find_said_about",
    "find_said_by",
    "match_entity",
]
