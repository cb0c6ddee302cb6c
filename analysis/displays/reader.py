"""A reader: passages to leaf through in JupyterLab, without asking the kernel for each page.

The pages are in the output itself, turned by radio buttons and a line of style: no script, no
extension, and it still turns after the kernel is gone. A report shows the page it opens at.
"""

import hashlib
import math
from collections.abc import Iterable
from typing import Any

import pandas as pd

from analysis.displays.faces import make_environment
from analysis.displays.legible import make_all_legible
from analysis.displays.passages import SAMPLE, cut_passages
from analysis.displays.sayings import show_passages
from analysis.displays.shown import Shown

PAGES = 25  # in one output: with 20 passages each some 200 kB, and all that anybody reads at once


class Reader(Shown):
    """Passages on pages; everywhere but in JupyterLab the first of the pages."""

    def __init__(self, data: dict[str, Any], pages: list[dict[str, Any]]) -> None:
        super().__init__(data)
        self.pages: list[dict[str, Any]] = make_all_legible({"pages": pages})["pages"]

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
    ) -> dict[str, Any]:
        faces = super()._repr_mimebundle_(include, exclude)
        if "text/html" in faces and len(self.pages) > 1:
            faces["text/html"] = self._write_pages()
        return faces

    def _write_pages(self) -> str:
        digest = hashlib.sha256(repr((self.data, self.pages)).encode()).hexdigest()
        template = make_environment().get_template("reader.html")
        return template.render(data=self.data, pages=self.pages, uid=f"r{digest[:10]}")


def show_reader(
    spans: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    sentences: pd.DataFrame | None = None,
    sample: int = SAMPLE,
    page: int = 1,
    title: str = "",
    note: str = "",
) -> Shown:
    """The passages in the order of the table, `sample` to a page, to leaf through in JupyterLab.

    It opens at `page` and goes on for 25 pages; the last of them says how to read on.

    Raises:
        UsageError: there is no such page.
    """
    options: dict[str, Any] = {"sentences": sentences}
    opened = show_passages(
        *(spans, articles), sample=sample, page=page, title=title, note=note, **options
    )
    last = math.ceil(len(spans) / sample)
    numbers = range(page, min(page + PAGES, last + 1))
    first = (page - 1) * sample
    passages = cut_passages(spans.iloc[first : first + PAGES * sample], articles, **options)
    pages = [
        {
            "number": number,
            "last": last,
            "first": (number - 1) * sample + 1,
            "total": len(spans),
            "passages": [dict(one) for one in passages[start : start + sample]],
        }
        for number, start in zip(numbers, range(0, len(passages), sample), strict=True)
    ]
    return Reader(opened.data, pages)
