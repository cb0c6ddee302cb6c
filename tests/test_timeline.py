"""Times in sentences: dates, clock times, zones and distances, as moments in UTC."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language import annotate
from analysis.lenses.timeline import find_times
from analysis.lenses.timeline.calendar import find_dates
from analysis.lenses.timeline.clock import find_clocks
from analysis.lenses.timeline.offsets import find_offsets
from analysis.lenses.timeline.zones import find_place_zones, find_zones, to_utc
from analysis.tables import as_table

TODAY = date(2021, 10, 5)  # a Tuesday

DATES = [
    ("on Tuesday", "", "2021-10-05", "2021-10-05"),
    ("on Monday", "", "2021-10-04", "2021-10-04"),
    ("on Friday", "past", "2021-10-01", "2021-10-01"),
    ("on Friday", "ahead", "2021-10-08", "2021-10-08"),
    ("last Tuesday", "", "2021-09-28", "2021-09-28"),
    ("next Tuesday", "", "2021-10-12", "2021-10-12"),
    ("yesterday", "", "2021-10-04", "2021-10-04"),
    ("overnight", "", "2021-10-04", "2021-10-05"),
    ("this week", "", "2021-10-04", "2021-10-10"),
    ("earlier this week", "", "2021-10-04", "2021-10-05"),
    ("last month", "", "2021-09-01", "2021-09-30"),
    ("later last month", "", "2021-09-01", "2021-09-30"),
    ("later this month", "", "2021-10-05", "2021-10-31"),
    ("in spring 2016", "", "2016-03-01", "2016-05-31"),
    ("over the last month", "", "2021-09-05", "2021-10-05"),
    ("next year", "", "2022-01-01", "2022-12-31"),
    ("over the weekend", "", "2021-10-02", "2021-10-03"),
    ("Oct. 16", "ahead", "2021-10-16", "2021-10-16"),
    ("Dec. 4", "past", "2020-12-04", "2020-12-04"),
    ("16 October 2008", "", "2008-10-16", "2008-10-16"),
    ("Oct. 3-5", "", "2021-10-03", "2021-10-05"),
    ("2021-09-30", "", "2021-09-30", "2021-09-30"),
    ("3/4/2018", "", "2018-03-04", "2018-04-03"),
    ("since March", "", "2021-03-01", "2021-03-31"),
    ("this November", "", "2021-11-01", "2021-11-30"),
    ("in 2008", "", "2008-01-01", "2008-12-31"),
    ("the 2016 election", "", "2016-01-01", "2016-12-31"),
    ("the 1990s", "", "1990-01-01", "1999-12-31"),
    ("the third quarter of 2019", "", "2019-07-01", "2019-09-30"),
    ("three days ago", "", "2021-10-02", "2021-10-02"),
    ("on Christmas Day", "", "2021-12-25", "2021-12-25"),
]


@pytest.mark.parametrize(("text", "tense", "first", "last"), DATES)
def test_a_date_is_anchored_to_the_day_of_publication(
    text: str, tense: str, first: str, last: str
) -> None:
    (found,) = find_dates(text, TODAY, lambda offset: tense)
    assert (str(found.first), str(found.last)) == (first, last)


NO_DATES = [
    "2000 people met",
    "Copyright 2018",
    "the Christmas lights",
    "You may march on",
    "Super Tuesday",
    "USA TODAY",
    "2,000 years ago",
    "4.5 years ago",
    "9,999,999 days ago",
    "66000000 years ago",
    "about 2020 years ago",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(text, TODAY, lambda offset: "") == []


def test_without_a_day_of_publication_a_weekday_stays_open() -> None:
    (found,) = find_dates("on Tuesday", None, lambda offset: "")
    assert (found.first, found.last, found.precision) == (None, None, "relative")


CLOCKS = [
    ("1:55 a.m. PT", "01:55", ("America/Los_Angeles",)),
    ("8:22 a.m. EDT", "08:22", ("-04:00",)),
    ("0855 GMT", "08:55", ("+00:00",)),
    ("11:55 a.m. Moscow time", "11:55", ("Europe/Moscow",)),
    ("at 21:00", "21:00", ()),
    ("11.30pm", "23:30", ()),
    ("noon", "12:00", ()),
    ("9 o'clock in the evening", "21:00", ()),
    ("10 a.m. IST", "10:00", ("+05:30", "+01:00", "+02:00")),
]


@pytest.mark.parametrize(("text", "wall", "zones"), CLOCKS)
def test_a_clock_time_keeps_its_zone(text: str, wall: str, zones: tuple[str, ...]) -> None:
    (clock,) = find_clocks(text)
    assert (clock.wall.strftime("%H:%M"), clock.zones) == (wall, zones)


@pytest.mark.parametrize("text", ["a 2:30 video", "won 3:1", "13 p.m.", "$11.30", "5 am-bitious"])
def test_what_only_looks_like_a_clock_time_is_none(text: str) -> None:
    assert find_clocks(text) == []


def test_daylight_saving_is_the_zones_own() -> None:
    summer, winter = (
        to_utc(datetime(2021, month, 5, 8), ("America/New_York",))[0] for month in (7, 1)
    )
    assert (summer.hour, winter.hour) == (8 + 4, 8 + 5)


def test_an_hour_that_comes_twice_is_both() -> None:
    # Clocks in Berlin go back at 3:00 on 31 October 2021: 2:30 is 00:30 and 01:30 UTC.
    first, last = to_utc(datetime(2021, 10, 31, 2, 30), ("Europe/Berlin",))
    assert (first, last) == (
        datetime(2021, 10, 31, 0, 30, tzinfo=UTC),
        datetime(2021, 10, 31, 1, 30, tzinfo=UTC),
    )


def test_without_a_zone_a_clock_time_may_be_anywhere_on_earth() -> None:
    first, last = to_utc(datetime(2021, 10, 5, 12), ())
    assert (last - first).total_seconds() == (14 + 12) * 3600


def test_zones_and_places() -> None:
    assert find_zones("8 p.m. (Eastern)", 6) == (15, ("America/New_York",))
    assert find_zones("8 p.m. at home", 6) is None
    assert find_place_zones("LONDON and Seoul") == ("Europe/London", "Asia/Seoul")


def test_a_distance_in_time_has_both_ends() -> None:
    (few,) = find_offsets("a few hours before")
    assert (few.low, few.high) == (-6 * 3600, -2 * 3600)
    (two,) = find_offsets("two days later")
    assert (two.low, two.high) == (2 * 86_400, 2 * 86_400)
    assert find_offsets("for two days after") == []


@pytest.mark.parametrize(
    "text",
    [
        *("2,000 years before", "four million years later", "hundreds of years earlier"),
        *("66000000 years ago", "2000 years earlier", "9,999 days later"),
    ],
)
def test_what_no_calendar_reaches_is_no_distance(text: str) -> None:
    assert find_offsets(f"It stood {text}.") == []


def read(text: str, *, published: str | None = "2021-10-05", headline: str = "") -> pd.DataFrame:
    articles = as_table(
        [
            {
                "article_id": "a",
                "outlet": "a",
                "published": pd.Timestamp(published, tz="UTC") if published else pd.NaT,
                "published_precision": "day" if published else "",
                "headline": headline,
                "credit": "",
                "text": text,
                "url": "",
                "source": "",
            }
        ],
        "articles",
    )
    annotations = annotate(articles)
    mentions = as_table([], "mentions")
    return find_times(articles, annotations.sentences, annotations.tokens, mentions)


def test_a_condition_is_nothing_past() -> None:
    found = read(
        "Acme said it would withdraw its offer if Globex rescheduled its meeting from November 6."
    )
    assert found["earliest"].dt.strftime("%Y-%m-%d").tolist() == ["2021-11-06"]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Repairs are expected to last two months.", []),
        ("The strike will last two weeks.", []),
        ("Repairs last two months, officials say.", []),
        ("Sales rose over the last two months.", ["over the last two months"]),
        ("It was the company's last two months.", ["last two months"]),
        ("The talks lasted last week.", ["last week"]),
        ("Sales rose in the last two months.", ["in the last two months"]),
        ("The cold would last the next two months.", ["the next two months"]),
    ],
)
def test_what_is_to_last_is_no_time_gone_by(text: str, stated: list[str]) -> None:
    assert read(text)["stated"].tolist() == stated


TENSES = [  # read on a Tuesday, 5 October 2021: text, headline?, the day
    ("It will be tried again when it launches on Friday.", "2021-10-08"),
    ("The museum opens on Friday.", "2021-10-08"),
    ("The museum opened on Friday.", "2021-10-01"),
    ("The strike begins on Friday.", "2021-10-08"),
    ("They are set to meet on Friday.", "2021-10-08"),
    ("The report is due on Friday.", "2021-10-08"),
    ("The rules are to be discussed on Friday.", "2021-10-08"),
    ("She is going to speak on Friday.", "2021-10-08"),
    ("Officials said they would begin the search on Friday.", "2021-10-08"),
    ("The order could come as early as Friday.", "2021-10-08"),
    ("She will testify in court starting Friday.", "2021-10-08"),
    ("The inquest will be opened and adjourned on Friday.", "2021-10-08"),
    ("They agreed to meet on Friday.", "2021-10-08"),
    ("They agreed on Friday.", "2021-10-01"),
    ("The family could not be reached on Friday.", "2021-10-01"),
    ("She would not comment on Friday.", "2021-10-01"),
    ("Friday's crash is the worst in years.", "2021-10-01"),
    ("The bill passed on Friday will cut taxes.", "2021-10-01"),
    ("A crowd gathered on this Friday, Oct. 1.", "2021-10-01"),
    ("They fired a missile early on Wednesday.", "2021-10-06"),  # told from another time zone
    ("They fired a missile last Wednesday.", "2021-09-29"),
]


@pytest.mark.parametrize(("text", "day"), TENSES)
def test_the_tense_turns_a_weekday(text: str, day: str) -> None:
    assert {str(moment.date()) for moment in read(text)["earliest"]} == {day}


HEADLINES = [
    ("Museum opens on Friday", "2021-10-01"),
    ("Airports to close on Friday", "2021-10-08"),
]


@pytest.mark.parametrize(("headline", "day"), HEADLINES)
def test_a_headline_tells_what_was_in_the_present(headline: str, day: str) -> None:
    told = read("Nobody came.", headline=headline)
    assert {str(moment.date()) for moment in told["earliest"]} == {day}


MOMENTS = [
    ("The lift-off was at 1:55 a.m. PT Tuesday.", "2021-10-05 08:55", "2021-10-05 08:55"),
    ("They came at 8:22 a.m. EDT on Tuesday morning.", "2021-10-05 12:22", "2021-10-05 12:22"),
    ("It struck at 0855 GMT.", "2021-10-05 08:55", "2021-10-05 08:55"),
    ("They left at 11:55 a.m. Moscow time.", "2021-10-05 08:55", "2021-10-05 08:55"),
    (
        "The fire in Paris began at 9 p.m. local time on Monday.",
        "2021-10-04 19:00",
        "2021-10-04 19:00",
    ),
    ("They met around 9 a.m. in London.", "2021-10-05 07:30", "2021-10-05 08:30"),
    ("The train left Berlin just after 9 a.m.", "2021-10-05 07:00", "2021-10-05 07:30"),
]


@pytest.mark.parametrize(("text", "earliest", "latest"), MOMENTS)
def test_a_clock_time_is_a_moment_in_utc(text: str, earliest: str, latest: str) -> None:
    (row,) = read(text).to_dict("records")
    assert row["earliest"] == pd.Timestamp(earliest, tz="UTC")
    assert row["latest"] == pd.Timestamp(latest, tz="UTC")
    assert text[row["start"] : row["end"]] == row["stated"]


def test_a_few_hours_before_counts_from_the_time_told_before_it() -> None:
    told = read("They docked at 8:22 a.m. EDT on Tuesday. They had taken off a few hours before.")
    before = told[told["stated"] == "a few hours before"].iloc[0]
    assert before["earliest"] == pd.Timestamp("2021-10-05 06:22", tz="UTC")
    assert before["latest"] == pd.Timestamp("2021-10-05 10:22", tz="UTC")
    assert before["verb"] == "take off"


def test_one_moment_told_for_two_zones_is_one_moment() -> None:
    told = read("The missile was fired at 9 p.m. local time (1200 GMT) on Monday.")
    assert told["earliest"].tolist() == [pd.Timestamp("2021-10-04 12:00", tz="UTC")] * 2


def test_a_time_counted_from_nothing_keeps_its_row() -> None:
    (row,) = read("Two hours later it rained.").to_dict("records")
    assert pd.isna(row["earliest"])
    assert row["precision"] == "relative"


def test_without_a_date_of_publication_only_full_dates_are_known() -> None:
    told = read("It rained on Oct. 16, 2008 and on Tuesday.", published=None)
    assert told["earliest"].notna().tolist() == [True, False]


def test_a_sentence_cut_after_an_abbreviation_is_read_whole() -> None:
    (row,) = read("The quake struck at 8:55 a.m. GMT on Tuesday.").to_dict("records")
    assert row["stated"] == "8:55 a.m. GMT on Tuesday"
    assert row["verb"] == "strike"


def test_no_articles_give_an_empty_timeline() -> None:
    empty = [as_table([], name) for name in ("articles", "sentences", "tokens", "mentions")]
    assert list(find_times(*empty).columns) == list(as_table([], "timeline").columns)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ondtMayTuesdayOct. 0123456789:/-apm()ZGMT,", max_size=60))
def test_no_text_fails_and_spans_are_in_order(text: str) -> None:
    for dated in find_dates(text, TODAY, lambda offset: ""):
        assert 0 <= dated.start < dated.end <= len(text)
        assert dated.first is None or dated.last is None or dated.first <= dated.last
    for clock in find_clocks(text):
        assert 0 <= clock.start < clock.end <= len(text)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("TOKYO, March 18. /TASS/. The talks opened on Tuesday.", ["Tuesday"]),
        ("LONDON, Oct. 4 (Agency) - The talks opened on Tuesday.", ["Tuesday"]),
        ("TOKYO, March 18. The talks opened.", ["March 18"]),
    ],
)
def test_the_day_a_text_was_sent_is_no_time_it_tells(text: str, stated: list[str]) -> None:
    assert read(text)["stated"].tolist() == stated
