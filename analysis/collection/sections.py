"""Files in sections, of which each is read without the others: where they begin stands at the end.

What is shuffled goes through them: each of many workers writes one, and each of many reads a
section of every one.
"""

import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from analysis.writing import open_whole

_WIDTH = 8  # bytes of a bound


def write_sections(path: Path, sections: Iterable[Iterable[bytes]]) -> None:
    """Write sections, each of which may come in several pieces."""
    bounds = [0]
    with open_whole(path) as file:
        for section in sections:
            bounds.append(bounds[-1] + sum(file.write(piece) for piece in section))
        file.write(np.array(bounds, "<i8").tobytes())


def read_section(path: Path, number: int, sections: int) -> bytes:
    """The section of this number, of so many."""
    with path.open("rb") as file:
        file.seek((number - sections - 1) * _WIDTH, os.SEEK_END)
        start, end = np.frombuffer(file.read(2 * _WIDTH), "<i8").tolist()
        file.seek(start)
        return file.read(end - start)
