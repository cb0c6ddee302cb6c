"""Who is quoted: direct, indirect and mixed speech, with cue and speaker, across tellings."""

from analysis.lenses.quotes.alignment import align_quotes
from analysis.lenses.quotes.quoting import find_quotes
from analysis.lenses.quotes.voices import compare_quotes, count_quotes

__all__ = ["align_quotes", "compare_quotes", "count_quotes", "find_quotes"]
