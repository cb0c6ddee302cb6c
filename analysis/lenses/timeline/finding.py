"""Times: every date, clock time and distance in time a text tells, on one axis in UTC."""

import re
from datetime import date

import pandas as pd

from analysis.articles import is_furniture
from analysis.language.clauses import describe_spans, read_parts
from analysis.language.slots import name_slot
from analysis.lenses.timeline.anchors import find_moments
from analysis.lenses.timeline.zones import find_place_zones
from analysis.spans import SPAN, list_parts
from analysis.tables import as_table

_DATELINE = re.compile(
    r"^\s*(?P<place>[A-Z][A-Z .'-]{2,30})(?:,[^()\n–—-]{0,40})?\s*(?:\([^)]*\))?\s*(?:--|[–—-])\s"
)
# `TOKYO, March 18. /TASS/.` says when it was sent, not when anything happened.
_SENT = re.compile(
    r"^\s*[A-Z][A-Z .'-]{2,30},(?:\s*[A-Z][\w.]+,)?\s*[A-Z][a-z]{2,8}\.?\s+\d{1,2}[.,]?\s*"
    r"(?:/[^/\n]{2,20}/|\([^()\n]{2,30}\)|--|[–—-]\s)"
)


def find_times(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
) -> pd.DataFrame:
    """One row per time told in headline or text: the table `timeline`.

    `earliest` and `latest` bound the moment in UTC; a day whose place is unknown is the day in
    UTC, a clock time whose zone is unknown is anywhere on Earth. A time counted from something the
    text does not date keeps its row with both empty.
    """
    parts = read_parts(tokens)
    contents = {
        (article_id, part): content
        for article_id, part, content in list_parts(articles).itertuples(index=False)
    }
    days = _list_days(articles)
    rows = []
    for key, group in sentences.groupby(["article_id", "part"], sort=False):
        article_id, part = str(key[0]), str(key[1])
        if (article_id, part) not in parts or article_id not in days:
            continue
        content = contents[article_id, part]
        dateline = _SENT.match(content) if part == "text" else None
        sent = dateline.end() if dateline else 0
        told = list(zip(group["start"].tolist(), group["sentence"].tolist(), strict=True))
        moments = find_moments(
            told,
            parts[article_id, part],
            days[article_id],
            _find_home(contents.get((article_id, "text"), "")),
            headline=part == "headline",
        )
        rows += [
            (
                article_id,
                part,
                m.start,
                m.end,
                content[m.start : m.end],
                m.earliest,
                m.latest,
                m.precision,
            )
            for m in moments
            if m.start >= sent
        ]
    columns = [*SPAN, "stated", "earliest", "latest", "precision"]
    found = pd.DataFrame(rows, columns=columns)
    found = found[~is_furniture(found, articles)].reset_index(drop=True)
    found = pd.concat([found, describe_spans(found[SPAN], parts, mentions)], axis=1)
    found["about"] = [
        name_slot(noun, verb, entities)
        for noun, verb, entities in zip(
            found["noun"], found["verb"], found["entities"], strict=True
        )
    ]
    order = {article_id: row for row, article_id in enumerate(articles["article_id"])}
    found["order"] = found["article_id"].map(order)
    return as_table(found.sort_values(["order", "part", "start", "end"]), "timeline")


def _list_days(articles: pd.DataFrame) -> dict[str, date | None]:
    """The day each article was published; none where only the month or less is known."""
    known = articles["published_precision"].isin(["second", "minute", "day"])
    published = articles["published"].where(known & articles["published"].notna())
    return {
        article_id: None if pd.isna(moment) else moment.date()
        for article_id, moment in zip(articles["article_id"], published, strict=True)
    }


def _find_home(text: str) -> tuple[str, ...]:
    """The zone of the dateline (`MOSCOW (AP) --`), else the only zone of all places named."""
    dateline = _DATELINE.match(text)
    named = find_place_zones(dateline["place"]) if dateline else ()
    everywhere = named or find_place_zones(text)
    return everywhere if len(everywhere) == 1 else ()
