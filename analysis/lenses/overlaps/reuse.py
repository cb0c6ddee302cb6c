"""Whose words an article is made of: its own, quotes all share, an agency's, another outlet's."""

import numpy as np
import pandas as pd

from analysis.language import span_words
from analysis.lenses.overlaps.agencies import find_agencies
from analysis.lenses.overlaps.pairs import MOSTLY, count_lengths, count_shared
from analysis.tables import as_table

COPY = 0.9  # share of an article's words that makes it a copy
_OWN, _OTHERS, _WIRE, _QUOTE = range(4)  # where passages meet, the greater counts


def compare_reuse(articles: pd.DataFrame, overlaps: pd.DataFrame) -> pd.DataFrame:
    """One row per article: which share of its words is own, shared quotes, wire, another outlet's.

    A passage counts against an article where another outlet had it at the same time or earlier; on
    one day nobody can say who was first, so it counts against both. A passage that is mostly
    quotation is a shared quote whoever was first. All words of an article an agency signs are the
    agency's, as are passages shared with one, and those of an article that is a copy of an earlier
    one in another outlet: both print one source.
    """
    agencies = find_agencies(articles)
    passages = _list_passages(articles, overlaps, agencies)
    kinds = passages.groupby("article_id")[["start", "end", "kind"]]
    by_article = {article_id: rows.to_numpy() for article_id, rows in kinds}
    most = _find_most(passages)
    lengths = count_lengths(articles)
    rows = [
        (
            article_id,
            words,
            *_share_kinds(text, words, by_article.get(article_id), article_id in agencies),
        )
        for article_id, text, words in zip(
            articles["article_id"], articles["text"], lengths, strict=True
        )
    ]
    table = pd.DataFrame(rows, columns=["article_id", "words", "own", "others", "wire", "quotes"])
    table["agency"] = table["article_id"].map(agencies)
    table["most_from"] = table["article_id"].map(most)
    return as_table(table, "reuse")


def _list_passages(
    articles: pd.DataFrame, overlaps: pd.DataFrame, agencies: dict[str, str]
) -> pd.DataFrame:
    """One row per article and passage it shares with another outlet, and of which kind it is."""
    about = articles.set_index("article_id")
    shared = count_shared(overlaps, articles).set_index(["article_id", "other_id"])
    both = overlaps.join(shared[["share", "other_share"]], on=["article_id", "other_id"])
    later = both[["article_id", "other_id", "start", "end", "words", "quoted", "share"]]
    earlier = both[
        ["other_id", "article_id", "other_start", "other_end", "words", "quoted", "other_share"]
    ]
    rows = pd.concat([later, earlier.set_axis(later.columns, axis=1)], ignore_index=True)
    outlets = about["outlet"]
    rows = rows[rows["article_id"].map(outlets) != rows["other_id"].map(outlets)]
    first = _is_not_later(rows["other_id"], rows["article_id"], about)
    wire = rows["other_id"].isin(list(agencies)) | (first & (rows["share"] >= COPY))
    kind = np.select(
        [rows["quoted"] >= MOSTLY, wire, first], [_QUOTE, _WIRE, _OTHERS], default=_OWN
    )
    return rows.assign(kind=kind)


def _is_not_later(ones: pd.Series, others: pd.Series, about: pd.DataFrame) -> pd.Series:
    """Whether one article is of the same time as another or earlier; unknown counts as the same."""
    times = about[["published", "published_precision"]]
    one, other = (times.reindex(ids).set_axis(ids.index) for ids in (ones, others))
    exact = [rows["published_precision"].isin(["second", "minute"]) for rows in (one, other)]
    earlier, later = (
        moment.where(exact[0] & exact[1], moment.dt.floor("D"))
        for moment in (one["published"], other["published"])
    )
    return ~(earlier > later)


def _find_most(passages: pd.DataFrame) -> dict[str, str]:
    """For each article the other that most of its words that are not its own stand in."""
    taken = passages[passages["kind"] != _OWN]
    pairs = taken.groupby(["article_id", "other_id"], as_index=False)
    sums: pd.DataFrame = pairs[["words"]].sum()
    most: dict[str, str] = {}
    ordered = sums.sort_values(by=["words", "other_id"], ascending=[False, True])
    for article_id, other_id in zip(ordered["article_id"], ordered["other_id"], strict=True):
        most.setdefault(article_id, other_id)
    return most


def _share_kinds(
    text: str, words: int, passages: np.ndarray | None, signed: bool
) -> tuple[float, float, float, float]:
    """The shares of own, others', wire and quotes; only where passages are, words are looked up."""
    if words == 0:
        return np.nan, np.nan, np.nan, np.nan
    if signed:
        return 0.0, 0.0, 1.0, 0.0
    if passages is None:
        return 1.0, 0.0, 0.0, 0.0
    starts = np.array([start for start, _ in span_words(text)], dtype=np.int64)
    kinds = np.full(len(starts), _OWN)
    for start, end, kind in passages:
        first, last = np.searchsorted(starts, [start, end])
        kinds[first:last] = np.maximum(kinds[first:last], kind)
    own, others, wire, quotes = (np.bincount(kinds, minlength=4) / len(starts)).tolist()
    return own, others, wire, quotes
