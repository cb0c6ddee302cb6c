"""Passages shared across the parts of a collection: the rows of `find_overlaps`, made by many.

    work/overlaps/spans/3.npy       where the words of part 3 stand; quoted/: what is quoted there
    work/overlaps/numbers/3.npy     the numbers of its shingles, sorted; words/: where each begins
    work/overlaps/matches/5         equal shingles of two texts, from the fifth range of numbers;
    work/overlaps/cuts/5.npy        a block of texts by date after another: where each begins
    work/overlaps/order/            what has to be known of all articles: 70 bytes and an id each

Parts are read; ranges of numbers are gathered from all parts and matched; blocks of articles, as
many as parts, are gathered from all ranges. A worker holds one part (some 60 bytes a word), or one
range (4 million shingles, some 300 MB), or the matches of one block: 16 bytes each, at most 50 a
word and 2 as a rule.
"""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from pyarrow import feather

from analysis.collection.cluster import Crew
from analysis.collection.layout import write_done, write_part
from analysis.lenses.overlaps.finding import find_passages, list_rows
from analysis.lenses.overlaps.order import (
    Order,
    Pieces,
    Texts,
    add_up,
    order_articles,
    order_texts,
)
from analysis.lenses.overlaps.reading import Codes, read_words
from analysis.lenses.overlaps.runs import cut_texts
from analysis.lenses.overlaps.shingles import (
    Index,
    Matches,
    copy_range,
    count_ranges,
    find_repeated,
    index_shingles,
)
from analysis.tables import as_table
from analysis.writing import open_whole

TABLE = "overlaps"
_WIDTH = 4 * 4  # bytes a match
_OPEN = 64  # pieces kept open: a process may not open as many files as there are parts


class _Known(NamedTuple):
    """What has to be known of all articles, in files that are read where they are needed.

    `order` is how they were read and by date; `words` and `quotes` say how many were read before
    each part, `blocks` which articles by date begin a block.
    """

    order: Order
    words: np.ndarray
    quotes: np.ndarray
    blocks: np.ndarray


def merge_overlaps(folder: Path, parts: list[str], made_from: str, crew: Crew) -> None:
    """Write the passages that the articles of all parts share, as many files as parts, by date."""
    place, work = str(folder.absolute()), folder.absolute() / "work" / TABLE
    shutil.rmtree(work, ignore_errors=True)
    read = [crew.start(read_part, place, part, number) for number, part in enumerate(parts)]
    lengths: list[np.ndarray] = crew.finish(read, "reading words")
    ranges = _write_known(work, _list_dated(folder, parts), lengths)
    matched = [crew.start(match_range, place, number, ranges) for number in range(ranges)]
    crew.finish(matched, "matching", unit=" ranges")
    found = [
        crew.start(write_block, place, part, number, ranges, made_from)
        for number, part in enumerate(parts)
    ]
    crew.finish(found, "sharing")
    shutil.rmtree(work, ignore_errors=True)
    with suppress(OSError):  # others may be at work there
        work.parent.rmdir()


def read_part(folder: str, part: str, number: int) -> np.ndarray:
    """Write the words and shingles of one part; gives how many words and quotations texts have."""
    articles = pd.read_parquet(Path(folder) / "articles" / f"{part}.parquet", columns=["text"])
    words = read_words(map(str, articles["text"]), Codes())
    index = index_shingles(words.codes, words.lengths[:, 0])
    work = Path(folder) / "work" / TABLE
    for kind, array in (
        ("spans", words.spans),
        ("quoted", words.quoted),
        ("numbers", index.numbers),
        ("words", index.words),
    ):
        _save(work / kind / f"{number}.npy", array)
    return words.lengths


def match_range(folder: str, number: int, ranges: int) -> int:
    """Write the matches of the shingles in one range of numbers; gives how many there are."""
    work = Path(folder) / "work" / TABLE
    known = _load_known(work)
    pieces = [_cut_piece(work, piece, number, ranges) for piece in range(len(known.words) - 1)]
    shingles = find_repeated(pieces, known.words, known.order)
    counts = []
    with open_whole(work / "matches" / str(number)) as file:
        for block in pairwise(known.blocks.tolist()):
            written = [
                file.write(np.column_stack(shingles.match(*texts)).astype(np.int32).tobytes())
                for texts in cut_texts([shingles], *block)
            ]
            counts.append(sum(written) // _WIDTH)
    _save(work / "cuts" / f"{number}.npy", add_up(np.array(counts)))
    return sum(counts)


def write_block(folder: str, part: str, number: int, ranges: int, made_from: str) -> str:
    """Write the passages of one block of articles, by date; gives the name of the file's part."""
    place = Path(folder)
    work = place / "work" / TABLE
    known = _load_known(work)
    matches = [_load_matches(work, one, number) for one in range(ranges)]
    texts = Texts(
        known.order,
        Pieces(known.words, lru_cache(_OPEN)(partial(_load_piece, work / "spans"))),
        Pieces(known.quotes, lru_cache(_OPEN)(partial(_load_piece, work / "quoted"))),
    )
    blocks = cut_texts(matches, *known.blocks[number : number + 2].tolist())
    found = [find_passages(matches, block, texts) for block in blocks]
    ids = feather.read_feather(work / "order" / "ids.arrow", memory_map=True)["article_id"]
    hashes = write_part(place, part, {TABLE: list_rows(found, ids.array)})
    write_done(place, part, made_from, hashes, step=TABLE)
    return part


def _list_dated(folder: Path, parts: Iterable[str]) -> pd.DataFrame:
    columns = ["article_id", "published"]
    paths = (folder / "articles" / f"{part}.parquet" for part in parts)
    read = [pd.read_parquet(path, columns=columns) for path in paths]
    return pd.concat([as_table([], "articles")[columns], *read], ignore_index=True)


def _write_known(work: Path, dated: pd.DataFrame, lengths: list[np.ndarray]) -> int:
    """Write what has to be known of all articles; gives the number of ranges they need."""
    by_date = order_articles(dated)
    every = np.concatenate([np.empty((0, 2), np.int64), *lengths])
    sums = np.array([part.sum(axis=0) for part in lengths], np.int64).reshape(-1, 2)
    words, quotes = (add_up(column) for column in sums.T)
    blocks = np.arange(len(lengths) + 1) * len(dated) // max(len(lengths), 1)
    known = (*order_texts(every, by_date), words, quotes, blocks)
    for number, array in enumerate(known):
        _save(work / "order" / f"{number}.npy", array)
    ids = pd.DataFrame({"article_id": dated["article_id"].array.take(by_date)})
    path, chunk = work / "order" / "ids.arrow", max(len(ids), 1)
    feather.write_feather(ids, str(path), compression="uncompressed", chunksize=chunk)
    return count_ranges(int(words[-1]))


def _load_known(work: Path) -> _Known:
    *order, words, quotes, blocks = (_load_piece(work / "order", number) for number in range(7))
    return _Known(Order(*order), words, quotes, blocks)


def _cut_piece(work: Path, piece: int, number: int, ranges: int) -> Index:
    index = Index(*(_load_piece(work / kind, piece) for kind in ("numbers", "words")))
    return copy_range(index, number, ranges)


def _load_matches(work: Path, number: int, block: int) -> Matches:
    first, last = _load_piece(work / "cuts", number)[block : block + 2].tolist()
    rows = np.fromfile(
        work / "matches" / str(number), np.int32, (last - first) * 4, offset=first * _WIDTH
    )
    return Matches(*rows.reshape(-1, 4).T)


def _load_piece(folder: Path, number: int) -> np.ndarray:
    array: np.ndarray = np.load(folder / f"{number}.npy", mmap_mode="r")
    return array


def _save(path: Path, array: np.ndarray) -> None:
    with open_whole(path) as file:
        np.save(file, array)
