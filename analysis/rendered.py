"""What a report leaves in a folder: never an article, wherever it lies."""

import os
from collections.abc import Iterable
from pathlib import Path

_RECORD = ".run.json"
_KINDS = (".html", ".pdf", ".ipynb", _RECORD)


def list_rendered(names: Iterable[str]) -> set[str]:
    """The files of one folder that belong to a report: its record `NAME.run.json` is among them.

    >>> sorted(list_rendered(["a.run.json", "a.pdf", "a.txt", "b.pdf"]))
    ['a.pdf', 'a.run.json']
    """
    found = set(names)
    stems = {name.removesuffix(_RECORD) for name in found if name.endswith(_RECORD)}
    return found & {stem + kind for stem in stems for kind in _KINDS}


def holds_only_reports(folder: Path) -> bool:
    """Whether nothing lies in a folder but reports in folders of theirs, or it is not there."""
    for _, _, names in os.walk(folder):
        shown = [name for name in names if not name.startswith(".")]
        if len(list_rendered(shown)) < len(shown):
            return False
    return True
