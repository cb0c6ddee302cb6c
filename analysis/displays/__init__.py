"""What a notebook shows: tables, figures, sentences and passages, each number with its evidence."""

from analysis.displays.claims import show_claims
from analysis.displays.collection import show_readability, show_stories, show_warnings
from analysis.displays.counts import show_counts
from analysis.displays.distinct import show_distinct_words
from analysis.displays.emphasis import show_emphasis
from analysis.displays.figures import show_figure
from analysis.displays.legible import make_all_legible, make_legible
from analysis.displays.own_words import show_own_words
from analysis.displays.passages import cut_passages
from analysis.displays.reading import show_reading
from analysis.displays.reuse import show_borrowing, show_reuse
from analysis.displays.sayings import show_findings, show_passages, show_tellings
from analysis.displays.shown import MIME, Shown
from analysis.displays.side_by_side import show_side_by_side
from analysis.displays.styles import show_house_style
from analysis.displays.tables import show_table
from analysis.displays.timeline import show_timeline
from analysis.displays.voices import show_voices
from analysis.displays.wordings import show_wordings

__all__ = [
    "MIME",
    "Shown",
    "cut_passages",
    "make_all_legible",
    "make_legible",
    "show_borrowing",
    "show_claims",
    "show_counts",
    "show_distinct_words",
    "show_emphasis",
    "show_figure",
    "show_findings",
    "show_house_style",
    "show_own_words",
    "show_passages",
    "show_readability",
    "show_reading",
    "show_reuse",
    "show_side_by_side",
    "show_stories",
    "show_table",
    "show_tellings",
    "show_timeline",
    "show_voices",
    "show_warnings",
    "show_wordings",
]
