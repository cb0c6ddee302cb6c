"""Which words each group uses, how often, and which it uses more or less than the others."""

from analysis.lenses.words.classes import classify_words
from analysis.lenses.words.comparison import compare_words
from analysis.lenses.words.counts import count_words
from analysis.lenses.words.names import label_words
from analysis.lenses.words.noise import count_noise
from analysis.lenses.words.shared import find_shared_words
from analysis.lenses.words.streaming import count_batches

__all__ = [
    "classify_words",
    "compare_words",
    "count_batches",
    "count_noise",
    "count_words",
    "find_shared_words",
    "label_words",
]
