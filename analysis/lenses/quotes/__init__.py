"""Who is quoted: direct, indirect and mixed speech, with cue and speaker, across tellings."""

from analysis.lenses.quotes.quoting import find_quotes

__all__ = ["find_quotes"]
