"""Rows to a table: the columns of its name, in order, typed, also when there is no row."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from analysis.tables.columns import TABLES

# Every column not named here is text.
_TYPES = {
    "int64": "start end line present read rejected duplicates sentence token head n n_rest articles"
    " mentions open in_headline in_first_sentence in_first_third other_start other_end words"
    " story_size groups articles_rest flagged shuffles of articles_of"
    " stories shared_stories dated headlines ran_first words_median_low words_median_high"
    " passages quoted_words outlets origins together sentences_of"
    " quotes direct_quotes neutral doubting endorsing of_words utterance",
    "Int64": "first_start first_end speaker_start speaker_end cue_start cue_end match_start"
    " match_end",
    "float64": "per_1000 per_1000_low per_1000_high per_1000_rest per_1000_rest_low"
    " per_1000_rest_high"
    " lrc lrc_low lrc_high g2 jsd dpnorm z excess p q chance chance_high share value"
    " value_low value_high words_median expected hours_after"
    " share_low share_high word_share word_share_low word_share_high doubting_share likeness"
    " own wire others other_share first_at quoted low high similarity",
    "datetime64[us, UTC]": "published earliest latest first_published last_published period",
}
# One name, another meaning: a sentence's words, and the spans of a telling that is silent.
_EXCEPTIONS = {
    ("sentences", "sentence"): "str",
    ("claims", "start"): "Int64",
    ("claims", "end"): "Int64",
    ("coverage", "sentences"): "int64",
    ("coverage", "start"): "Int64",
    ("coverage", "end"): "Int64",
    ("sentence_matches", "statement"): "int64",
    ("coverage", "statement"): "int64",
    ("readability", "sentences"): "int64",
    ("reuse", "quotes"): "float64",
}


def column_type(table: str, column: str) -> str:
    """The pandas type of a column of a table."""
    if (table, column) in _EXCEPTIONS:
        return _EXCEPTIONS[table, column]
    return next((name for name, columns in _TYPES.items() if column in columns.split()), "str")


def as_table(rows: pd.DataFrame | Iterable[Mapping[str, Any]], name: str) -> pd.DataFrame:
    """The rows with exactly the columns of the table `name`, in order, typed, numbered from 0.

    Raises:
        KeyError: no such table, or rows without one of its columns.
    """
    columns = list(TABLES[name])
    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows))
    if frame.empty and not set(columns) <= set(frame.columns):
        frame = pd.DataFrame(columns=columns)
    typed = {column: _cast(frame[column], column_type(name, column)) for column in columns}
    return pd.DataFrame(typed, columns=columns).reset_index(drop=True)


def _cast(column: Any, kind: str) -> Any:  # noqa: ANN401 (the stubs want literal types)
    if kind.startswith("datetime64"):
        return pd.to_datetime(column, utc=True).astype(kind)
    # A text that is missing is an empty text: one thing to test for, in every table.
    return column.astype(kind).fillna("") if kind == "str" else column.astype(kind)
