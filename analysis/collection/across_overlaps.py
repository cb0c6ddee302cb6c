"""Passages shared across the parts of a collection: the rows of `find_overlaps`, made by many.

    work/overlaps/spans/3.npy     where the words of part 3 stand; quoted/: what is quoted there
    work/overlaps/shingles/3      the numbers of its shingles, and where each begins, by range
    work/overlaps/matches/5       equal shingles of two texts, from range 5 of numbers, by block
    work/overlaps/order/          what has to be known of all articles: 70 bytes and an id each

Parts are read; ranges of numbers are gathered from all parts and matched; blocks of articles, as
many as parts, are gathered from all ranges. A worker holds one part (some 60 bytes a word), or one
range (4 million shingles, some 300 MB), or the matches of one block: 16 bytes each, at most 50 a
word and 2 as a rule.
"""

from collections.abc import Iterable
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
from pyarrow import feather

from analysis.collection.cluster import Crew
from analysis.collection.layout import clear_work, find_work, write_done, write_part
from analysis.collection.sections import read_section, write_sections
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
_WIDTH = 8 + 4  # bytes of a shingle: its number, and where it begins
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
    place = str(folder.absolute())
    clear_work(folder, TABLE)
    ranges = count_ranges(sum(_measure_texts(folder, part) for part in parts))
    numbered = list(enumerate(parts))
    lengths = crew.each(
        read_part, [(place, part, number, ranges) for number, part in numbered], "reading words"
    )
    _write_known(find_work(place, TABLE), _list_dated(folder, parts), lengths)
    given = [(place, number, ranges) for number in range(ranges)]
    crew.each(match_range, given, "matching", unit=" ranges")
    blocks = [(place, part, number, ranges, made_from) for number, part in numbered]
    crew.each(write_block, blocks, "sharing", unit=" blocks")
    clear_work(folder, TABLE)


def read_part(folder: str, part: str, number: int, ranges: int) -> np.ndarray:
    """Write the words and shingles of one part; gives how many words and quotations texts have."""
    articles = pd.read_parquet(Path(folder) / "articles" / f"{part}.parquet", columns=["text"])
    words = read_words(map(str, articles["text"]), Codes())
    work = find_work(folder, TABLE)
    _save(work / "spans" / f"{number}.npy", words.spans)
    _save(work / "quoted" / f"{number}.npy", words.quoted)
    index = index_shingles(words.codes, words.lengths[:, 0])
    cut = (copy_range(index, one, ranges) for one in range(ranges))
    packed = ((one.numbers.tobytes(), one.words.tobytes()) for one in cut)
    write_sections(work / "shingles" / str(number), packed)
    return words.lengths


def match_range(folder: str, number: int, ranges: int) -> None:
    """Write the matches of the shingles in one range of numbers, block by block."""
    work = find_work(folder, TABLE)
    known = _load_known(work)
    paths = (work / "shingles" / str(part) for part in range(len(known.words) - 1))
    pieces = [_unpack_index(read_section(path, number, ranges)) for path in paths]
    shingles = find_repeated(pieces, known.words, known.order)
    packed = (
        (
            np.column_stack(shingles.match(*texts)).astype(np.int32).tobytes()
            for texts in cut_texts([shingles], *block)
        )
        for block in pairwise(known.blocks.tolist())
    )
    write_sections(work / "matches" / str(number), packed)


def write_block(folder: str, part: str, number: int, ranges: int, made_from: str) -> str:
    """Write the passages of one block of articles, by date; gives the name of the file's part."""
    place = Path(folder)
    work = find_work(folder, TABLE)
    known = _load_known(work)
    paths = (work / "matches" / str(one) for one in range(ranges))
    sections = (read_section(path, number, len(known.words) - 1) for path in paths)
    matches = [Matches(*np.frombuffer(one, np.int32).reshape(-1, 4).T) for one in sections]
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


def _measure_texts(folder: Path, part: str) -> int:
    """About how many letters the texts of a part have, which its file knows."""
    groups = pq.read_metadata(folder / "articles" / f"{part}.parquet").to_dict()["row_groups"]
    columns = (column for group in groups for column in group["columns"])
    return sum(c["total_uncompressed_size"] for c in columns if c["path_in_schema"] == "text")


def _list_dated(folder: Path, parts: Iterable[str]) -> pd.DataFrame:
    columns = ["article_id", "published"]
    paths = (folder / "articles" / f"{part}.parquet" for part in parts)
    read = [pd.read_parquet(path, columns=columns) for path in paths]
    return pd.concat([as_table([], "articles")[columns], *read], ignore_index=True)


def _write_known(work: Path, dated: pd.DataFrame, lengths: list[np.ndarray]) -> None:
    """Write what has to be known of all articles."""
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


def _load_known(work: Path) -> _Known:
    *order, words, quotes, blocks = (_load_piece(work / "order", number) for number in range(7))
    return _Known(Order(*order), words, quotes, blocks)


def _unpack_index(packed: bytes) -> Index:
    size = len(packed) // _WIDTH
    words = np.frombuffer(packed, np.int32, offset=size * 8)
    return Index(np.frombuffer(packed, np.uint64, size), words)


def _load_piece(folder: Path, number: int) -> np.ndarray:
    array: np.ndarray = np.load(folder / f"{number}.npy", mmap_mode="r")
    return array


def _save(path: Path, array: np.ndarray) -> None:
    with open_whole(path) as file:
        np.save(file, array)
