"""Paragraphs to tokens, sentences and names, one row per paragraph, offsets from its start.

This is the form in which annotations are cached: it depends on the paragraph's characters and the
pipeline alone, not on the article, its place in it, or the paragraphs parsed beside it.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa

_NUMBERS = pa.large_list(pa.int32())
_TEXTS = pa.large_list(pa.large_string())
SCHEMA = pa.schema(
    [
        ("key", pa.binary(16)),
        ("characters", pa.int32()),
        ("token_start", _NUMBERS),
        ("token_end", _NUMBERS),
        ("token_sentence", _NUMBERS),
        ("token_head", _NUMBERS),
        ("lemma", _TEXTS),
        ("pos", _TEXTS),
        ("tag", _TEXTS),
        ("dep", _TEXTS),
        ("sentence_start", _NUMBERS),
        ("sentence_end", _NUMBERS),
        ("name_start", _NUMBERS),
        ("name_end", _NUMBERS),
        ("label", _TEXTS),
    ]
)
_ATTRIBUTES = ["IDX", "LENGTH", "HEAD", "SENT_START", "IS_SPACE", "LEMMA", "POS", "TAG", "DEP"]
_BATCH = 64  # paragraphs the pipeline reads at once; it does not change the result


def parse_paragraphs(nlp: Any, texts: Iterable[tuple[bytes, str]]) -> pa.Table:  # noqa: ANN401
    """One row per paragraph, in order, from its key and characters."""
    rows = list(_parse_each(nlp, texts))
    columns = zip(*rows, strict=True) if rows else ([] for _ in SCHEMA)
    arrays = [
        pa.array(list(column), field.type) for column, field in zip(columns, SCHEMA, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def _parse_each(nlp: Any, texts: Iterable[tuple[bytes, str]]) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    swapped = ((text, key) for key, text in texts)
    strings = nlp.vocab.strings
    for doc, key in nlp.pipe(swapped, as_tuples=True, batch_size=_BATCH):
        columns = doc.to_array(_ATTRIBUTES).astype(np.int64, copy=False).T
        start, length, head, opens, space = columns[:5]
        kept = np.flatnonzero(space == 0)
        sentence, bounds = _number_sentences(opens, kept, start, start + length)
        lemma, pos, tag, dep = (
            [strings[code] for code in doc.to_array(name)[kept].tolist()] if len(kept) else []
            for name in _ATTRIBUTES[5:]
        )
        names = doc.ents
        yield (
            key,
            len(doc.text),
            start[kept],
            (start + length)[kept],
            sentence,
            _point_heads(head, kept),
            [form.lower() for form in lemma],
            pos,
            tag,
            dep,
            *bounds,
            [name.start_char for name in names],
            [name.end_char for name in names],
            [name.label_ for name in names],
        )


def _number_sentences(
    opens: np.ndarray, kept: np.ndarray, start: np.ndarray, end: np.ndarray
) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray]]:
    """Each kept token's sentence, numbered without those of white space alone, and their spans."""
    if not len(kept):
        return kept, (kept, kept)
    raw = np.cumsum(opens == 1)[kept]
    _, first, number = np.unique(raw, return_index=True, return_inverse=True)
    last = np.append(first[1:], len(kept)) - 1
    return number, (start[kept][first], end[kept][last])


def _point_heads(head: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """Heads as numbers among the kept tokens; white space is passed over to its own head."""
    target = np.arange(len(head)) + head
    number = np.full(len(head), -1)
    number[kept] = np.arange(len(kept))
    for _ in range(len(head)):
        lost = number[target[kept]] < 0
        if not lost.any():
            break
        step = target[target[kept][lost]]
        target[kept[lost]] = np.where(step == target[kept][lost], kept[lost], step)
    return np.asarray(number[target[kept]])
