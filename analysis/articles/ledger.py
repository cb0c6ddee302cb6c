"""Which articles are loaded already: unique ids, and exact copies found out."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from analysis.articles.fields import Row
from analysis.articles.files import ArticleFile, strip_suffix


class Place(NamedTuple):
    """Where an id was taken: the row's digest, its file and line."""

    digest: bytes
    source: str
    line: int


class Taken(NamedTuple):
    """What became of a row: its id, or that it is a copy, or why it cannot be loaded."""

    article_id: str = ""
    copy: bool = False
    reason: str = ""
    lengthened: bool = False


class Ledger:
    """The ids and contents of all rows loaded so far."""

    def __init__(self) -> None:
        self._places: dict[str, Place] = {}
        self._digests: set[bytes] = set()

    def take(self, row: Row, source: str, stem: str) -> Taken:
        """The row's id: its own, led by the file's name where another file has used it."""
        place = Place(_digest(row), source, row.line)
        own = row.values.get("article_id")
        if own is None:
            return self._take_nameless(place, stem)
        held = self._places.get(own)
        if held is None:
            self._places[own] = place
            return Taken(own)
        if held.digest == place.digest:
            return Taken(copy=True)
        longer = f"{stem}:{own}"
        if held.source == source or longer in self._places:
            first = self._places.get(longer, held)
            return Taken(reason=f"its id {own[:80]!r} is taken by {first.source}:{first.line}")
        self._places[longer] = place
        return Taken(longer, lengthened=True)

    def take_file(self, row: Row, source: str, stem: str) -> Taken:
        """The id of a file that is one article: its name; two files are never copies."""
        article_id = stem if stem not in self._places else source
        self._places[article_id] = Place(_digest(row), source, 0)
        return Taken(article_id, lengthened=article_id != stem)

    def _take_nameless(self, place: Place, stem: str) -> Taken:
        if place.digest in self._digests:
            return Taken(copy=True)
        self._digests.add(place.digest)
        article_id = f"{stem}:{place.line}"
        if article_id in self._places:
            article_id = f"{place.source}:{place.line}"
        self._places[article_id] = place
        return Taken(article_id)


def name_stems(files: Sequence[ArticleFile]) -> list[str]:
    """The shortest name of each file that no other has: `a`, else `2021/a`, else `2021/a.txt`."""
    short = [strip_suffix(file.path.name and file.source.rsplit("/", 1)[-1]) for file in files]
    longer = [strip_suffix(file.source) for file in files]
    many_short, many_longer = Counter(short), Counter(longer)
    return [
        stem if many_short[stem] == 1 else path if many_longer[path] == 1 else file.source
        for stem, path, file in zip(short, longer, files, strict=True)
    ]


def _digest(row: Row) -> bytes:
    content = "\0".join(f"{field}\1{value}" for field, value in sorted(row.values.items()))
    return hashlib.blake2b(content.encode("utf-8"), digest_size=12).digest()
