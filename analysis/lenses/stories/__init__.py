"""Which articles tell the same story.

`find_stories` does all at once; the stages it is made of take the parts of a collection, too.
"""

from analysis.lenses.stories.candidates import (
    RUN,
    Pairs,
    Run,
    Span,
    compare_run,
    cut_spans,
    find_neighbours,
    make_run,
    unite_pairs,
)
from analysis.lenses.stories.finding import DAYS, FLOOR, THRESHOLD, find_stories
from analysis.lenses.stories.grouping import group_articles
from analysis.lenses.stories.listing import list_articles, order_articles
from analysis.lenses.stories.naming import name_stories
from analysis.lenses.stories.terms import Terms, count_terms
from analysis.lenses.stories.vectors import (
    Tally,
    Vectors,
    list_frequent,
    narrow_names,
    stack_vectors,
    tally_vectors,
    unite_tallies,
    weigh_terms,
)
from analysis.lenses.stories.vocabulary import (
    Numbers,
    list_vocabulary,
    number_terms,
    unite_vocabularies,
)

__all__ = [
    "DAYS",
    "FLOOR",
    "RUN",
    "THRESHOLD",
    "Numbers",
    "Pairs",
    "Run",
    "Span",
    "Tally",
    "Terms",
    "Vectors",
    "compare_run",
    "count_terms",
    "cut_spans",
    "find_neighbours",
    "find_stories",
    "group_articles",
    "list_articles",
    "list_frequent",
    "list_vocabulary",
    "make_run",
    "name_stories",
    "narrow_names",
    "number_terms",
    "order_articles",
    "stack_vectors",
    "tally_vectors",
    "unite_pairs",
    "unite_tallies",
    "unite_vocabularies",
    "weigh_terms",
]
