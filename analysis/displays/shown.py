"""What a cell ends with: one object, three faces.

`application/vnd.rashomon.display` is the data the reports are made of, `text/html` is for
JupyterLab, `text/plain` for a terminal.
"""

import math
from collections.abc import Iterable
from typing import Any

from analysis.displays.bundle import MIME, write_bundle
from analysis.displays.faces import write_html, write_plain
from analysis.displays.legible import make_all_legible


class Shown:
    """A table, figure, list of findings or passages to show; the last line of a notebook's cell."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data: dict[str, Any] = make_all_legible(data)

    def recording(self, **results: object) -> "Shown":
        """The same, and these named results go into the run's record and the batch's table."""
        plain = {name: _make_plain(value) for name, value in results.items()}
        return Shown({**self.data, "results": {**self.data.get("results", {}), **plain}})

    def about(self, *names: str) -> "Shown":
        """The same, and the whole report is about what has these names: its pages are titled so."""
        return Shown({**self.data, "subject": " · ".join(name for name in names if name)})

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
    ) -> dict[str, Any]:
        """The faces, for whatever shows notebooks."""
        writers = {MIME: write_bundle, "text/html": write_html, "text/plain": write_plain}
        wanted = (set(include) if include else set(writers)) - set(exclude or ())
        return {mime: write(self.data) for mime, write in writers.items() if mime in wanted}

    def __repr__(self) -> str:
        return write_plain(self.data)


def _make_plain(value: object) -> object:
    """Numbers of numpy and pandas as JSON knows them."""
    item = getattr(value, "item", None)
    value = item() if callable(item) else value
    if isinstance(value, float) and math.isnan(value):
        return None
    return value if isinstance(value, str | int | float | bool | None) else str(value)
