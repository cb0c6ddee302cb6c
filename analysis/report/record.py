"""The record of a run, `run.json`: what went in, how it went, what came out.

Its `key` names everything a report depends on: the same key and untouched outputs mean that there
is nothing to do. Its shape is published in `docs/run.schema.json`.
"""

import hashlib
import json
import math
import os
import platform
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from analysis.displays.bundle import read_bundle
from analysis.errors import NoArticlesError
from analysis.rendered import list_rendered
from analysis.report.changes import compare_displays, compare_results

FORMAT = 1
_PACKAGE = Path(__file__).parent.parent
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def list_inputs(articles: Iterable[str]) -> list[dict[str, Any]]:
    """One row per file that is read: its path as named, bytes and hash, in order.

    Raises:
        NoArticlesError: a path does not exist.
    """
    return [row for path in articles for row in _list_files(path)]


def make_key(parts: Mapping[str, Any]) -> str:
    """One hash for all that a report depends on."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=True, default=repr)
    return hashlib.sha256(text.encode()).hexdigest()


def list_versions(model: str | None = None) -> dict[str, str]:
    """Version of Python and of every package that Rashomon stands on."""
    versions = dict(_read_versions())
    if model and model.replace("_", "-") not in versions:
        try:
            versions[model] = metadata.version(model)
        except metadata.PackageNotFoundError:
            versions[model] = ""
    return versions


def check_model(model: str) -> None:
    """Accept a language pipeline that is installed, before anything is rendered.

    Raises:
        MissingModelError: it is not.
    """
    from analysis.language.pipeline import find_package  # noqa: PLC0415 (pandas comes with it)

    find_package(model)


@cache
def hash_code() -> str:
    """Hash of every file of this package: code, word lists, templates."""
    total = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(f"{path.relative_to(_PACKAGE)}\0{hash_file(path)}\n".encode())
    return total.hexdigest()


def hash_file(path: Path) -> str:
    """Hash of a file's bytes; empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def collect_displays(notebook: Any) -> tuple[dict[str, Any], list[Any]]:  # noqa: ANN401
    """The named results and the records that the shown objects carry."""
    results: dict[str, Any] = {}
    records = []
    for shown in _list_displays(notebook.cells):
        results.update(shown.get("results") or {})
        records += [shown["record"]] if shown.get("record") else []
    return results, records


def find_headline(notebook: Any) -> str:  # noqa: ANN401
    """The first finding that passages stand behind: what a report comes to.

    What comes before it says how many articles there are, as every report does.
    """
    first = ""
    for shown in _list_displays(notebook.cells):
        for sentence in (shown.get("kind") == "findings" and shown.get("sentences")) or ():
            text = str(sentence.get("text", ""))[:500]
            if sentence.get("evidence"):
                return text
            first = first or text
    return first


def _list_displays(cells: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The data of every display that a notebook's cells ended with."""
    for cell in cells:
        for output in cell.get("outputs", ()):
            shown = read_bundle(output.get("data", {}))
            if shown is not None:
                yield shown


def list_changes(before: Mapping[str, Any], folder: Path, notebook: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """What is not as it was when this report was made before: name, before, now.

    Compared are named results, and what the notebook beside the earlier record shows.
    """
    if not before:
        return []
    changes = compare_results(before.get("results", {}), collect_displays(notebook)[0])
    name = next((name for name in before.get("outputs", {}) if name.endswith(".ipynb")), "")
    earlier = folder / name
    if not name or hash_file(earlier) != before["outputs"][name]:
        return changes
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        cells = json.loads(earlier.read_bytes())["cells"]
        changes += compare_displays(_list_displays(cells), _list_displays(notebook.cells))
    return changes


def read_record(path: Path) -> dict[str, Any]:
    """A record from before; empty where there is none that can be read."""
    try:
        record = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) and record.get("format") == FORMAT else {}


def explain_change(record: Mapping[str, Any], parts: Mapping[str, Any], folder: Path) -> str:
    """Why a run has to be done again; empty where nothing has changed."""
    if not record:
        return "not done yet"
    if record.get("state") != "done":
        return "failed last time"
    if record.get("key") != make_key(parts):
        before = record.get("parts", {})
        changed = [name for name in parts if before.get(name) != make_key({name: parts[name]})]
        return f"changed: {', '.join(changed) or 'something'}"
    for name, digest in record.get("outputs", {}).items():
        if hash_file(folder / name) != digest:
            return f"{name} is missing or was changed"
    for name, digest in record.get("modules", {}).items():
        if hash_file(Path(name)) != digest:
            return f"changed: {name}"
    return ""


def write_record(record: Mapping[str, Any]) -> bytes:
    """The record as it is saved."""
    text = json.dumps(_make_plain(record), indent=1, ensure_ascii=True, allow_nan=False)
    return text.encode() + b"\n"


def _make_plain(value: Any) -> Any:  # noqa: ANN401
    """What JSON can say: a number that is none becomes null, any other thing its text."""
    if isinstance(value, Mapping):
        return {str(name): _make_plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_make_plain(item) for item in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, str | int) else str(value)


def _list_files(given: str) -> Iterator[dict[str, Any]]:
    path = Path(given)
    if not os.path.lexists(path):
        raise NoArticlesError(f"{given}: no such file or folder.")
    beside = path / "overrides.yaml" if path.is_dir() else path.parent / "overrides.yaml"
    found = sorted(_walk(path)) if path.is_dir() else [path]
    if not path.is_dir() and beside.is_file():
        found.append(beside)
    for file in found:
        if file.exists() and stat.S_ISREG(file.stat().st_mode):
            yield {"source": str(file), "bytes": file.stat().st_size, "sha256": hash_file(file)}


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        left = list_rendered(files)
        shown = (name for name in files if not name.startswith(".") and name not in left)
        yield from (Path(parent) / name for name in shown)


@cache
def _read_versions() -> tuple[tuple[str, str], ...]:
    versions = [("python", platform.python_version())]
    try:
        needed = metadata.requires("rashomon") or []
        versions.append(("rashomon", metadata.version("rashomon")))
    except metadata.PackageNotFoundError:
        needed = []
    for line in needed:
        match = _NAME.match(line)
        if match and "extra ==" not in line:
            versions.append((match.group(), metadata.version(match.group())))
    return tuple(versions)
