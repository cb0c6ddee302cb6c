"""Dates: what files write on the left, the moment and its precision on the right."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.articles import read_articles
from analysis.articles.dates import find_day_order, parse_date


@pytest.mark.parametrize(
    ("stated", "moment", "precision"),
    [
        ("2021-10-05", "2021-10-05T00:00", "day"),
        ("2017/2/7", "2017-02-07T00:00", "day"),
        ("          2016/12/30 7:11", "2016-12-30T07:11", "minute"),
        ("20161230", "2016-12-30T00:00", "day"),
        ("2016-12-30T07:11:09Z", "2016-12-30T07:11:09", "second"),
        ("2016-12-30T07:11:09.250+02:00", "2016-12-30T05:11:09.250", "second"),
        ("2016-12-30 07:11:09 +0530", "2016-12-30T01:41:09", "second"),
        ("2021-10-05 08:22 EDT", "2021-10-05T12:22", "minute"),
        ("2021-10-05T00:00:00", "2021-10-05T00:00", "day"),
        ("Tue, 05 Oct 2021 08:22:00 GMT", "2021-10-05T08:22:00", "second"),
        ("Tue, 05 Oct 2021 08:22:00 -0400", "2021-10-05T12:22:00", "second"),
        ("5 October 2021", "2021-10-05T00:00", "day"),
        ("Oct. 5, 2021", "2021-10-05T00:00", "day"),
        ("Tuesday, October 5th, 2021", "2021-10-05T00:00", "day"),
        ("October 5, 2021 at 8:22 p.m.", "2021-10-05T20:22", "minute"),
        ("05-Oct-2021", "2021-10-05T00:00", "day"),
        ("5.10.2021", "2021-10-05T00:00", "day"),
        ("30/04/2016", "2016-04-30T00:00", "day"),
        ("04/30/2016", "2016-04-30T00:00", "day"),
        ("05/05/2016", "2016-05-05T00:00", "day"),
        ("2021-10", "2021-10-01T00:00", "month"),
        ("October 2021", "2021-10-01T00:00", "month"),
        ("2021", "2021-01-01T00:00", "year"),
        ("1633422120", "2021-10-05T08:22:00", "second"),
        ("1633422120000", "2021-10-05T08:22:00", "second"),
        ("9999-12-31", "9999-12-31T00:00", "day"),
    ],
)
def test_a_date_is_read(stated: str, moment: str, precision: str) -> None:
    published = parse_date(stated)
    assert published.moment == datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert published.precision == precision
    assert not published.problem


@pytest.mark.parametrize(
    ("stated", "problem"),
    [
        ("2017-02-30", "no such date"),
        ("2017-13-01", "no such date"),
        ("0000-00-00", "no such date"),
        ("2017-01-01 25:00", "no such date"),
        ("13/13/2016", "no such date"),
        ("0001-01-01T00:00+14:00", "no such date"),
        ("03/04/2016", "day and month could be either way round"),
        ("03/04/16", "not a date in a form that is known"),
        ("yesterday", "not a date in a form that is known"),
        ("NA", "not a date in a form that is known"),
        ("0", "not a date in a form that is known"),
        ("12345", "not a date in a form that is known"),
        ("2021-10-05 08:22 IST", "not a date in a form that is known"),
        ("Foo 5, 2021", "no such date"),
    ],
)
def test_what_is_not_clear_stays_empty(stated: str, problem: str) -> None:
    published = parse_date(stated)
    assert (published.moment, published.problem) == (None, problem)


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["03/04/2016", "30/04/2016"], "dmy"),
        (["03/04/2016", "04/30/2016"], "mdy"),
        (["03/04/2016", "04/03/2016"], ""),
        (["30/04/2016", "04/30/2016"], ""),
        (["2016-04-30"], ""),
    ],
)
def test_the_column_tells_day_from_month(column: list[str], order: str) -> None:
    assert find_day_order(column) == order


def test_a_column_that_cannot_tell_leaves_dates_empty_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,date,text\n1,03/04/2016,A.\n2,04/03/2016,B.\n")
    articles, _, files = read_articles(tmp_path)
    assert articles["published"].isna().all()
    assert files.loc[0, "notes"] == (
        "2 dates left empty (line 2: '03/04/2016': day and month could be either way round)"
    )
    (tmp_path / "a.csv").write_text("id,date,text\n1,03/04/2016,A.\n2,30/03/2016,B.\n")
    articles = read_articles(tmp_path).articles
    assert articles["published"].dt.strftime("%Y-%m-%d").to_list() == ["2016-04-03", "2016-03-30"]


def test_an_assumed_zone_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("date,text\n2016/12/30 7:11,A.\n")
    assert read_articles(tmp_path).files.loc[0, "notes"] == "times without a zone taken as UTC"


@given(st.text(max_size=30))
def test_no_text_stops_the_reading_of_dates(stated: str) -> None:
    published = parse_date(stated)
    assert (published.moment is None) == bool(published.problem)


@given(st.datetimes(datetime(1000, 1, 1), datetime(9999, 12, 30)))
def test_iso_dates_come_back(moment: datetime) -> None:
    assert parse_date(moment.isoformat() + "+00:00").moment == moment.replace(tzinfo=UTC)
