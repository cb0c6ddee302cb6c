"""The table of contents: every public name, in the order a reader meets it."""

from .language import annotate as annotate
from .language import split_words as split_words
