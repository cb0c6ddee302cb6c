"""Passages that articles share, whose they are, and from how many origins a story comes."""

from analysis.lenses.overlaps.agencies import find_agencies
from analysis.lenses.overlaps.finding import find_overlaps
from analysis.lenses.overlaps.origins import count_origins
from analysis.lenses.overlaps.pairs import count_shared
from analysis.lenses.overlaps.reuse import compare_reuse

__all__ = ["compare_reuse", "count_origins", "count_shared", "find_agencies", "find_overlaps"]
