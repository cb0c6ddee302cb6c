"""House style: what a newsroom's rules decide, kept apart from what its writers say."""

from analysis.lenses.house_style.boilerplate import (
    count_pairs,
    find_repeated,
    join_cuts,
    keep_openers,
    select_articles,
)
from analysis.lenses.house_style.counts import count_house_style
from analysis.lenses.house_style.find import find_house_style, split_house_style
from analysis.lenses.house_style.parts import (
    Decided,
    Part,
    finish_part,
    order_by_outlet,
    read_part,
)
from analysis.lenses.house_style.pieces import Cut
from analysis.lenses.house_style.places import Places
from analysis.lenses.house_style.selection import sum_counts
from analysis.lenses.house_style.wording import Forms, list_forms

__all__ = [
    "Cut",
    "Decided",
    "Forms",
    "Part",
    "Places",
    "count_house_style",
    "count_pairs",
    "find_house_style",
    "find_repeated",
    "finish_part",
    "join_cuts",
    "keep_openers",
    "list_forms",
    "order_by_outlet",
    "read_part",
    "select_articles",
    "split_house_style",
    "sum_counts",
]
