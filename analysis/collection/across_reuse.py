"""Whose words the articles of a collection are made of: the table `reuse`, part by part.

    work/reuse/sources/part-00000.parquet    what has to be known of a part's articles elsewhere
    work/reuse/dealt/3/part-00000.parquet    the passages of one file that touch the third group

A worker holds a row of some 100 bytes for every article, and the passages and texts of one group
of parts, of which there are at most 64.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.collection.cluster import Crew
from analysis.collection.layout import (
    clear_work,
    find_work,
    load_table,
    pack_table,
    write_done,
    write_part,
)
from analysis.lenses.overlaps.reuse import list_passages, list_sources, share_words
from analysis.tables import as_table
from analysis.writing import write_whole

TABLE = "reuse"
_GROUPS = 64  # files that the passages of one part are dealt to, at most


def merge_reuse(folder: Path, parts: list[str], made_from: str, crew: Crew) -> None:
    """Write the table `reuse`, a file for the articles of each part; it rests on `overlaps`."""
    place = str(folder.absolute())
    clear_work(folder, TABLE)
    if not parts:
        return
    groups = [group.tolist() for group in np.array_split(parts, min(_GROUPS, len(parts)))]
    crew.each(list_part, [(place, part) for part in parts], "counting words")
    crew.each(deal_passages, [(place, part, groups) for part in parts], "dealing passages")
    shared = [(place, number, group, made_from) for number, group in enumerate(groups)]
    crew.each(share_group, shared, "sharing words", unit=" groups")
    clear_work(folder, TABLE)


def list_part(folder: str, part: str) -> None:
    """Write what has to be known elsewhere of the articles of one part."""
    sources = list_sources(load_table(Path(folder), "articles", part))
    write_whole(find_work(folder, TABLE) / "sources" / f"{part}.parquet", pack_table(sources))


def deal_passages(folder: str, part: str, groups: Sequence[Sequence[str]]) -> None:
    """Deal the passages in one file to the groups of parts whose articles they stand in."""
    work = find_work(folder, TABLE)
    overlaps = load_table(Path(folder), "overlaps", part)
    for number, group in enumerate(groups):
        held = _load_all(work / "sources", group, ["article_id"])["article_id"]
        touching = overlaps["article_id"].isin(held) | overlaps["other_id"].isin(held)
        target = work / "dealt" / str(number) / f"{part}.parquet"
        if touching.any():
            write_whole(target, pack_table(overlaps[touching]))


def share_group(folder: str, number: int, group: Sequence[str], made_from: str) -> None:
    """Write the table of each part of a group."""
    work = find_work(folder, TABLE)
    sources = _load_all(work / "sources", _list_parts(work / "sources"))
    dealt = work / "dealt" / str(number)
    passages = list_passages(_load_all(dealt, _list_parts(dealt), table="overlaps"), sources)
    for part in group:
        articles = load_table(Path(folder), "articles", part)
        own = passages[passages["article_id"].isin(articles["article_id"])]
        hashes = write_part(Path(folder), part, {TABLE: share_words(articles, own, sources)})
        write_done(Path(folder), part, made_from, hashes, step=TABLE)


def _list_parts(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("part-*.parquet"))


def _load_all(
    folder: Path, parts: Sequence[str], columns: list[str] | None = None, *, table: str = ""
) -> pd.DataFrame:
    """The rows of several files; the empty `table` where there are none."""
    tables = [
        pq.read_table(folder / f"{part}.parquet", columns=columns, partitioning=None)
        for part in parts
    ]
    if not tables:
        return as_table([], table)
    rows: pd.DataFrame = pa.concat_tables(tables, promote_options="permissive").to_pandas()
    return rows
