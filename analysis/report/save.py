"""Files saved whole or not at all, inside one folder, by one run at a time.

Everything is written and flushed to disk before the first earlier file is touched; then each file
is replaced in one step. Killed or out of space in between, the earlier files are still whole.
"""

import contextlib
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from analysis.errors import RashomonError, UsageError
from analysis.rendered import holds_only_reports

_MARK = ".rashomon-part"


def save_files(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Replace the named files of `folder`, all of them or none; the last named is replaced last.

    Raises:
        RashomonError: the disk is full or refuses; the earlier files are untouched.
    """
    parts: dict[Path, Path] = {}
    target = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _remove_parts(folder)
        for name, content in contents.items():
            target = folder / name
            parts[target] = _write_part(folder, name, content)
        for target, part in parts.items():
            part.replace(target)
        _flush_folder(folder)
    except OSError as error:
        kept = "\nThe earlier files are untouched." if _holds(folder, contents) else ""
        raise RashomonError(f"{target}: could not be saved: {error.strerror}.{kept}") from error
    finally:
        for part in parts.values():
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def _holds(folder: Path, names: Iterable[str]) -> bool:
    """Whether there is any earlier file that could have been touched."""
    with contextlib.suppress(OSError):
        return any((folder / name).exists() for name in names)
    return False


def check_targets(out: Path, name: str, files: list[str]) -> Path:
    """The folder `out/name`, once it is sure that saving there replaces plain files only.

    Raises:
        UsageError: the name leaves the folder, or something that is no plain file is in the way.
    """
    check_name(name)
    folder = out / name
    if folder.is_symlink():
        raise UsageError(f"{folder}: a link to elsewhere; name another with --name.")
    for path in (out, folder):
        if path.exists() and not path.is_dir():
            raise UsageError(f"{path}: not a folder.")
    for file in files:
        path = folder / file
        if os.path.lexists(path) and not stat.S_ISREG(path.lstat().st_mode):
            raise UsageError(f"{path}: not a plain file, so it is not replaced; remove it first.")
    return folder


def check_apart(
    folder: Path, articles: Iterable[str], *, beside: bool = False, reports: Path | None = None
) -> None:
    """Accept a folder that is no folder of articles and lies in none.

    With `beside`, the folder of an article file that is named by itself is refused as well. A
    folder of `reports` may lie among the articles as long as it holds nothing else: reading passes
    reports over.

    Raises:
        UsageError: what is written there would be read as articles the next time.
    """
    real = folder.resolve()
    above = reports.resolve().parents if reports and holds_only_reports(reports) else ()
    for given in articles:
        path = Path(given).resolve()
        if path in above:
            continue
        if (path.is_dir() and path in (real, *real.parents)) or (beside and path.parent == real):
            raise UsageError(
                f"{folder}: lies among the articles ({given}), so nothing is written there.\n"
                "Name a folder outside of them with --out."
            )


def check_name(name: str) -> None:
    """Accept a name that is one folder on every system.

    Raises:
        UsageError: it is not.
    """
    problem = _find_problem(name)
    if problem:
        shown = ascii(name if len(name) <= 60 else name[:60] + "…")
        raise UsageError(f"--name {shown}: {problem}.")


def make_name(wanted: str) -> str:
    """A name that is one folder on every system; changed ones carry a mark of what they were."""
    if not _find_problem(wanted):
        return wanted
    kept = "".join(letter if letter.isalnum() or letter in " -_.&" else "_" for letter in wanted)
    kept = kept.encode("utf-8", "replace")[:80].decode("utf-8", "ignore").strip(" .-_?")
    mark = hashlib.sha256(wanted.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{kept}-{mark}" if kept else mark


@contextlib.contextmanager
def hold_target(target: Path) -> Iterator[None]:
    """Nobody else of this user renders to `target` meanwhile.

    Raises:
        UsageError: another run holds it.
    """
    try:
        import fcntl  # noqa: PLC0415 (not on every system)
    except ImportError:
        yield
        return
    # Beside the outputs a lock file would be litter, and a replaced file cannot carry a lock.
    name = hashlib.sha256(os.fsencode(target.absolute().resolve())).hexdigest()[:32]
    descriptor = os.open(_find_locks() / name, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise UsageError(
            f"{target}: another run is writing there.\nWait for it, or name another with --name."
        ) from None
    try:
        yield
    finally:
        os.close(descriptor)


_RESERVED = {"con", "prn", "aux", "nul"} | {f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10)}


def _find_problem(name: str) -> str:
    if not name or name in {".", ".."}:
        return "not the name of a folder"
    if any(letter in '/\\:*?"<>|' or not letter.isprintable() for letter in name):
        return 'a name holds none of / \\ : * ? " < > | and no control characters'
    if len(name.encode("utf-8", "surrogatepass")) > 120:
        return "longer than 120 bytes"
    if name[0] in ".-" or name[-1] in ". ":
        return "a name does not start with a dot or hyphen nor end with a dot or space"
    if name.split(".", maxsplit=1)[0].lower() in _RESERVED:
        return "a name that some systems keep for themselves"
    return ""


def _find_locks() -> Path:
    folder = Path(tempfile.gettempdir()) / f"rashomon-locks-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise UsageError(
            f"{folder}: belongs to somebody else.\nSet TMPDIR to a folder of your own."
        )
    return folder


def _write_part(folder: Path, name: str, content: bytes) -> Path:
    """The content on disk under a passing name.

    Where the system can, it has no name at all while it is written: nothing stays after a kill.
    """
    part = folder / f".{name}.{os.getpid()}{_MARK}"
    try:
        descriptor = os.open(folder, os.O_TMPFILE | os.O_WRONLY | os.O_CLOEXEC, 0o644)
        nameless = True
    except (AttributeError, OSError):
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(part, flags, 0o644)
        nameless = False
    try:
        with open(descriptor, "wb", closefd=False) as file:
            file.write(content)
        os.fsync(descriptor)
        if nameless:
            # Only with a folder's descriptor does Python ask the system to follow the link.
            os.link(
                f"/proc/self/fd/{descriptor}", part, src_dir_fd=descriptor, follow_symlinks=True
            )
    except OSError:
        if not nameless:
            part.unlink(missing_ok=True)
        raise
    finally:
        os.close(descriptor)
    return part


def _remove_parts(folder: Path) -> None:
    """Clear away what a killed run of before left behind."""
    for part in folder.glob(f".*{_MARK}"):
        owner = part.name.removesuffix(_MARK).rpartition(".")[2]
        if not (owner.isdecimal() and _is_alive(int(owner))):
            part.unlink(missing_ok=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _flush_folder(folder: Path) -> None:
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # a system whose folders cannot be opened
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
