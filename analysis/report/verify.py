"""A report made again from its record, and compared byte for byte."""

import contextlib
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from analysis.errors import UsageError
from analysis.report import record as records
from analysis.report.parameters.declared import Given
from analysis.report.run import prepare_job, render_report


class Verdict(NamedTuple):
    """Whether a report is what its record says, and what is not as it was."""

    same: bool
    lines: list[str]


def verify_report(path: Path) -> Verdict:
    """Make the report again, elsewhere, and compare its HTML and PDF with the recorded hashes.

    Raises:
        UsageError: the file is not the record of a report, or its articles are not found.
    """
    record = records.read_record(path)
    if not record:
        raise UsageError(f"{path}: not the record of a report (NAME.run.json).")
    whole = path.resolve()  # while we are still here
    with contextlib.chdir(_find_start(record, path)):
        return _verify(record, whole)


def _find_start(record: dict[str, Any], path: Path) -> Path:
    """The folder that the report was made from: here, or a folder that the record lies in.

    Articles that are still what they were decide; else articles that are there.
    """
    here = [Path.cwd(), *path.resolve().parent.parents]
    named = [Path(row["source"]) for row in record["articles"]]
    hashes = [row["sha256"] for row in record["articles"]]
    for folder in here:
        if [records.hash_file(folder / source) for source in named] == hashes:
            return folder
    for folder in here:
        if all((folder / source).is_file() for source in named):
            return folder
    given = record["parameters"].get("articles", [])
    raise UsageError(
        f"{path}: its articles are not found from here: {', '.join(given[:3])}.\n"
        "Run this in the folder that the report was made from."
    )


def _verify(record: dict[str, Any], path: Path) -> Verdict:
    lines = _compare_files(record, path.parent)
    values = dict(record["parameters"])
    articles = values.pop("articles", [])
    formats = tuple(
        kind for kind in ("html", "pdf") if any(n.endswith(kind) for n in _list(record))
    )
    given = [Given(name, value, path.name) for name, value in values.items()]
    with tempfile.TemporaryDirectory(prefix="rashomon-") as folder:
        job = prepare_job(
            articles,
            notebook=record["notebook"]["path"],
            given=given,
            out=Path(folder),
            name="again",
            formats=formats,
        )
        lines += _compare_parts(record, job.parts)
        again = render_report(job).record
    for name, digest in _list(record).items():
        if again["outputs"].get(name) != digest:
            lines.append(f"{name}: made again, it is not the same")
    return Verdict(not lines, lines)


def _list(record: dict[str, Any]) -> dict[str, str]:
    """The outputs that are compared: the notebook itself carries times."""
    return {name: digest for name, digest in record["outputs"].items() if ".ipynb" not in name}


def _compare_files(record: dict[str, Any], folder: Path) -> list[str]:
    return [
        f"{name}: not the file that was recorded"
        for name, digest in record["outputs"].items()
        if records.hash_file(folder / name) != digest
    ]


def _compare_parts(record: dict[str, Any], parts: dict[str, Any]) -> list[str]:
    before = record["parts"]
    return [
        f"{name}: not what it was when the report was made"
        for name in parts
        if before.get(name) != records.make_key({name: parts[name]})
    ]
