"""Which files hold articles: folders walked in sorted order, nothing opened, nothing followed out.

An article file ends in one of `SUFFIXES`, alone or followed by `.gz`. Hidden files, settings,
documents about the folder and reports are passed over; what could have been meant as an article is
listed.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from analysis.rendered import list_rendered

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
    ".csv": "delimited",
    ".tsv": "delimited",
    ".parquet": "parquet",
}
_KNOWN = ".txt, .jsonl, .ndjson, .json, .csv, .tsv, .parquet, each also .gz"
# About a folder, or settings beside it: never articles unless named on their own.
_ABOUT = {
    *("readme", "license", "licence", "changelog", "copying", "notice", "contributing"),
    *("overrides", "params", "parameters", "sources", "requirements"),
}
_NOT_MEANT = {
    *(".yaml", ".yml", ".toml", ".ini", ".cfg", ".log", ".py", ".ipynb", ".r", ".sh", ".css"),
    *(".js", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".lock", ".tmp"),
}
PREPARED = "collection.json"  # marks a prepared collection


class ArticleFile(NamedTuple):
    """One file to read: where it is, its name in the tables, its format, whether it is packed."""

    path: Path
    source: str
    form: str
    packed: bool


class Skipped(NamedTuple):
    """One thing found that is not read, and why."""

    source: str
    reason: str


class FoundFiles(NamedTuple):
    """What lies under some paths: the files to read and what was passed over."""

    files: list[ArticleFile]
    skipped: list[Skipped]


def find_article_files(*paths: str | os.PathLike[str]) -> FoundFiles:
    """One entry per article file under `paths`, each file once, in the order given, then sorted.

    `source` is the path below the folder that holds all `paths`, so it is the same on any machine.
    """
    roots = [Path(path) for path in paths]
    base = _find_base(roots)
    files: dict[str, ArticleFile] = {}
    skipped: list[Skipped] = []
    links: list[tuple[Path, Path]] = []
    for root in roots:
        for path, problem in _list_root(root, links):
            source = _name_source(path, base)
            file = problem or _classify(path, source, named=path == root)
            if isinstance(file, ArticleFile):
                files.setdefault(os.path.realpath(path), file)
            elif file:
                skipped.append(Skipped(source, file))
    for path, root in links:
        file = _follow(path, root, _name_source(path, base))
        if isinstance(file, ArticleFile):
            files.setdefault(os.path.realpath(path), file)
        elif file:
            skipped.append(Skipped(_name_source(path, base), file))
    return FoundFiles(list(files.values()), skipped)


def hash_file(path: str | os.PathLike[str]) -> str:
    """The SHA-256 of a file's bytes, as stored.

    Raises:
        OSError: it cannot be read.
    """
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def show_name(name: str) -> str:
    r"""A file's name as text; bytes that are not UTF-8 are written out.

    >>> show_name("caf\udce9.txt")
    'caf\\xe9.txt'
    """
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def strip_suffix(source: str) -> str:
    """The name without its format: `2021/a.jsonl.gz` is `2021/a`."""
    plain = source[:-3] if source.lower().endswith(".gz") else source
    stem, suffix = os.path.splitext(plain)  # noqa: PTH122 (`source` is text, not a path)
    return stem if suffix.lower() in SUFFIXES else plain


def _find_base(roots: list[Path]) -> Path:
    parents = [os.path.abspath(root) for root in roots]  # noqa: PTH100 (links must not be resolved)
    try:
        return Path(os.path.commonpath([str(Path(parent).parent) for parent in parents]))
    except ValueError:  # no paths, or two drives
        return Path("/")


def _name_source(path: Path, base: Path) -> str:
    absolute = os.path.abspath(path)  # noqa: PTH100
    return show_name(Path(os.path.relpath(absolute, base)).as_posix())


def _list_root(root: Path, links: list[tuple[Path, Path]]) -> Iterator[tuple[Path, str]]:
    """Every path below a root with the problem that keeps it from being read, or nothing."""
    try:
        mode = root.stat().st_mode
    except FileNotFoundError:
        yield root, "no such file or folder"
    except (OSError, ValueError) as error:
        yield root, describe_error(error)
    else:
        if stat.S_ISDIR(mode):
            yield from _walk(root, root, links)
        else:
            yield root, _describe_kind(mode)


def _walk(folder: Path, root: Path, links: list[tuple[Path, Path]]) -> Iterator[tuple[Path, str]]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield folder, describe_error(error)
        return
    if any(entry.name == PREPARED for entry in entries):  # of its tables only the articles are
        entries = [entry for entry in entries if entry.name == "articles"]
    rendered = list_rendered(entry.name for entry in entries)
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith(".") or entry.name in rendered:
            continue
        if entry.is_symlink():
            links.append((path, root))
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(path, root, links)
        else:
            yield path, _describe_entry(entry)


def _describe_entry(entry: os.DirEntry[str]) -> str:
    try:
        return _describe_kind(entry.stat(follow_symlinks=False).st_mode)
    except OSError as error:
        return describe_error(error)


def _describe_kind(mode: int) -> str:
    if stat.S_ISREG(mode):
        return ""
    kinds = {stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}
    return f"{kinds.get(stat.S_IFMT(mode), 'a device')}, not a file"


def _classify(path: Path, source: str, *, named: bool) -> ArticleFile | str:
    """The file to read, the reason why it is not, or nothing where nobody would ask."""
    name = path.name.lower()
    packed = name.endswith(".gz")
    plain = Path(name[:-3] if packed else name)
    form = SUFFIXES.get(plain.suffix)
    about = plain.stem in _ABOUT or plain.stem.endswith(".run")
    if form and (named or not about):
        return ArticleFile(path, source, form, packed)
    if form:
        return "by its name about the folder, not an article; name the file itself to read it"
    if not named and (about or plain.suffix in _NOT_MEANT):
        return ""
    return f"not an article file; these are: {_KNOWN}"


def _follow(path: Path, root: Path, source: str) -> ArticleFile | str:
    """A link is followed to a file inside its folder; its target may be listed already."""
    try:
        target = path.resolve(strict=True)
    except FileNotFoundError:
        return "a link to nothing"
    except (OSError, RuntimeError):
        return "a link that leads in a circle"
    if not target.is_relative_to(root.resolve()):
        return "a link out of the folder; name its target to read it"
    if target.is_dir():
        return ""  # inside the folder, so it was walked
    return _describe_kind(target.stat().st_mode) or _classify(path, source, named=False)


def describe_error(error: BaseException) -> str:
    """What the system says, without its number and without the path."""
    if isinstance(error, FileNotFoundError):
        return "gone before it could be read"
    if isinstance(error, PermissionError):
        return "may not be read: permission denied"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    return f"cannot be read: {str(error).splitlines()[0] if str(error) else type(error).__name__}"
