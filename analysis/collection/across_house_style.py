"""House style across the parts of a collection: found by the stages of `find_house_style`.

    word counts of each part -> one vocabulary, in a tree -> the forms to look for
    -> each part: all that it shows alone, and its lines, sentences and openings as numbers
    -> each share of outlets: what is repeated in them -> each part: how often openings stand at all
    -> each part: its rows

All stages leave files in `work/house_style/`, which any worker reads. What one of them holds: a
part of the articles, with 150 bytes for each of its words; or for a share of the outlets, which is
one outlet or some 25,000 articles, 24 bytes for each line, sentence and opening and 150 for each
that stands there repeatedly; or the vocabulary with its counts; or the two words that open each
repeated opening. The driver holds the number of articles of each outlet in each part.
"""

import io
import json
from bisect import bisect_left
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.collection.cluster import Crew
from analysis.collection.layout import clear_work, find_work, load_table, write_done, write_part
from analysis.language import count_article_words, list_article_words, split_words
from analysis.lenses import house_style as lens
from analysis.writing import write_whole

_STEP = "house_style"
_BRANCHES = 8  # vocabularies united at once
_SHARE = 25_000  # articles whose outlets are looked at together
_Range = tuple[int, int | None]  # outlets, by their numbers: from the one to before the other
_PART = ("pieces", "bodies", "grams", "codes", "hashes", "places")


def merge_house_style(folder: Path, parts: list[str], made_from: str, crew: Crew) -> None:
    """Write the table `house_style` of all articles, with each part the rows of its articles."""
    place = str(folder.absolute())
    clear_work(folder, _STEP)
    if not parts:
        return
    level = [crew.start(count_words, place, part) for part in parts]
    while len(level) > 1:
        groups = [level[first : first + _BRANCHES] for first in range(0, len(level), _BRANCHES)]
        level = [crew.start(unite_words, group) for group in groups]
    forms = crew.start(list_forms, *level)
    started = [crew.start(read_part, place, part, forms) for part in parts]
    outlets = crew.finish(started, "reading house style")
    shares = _cut_shares(outlets)
    started = [crew.start(compare_outlets, place, parts, *item) for item in enumerate(shares)]
    crew.finish(started, "comparing articles", unit=" shares")
    crew.finish([crew.start(gather_pairs, place, len(shares))], "gathering", unit="")
    crew.finish([crew.start(count_pairs, place, part) for part in parts], "counting openings")
    crew.finish([crew.start(decide_pairs, place, parts)], "deciding", unit="")
    given = (made_from, len(shares))
    started = [crew.start(finish_part, place, *item, *given) for item in enumerate(parts)]
    crew.finish(started, "writing house style")
    clear_work(folder, _STEP)


def count_words(place: str, part: str) -> pd.Series:
    """How often each word stands in the texts of a part."""
    path = Path(place) / "word_counts" / f"{part}.parquet"
    if path.exists():
        counts = pd.read_parquet(path, columns=["word", "n"])
    else:  # a part that could not be annotated
        counts = list_article_words(count_article_words(load_table(Path(place), "articles", part)))
    return lens.sum_counts([counts.set_index("word")["n"]])


def unite_words(counts: list[pd.Series]) -> pd.Series:
    """How often each word stands in several parts."""
    return lens.sum_counts(counts)


def list_forms(*counts: pd.Series) -> lens.Forms:
    """The forms to look for in all parts."""
    return lens.list_forms(lens.sum_counts(counts))


def read_part(place: str, part: str, forms: lens.Forms) -> tuple[Any, Any]:
    """Find what one part shows alone; gives back its outlets, as numbers, and their articles."""
    articles = _load_articles(place, part)
    read = lens.read_part(articles, split_words(articles), forms)
    arrays = (*read.cut[:3], read.codes, read.hashes, read.places.rows)
    for name, array in zip(_PART, arrays, strict=True):
        _save(place, f"{name}-{part}", array)
    write_whole(_name(place, f"ways-{part}.json"), json.dumps(read.places.ways).encode())
    return np.unique(read.cut.bodies["outlet"], return_counts=True)


def compare_outlets(place: str, parts: list[str], share: int, outlets: _Range) -> None:
    """Find what is repeated in a share of the outlets.

    Written is also, for each part, the numbers that its articles have among those of the share,
    and which of its own the first of them is.
    """
    cuts = [_load_outlets(place, part, outlets) for part in parts]
    repeated = lens.find_repeated(lens.join_cuts(cuts))
    for name, array in repeated._asdict().items():
        _save(place, f"{name}-share-{share}", array)
    ends = np.cumsum([len(cut.bodies) for cut in cuts])
    begins = [cut.begin for cut in cuts]
    _save(place, f"numbers-share-{share}", np.array([[0, *ends[:-1]], ends, begins]).T)


def gather_pairs(place: str, shares: int) -> None:
    """Gather the first two words of openings, and the refrains, of all shares."""
    pairs, opened, refrains = (
        np.concatenate([_load(place, f"{name}-share-{share}") for share in range(shares)])
        for name in ("pairs", "opened", "refrains")
    )
    order = np.argsort(pairs)
    _save(place, "pairs", pairs[order])
    _save(place, "opened", opened[order])
    _save(place, "refrains", np.sort(refrains))


def count_pairs(place: str, part: str) -> None:
    """Count how often the first two words of openings stand anywhere in a part."""
    words = _load(place, f"hashes-{part}")[_load(place, f"codes-{part}")]
    used = lens.count_pairs(words, _load(place, f"bodies-{part}"), _load(place, "pairs"))
    held = np.flatnonzero(used)
    _save(place, f"used-{part}", np.array([held, used[held]]))


def decide_pairs(place: str, parts: list[str]) -> None:
    """Decide which two words open lines only."""
    pairs, opened = _load(place, "pairs"), _load(place, "opened")
    used = np.zeros(len(pairs), dtype=np.int64)
    for part in parts:
        held, n = _load(place, f"used-{part}")
        used[held] += n
    _save(place, "openers", pairs[lens.keep_openers(opened, used)])


def finish_part(place: str, number: int, part: str, made_from: str, shares: int) -> None:
    """Write the rows of one part's articles."""
    pieces = []
    for share in range(shares):
        begin, end, first = _load(place, f"numbers-share-{share}")[number].tolist()
        own = lens.select_articles(_load(place, f"pieces-share-{share}"), begin, end)
        own["article"] += first
        pieces.append(own)
    *arrays, codes, hashes, rows = (_load(place, f"{name}-{part}") for name in _PART)
    ways = [tuple(way) for way in json.loads(_name(place, f"ways-{part}.json").read_bytes())]
    read = lens.Part(lens.Places(rows, ways), lens.Cut(*arrays), codes, hashes)
    decided = lens.Decided(_load(place, "openers"), _load(place, "refrains"))
    articles = _load_articles(place, part)
    found = lens.finish_part(articles, read, np.concatenate(pieces), decided, split_words)
    hashes = write_part(Path(place), part, {_STEP: found})
    write_done(Path(place), part, made_from, hashes, step=_STEP)


def _cut_shares(counted: list[tuple[Any, Any]]) -> list[_Range]:
    """Ranges of outlets, each of some 25,000 articles or one outlet with more."""
    named, sizes = (np.concatenate(column) for column in zip(*counted, strict=True))
    outlets, place = np.unique(named, return_inverse=True)
    before = np.cumsum(np.bincount(place, sizes)) - np.bincount(place, sizes)
    _, first = np.unique(before // _SHARE, return_index=True)
    lows = outlets[first].tolist()
    return list(zip(lows, [*lows[1:], None], strict=True))


def _load_articles(place: str, part: str) -> pd.DataFrame:
    """The articles of a part, outlet by outlet."""
    columns = ["article_id", "outlet", "headline", "text"]
    path = Path(place) / "articles" / f"{part}.parquet"
    return lens.order_by_outlet(pd.read_parquet(path, columns=columns))


def _load_outlets(place: str, part: str, outlets: _Range) -> lens.Cut:
    """What some outlets have in a part, nothing of it read before it is looked at."""
    pieces, bodies, grams = (_load(place, f"{name}-{part}") for name in _PART[:3])
    begin, end = (
        len(bodies) if edge is None else int(np.searchsorted(bodies["outlet"], np.uint64(edge)))
        for edge in outlets
    )
    own = []
    for rows in (pieces, grams):
        first, last = (bisect_left(rows, n, key=lambda row: row["article"]) for n in (begin, end))
        own.append(rows[first:last])
    return lens.Cut(own[0], bodies[begin:end], own[1], begin)


def _save(place: str, name: str, array: Any) -> None:  # noqa: ANN401
    sink = io.BytesIO()
    np.save(sink, array)
    write_whole(_name(place, f"{name}.npy"), sink.getvalue())


def _load(place: str, name: str) -> Any:  # noqa: ANN401 (rows of whatever kind)
    """An array as a view of its file."""
    return np.load(_name(place, f"{name}.npy"), mmap_mode="r")


def _name(place: str, name: str) -> Path:
    return find_work(place, _STEP) / name
