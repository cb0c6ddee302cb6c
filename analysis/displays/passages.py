"""Spans to passages: the words a finding points at, with a little of what stands around them."""

import random
import re
from collections.abc import Iterable, Sequence
from typing import NotRequired, TypedDict

import numpy as np
import pandas as pd

from analysis.spans import SPAN, list_parts
from analysis.tellings import label_articles

SAMPLE = 20  # passages shown behind one number; more would hide the others
CONTEXT = 80  # characters before and after: about one line each
_BREAKS = re.compile(r"[ \t]*[\r\n\u2028\u2029]+\s*|\t+")
_SPACE = re.compile(r"\s")


class Passage(TypedDict):
    """Where evidence stands and how it reads there."""

    article: str
    article_id: str
    part: str
    place: str
    start: int
    end: int
    before: str
    match: str
    after: str


class Cell(TypedDict):
    """One value; `evidence` are numbers of passages, `total` how many there truly are."""

    text: str
    evidence: list[int]
    total: NotRequired[int]


def cut_passages(
    spans: pd.DataFrame, articles: pd.DataFrame, *, sentences: pd.DataFrame | None = None
) -> list[Passage]:
    """One passage per span, in the spans' order."""
    quoted = articles[articles["article_id"].isin(spans["article_id"])]  # few of an archive
    contents = {
        (article_id, part): content
        for article_id, part, content in list_parts(quoted).itertuples(index=False)
    }
    labels = label_articles(articles).to_dict()
    starts = _index_sentences(sentences)
    passages = []
    for article_id, part, start, end in spans[SPAN].itertuples(index=False):
        content = contents.get((article_id, part), "")
        passages.append(
            Passage(
                article=str(labels[article_id]),
                article_id=str(article_id),
                part=str(part),
                place=_name_place(content, str(part), int(start), starts.get((article_id, part))),
                start=int(start),
                end=int(end),
                before=_join_lines(_cut_before(content, int(start))),
                match=_join_lines(content[int(start) : int(end)]),
                after=_join_lines(_cut_after(content, int(end))),
            )
        )
    return passages


def gather_evidence(
    cells: Iterable[Cell],
    spans: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    sentences: pd.DataFrame | None = None,
    sample: int = SAMPLE,
) -> list[Passage]:
    """The passages of the cells, each cut once; the cells' row numbers become passage numbers.

    A cell with more than `sample` passages keeps a seeded sample, in order, and its true `total`.
    """
    cells = list(cells)
    for cell in cells:
        if len(cell["evidence"]) > sample:
            cell["total"] = len(cell["evidence"])
            cell["evidence"] = sample_rows(cell["evidence"], sample)
    used = sorted({row for cell in cells for row in cell["evidence"]})
    number = {row: place for place, row in enumerate(used)}
    for cell in cells:
        cell["evidence"] = [number[row] for row in cell["evidence"]]
    return cut_passages(spans.iloc[used], articles, sentences=sentences)


def sample_rows(rows: Sequence[int], size: int) -> list[int]:
    """At most `size` of the rows, always the same ones, in their order."""
    if len(rows) <= size:
        return list(rows)
    ordered = rows if isinstance(rows, range) else sorted(rows)
    return sorted(random.Random(0).sample(ordered, size))  # noqa: S311 - a sample, no secret


def _index_sentences(
    sentences: pd.DataFrame | None,
) -> dict[tuple[object, object], "np.ndarray[tuple[int], np.dtype[np.int64]]"]:
    """The sentence starts of each part, to count by."""
    if sentences is None:
        return {}
    return {
        (key[0], key[1]): np.sort(rows["start"].to_numpy(dtype="int64"))
        for key, rows in sentences.groupby(["article_id", "part"], sort=False)
    }


def _name_place(
    content: str,
    part: str,
    start: int,
    starts: "np.ndarray[tuple[int], np.dtype[np.int64]] | None",
) -> str:
    if part == "headline":
        return "headline"
    if starts is not None:
        return f"sentence {max(1, int(np.searchsorted(starts, start, side='right')))}"
    lines = content[: start + 1].split("\n")
    return f"paragraph {max(1, sum(1 for line in lines if line.strip()))}"


def _cut_before(content: str, start: int) -> str:
    """The words before, from a word border on; an ellipsis where something was left out."""
    low = max(0, start - CONTEXT)
    if low == 0:
        return content[:start]
    border = _SPACE.search(content, low - 1, start)
    return "… " + content[border.end() if border else low : start].lstrip()


def _cut_after(content: str, end: int) -> str:
    """The words after, up to a word border."""
    high = min(len(content), end + CONTEXT)
    if high == len(content):
        return content[end:]
    cut = content[end : high + 1]
    borders = list(_SPACE.finditer(cut))
    return (cut[: borders[-1].start()] if borders else content[end:high]).rstrip() + " …"


def _join_lines(text: str) -> str:
    """Line breaks are layout, not words."""
    return _BREAKS.sub(" ", text)
