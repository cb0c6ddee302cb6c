"""A table to true sentences, each with the passages that show it."""

from analysis.findings.claims import describe_claims
from analysis.findings.collection import describe_limits, describe_tellings
from analysis.findings.inventory import describe_collection, describe_volume, describe_warnings
from analysis.findings.names import describe_first_names, describe_labels, describe_names
from analysis.findings.outlets import (
    describe_distinct_words,
    describe_precedence,
    describe_reuse,
    describe_word_shift,
)
from analysis.findings.portrait import describe_company, describe_naming, describe_speech
from analysis.findings.sentences import Finding
from analysis.findings.times import describe_times
from analysis.findings.voices import describe_voices
from analysis.findings.words import describe_shared_words

__all__ = [
    "Finding",
    "describe_claims",
    "describe_collection",
    "describe_company",
    "describe_distinct_words",
    "describe_first_names",
    "describe_labels",
    "describe_limits",
    "describe_names",
    "describe_naming",
    "describe_precedence",
    "describe_reuse",
    "describe_shared_words",
    "describe_speech",
    "describe_tellings",
    "describe_times",
    "describe_voices",
    "describe_volume",
    "describe_warnings",
    "describe_word_shift",
]
