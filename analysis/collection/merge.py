"""The steps that look across parts: who is named, which articles tell one story or share text.

Names: each part counts its forms of names, the counts are united in a tree, one directory is made
of them, and each part is resolved by it. No step holds more than one part or the directory, and
the mentions are those that `find_mentions` gives for all articles together. Stories, passages,
reuse and house style have a module each.
"""

import hashlib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from analysis.collection.across_house_style import merge_house_style
from analysis.collection.across_overlaps import merge_overlaps
from analysis.collection.across_reuse import merge_reuse
from analysis.collection.across_stories import merge_stories
from analysis.collection.cluster import Crew
from analysis.collection.layout import ACROSS, is_done
from analysis.collection.parts import (
    MENTIONS,
    TERMS,
    gather_part,
    make_directory,
    resolve_part,
    unite_parts,
    word_part,
)

_BRANCHES = 8  # parts united at once
_MERGES = {
    "stories": merge_stories,
    "overlaps": merge_overlaps,
    "reuse": merge_reuse,
    "house_style": merge_house_style,
}


def list_unresolved(folder: Path, origins: Mapping[str, str]) -> tuple[list[str], str]:
    """The parts whose mentions are not what they must be, and what mentions are made from.

    `origins` says of every part what it was made from: the mentions of one depend on all.
    """
    made_from = _hash_origins(origins, "analysis.articles", "analysis.lenses.entities")
    return [part for part in origins if not is_done(folder, part, made_from, MENTIONS)], made_from


def list_unfound(folder: Path, origins: Mapping[str, str]) -> tuple[list[str], str]:
    """The tables over all articles that are not what they must be, and what they are made from."""
    rooms = ("articles", "language", "lenses.stories", "lenses.overlaps", "lenses.house_style")
    made_from = _hash_origins(origins, *(f"analysis.{room}" for room in rooms))
    unfound = [
        table
        for table in ACROSS
        if not all(is_done(folder, part, made_from, table) for part in origins)
    ]
    return unfound, made_from


def list_unworded(folder: Path, origins: Mapping[str, str], mentions: str) -> tuple[list[str], str]:
    """The parts whose terms are not what they must be, and what terms are made from.

    They rest on what `mentions` are made from and on the house style of all articles.
    """
    rooms = ("analysis.articles", "analysis.language", "analysis.lenses", "analysis.statistics")
    made_from = _hash_origins({**origins, "mentions": mentions}, *rooms)
    return [part for part in origins if not is_done(folder, part, made_from, TERMS)], made_from


def merge_names(
    folder: Path, parts: list[str], todo: list[str], made_from: str, crew: Crew
) -> None:
    """Write the mentions of the parts `todo`, resolved by what all `parts` hold.

    Whatever a worker held that is killed is made again.
    """
    place = str(folder.absolute())
    level = [crew.start(gather_part, place, part) for part in parts]
    while len(level) > 1:
        groups = [level[first : first + _BRANCHES] for first in range(0, len(level), _BRANCHES)]
        level = [crew.start(unite_parts, group) for group in groups]
    directory = crew.start(make_directory, *level)
    resolved = [crew.start(resolve_part, place, part, made_from, directory) for part in todo]
    crew.finish(resolved, "resolving names")


def merge_articles(
    folder: Path, parts: list[str], todo: list[str], made_from: str, crew: Crew
) -> None:
    """Write the tables `todo`, which rest on the articles of all parts."""
    for table in todo:
        _MERGES[table](folder, parts, made_from, crew)


def word_parts(folder: Path, todo: list[str], made_from: str, crew: Crew) -> None:
    """Write the terms of the parts `todo`."""
    place = str(folder.absolute())
    crew.finish([crew.start(word_part, place, part, made_from) for part in todo], "listing terms")


def _hash_origins(origins: Mapping[str, str], *rooms: str) -> str:
    """One hash of what every part was made from, and of the code that looks across them."""
    total = hashlib.sha256("\n".join(f"{part} {origins[part]}" for part in origins).encode())
    for room in rooms:
        for file in _list_files(files(room)):
            total.update(file.read_bytes())
    return total.hexdigest()


def _list_files(folder: Traversable) -> Iterator[Traversable]:
    """The code and the word lists that names are resolved by."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _list_files(entry)
        elif entry.name.endswith((".py", ".txt")):
            yield entry
