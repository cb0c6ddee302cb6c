"""Parsed paragraphs back in their articles: the tables `sentences`, `tokens` and `names`."""

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.tables import as_table

Pieces = pd.DataFrame  # one row per paragraph: article_id part start content key


def assemble_sentences(pieces: Pieces, rows: pa.Table) -> pd.DataFrame:
    """One row per sentence; `rows` holds each piece's annotations in the pieces' order."""
    table, at = _spread(pieces, rows, "sentence_start", "sentence_end")
    return as_table(table.assign(sentence=_cut(pieces, table, at)), "sentences")


def assemble_tokens(pieces: Pieces, rows: pa.Table) -> pd.DataFrame:
    """One row per token; sentence, token and head numbers run through each part."""
    table, at = _spread(pieces, rows, "token_start", "token_end")
    counts = _count(rows, "token_start")
    first_token = _run_through(pieces, counts)[at]
    first_sentence = _run_through(pieces, _count(rows, "sentence_start"))[at]
    within = np.arange(len(at)) - (np.cumsum(counts) - counts)[at]
    table["sentence"] = _flatten(rows, "token_sentence") + first_sentence
    table["token"] = within + first_token
    for column in ("lemma", "pos", "tag", "dep"):
        table[column] = _as_text(pc.list_flatten(rows[column]))
    table["head"] = _flatten(rows, "token_head") + first_token
    return as_table(table, "tokens")


def assemble_names(pieces: Pieces, rows: pa.Table) -> pd.DataFrame:
    """One row per name the pipeline found, with its own label."""
    table, at = _spread(pieces, rows, "name_start", "name_end")
    table["mention"] = _cut(pieces, table, at)
    table["label"] = _as_text(pc.list_flatten(rows["label"]))
    return as_table(table, "names")


def _spread(
    pieces: Pieces, rows: pa.Table, start: str, end: str
) -> tuple[pd.DataFrame, np.ndarray]:
    """The spans of all pieces as offsets into the parts, and the piece each comes from."""
    at = np.repeat(np.arange(len(pieces)), _count(rows, start))
    shift = pieces["start"].to_numpy()[at]
    taken = pa.array(at)
    table = pd.DataFrame(
        {
            "article_id": _as_text(pa.array(pieces["article_id"], pa.large_string()).take(taken)),
            "part": _as_text(pa.array(pieces["part"], pa.large_string()).take(taken)),
            "start": _flatten(rows, start) + shift,
            "end": _flatten(rows, end) + shift,
        }
    )
    return table, at


def _cut(pieces: Pieces, table: pd.DataFrame, at: np.ndarray) -> list[str]:
    contents = pieces["content"].to_list()
    shift = pieces["start"].to_numpy()[at]
    starts, ends = (table["start"] - shift).to_list(), (table["end"] - shift).to_list()
    return [contents[p][start:end] for p, start, end in zip(at, starts, ends, strict=True)]


def _run_through(pieces: Pieces, counts: np.ndarray) -> np.ndarray:
    """For each piece how many rows its part has before it."""
    before = np.cumsum(counts) - counts
    ids, parts = pieces["article_id"].to_numpy(), pieces["part"].to_numpy()
    opens = np.ones(len(pieces), dtype=bool)
    opens[1:] = (ids[1:] != ids[:-1]) | (parts[1:] != parts[:-1])
    first = np.maximum.accumulate(np.where(opens, np.arange(len(pieces)), 0))
    return np.asarray(before - before[first])


def _count(rows: pa.Table, column: str) -> np.ndarray:
    return np.asarray(pc.list_value_length(rows[column]).to_numpy(), dtype=np.int64)


def _flatten(rows: pa.Table, column: str) -> np.ndarray:
    return np.asarray(pc.list_flatten(rows[column]).to_numpy(), dtype=np.int64)


def _as_text(values: Any) -> pd.Series:  # noqa: ANN401 (pyarrow is untyped)
    return pd.Series(values.to_pandas(), dtype="str")
