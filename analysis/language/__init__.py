"""Text to sentences, tokens, words and raw names; the only room that touches spaCy."""

from analysis.language.annotate import Annotations, annotate
from analysis.language.pipeline import DEFAULT_MODEL, load_pipeline, name_version
from analysis.language.words import find_words, fold_word, split_words

__all__ = [
    "DEFAULT_MODEL",
    "Annotations",
    "annotate",
    "find_words",
    "fold_word",
    "load_pipeline",
    "name_version",
    "split_words",
]
