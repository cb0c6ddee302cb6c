"""What may be wrong with the articles themselves: dates, texts, names of outlets, copies."""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import numpy as np
import pandas as pd

from analysis.lenses.inventory.aliases import find_aliases
from analysis.lenses.inventory.lengths import count_lengths
from analysis.spans import SPAN
from analysis.tables import as_table

_SHORT, _LONG = 50, 5000  # words
_OPENING = 70  # characters that stand for an article as a whole
_FAR = pd.Timedelta(days=730)  # between dates that cannot belong to one collection
_FEW = 0.02  # of the dates may be far from the others before they are a part of their own
_ORDINARY = frozenset({"the", "of", "and", "to", "in", "a"})
_IN_TEXT = (
    ("damaged characters", re.compile(r"\ufffd|â€.|Ã[\u0080-\u00bf©¨¢¶¼³±]|Â[£\u00a0©®»«]|ï»¿")),
    (
        "markup left in the text",
        re.compile(
            r"</?(?:p|br|div|span|a|b|i|em|strong|img|script|style|li|ul|h\d|td|tr|table|iframe)\b[^<>]*>"
            r"|&(?:nbsp|amp|quot|lt|gt|#\d{2,5}|#x[\da-f]{2,4});",
            re.IGNORECASE,
        ),
    ),
    (
        "database header in the text",
        re.compile(
            r"(?im)^[ \t]*(?:length|load-date|publication-type|language|document type)\s*:\s*\S+.*$"
            r"|\blength: \d[\d,]* words\b"
            r"|\A\s*\{\s*\"\w+\"\s*:[^{}\n]*\}"
        ),
    ),
    (
        "text cut off at its end",
        re.compile(r"(?:\[\+\d+ chars\]|\[(?:…|\.\.\.)\]|…|\w \.\.\.|\w\.\.\.)\s*\Z"),
    ),
)


def find_warnings(articles: pd.DataFrame, words: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row per article and thing that may be wrong with it: the table `warnings`.

    The span is the place in question, or the article's opening words where the whole is meant.
    Without `words` the articles' own are counted, many times faster.
    """
    counted = count_lengths(articles, words, among=_ORDINARY)
    openings = articles["text"].fillna("").str.slice(0, _OPENING)
    untold = articles.assign(text=openings)  # going over whole texts takes long
    rows = [
        *_check_dates(untold),
        *_check_texts(articles, counted),
        *_check_copies(untold, articles["text"].fillna("")),
        *_check_outlets(untold),
    ]
    order = {article_id: place for place, article_id in enumerate(articles["article_id"])}
    rows.sort(key=lambda row: (row["warning"], order[row["article_id"]]))
    return as_table(rows, "warnings")


def count_warnings(warnings: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """One row per kind of warning, the most frequent first: the table `warning_counts`."""
    counts = warnings.groupby("warning")["article_id"].nunique()
    details = warnings[warnings["detail"] != ""].groupby("warning")["detail"].agg(_join_most)
    rows = pd.DataFrame({"warning": counts.index, "articles": counts.to_numpy()})
    rows["share"] = rows["articles"] / max(len(articles), 1)
    rows["detail"] = rows["warning"].map(details).fillna("")
    rows = rows.sort_values(["articles", "warning"], ascending=[False, True], kind="stable")
    return as_table(rows, "warning_counts")


def _join_most(details: pd.Series) -> str:
    """The three most frequent details."""
    counts = details.value_counts()
    ranked = sorted(counts.index, key=lambda detail: (-counts[detail], detail))
    return "; ".join(ranked[:3]) + ("; …" if len(ranked) > 3 else "")


def _warn(article: Any, warning: str, detail: str = "") -> dict[str, Any]:  # noqa: ANN401
    """A warning about an article as a whole, shown by its opening words."""
    part = "headline" if str(article.headline or "").strip() else "text"
    content = str(getattr(article, part) or "")
    end = min(len(content), _OPENING)
    return dict(zip(SPAN, (article.article_id, part, 0, end), strict=True)) | {
        "warning": warning,
        "detail": detail,
    }


def _check_dates(articles: pd.DataFrame) -> Iterator[dict[str, Any]]:
    published = pd.to_datetime(articles["published"], utc=True)
    far = _find_far(published)
    for article, moment, apart in zip(articles.itertuples(), published, far, strict=True):
        if pd.isna(moment):
            yield _warn(article, "no date")
        elif abs(moment - pd.Timestamp(0, tz="UTC")) < pd.Timedelta(days=1):
            yield _warn(article, "date at the epoch", f"{moment:%Y-%m-%d}")
        elif apart:
            yield _warn(article, "date far from all others", f"{moment:%Y-%m-%d}")


def _find_far(published: pd.Series) -> np.ndarray:
    """Dates in small groups that lie two years or more from the rest."""
    dates = published.dropna().sort_values()
    cluster = (dates.diff() > _FAR).cumsum()
    sizes = cluster.map(cluster.value_counts())
    few = dates.index[(sizes <= max(1, _FEW * len(dates))) & (sizes < sizes.max())]
    return np.asarray(published.index.isin(few))


def _check_texts(articles: pd.DataFrame, counted: pd.DataFrame) -> Iterator[dict[str, Any]]:
    lengths = counted["words"].to_numpy()
    shares = counted["among"].to_numpy() / np.maximum(lengths, 1)
    usual = float(np.median(lengths)) if len(lengths) else 0.0
    for article, n, share in zip(articles.itertuples(), lengths, shares, strict=True):
        text = str(article.text or "")
        if n == 0:
            yield _warn(article, "no text")
        elif n < _SHORT:
            yield _warn(article, "very short text", f"under {_SHORT} words")
        elif n > max(_LONG, 10 * usual):
            yield _warn(article, "very long text", f"over {int(max(_LONG, 10 * usual)):,} words")
        if n >= _SHORT and text == text.lower():
            yield _warn(article, "no capital letters", "names are hard to find without them")
        if n >= _SHORT and share < 0.08:
            yield _warn(article, "perhaps not English, or not prose")
        if not str(article.headline or "").strip():
            yield _warn(article, "no headline")
        for warning, pattern in _IN_TEXT:
            if match := pattern.search(text):
                span = (article.article_id, "text", *match.span())
                yield dict(zip(SPAN, span, strict=True)) | {
                    "warning": warning,
                    "detail": match.group().strip()[:40],
                }


def _check_copies(articles: pd.DataFrame, texts: pd.Series) -> Iterator[dict[str, Any]]:
    first: dict[bytes, Any] = {}
    for article, text in zip(articles.itertuples(), texts, strict=True):
        words = " ".join(text.split()).casefold()
        if not words:
            continue
        key = sha256(words.encode("utf-8", "surrogatepass")).digest()  # all texts would not fit
        original = first.setdefault(key, article)
        if original is not article:
            same = original.outlet == article.outlet
            where = "in the same outlet" if same else "in another outlet"
            yield _warn(article, f"same text {where}", f"as {original.article_id}")


def _check_outlets(articles: pd.DataFrame) -> Iterator[dict[str, Any]]:
    aliases = find_aliases(articles["outlet"].fillna("").unique().tolist())
    for article in articles.itertuples():
        if article.outlet in {"", article.article_id}:
            yield _warn(article, "outlet not known")
        elif names := ", ".join(aliases.get(str(article.outlet), [])):
            yield _warn(article, "outlet under several names", f"perhaps one: {names}")
