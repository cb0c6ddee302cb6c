"""Who and what is named: every mention resolved to one entity over the whole collection.

    mentions = find_mentions(articles, annotations.names, annotations.tokens)
    count_entities(mentions, articles)

A collection in parts is resolved the same way, part by part: `gather_names` of each part,
`unite_names` of all, `build_directory`, and `resolve_names` of each part by that directory.

The way through the rooms: `words` and `candidates` say where a name may stand, `gather` counts its
forms over the collection, `people` and `things` make entities of forms, `directory` says which
words may mean which, `recover` finds them wherever they stand, `resolve` decides each mention.
"""

from analysis.lenses.entities.counts import count_entities
from analysis.lenses.entities.directory import Directory, build_directory
from analysis.lenses.entities.explain import explain_entity
from analysis.lenses.entities.gather import Gathered, gather_names, unite_names
from analysis.lenses.entities.overrides import (
    Correction,
    UnusedCorrectionWarning,
    apply_overrides,
    read_overrides,
)
from analysis.lenses.entities.resolve import find_mentions, resolve_names

__all__ = [
    "Correction",
    "Directory",
    "Gathered",
    "UnusedCorrectionWarning",
    "apply_overrides",
    "build_directory",
    "count_entities",
    "explain_entity",
    "find_mentions",
    "gather_names",
    "read_overrides",
    "resolve_names",
    "unite_names",
]
