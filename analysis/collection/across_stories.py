"""Stories across the parts of a collection: found by the stages of `find_stories`, part by part.

    listing of each part -> order of all articles -> terms of each part -> one vocabulary, in a tree
    -> vectors of each part -> runs of articles by date -> pairs of each run -> groups and names

All stages leave files in `work/stories/`, which any worker reads. What one of them holds: a part of
the articles and its terms; or two runs of articles as vectors; or the vocabulary with its counts;
or, of all articles, ids and dates, and the pairs that are somewhat alike.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.collection.arrays import read_columns, write_columns
from analysis.collection.cluster import Crew
from analysis.collection.layout import clear_work, find_work, write_done, write_part
from analysis.lenses import stories as lens
from analysis.tables import as_table

_STEP = "stories"
_BRANCHES = 8  # vocabularies united at once
_TALLIES = 64  # tallies united at once


def merge_stories(folder: Path, parts: list[str], made_from: str, crew: Crew) -> None:
    """Write the table `stories` of all articles, in order of date, a file per part."""
    place, numbers = str(folder.absolute()), range(len(parts))
    clear_work(folder, _STEP)
    if not parts:
        return
    crew.finish([crew.start(list_part, place, *item) for item in enumerate(parts)], "listing")
    total = crew.finish([crew.start(order_parts, place, len(parts))], "ordering", unit="")[0]
    crew.finish([crew.start(count_part, place, *item) for item in enumerate(parts)], "counting")
    depth, level = 0, len(parts)
    while level > 1:
        groups = range(-(-level // _BRANCHES))
        united = [crew.start(unite_group, place, depth, group, level) for group in groups]
        crew.finish(united, "uniting terms", unit=" groups")
        depth, level = depth + 1, len(groups)
    shared = crew.finish([crew.start(number_all, place, depth, total)], "numbering", unit="")[0]
    given = (place, depth, total, shared)
    crew.finish([crew.start(weigh_part, *given, number) for number in numbers], "weighing")
    crew.finish([crew.start(tally_parts, place, len(parts), total)], "tallying", unit="")
    runs = range(0, max(total, 1), lens.RUN)
    crew.finish([crew.start(gather_run, place, run) for run in runs], "gathering", unit=" runs")
    crew.finish([crew.start(compare, place, run) for run in runs], "comparing", unit=" runs")
    grouped = crew.start(group_runs, place, parts, made_from, list(runs))
    crew.finish([grouped], "grouping", unit="")
    clear_work(folder, _STEP)


def list_part(place: str, number: int, part: str) -> None:
    """List the articles of one part."""
    columns = ["article_id", "published", "published_precision", "headline", "text"]
    listed = lens.list_articles(_load_articles(place, part, columns))
    _write(place, f"listed-{number}", _as_columns(listed))


def order_parts(place: str, parts: int) -> int:
    """Put the different articles of all parts in order; gives back how many there are.

    Written are, by row, dates and part; for each part, the rows it holds and where in it they are;
    and which row stands for each article.
    """
    columns = ("article_id", "published", "earliest", "latest", "said")
    listed = [_read_table(place, f"listed-{number}", *columns) for number in range(parts)]
    sizes = [len(table) for table in listed]
    every = pd.concat(listed, ignore_index=True)
    kept, stands = lens.order_articles(every, as_table([], "stories"), lens.DAYS)
    part = np.repeat(np.arange(parts), sizes)[kept]
    by_part = np.argsort(part, kind="stable")
    begins = np.searchsorted(part[by_part], np.arange(1, parts))
    before = np.cumsum([0, *sizes[:-1]])
    for number, rows in enumerate(np.split(by_part, begins)):
        _write(place, f"rows-{number}", {"row": rows, "place_in": kept[rows] - before[number]})
    dates = every.iloc[kept]
    _write(place, "order", {"part": part, "earliest": dates["earliest"], "latest": dates["latest"]})
    _write(place, "stands", {"row": stands})
    return len(kept)


def count_part(place: str, number: int, part: str) -> None:
    """Count the terms of one part's articles, in order of date; list its vocabulary."""
    rows, places = _read(place, f"rows-{number}", "row", "place_in")
    articles = _load_articles(place, part, ["article_id", "headline", "text"])
    terms = lens.count_terms(articles.iloc[places])
    counts = {name: getattr(terms, name) for name in terms._fields[:4]}
    _write(place, f"terms-{number}", counts)
    vocabulary = lens.list_vocabulary(terms, rows)
    _write(place, f"vocabulary-0-{number}", _as_columns(vocabulary))


def unite_group(place: str, depth: int, group: int, level: int) -> None:
    """Unite some vocabularies; and write of each where its terms are in that."""
    numbers = range(group * _BRANCHES, min((group + 1) * _BRANCHES, level))
    vocabularies = [_read_vocabulary(place, depth, number) for number in numbers]
    united, codes = lens.unite_vocabularies(vocabularies)
    for number, code in zip(numbers, codes, strict=True):
        _write(place, f"codes-{depth}-{number}", {"code": code})
    _write(place, f"vocabulary-{depth + 1}-{group}", _as_columns(united))


def number_all(place: str, depth: int, total: int) -> int:
    """Number the terms of all articles; gives back how many more than one of them use."""
    numbers = lens.number_terms(_read_vocabulary(place, depth, 0), total)
    _write(place, "numbers", numbers._asdict())
    return int(numbers.column.max(initial=-1)) + 1


def weigh_part(place: str, depth: int, total: int, shared: int, number: int) -> None:
    """Weigh one part's terms by what all parts hold."""
    full, lead, heading, names = _read(place, f"terms-{number}", *lens.Terms._fields[:4])
    codes = np.arange(full.shape[1])
    for level in range(depth):
        codes = _read(place, f"codes-{level}-{number // _BRANCHES**level}", "code")[codes]
    numbers = lens.Numbers(*_read(place, "numbers", *lens.Numbers._fields)).take(codes)
    vectors = lens.weigh_terms(lens.Terms(full, lead, heading, names, []), numbers, shared)
    tally = lens.tally_vectors(vectors, numbers, total)
    _write(place, f"vectors-{number}", vectors._asdict())
    _write_tally(place, number, tally)


def tally_parts(place: str, parts: int, total: int) -> None:
    """Find the terms that are frequent among all articles, and the names that any turns on."""
    tally = _read_tally(place, 0)
    for begin in range(1, parts, _TALLIES):
        numbers = range(begin, min(begin + _TALLIES, parts))
        tally = lens.unite_tallies([tally, *(_read_tally(place, n) for n in numbers)])
    _write(place, "frequent", {"column": lens.list_frequent(tally, total)})
    _write(place, "names", {"column": tally.names})


def gather_run(place: str, start: int) -> None:
    """Gather the vectors of articles that follow one another by date, from whatever parts."""
    stop = start + lens.RUN
    found, rows = [], []
    for number in np.unique(_read(place, "order", "part", start=start, stop=stop)):
        own = _read(place, f"rows-{number}", "row")
        begin, end = np.searchsorted(own, [start, stop])
        rows.append(own[begin:end])
        found.append(_read_vectors(place, f"vectors-{number}", int(begin), int(end)))
    if not found:  # no articles at all
        rows, found = [np.array([], np.int64)], [_read_vectors(place, "vectors-0")]
    order = np.argsort(np.concatenate(rows))
    vectors = lens.stack_vectors(found, order)
    vectors = lens.narrow_names(vectors, _read(place, "names", "column"))
    _write(place, f"run-{start}", vectors._asdict())


def compare(place: str, start: int) -> None:
    """Find the pairs of one run with those that follow, one after the other."""
    dates = _read_table(place, "order", "earliest", "latest")
    spans = lens.cut_spans(dates, np.ones(len(dates), dtype=bool))
    own = start // lens.RUN
    near = lens.find_neighbours(spans, own, lens.DAYS)
    run = _load_run(place, spans[own])
    others = (run if number == own else _load_run(place, spans[number]) for number in near)
    floor = lens.FLOOR * lens.THRESHOLD
    reach = [spans[number] for number in near]
    pairs = lens.compare_run(run, reach, others, days=lens.DAYS, floor=floor)
    _write(place, f"pairs-{start}", pairs._asdict())


def group_runs(place: str, parts: list[str], made_from: str, runs: list[int]) -> None:
    """Group the articles by the pairs of all runs, and write the stories."""
    pairs = lens.unite_pairs(
        lens.Pairs(*_read(place, f"pairs-{start}", *lens.Pairs._fields)) for start in runs
    )
    stands = _read(place, "stands", "row")
    size = int(stands.max(initial=-1)) + 1
    groups = lens.group_articles(pairs, size, threshold=lens.THRESHOLD, fixed={})
    columns = ("article_id", "published")
    listed = [_read_table(place, f"listed-{number}", *columns) for number in range(len(parts))]
    every = pd.concat(listed, ignore_index=True)
    stories = lens.name_stories(every, groups[stands], as_table([], "stories"))
    cuts = np.linspace(0, len(stories), len(parts) + 1).astype(int)
    for part, begin, end in zip(parts, cuts[:-1], cuts[1:], strict=True):
        rows = stories.iloc[begin:end].reset_index(drop=True)
        hashes = write_part(Path(place), part, {_STEP: rows})
        write_done(Path(place), part, made_from, hashes, step=_STEP)


def _load_articles(place: str, part: str, columns: list[str]) -> pd.DataFrame:
    return pd.read_parquet(Path(place) / "articles" / f"{part}.parquet", columns=columns)


def _load_run(place: str, span: lens.Span) -> lens.Run:
    vectors = _read_vectors(place, f"run-{span.start}")
    return lens.make_run(span, vectors, _read(place, "frequent", "column"))


def _read_vectors(place: str, name: str, start: int = 0, stop: int | None = None) -> lens.Vectors:
    return lens.Vectors(*_read(place, name, *lens.Vectors._fields, start=start, stop=stop))


def _read_vocabulary(place: str, depth: int, number: int) -> pd.DataFrame:
    return _read_table(place, f"vocabulary-{depth}-{number}", "term", "spread", "first")


def _write_tally(place: str, number: int, tally: lens.Tally) -> None:
    _write(place, f"tally-{number}", {"columns": tally.columns, "articles": tally.articles})
    _write(place, f"leading-{number}", {"names": tally.names})


def _read_tally(place: str, number: int) -> lens.Tally:
    columns, articles = _read(place, f"tally-{number}", "columns", "articles")
    return lens.Tally(columns, articles, _read(place, f"leading-{number}", "names"))


def _read_table(place: str, name: str, *columns: str) -> pd.DataFrame:
    return pd.DataFrame(dict(zip(columns, _read(place, name, *columns), strict=True)))


def _as_columns(table: pd.DataFrame) -> dict[str, pd.Series]:
    return {str(name): column for name, column in table.items()}


def _write(place: str, name: str, columns: Mapping[str, Any]) -> None:
    write_columns(find_work(place, _STEP) / f"{name}.arrow", columns)


def _read(place: str, name: str, *columns: str, start: int = 0, stop: int | None = None) -> Any:  # noqa: ANN401
    path = find_work(place, _STEP) / f"{name}.arrow"
    return read_columns(path, *columns, start=start, stop=stop)
