"""How often every article uses every word, at the speed of columns.

Texts are cut at white space in one sweep and each distinct piece is folded once: a word never
crosses white space, so the counts are those of `split_words` on every article.
"""

import math
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy import sparse

from analysis.language.words import fold_words
from analysis.language.workers import count_cores

_BLOCK = 3_000_000  # characters swept at once: memory stays flat, and their words near the core
_BATCH = 5_000  # articles whose words are summed at once
_SPACE = 32
_JOINTS = b"'`-&.,"  # the ASCII characters that may stand inside a word
# Lower case; what cannot belong to a word becomes a space; other scripts stay for `fold_words`.
_SWEEP = bytes(
    code + 32
    if chr(code).isupper() and code < 128
    else code
    if code > 127 or chr(code).isalnum() or code in _JOINTS
    else 32
    for code in range(256)
)
# A piece that is one word as it stands, but for a possessive; all others go to `fold_words`.
_SINGLE = r"^[a-z0-9]+(?:['&.-][a-z0-9]+)*$"


class WordCounts(NamedTuple):
    """Uses of each word (column, sorted) by each article (row, in the given order)."""

    article_ids: NDArray[np.object_]
    words: NDArray[np.object_]
    counts: sparse.csr_array


def count_article_words(articles: pd.DataFrame, *, part: str = "text") -> WordCounts:
    """The counts of all words in one part of every article, as a sparse matrix."""
    blocks = _split_blocks(_take_texts(articles[part]))
    with ThreadPoolExecutor(max_workers=max(min(count_cores(), len(blocks)), 1)) as pool:
        counted = list(pool.map(_count_block, blocks))
        words, columns = _number_words([own for own, _ in counted])
        moved = pool.map(partial(_move_columns, width=len(words)), counted, columns)
        empty = sparse.csr_array((0, len(words)), dtype=np.int32)
        counts = sparse.vstack([empty, *moved], format="csr")
    return WordCounts(articles["article_id"].to_numpy(dtype=object), words, counts)


def list_article_words(counts: WordCounts) -> pd.DataFrame:
    """One row per article and word that it uses: `article_id word n`, by article, then word."""
    rows = np.repeat(np.arange(len(counts.article_ids)), np.diff(counts.counts.indptr))
    return pd.DataFrame(
        {
            "article_id": pd.Series(counts.article_ids, dtype="str").take(rows).array,
            "word": pd.Series(counts.words, dtype="str").take(counts.counts.indices).array,
            "n": counts.counts.data.astype(np.int64),
        }
    )


def count_text_lengths(
    articles: pd.DataFrame, *, among: frozenset[str] = frozenset()
) -> pd.DataFrame:
    """One row per article, by its id: `words` of its text, and those of them `among` some.

    Some thousand articles at a time: the counts of all words of all would take more than the texts.
    """
    begins = range(0, max(len(articles), 1), _BATCH)
    blocks = [_sum_words(articles.iloc[begin : begin + _BATCH], among) for begin in begins]
    return pd.concat(blocks)


def _sum_words(articles: pd.DataFrame, among: frozenset[str]) -> pd.DataFrame:
    counted = count_article_words(articles)
    chosen = np.flatnonzero(np.isin(counted.words, list(among)))
    sums = {"words": counted.counts.sum(axis=1), "among": counted.counts[:, chosen].sum(axis=1)}
    return pd.DataFrame(sums, index=articles["article_id"].array).astype("int64")


def _take_texts(texts: pd.Series) -> pa.Array:
    """The texts as Arrow holds them; a missing one is empty."""
    held = pa.array(texts.array if texts.dtype == "str" else texts.to_numpy(dtype=object))
    whole = pc.fill_null(held.cast(pa.large_string()), "")
    return whole.combine_chunks() if isinstance(whole, pa.ChunkedArray) else whole


def _split_blocks(texts: pa.Array) -> list[pa.Array]:
    """Runs of texts of about equal size, so many that every core has as much to do."""
    ends = np.cumsum(pc.binary_length(texts).to_numpy())
    if not len(ends):
        return []
    total, cores = int(ends[-1]), count_cores()
    size = max(math.ceil(total / (cores * max(math.ceil(total / (cores * _BLOCK)), 1))), 1)
    cuts = np.searchsorted(ends, np.arange(size, total, size), side="left") + 1
    edges = np.unique([0, *cuts, len(texts)]).tolist()
    return [texts[start:end] for start, end in pairwise(edges)]


def _count_block(texts: pa.Array) -> tuple[pa.Array, sparse.csr_array]:
    """Vocabulary and counts of some texts."""
    _, offsets, data = texts.buffers()
    edges = np.frombuffer(offsets, np.int64)[texts.offset : texts.offset + len(texts) + 1]
    swept = data[edges[0] : edges[-1]].to_pybytes().translate(_SWEEP) if data else b""
    edges = edges - edges[0]
    starts = _find_starts(swept, edges)
    pieces = _cut_pieces(swept, starts).dictionary_encode()
    words, folding = _fold_pieces(pieces.dictionary)
    used = sparse.csr_array(
        (
            np.ones(len(starts), np.int32),
            pieces.indices.to_numpy(),
            np.searchsorted(starts, edges).astype(np.int32),
        ),
        shape=(len(texts), len(pieces.dictionary)),
    )
    return words, used @ folding


def _find_starts(swept: bytes, edges: NDArray[np.int64]) -> NDArray[np.int32]:
    """Where something follows a space or opens a text."""
    filled = np.frombuffer(swept, np.uint8) != _SPACE
    begins = filled.copy()
    begins[1:] &= ~filled[:-1]
    opens = edges[edges < len(filled)]
    begins[opens] = filled[opens]
    return np.flatnonzero(begins).astype(np.int32)


def _cut_pieces(swept: bytes, starts: NDArray[np.int32]) -> pa.Array:
    """Each piece with the spaces after it, without copying the text."""
    offsets = pa.py_buffer(np.append(starts, np.int32(len(swept))))
    return pa.StringArray.from_buffers(len(starts), offsets, pa.py_buffer(swept))


def _fold_pieces(pieces: pa.Array) -> tuple[pa.Array, sparse.csr_array]:
    """The words in the distinct pieces, and a matrix of pieces by words."""
    bare = pc.ascii_trim(pieces, f" {_JOINTS.decode()}")
    single = pc.match_substring_regex(bare, _SINGLE)
    own = np.flatnonzero(single.to_numpy(zero_copy_only=False)).astype(np.int32)
    rest = np.flatnonzero(~single.to_numpy(zero_copy_only=False))
    folded = [fold_words(piece) for piece in bare.take(pa.array(rest)).to_pylist()]
    words = pa.concat_arrays(
        [
            pc.replace_substring_regex(bare.take(pa.array(own)), "'s$", ""),
            pa.array([word for words in folded for word in words], pa.string()),
        ]
    ).dictionary_encode()
    row = np.concatenate([own, np.repeat(rest, [len(words) for words in folded])])
    shape = (len(pieces), len(words.dictionary))
    held = (np.ones(len(row), np.int32), (row.astype(np.int32), words.indices.to_numpy()))
    return words.dictionary, sparse.coo_array(held, shape=shape).tocsr()


def _number_words(counted: list[pa.Array]) -> tuple[NDArray[np.object_], list[NDArray[np.int32]]]:
    """The words of all blocks, sorted, and for the words of each block their places among these."""
    coded = pa.chunked_array(counted, pa.string()).combine_chunks().dictionary_encode()
    order = pc.array_sort_indices(coded.dictionary).to_numpy()
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order))
    ends = np.cumsum([len(own) for own in counted])
    columns = np.split(place[coded.indices.to_numpy()], ends[:-1]) if counted else []
    return coded.dictionary.take(pa.array(order)).to_numpy(zero_copy_only=False), columns


def _move_columns(
    counted: tuple[pa.Array, sparse.csr_array], columns: NDArray[np.int32], *, width: int
) -> sparse.csr_array:
    """The counts of a block under the words of all."""
    counts = counted[1]
    held = (counts.data, columns[counts.indices], counts.indptr)
    moved = sparse.csr_array(held, shape=(counts.shape[0], width))
    return moved.tocsc().tocsr()  # sorts the words of each article, faster than `sort_indices`
