"""House style: what a newsroom's rules decide, kept apart from what its writers say."""

from analysis.lenses.house_style.counts import count_house_style
from analysis.lenses.house_style.find import find_house_style, split_house_style

__all__ = ["count_house_style", "find_house_style", "split_house_style"]
