"""Articles in an object store: named by a URL, copied here once, then read as any files.

Only what a URL names is asked for, by fsspec, with whatever credentials its own packages find.
"""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from analysis.errors import NoArticlesError, UsageError

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")  # `pathlib` leaves one of two slashes
Named = str | os.PathLike[str]


def is_url(path: Named) -> bool:
    """Whether a path says how to reach it: `s3://bucket/news`, `file:///news`.

    >>> is_url("memory://news.jsonl"), is_url("C:/news"), is_url("news.jsonl")
    (True, False, False)
    """
    return _SCHEME.match(os.fspath(path)) is not None


@contextmanager
def fetch_urls(paths: Sequence[Named]) -> Iterator[Sequence[Named]]:
    """The paths, URLs as copies on this machine, which are gone afterwards.

    Raises:
        UsageError: a URL cannot be read, or stands beside paths of this machine.
        NoArticlesError: there is nothing at a URL.
    """
    remote = [path for path in paths if is_url(path)]
    if not remote:
        yield paths
        return
    if len(remote) < len(paths):
        # What an article's file is called must not depend on where its copy lies.
        raise UsageError("Name either URLs or files of this machine, not both at once.")
    with TemporaryDirectory(prefix="rashomon-") as folder:
        yield [_fetch(os.fspath(url), Path(folder)) for url in remote]


def _fetch(url: str, folder: Path) -> Path:
    """The copy of a file, or of a folder with all that is in it."""
    try:
        import fsspec  # noqa: PLC0415 (comes with Dask, and only URLs need it)
    except ImportError as error:
        raise UsageError(f"{url}: reading a URL needs: pip install 'rashomon[scale]'") from error
    try:
        store, root = fsspec.url_to_fs(url)
        found = sorted(store.find(root))
        target = folder / _name_copy(url, root)
        for name in found:
            _copy(store, name, target.joinpath(*_list_below(name, root)))
    except Exception as error:
        # Each store has exceptions of its own; all say in their first line what is wrong.
        reason = (str(error).splitlines() or [type(error).__name__])[0][:200].rstrip(".")
        raise UsageError(f"{url}: cannot be read: {reason}.") from error
    if not found:
        raise NoArticlesError(f"{url}: there is no such file or folder.")
    return target


def _copy(store: Any, name: str, target: Path) -> None:  # noqa: ANN401 (fsspec is untyped)
    target.parent.mkdir(parents=True, exist_ok=True)
    store.get_file(name, str(target))


def _name_copy(url: str, root: str) -> str:
    """The name at the end of a URL, or of its host where nothing follows."""
    return PurePosixPath(root).name or url.partition("://")[2].strip("/") or "articles"


def _list_below(name: str, root: str) -> tuple[str, ...]:
    """Where a file lies below the folder that was named; nowhere else, whatever it is called."""
    below = PurePosixPath("/" + name.lstrip("/")).relative_to("/" + root.strip("/"))
    if ".." in below.parts:
        raise ValueError(f"{name} leads out of the folder")
    return below.parts
