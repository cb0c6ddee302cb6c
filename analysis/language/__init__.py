"""Text to sentences, tokens, words and raw names; the only room that touches spaCy."""

from analysis.language.annotate import Annotations, annotate
from analysis.language.counting import (
    WordCounts,
    count_article_words,
    count_text_lengths,
    list_article_words,
)
from analysis.language.function_words import is_function_word
from analysis.language.pipeline import DEFAULT_MODEL, list_origins, load_pipeline, name_version
from analysis.language.words import (
    find_words,
    fold_word,
    fold_words,
    span_words,
    spell_words,
    split_words,
)

__all__ = [
    "DEFAULT_MODEL",
    "Annotations",
    "WordCounts",
    "annotate",
    "count_article_words",
    "count_text_lengths",
    "find_words",
    "fold_word",
    "fold_words",
    "is_function_word",
    "list_article_words",
    "list_origins",
    "load_pipeline",
    "name_version",
    "span_words",
    "spell_words",
    "split_words",
]
