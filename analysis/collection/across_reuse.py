"""Whose words the articles of a collection are made of: the table `reuse`, part by part.

    work/reuse/part-00000.parquet      what has to be known of a part's articles elsewhere
    work/reuse/sources.parquet         the same of all, and the group of parts each article is in
    work/reuse/3/part-00000.parquet    the passages of one file that touch the third group

A worker holds a row of some 100 bytes for every article, and the passages and texts of one group
of parts, of which there are at most 64.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

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
    crew.finish([crew.start(unite_parts, place, groups)], "uniting", unit="")
    crew.each(deal_passages, [(place, part) for part in parts], "dealing passages")
    shared = [(place, number, group, made_from) for number, group in enumerate(groups)]
    crew.each(share_group, shared, "sharing words", unit=" groups")
    clear_work(folder, TABLE)


def list_part(folder: str, part: str) -> None:
    """Write what has to be known elsewhere of the articles of one part."""
    sources = list_sources(load_table(Path(folder), "articles", part))
    write_whole(find_work(folder, TABLE) / f"{part}.parquet", pack_table(sources))


def unite_parts(folder: str, groups: Sequence[Sequence[str]]) -> None:
    """Write what has to be known of all articles, and the group of each."""
    work = find_work(folder, TABLE)
    read = [
        pd.read_parquet(work / f"{part}.parquet").assign(group=number)
        for number, group in enumerate(groups)
        for part in group
    ]
    write_whole(work / "sources.parquet", pack_table(pd.concat(read, ignore_index=True)))


def deal_passages(folder: str, part: str) -> None:
    """Deal the passages in one file to the groups of parts whose articles they stand in."""
    work = find_work(folder, TABLE)
    overlaps = load_table(Path(folder), "overlaps", part)
    held = pd.read_parquet(work / "sources.parquet", columns=["article_id", "group"])
    group_of = held.set_index("article_id")["group"]
    one, other = (overlaps[name].map(group_of) for name in ("article_id", "other_id"))
    for number in np.union1d(one, other).astype(int):
        dealt = overlaps[(one == number) | (other == number)]
        write_whole(work / str(number) / f"{part}.parquet", pack_table(dealt))


def share_group(folder: str, number: int, group: Sequence[str], made_from: str) -> None:
    """Write the table of each part of a group."""
    work = find_work(folder, TABLE)
    sources = pd.read_parquet(work / "sources.parquet").drop(columns="group")
    dealt = [pd.read_parquet(path) for path in sorted((work / str(number)).glob("part-*"))]
    overlaps = pd.concat([as_table([], "overlaps"), *dealt], ignore_index=True)
    passages = list_passages(overlaps, sources)
    for part in group:
        articles = load_table(Path(folder), "articles", part)
        own = passages[passages["article_id"].isin(articles["article_id"])]
        hashes = write_part(Path(folder), part, {TABLE: share_words(articles, own, sources)})
        write_done(Path(folder), part, made_from, hashes, step=TABLE)
