"""The steps that look across parts: who is named, and which articles tell one story.

Names: each part counts its forms of names, the counts are united in a tree, one directory is made
of them, and each part is resolved by it. No step holds more than one part or the directory, and
the mentions are those that `find_mentions` gives for all articles together.
"""

import hashlib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from analysis.collection.layout import is_done, name_part, write_part
from analysis.collection.parts import (
    MENTIONS,
    gather_part,
    make_directory,
    resolve_part,
    unite_parts,
)
from analysis.progress import follow
from analysis.tables import as_table

_BRANCHES = 8  # parts united at once
_TRIES = 3
_RESOLVED_BY = ("analysis.articles", "analysis.lenses.entities")
_TOLD_BY = ["article_id", "published", "published_precision", "headline", "text"]


def list_unresolved(folder: Path, origins: Mapping[str, str]) -> tuple[list[str], str]:
    """The parts whose mentions are not what they must be, and what mentions are made from.

    `origins` says of every part what it was made from: the mentions of one depend on all.
    """
    total = hashlib.sha256("\n".join(f"{part} {origins[part]}" for part in origins).encode())
    for room in _RESOLVED_BY:
        for file in _list_files(files(room)):
            total.update(file.read_bytes())
    made_from = total.hexdigest()
    return [part for part in origins if not is_done(folder, part, made_from, MENTIONS)], made_from


def merge_names(
    folder: Path,
    parts: list[str],
    todo: list[str],
    made_from: str,
    client: Any,  # noqa: ANN401
) -> None:
    """Write the mentions of the parts `todo`, resolved by what all `parts` hold.

    Whatever a worker held that is killed is made again.
    """
    place = str(folder.absolute())
    options = {"pure": False, "retries": _TRIES - 1}
    level = [client.submit(gather_part, place, part, **options) for part in parts]
    while len(level) > 1:
        groups = [level[first : first + _BRANCHES] for first in range(0, len(level), _BRANCHES)]
        level = [client.submit(unite_parts, group, **options) for group in groups]
    directory = client.submit(make_directory, *level, **options)
    resolved = [
        client.submit(resolve_part, place, part, made_from, directory, **options) for part in todo
    ]
    for future in follow(resolved, "resolving names", unit=" parts", total=len(todo)):
        future.result()


def merge_stories(folder: Path, parts: list[str]) -> None:
    """Write the table `stories`, found over all articles together."""
    from analysis.lenses.stories import find_stories  # noqa: PLC0415 (opening does without it)

    tables = [
        pq.read_table(folder / "articles" / f"{part}.parquet", columns=_TOLD_BY) for part in parts
    ]
    articles = pd.concat([as_table([], "articles")[_TOLD_BY], *(t.to_pandas() for t in tables)])
    stories = find_stories(articles.reset_index(drop=True))
    write_part(folder, name_part(0), {"stories": stories})


def _list_files(folder: Traversable) -> Iterator[Traversable]:
    """The code and the word lists that names are resolved by."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _list_files(entry)
        elif entry.name.endswith((".py", ".txt")):
            yield entry
