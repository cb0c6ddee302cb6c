"""Whose words an article is made of: its own, quotes all share, an agency's, another outlet's."""

import numpy as np
import pandas as pd

from analysis.language import span_words
from analysis.lenses.overlaps.agencies import find_agencies
from analysis.lenses.overlaps.pairs import MOSTLY, count_lengths, pair_articles
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
    sources = list_sources(articles)
    return share_words(articles, list_passages(overlaps, sources), sources)


def list_sources(articles: pd.DataFrame) -> pd.DataFrame:
    """One row per article: all that has to be known of the others to say what one is made of."""
    columns = ["article_id", "outlet", "published", "published_precision"]
    return articles[columns].assign(
        agency=articles["article_id"].map(find_agencies(articles)).astype("str"),
        words=count_lengths(articles).to_numpy(),
    )


def list_passages(overlaps: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """One row per article and passage it shares with another outlet, and of which kind it is.

    `overlaps` holds all passages of the pairs of articles that it holds any of.
    """
    about = sources.set_index("article_id")
    pairs = pair_articles(overlaps, about["words"]).set_index(["article_id", "other_id"])
    both = overlaps.join(pairs[["share", "other_share"]], on=["article_id", "other_id"])
    later = both[["article_id", "other_id", "start", "end", "words", "quoted", "share"]]
    earlier = both[
        ["other_id", "article_id", "other_start", "other_end", "words", "quoted", "other_share"]
    ]
    rows = pd.concat([later, earlier.set_axis(later.columns, axis=1)], ignore_index=True)
    outlets = about["outlet"]
    rows = rows[rows["article_id"].map(outlets) != rows["other_id"].map(outlets)]
    first = _is_not_later(rows["other_id"], rows["article_id"], about)
    signed = rows["other_id"].map(about["agency"]).notna()
    wire = signed | (first & (rows["share"] >= COPY))
    kind = np.select(
        [rows["quoted"] >= MOSTLY, wire, first], [_QUOTE, _WIRE, _OTHERS], default=_OWN
    )
    return rows.assign(kind=kind)


def share_words(
    articles: pd.DataFrame, passages: pd.DataFrame, sources: pd.DataFrame
) -> pd.DataFrame:
    """The table `reuse` of some articles, of which `passages` holds all that they share."""
    about = sources.set_index("article_id").loc[articles["article_id"]]
    kinds = passages.groupby("article_id")[["start", "end", "kind"]]
    by_article = {article_id: rows.to_numpy() for article_id, rows in kinds}
    most = _find_most(passages)
    rows = [
        (article_id, words, *_share_kinds(text, words, by_article.get(article_id), signed))
        for article_id, text, words, signed in zip(
            articles["article_id"],
            articles["text"],
            about["words"],
            about["agency"].notna(),
            strict=True,
        )
    ]
    table = pd.DataFrame(rows, columns=["article_id", "words", "own", "others", "wire", "quotes"])
    table["agency"] = about["agency"].to_numpy()
    table["most_from"] = table["article_id"].map(most)
    return as_table(table, "reuse")


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
