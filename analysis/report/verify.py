"""A report made again from its record, and compared byte for byte."""

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
        UsageError: the file is not the record of a report.
    """
    record = records.read_record(path)
    if not record:
        raise UsageError(f"{path}: not the record of a report (NAME.run.json).")
    lines = _compare_files(record, path.parent)
    values = dict(record["parameters"])
    articles = values.pop("articles", [])
    formats = tuple(
        kind for kind in ("html", "pdf") if any(n.endswith(kind) for n in _list(record))
    )
    given = [Given(name, value, str(path)) for name, value in values.items()]
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
