"""The table of contents: every public name, in the order a reader meets it."""

# Files to the articles table.
from .articles import Reading as Reading
from .articles import read_articles as read_articles
from .articles import read_batches as read_batches

# Articles with all that is found in them first; a large collection is prepared once, read lazily.
from .collection import Collection as Collection
from .collection import read_collection as read_collection
from .collection import prepare_collection as prepare_collection
from .collection import read_table as read_table

# Text to sentences, tokens, names and words.
from .language import Annotations as Annotations
from .language import annotate as annotate
from .language import count_article_words as count_article_words
from .language import split_words as split_words

# Words: which, how often, by whom more than by others.
from .lenses.words import compare_words as compare_words
from .lenses.words import count_batches as count_batches
from .lenses.words import count_noise as count_noise
from .lenses.words import count_words as count_words
from .lenses.words import find_shared_words as find_shared_words
from .lenses.words import label_words as label_words
from .lenses.house_style import count_house_style as count_house_style
from .lenses.house_style import find_house_style as find_house_style
from .lenses.house_style import split_house_style as split_house_style
from .lenses.readability import compare_readability as compare_readability

# The collection: what is here, what is wrong with it, who was first.
from .lenses.inventory import count_outlets as count_outlets
from .lenses.inventory import count_volume as count_volume
from .lenses.inventory import count_warnings as count_warnings
from .lenses.inventory import find_warnings as find_warnings
from .lenses.precedence import compare_precedence as compare_precedence

# Names: who and what is mentioned, as one entity across all articles.
from .lenses.entities import count_entities as count_entities
from .lenses.entities import explain_entity as explain_entity
from .lenses.entities import find_mentions as find_mentions
from .lenses.entities import read_overrides as read_overrides

# Emphasis: what comes first.
from .lenses.emphasis import compare_emphasis as compare_emphasis

# Labels: what each telling calls them.
from .lenses.labels import compare_labels as compare_labels
from .lenses.labels import count_labels as count_labels
from .lenses.labels import find_labels as find_labels

# Quotes: what is said, and by whom.
from .lenses.quotes import align_quotes as align_quotes
from .lenses.quotes import compare_quotes as compare_quotes
from .lenses.quotes import count_quotes as count_quotes
from .lenses.quotes import find_quotes as find_quotes

# Facts and times: what is stated, and whether the tellings agree.
from .lenses.facts import compare_facts as compare_facts
from .lenses.facts import count_coverage as count_coverage
from .lenses.facts import find_facts as find_facts
from .lenses.facts import match_sentences as match_sentences
from .lenses.timeline import find_times as find_times

# Stories and reuse: who tells the same, and whose words they print.
from .lenses.stories import find_stories as find_stories
from .lenses.overlaps import compare_reuse as compare_reuse
from .lenses.overlaps import count_origins as count_origins
from .lenses.overlaps import count_shared as count_shared
from .lenses.overlaps import find_agencies as find_agencies
from .lenses.overlaps import find_overlaps as find_overlaps

# A portrait: how one person, place or organisation is covered.
from .lenses.portrait import compare_naming as compare_naming
from .lenses.portrait import count_company as count_company
from .lenses.portrait import find_company as find_company
from .lenses.portrait import find_said_about as find_said_about
from .lenses.portrait import find_said_by as find_said_by
from .lenses.portrait import match_entity as match_entity

# Tables to true sentences.
from .findings import Finding as Finding
from .findings import describe_claims as describe_claims
from .findings import describe_collection as describe_collection
from .findings import describe_company as describe_company
from .findings import describe_distinct_words as describe_distinct_words
from .findings import describe_first_names as describe_first_names
from .findings import describe_labels as describe_labels
from .findings import describe_limits as describe_limits
from .findings import describe_names as describe_names
from .findings import describe_naming as describe_naming
from .findings import describe_precedence as describe_precedence
from .findings import describe_reuse as describe_reuse
from .findings import describe_shared_words as describe_shared_words
from .findings import describe_speech as describe_speech
from .findings import describe_tellings as describe_tellings
from .findings import describe_times as describe_times
from .findings import describe_voices as describe_voices
from .findings import describe_volume as describe_volume
from .findings import describe_warnings as describe_warnings
from .findings import describe_word_shift as describe_word_shift

# Tables to displays, each number with its passages.
from .displays import Shown as Shown
from .displays import show_borrowing as show_borrowing
from .displays import show_claims as show_claims
from .displays import show_counts as show_counts
from .displays import show_distinct_words as show_distinct_words
from .displays import show_emphasis as show_emphasis
from .displays import show_figure as show_figure
from .displays import show_findings as show_findings
from .displays import show_house_style as show_house_style
from .displays import show_own_words as show_own_words
from .displays import show_passages as show_passages
from .displays import show_readability as show_readability
from .displays import show_reader as show_reader
from .displays import show_reading as show_reading
from .displays import show_reuse as show_reuse
from .displays import show_stories as show_stories
from .displays import show_side_by_side as show_side_by_side
from .displays import show_table as show_table
from .displays import show_tellings as show_tellings
from .displays import show_timeline as show_timeline
from .displays import show_voices as show_voices
from .displays import show_warnings as show_warnings
from .displays import show_wordings as show_wordings

# Tables to Axes.
from .plots import plot_counts as plot_counts
from .plots import plot_positions as plot_positions
from .plots import plot_rates as plot_rates
from .plots import plot_timeline as plot_timeline
from .plots import plot_volume as plot_volume
from .plots import plot_word_shift as plot_word_shift

# What a telling and a story are called, and what the columns mean.
from .tellings import label_articles as label_articles
from .tellings import label_story as label_story
from .tables import TABLES as TABLES
