"""Who and what is named: every mention resolved to one entity over the whole collection.

    mentions = find_mentions(articles, annotations.names, annotations.tokens)
    count_entities(mentions, articles)

The way through the rooms: `words` and `candidates` say where a name may stand, `gather` counts its
forms over the collection, `people` and `things` make entities of forms, `directory` says which
words may mean which, `recover` finds them wherever they stand, `resolve` decides each mention.
"""

from analysis.lenses.entities.counts import count_entities
from analysis.lenses.entities.explain import explain_entity
from analysis.lenses.entities.overrides import UnusedCorrectionWarning, read_overrides
from analysis.lenses.entities.resolve import find_mentions

__all__ = [
    "UnusedCorrectionWarning",
    "count_entities",
    "explain_entity",
    "find_mentions",
    "read_overrides",
]
