"""What is in a collection: how much, by whom, from when, and what is wrong with it."""

from analysis.lenses.inventory.outlets import count_outlets
from analysis.lenses.inventory.volume import count_volume
from analysis.lenses.inventory.warnings import count_warnings, find_warnings

__all__ = ["count_outlets", "count_volume", "count_warnings", "find_warnings"]
