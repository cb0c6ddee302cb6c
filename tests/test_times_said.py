import pandas as pd
import pytest

from analysis.errors import UsageError
from analysis.findings import describe_times
from analysis.tables import TABLES, as_table

ARTICLES = as_table(
    [
        {**dict.fromkeys(TABLES["articles"], ""), "article_id": key, "outlet": key}
        | {"published": None}
        for key in "ab"
    ],
    "articles",
)


def make_times(*stated: tuple[str, str, str, str]) -> pd.DataFrame:
    rows = [
        {**dict.fromkeys(TABLES["timeline"], ""), "article_id": key, "part": "text", "start": row}
        | {"end": row + 1, "stated": words, "earliest": earliest, "latest": latest}
        | {"precision": "minute" if ":" in words else "day"}
        for row, (key, words, earliest, latest) in enumerate(stated)
    ]
    return as_table(rows, "timeline")


LAUNCH = ("a", "1:55 a.m. PT", "2021-10-05 08:55:00", "2021-10-05 08:55:00")
DAY = ("b", "Tuesday", "2021-10-05 00:00:00", "2021-10-05 23:59:59")


BARE = ("b", "Tuesday at 07:30", "2021-10-04 17:30:00", "2021-10-05 19:30:00")
AROUND = ("a", "around 7:30 a.m. GMT", "2021-10-05 07:00:00", "2021-10-05 08:00:00")


@pytest.mark.parametrize(
    ("stated", "zone", "sentence"),
    [
        (
            [BARE],
            "UTC",
            "One time is stated, to the hour by B “Tuesday at 07:30” (zone not stated).",
        ),
        (
            [AROUND],
            "UTC",
            "One time is stated, to the hour by A “around 7:30 a.m. GMT” (5 October 2021, 07:00 "
            "UTC to 5 October 2021, 08:00 UTC).",
        ),
        ([], "UTC", "No telling states a time that can be placed."),
        ([DAY], "UTC", "One time is stated, none of them to the hour."),
        (
            [DAY, LAUNCH],
            "UTC",
            "Two times are stated, to the hour by A “1:55 a.m. PT” (5 October 2021, 08:55 UTC).",
        ),
        (
            [LAUNCH],
            "Europe/Moscow",
            "One time is stated, to the hour by A “1:55 a.m. PT” (5 October 2021, 11:55 "
            "Europe/Moscow).",
        ),
    ],
)
def test_sentences(stated: list[tuple[str, str, str, str]], zone: str, sentence: str) -> None:
    (finding,) = describe_times(make_times(*stated), ARTICLES, zone=zone)
    assert finding.text == sentence


def test_an_unknown_zone_is_refused() -> None:
    for zone in ("Mars/Phobos", "", "../x", "Europe"):
        with pytest.raises(UsageError, match=r"names are like UTC or Europe/Moscow"):
            describe_times(make_times(), ARTICLES, zone=zone)
