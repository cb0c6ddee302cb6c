"""Passages that two articles share, aligned to the characters in both.

In stages, so that many processes can share the work: texts are read in pieces, and their shingles
numbered and sorted (`read_words`, `index_shingles`); those in one range of numbers are gathered
from all pieces and matched (`find_repeated`); the matches of some texts are gathered from all
ranges and joined to passages (`find_passages`). Here all of it is done in one process.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.lenses.overlaps.order import Pieces, Texts, add_up, order_articles, order_texts
from analysis.lenses.overlaps.passages import join_passages, may_join
from analysis.lenses.overlaps.quoted import share_quoted
from analysis.lenses.overlaps.reading import Codes, read_words
from analysis.lenses.overlaps.runs import Runs, begin_pairs, cut_texts, join_matches
from analysis.lenses.overlaps.shingles import (
    Index,
    Matches,
    Shingles,
    copy_range,
    count_ranges,
    find_repeated,
    index_shingles,
)
from analysis.progress import follow, open_progress
from analysis.tables import as_table

WORDS, CHARACTERS = 8, 50  # what makes a passage, where nobody says otherwise
_PIECE = 2_000  # articles read together
_LOOSE = 0.6  # of the characters asked for: a pair with fewer in all its runs has no passage
_COLUMNS = "article_id other_id start end other_start other_end words quoted".split()


def find_overlaps(
    articles: pd.DataFrame, *, words: int = WORDS, characters: int = CHARACTERS
) -> pd.DataFrame:
    """One row per passage two articles share: at least so many words or characters, edits bridged.

    `article_id` is the later of the two (by date, then id): what it shares, the other had. Words
    are compared in their folded form, so quotes, dashes and case do not hide a copy; up to five
    words may be changed, added or left out between two equal runs. `words` counts the equal ones.
    Of a phrase that very many articles share, each is compared with the fifty earliest.
    """
    by_date = order_articles(articles)
    texts, shingles = _index_texts(articles["text"].array, by_date)
    blocks = cut_texts(shingles, 0, len(by_date))
    found = [
        find_passages(shingles, block, texts, words=words, characters=characters)
        for block in follow(blocks, "comparing", unit=" blocks", total=len(blocks))
    ]
    return list_rows(found, articles["article_id"].array.take(by_date))


def find_passages(
    found: Sequence[Shingles] | Sequence[Matches],
    block: tuple[int, int],
    texts: Texts,
    *,
    words: int = WORDS,
    characters: int = CHARACTERS,
) -> np.ndarray:
    """The rows of the table for a block of texts, in which articles are numbers by date.

    `found` is what is repeated, in all ranges of shingles; `cut_texts` makes blocks that can be
    looked at together.
    """
    runs = join_matches([one.match(*block) for one in found])
    passages = join_passages(_drop_idioms(runs, texts, words=words, characters=characters))
    text, other, start, end, other_start, other_end, same = passages.T
    spans = texts.measure(text, start, end)
    # Characters that are the same in both, by the share of equal words.
    alike = (spans[:, 1] - spans[:, 0]) * same / (end - start)
    kept = (same >= words) | (alike >= characters)
    text, other, other_start, other_end, same, spans = (
        column[kept] for column in (text, other, other_start, other_end, same, spans)
    )
    share = share_quoted(spans, *texts.find_quoted(text))
    others = texts.measure(other, other_start, other_end)
    return np.column_stack([text, other, spans, others, same, share])


def list_rows(found: Sequence[np.ndarray], ids: Any) -> pd.DataFrame:  # noqa: ANN401
    """The table of the passages of all blocks; `ids` are the names of all articles by date."""
    rows = pd.DataFrame(np.concatenate([np.empty((0, len(_COLUMNS))), *found]), columns=_COLUMNS)
    for column in _COLUMNS[:2]:
        rows[column] = ids.take(rows[column].to_numpy(dtype=np.int64))
    return as_table(rows, "overlaps")


def _index_texts(column: Any, by_date: np.ndarray) -> tuple[Texts, list[Shingles]]:  # noqa: ANN401
    """Where everything stands in all texts, read by date, and what is repeated."""
    codes = Codes()
    ranges = count_ranges(sum(map(len, map(str, column))))
    spans, quoted, lengths = [], [], [np.empty((0, 2), np.int64)]
    pieces: list[list[Index]] = [[] for _ in range(ranges)]
    with open_progress("reading words", unit=" articles", total=len(by_date)) as bar:
        for begin in range(0, len(by_date), _PIECE):
            piece = read_words(map(str, column.take(by_date[begin : begin + _PIECE])), codes)
            index = index_shingles(piece.codes, piece.lengths[:, 0])
            for number, one in enumerate(pieces):
                one.append(copy_range(index, number, ranges))
            spans.append(piece.spans)
            quoted.append(piece.quoted)
            lengths.append(piece.lengths)
            bar.update(len(piece.lengths))
    order = order_texts(np.concatenate(lengths), np.arange(len(by_date)))
    words, quotes = _list_pieces(spans), _list_pieces(quoted)
    # Ranges are let go one by one: all of them take as much as all that is repeated.
    shingles = [find_repeated(pieces.pop(), words.bounds, order) for _ in range(ranges)]
    return Texts(order, words, quotes), shingles


def _list_pieces(pieces: list[np.ndarray]) -> Pieces:
    return Pieces(add_up(np.array([len(piece) for piece in pieces])), pieces.__getitem__)


def _drop_idioms(runs: Runs, texts: Texts, *, words: int, characters: int) -> Runs:
    """Only the runs of two texts that may add up to a passage: most share a phrase of everyday."""
    starts = begin_pairs(runs)
    if not len(starts):
        return runs
    spans = texts.measure(runs.text, runs.place, runs.place + runs.words)
    length = spans[:, 1] - spans[:, 0]
    enough = np.add.reduceat(runs.words, starts) >= words
    # Spaces and changed words between runs count in a passage, so the bound is loose.
    enough |= np.add.reduceat(length, starts) >= _LOOSE * characters
    alone = (runs.words >= words) | (length >= characters)
    enough &= np.logical_or.reduceat(alone, starts) | may_join(runs, starts)
    kept = np.repeat(enough, np.diff(np.r_[starts, len(runs.text)]))
    return Runs(*(part[kept] for part in runs))
