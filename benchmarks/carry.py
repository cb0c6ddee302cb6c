"""What the pipeline found in real paragraphs, carried over to paragraphs with exchanged words.

Sentences, tokens and names keep their place among the words, and tokens their part of speech and
their head. A lemma is that which real articles give the new word as that part of speech, else the
word. What the pipeline would have found in the new words nobody knows: this is for measuring.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.language.parse import SCHEMA

STARTS = ("token_start", "sentence_start", "name_start")
ENDS = ("token_end", "sentence_end", "name_end")


class _Places(NamedTuple):
    """Where the offsets of a column stand: in which paragraph and piece, and how far into it."""

    paragraph: np.ndarray
    piece: np.ndarray
    within: np.ndarray


class _Lemmas(NamedTuple):
    """Forms that are tokens, each with its part of speech, and which tokens these are."""

    forms: list[int]
    written: list[tuple[str, str]]
    tokens: np.ndarray
    pair_of_token: np.ndarray
    usual: dict[tuple[str, str], str]


class Known(NamedTuple):
    """Real paragraphs: what the pipeline found, and their pieces one after the other."""

    rows: pa.Table
    pieces: np.ndarray
    lengths: np.ndarray
    opens: np.ndarray  # the first piece of each paragraph
    places: dict[str, _Places]
    lemmas: _Lemmas
    forms: Sequence[str]


def study_paragraphs(
    rows: pa.Table, paragraphs: Sequence[Sequence[int]], forms: Sequence[str]
) -> Known:
    """All that stays the same however words are exchanged; `rows` in the paragraphs' order."""
    rows = rows.combine_chunks()
    pieces = np.fromiter((piece for line in paragraphs for piece in line), np.int32)
    counts = np.array([len(line) for line in paragraphs])
    opens = np.cumsum(counts) - counts
    lengths = np.array([len(form) for form in forms], dtype=np.int32)
    places = {
        column: _find_places(rows, column, lengths[pieces], opens) for column in (*STARTS, *ENDS)
    }
    lemmas = _study_lemmas(rows, places, pieces, lengths, forms)
    return Known(rows, pieces, lengths, opens, places, lemmas, forms)


def carry_over(known: Known, forms: Sequence[str], keys: Sequence[bytes]) -> pa.Table:
    """One row per paragraph as these forms write it, under its new key."""
    written = np.array([len(form) for form in forms], dtype=np.int32)[known.pieces]
    begins = np.cumsum(written, dtype=np.int64) - written
    opens = begins[known.opens]
    columns = {
        "key": pa.array(list(keys), pa.binary(16)),
        "characters": pa.array(np.add.reduceat(written, known.opens), pa.int32()),
        "lemma": _nest(known.rows["lemma"], _exchange_lemmas(known, forms)),
    }
    old = known.lengths[known.pieces]
    for column, places in known.places.items():
        moved = begins[places.piece] - opens[places.paragraph] + _scale(places, old, written)
        columns[column] = _nest(known.rows[column], pa.array(moved, pa.int32()))
    arrays = [columns.get(name, known.rows[name]) for name in SCHEMA.names]
    return pa.table(arrays, schema=SCHEMA)


def _find_places(rows: pa.Table, column: str, lengths: np.ndarray, opens: np.ndarray) -> _Places:
    """An end belongs to the piece before it, so that it is never the start of the next one."""
    begins = np.cumsum(lengths, dtype=np.int64) - lengths
    counts = pc.list_value_length(rows[column]).to_numpy()
    paragraph = np.repeat(np.arange(len(opens), dtype=np.int32), counts)
    offsets = pc.list_flatten(rows[column]).to_numpy() + begins[opens][paragraph]
    piece = np.searchsorted(begins, offsets - (column in ENDS), side="right") - 1
    within = offsets - begins[piece]
    return _Places(paragraph, piece.astype(np.int32), within.astype(np.int32))


def _scale(places: _Places, old: np.ndarray, written: np.ndarray) -> np.ndarray:
    """How far into the new piece: as far as into the old, in proportion; an end stays an end."""
    before, now = old[places.piece], written[places.piece]
    within = places.within
    inside = np.clip(np.rint(within * now / before), 1, np.maximum(now - 1, 1)).astype(np.int64)
    inside = np.where(before == now, within, inside)
    return np.where(within == 0, 0, np.where(within == before, now, inside))


def _study_lemmas(
    rows: pa.Table,
    places: dict[str, _Places],
    pieces: np.ndarray,
    lengths: np.ndarray,
    forms: Sequence[str],
) -> _Lemmas:
    start, end = places["token_start"], places["token_end"]
    whole = (start.piece == end.piece) & (start.within == 0)
    whole &= end.within == lengths[pieces[end.piece]]
    tokens = np.flatnonzero(whole)
    pos, lemma = (
        pc.list_flatten(rows[name]).combine_chunks().dictionary_encode()
        for name in ("pos", "lemma")
    )
    tags, names = pos.dictionary.to_pylist(), lemma.dictionary.to_pylist()
    form, tag = pieces[start.piece[tokens]], pos.indices.to_numpy()[tokens]
    pairs, pair_of_token = np.unique(form.astype(np.int64) * len(tags) + tag, return_inverse=True)
    found = pd.DataFrame({"pair": pair_of_token, "lemma": lemma.indices.to_numpy()[tokens]})
    written = [(forms[pair // len(tags)], tags[pair % len(tags)]) for pair in pairs.tolist()]
    usual: dict[tuple[str, str], Counter[str]] = {}
    counted = found.groupby(["pair", "lemma"]).size().reset_index(name="n")
    for pair, name, count in counted.itertuples(index=False):
        word, own = written[pair]
        usual.setdefault((word.lower(), own), Counter())[names[name]] += count
    most = {word: min(own, key=lambda name: (-own[name], name)) for word, own in usual.items()}
    return _Lemmas((pairs // len(tags)).tolist(), written, tokens, pair_of_token, most)


def _exchange_lemmas(known: Known, forms: Sequence[str]) -> pa.Array:
    """The lemma of every token; that of a token which is no form of its own stays."""
    lemmas = known.lemmas
    fresh: list[str | None] = []
    for form, (before, pos) in zip(lemmas.forms, lemmas.written, strict=True):
        word = forms[form].lower()
        fresh.append(None if word == before.lower() else lemmas.usual.get((word, pos), word))
    kept = pc.list_flatten(known.rows["lemma"]).combine_chunks()
    chosen = np.full(len(kept), len(fresh))
    chosen[lemmas.tokens] = lemmas.pair_of_token
    new = pa.array([*fresh, None], pa.large_string()).take(pa.array(chosen))
    return pc.coalesce(new, kept)


def _nest(shape: pa.ChunkedArray, values: pa.Array) -> pa.Array:
    """The values as lists of the lengths that another column has."""
    counts = pc.list_value_length(shape).to_numpy()
    offsets = np.concatenate([[0], np.cumsum(counts)])
    return pa.LargeListArray.from_arrays(pa.array(offsets, pa.int64()), values)
