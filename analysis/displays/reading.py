"""What was read: the tellings, what was not loaded, and the tally of each file for the record."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import pandas as pd

from analysis.displays.sayings import show_tellings
from analysis.displays.shown import Shown

TELLINGS = 30  # listed one by one
_TALLY = ["source", "sha256", "present", "read", "rejected", "duplicates", "encoding"]


class Read(Protocol):
    """What `read_articles` gives."""

    @property
    def articles(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def rejects(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def files(self) -> pd.DataFrame: ...  # noqa: D102


class Tally(NamedTuple):
    """Rows of all files together."""

    present: int
    read: int
    rejected: int
    duplicates: int


def show_reading(reading: Read, *, top: int = TELLINGS, title: str = "") -> Shown:
    """One row per telling, the first `top` of them; what was left out is said, and why.

    The run's record receives the tally of each file: rows present, read, rejected, duplicates.
    """
    tally = Tally(*(int(reading.files[name].sum()) for name in Tally._fields))
    # Cut after naming: what a telling is called depends on all of them.
    shown = show_tellings(reading.articles, title=title, note=_describe(reading, tally, top))
    shown.data["rows"] = shown.data["rows"][:top]
    shown.data["record"] = {"files": _list_files(reading.files)}
    return shown.recording(
        articles=tally.read, rejected=tally.rejected, duplicates=tally.duplicates
    )


def _describe(reading: Read, tally: Tally, top: int) -> str:
    """What a reader must know of the loading, in a sentence or two."""
    notes = []
    if tally.read > top:
        notes.append(f"The first {top:,} of {tally.read:,} tellings.")
    if tally.duplicates:
        noun = "exact copy was" if tally.duplicates == 1 else "exact copies were"
        notes.append(f"{tally.duplicates:,} {noun} left out.")
    if len(reading.rejects):
        first = reading.rejects.iloc[0]
        verb = "entry was" if len(reading.rejects) == 1 else "entries were"
        where = f"{first['source']}, line {first['line']}" if first["line"] else first["source"]
        reason = str(first["reason"]).rstrip(".")
        notes.append(f"{len(reading.rejects):,} {verb} not loaded; the first, {where}: {reason}.")
    return " ".join(notes)


def _list_files(files: pd.DataFrame) -> Sequence[dict[str, object]]:
    return [
        {
            str(name): int(value) if isinstance(value, int) else str(value)
            for name, value in row.items()
        }
        for row in files[_TALLY].astype(object).to_dict("records")
    ]
