"""What plain rules reach on the facts gold: digits, dateutil, and numbers beside the same noun."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.spans import cut_spans, list_parts


def count_plain_conflicts(
    found: dict[str, pd.DataFrame],
    states: dict[tuple[str, str], list[str]],
    entries: list[dict[str, Any]],
) -> float:
    """Precision of a plain rule: two tellings count the same noun and give other numbers."""
    story_of = found["articles"].set_index("article_id")["story"].to_dict()
    counts = found["facts"][(found["facts"]["kind"] == "count") & (found["facts"]["noun"] != "")]
    counts = counts.assign(story=counts["article_id"].map(story_of))
    judged = []
    for _, group in counts.groupby(["story", "noun"]):
        rows = group.to_dict("records")
        for number, one in enumerate(rows):
            for other in rows[number + 1 :]:
                if one["article_id"] == other["article_id"] or one["value"] == other["value"]:
                    continue
                slots = [
                    {(e["story"], e["slot"]) for e in entries if overlaps(e, row)}
                    for row in (one, other)
                ]
                judged.append(any("conflict" in states[slot] for slot in slots[0] & slots[1]))
    return share_right(judged)


def find_digits(articles: pd.DataFrame) -> pd.DataFrame:
    """Baseline for facts: every run of digits, as a number."""
    rows = []
    for article_id, part, content in list_parts(articles).itertuples(index=False):
        found = pd.Series([content]).str.extractall(r"(?P<digits>\d[\d,]*(?:\.\d+)?)")["digits"]
        position = 0
        for digits in found:
            start = content.index(digits, position)
            position = start + len(digits)
            value = float(digits.replace(",", ""))
            rows.append((article_id, part, start, position, value))
    return pd.DataFrame(rows, columns=["article_id", "part", "start", "end", "value"])


def parse_names(names: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Baseline for times: the pipeline's DATE and TIME names, read by dateutil."""
    from dateutil.parser import ParserError, parse  # type: ignore[import-untyped]  # noqa: PLC0415

    published = articles.set_index("article_id")["published"]
    told = names[names["label"].isin(["DATE", "TIME"])]
    rows = []
    for row, words in zip(told.to_dict("records"), cut_spans(told, articles), strict=True):
        try:
            moment = pd.Timestamp(
                parse(words, default=published[row["article_id"]].to_pydatetime(), ignoretz=True)
            )
        except (ParserError, OverflowError, ValueError):
            continue
        moment = moment.tz_localize("UTC") if moment.tzinfo is None else moment.tz_convert("UTC")
        clock = row["label"] == "TIME"
        last = moment if clock else moment.normalize() + pd.Timedelta(days=1, seconds=-1)
        rows.append(row | {"earliest": moment if clock else moment.normalize(), "latest": last})
    return pd.DataFrame(rows, columns=[*names.columns, "earliest", "latest"])


def overlaps(entry: dict[str, Any], row: Mapping[Any, Any]) -> bool:
    """Whether an annotation and a row of a table share a character."""
    return bool(
        entry["article_id"] == row["article_id"]
        and entry["part"] == row["part"]
        and entry["start"] < row["end"]
        and row["start"] < entry["end"]
    )


def share_right(right: list[bool]) -> float:
    """The share that is right; not a number where there is none."""
    return sum(right) / len(right) if right else float("nan")
