"""What each telling calls an entity: titles, roles, appositions and descriptions."""

from analysis.lenses.labels.comparing import compare_labels, count_labels
from analysis.lenses.labels.finding import find_labels

__all__ = ["compare_labels", "count_labels", "find_labels"]
