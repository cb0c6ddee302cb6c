"""Sentences and passages to show, each with the text it rests on."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from analysis.displays.passages import SAMPLE, Cell, cut_passages, gather_evidence, sample_rows
from analysis.displays.shown import Shown
from analysis.displays.tables import make_table
from analysis.displays.values import write_value
from analysis.errors import UsageError
from analysis.language.words import split_words
from analysis.tellings import label_articles

OPENING = 70  # characters of a text without a headline that stand for it


def show_findings(
    findings: Iterable[Any],
    *,
    articles: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    title: str = "",
) -> Shown:
    """One sentence each, in order; a sentence with spans opens its passages.

    A finding is a text, or a pair of a text and its spans (a table with `article_id part start
    end`, or nothing).
    """
    pairs = [(item, None) if isinstance(item, str) else (item[0], item[1]) for item in findings]
    cells: list[Cell] = []
    tables: list[pd.DataFrame] = []
    first = 0
    for text, spans in pairs:
        size = 0 if spans is None or articles is None else len(spans)
        cells.append(Cell(text=str(text), evidence=list(range(first, first + size))))
        if spans is not None and size:
            tables.append(spans)
        first += size
    passages = []
    if tables and articles is not None:
        joined = pd.concat(tables, ignore_index=True)
        passages = gather_evidence(cells, joined, articles, sentences=sentences)
    return Shown(
        {
            "kind": "findings",
            "title": title,
            "sentences": [dict(cell) for cell in cells],
            "evidence": [dict(passage) for passage in passages],
        }
    )


def show_passages(
    spans: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    sentences: pd.DataFrame | None = None,
    sample: int = SAMPLE,
    page: int | None = None,
    title: str = "",
    note: str = "",
) -> Shown:
    """The passages themselves, the words marked; a fixed sample where there are more.

    With `page` all of them in the order of the table, `sample` to a page, counted from 1.

    Raises:
        UsageError: there is no such page.
    """
    if page is None:
        rows = sample_rows(range(len(spans)), sample)
        more = f"A fixed sample of {len(rows):,} of {len(spans):,} passages."
    else:
        rows, more = _turn_to(page, len(spans), sample)
    chosen = spans.iloc[rows]
    if len(spans) > len(rows):
        note = f"{note} {more}".strip()
    return Shown(
        {
            "kind": "passages",
            "title": title,
            "note": note,
            "total": len(spans),
            "evidence": [dict(p) for p in cut_passages(chosen, articles, sentences=sentences)],
        }
    )


def show_tellings(articles: pd.DataFrame, *, title: str = "", note: str = "") -> Shown:
    """One row per article: its label in this report, outlet, date, headline, words of text."""
    labels = label_articles(articles)
    words = split_words(articles)
    lengths = words[words["part"] == "text"]["article_id"].value_counts()
    heads = [
        {"label": name, "align": "right" if name == "words" else "left"}
        for name in ("telling", "outlet", "published", "headline or opening words", "words")
    ]
    rows = []
    for article in articles.to_dict("records"):
        text = str(article["text"])
        outlet = "not named" if article["outlet"] == article["article_id"] else article["outlet"]
        values = [
            labels[article["article_id"]],
            outlet or "not named",
            _write_published(article),
            _shorten(str(article["headline"] or "") or text),
            int(lengths.get(article["article_id"], 0)),
        ]
        rows.append([Cell(text=write_value(value), evidence=[]) for value in values])
    return Shown(make_table(heads, rows, [], title=title, note=note))


def _turn_to(page: int, total: int, size: int) -> tuple[list[int], str]:
    """The rows on a page, and which they are."""
    pages = max(math.ceil(total / size), 1)
    if not 1 <= page <= pages:
        raise UsageError(f"There is no page {page:,}: the pages go from 1 to {pages:,}.")
    rows = list(range((page - 1) * size, min(page * size, total)))
    first, last = (page - 1) * size + 1, len(rows) + (page - 1) * size
    return rows, f"Passages {first:,} to {last:,} of {total:,}; page {page:,} of {pages:,}."


def _write_published(article: Mapping[Any, Any]) -> str:
    """No more precise than it is known."""
    moment = article["published"]
    if pd.isna(moment):
        return "–"
    form = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}
    return str(moment.strftime(form.get(article["published_precision"], "%Y-%m-%d %H:%M UTC")))


def _shorten(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= OPENING:
        return words
    return words[: OPENING + 1].rsplit(" ", 1)[0][:OPENING] + " …"
