"""What is in a collection: outlets, volume, warnings, who was first."""

from typing import Any

import pandas as pd
import pytest

from analysis.language import split_words
from analysis.lenses.inventory import count_outlets, count_volume, count_warnings, find_warnings
from analysis.lenses.inventory.aliases import find_aliases
from analysis.lenses.precedence import compare_precedence
from analysis.spans import cut_spans
from analysis.statistics import wilson_interval
from analysis.tables import TABLES, as_table

PROSE = (
    "The mayor of the town said in a speech that the bridge is safe and open to cars again. " * 4
)


def make_articles(rows: list[dict[str, Any]]) -> pd.DataFrame:
    base = {"headline": "A headline", "text": PROSE, "outlet": "Courier", "url": "", "credit": ""}
    base |= {"published": "2020-05-01", "published_precision": "day", "source": "x"}
    frame = pd.DataFrame([{**base, "article_id": f"n{n}", **row} for n, row in enumerate(rows)])
    return as_table(
        frame.assign(published=pd.to_datetime(frame["published"], utc=True, format="ISO8601")),
        "articles",
    )


def list_warnings(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    articles = make_articles(rows)
    found = find_warnings(articles, split_words(articles))
    pd.testing.assert_frame_equal(find_warnings(articles), found)
    assert (cut_spans(found, articles).str.len() > 0).all() or not rows[0].get("text", PROSE)
    return list(zip(found["article_id"], found["warning"], strict=True))


@pytest.mark.parametrize(
    ("row", "warning"),
    [
        ({"published": None}, "no date"),
        ({"published": "1970-01-01"}, "date at the epoch"),
        ({"headline": " "}, "no headline"),
        ({"text": "Too short."}, "very short text"),
        ({"text": ""}, "no text"),
        ({"text": PROSE.lower()}, "no capital letters"),
        ({"text": PROSE + "It said â€œyesâ€ again."}, "damaged characters"),
        ({"text": PROSE + "It said <b>yes</b>."}, "markup left in the text"),
        ({"text": PROSE + "Yes &amp; no."}, "markup left in the text"),
        ({"text": "LENGTH: 512 words\n" + PROSE}, "database header in the text"),
        ({"text": '{"paper":"Courier","id":"12"} ' + PROSE}, "database header in the text"),
        ({"text": PROSE + "And then the [+2314 chars]"}, "text cut off at its end"),
        (
            {"text": "Der Bürgermeister sprach gestern lange. " * 12},
            "perhaps not English, or not prose",
        ),
        ({"outlet": "n0"}, "outlet not known"),
    ],
)
def test_what_is_warned_of(row: dict[str, Any], warning: str) -> None:
    assert list_warnings([row]) == [("n0", warning)]


def test_an_article_without_headline_is_shown_by_its_opening() -> None:
    found = list_warnings([{"outlet": "n0", "headline": ""}])
    assert [warning for _, warning in found] == ["no headline", "outlet not known"]


def test_a_good_article_has_no_warning() -> None:
    assert list_warnings([{}]) == []
    assert list_warnings([{"text": PROSE + "R&D ... is 3 < 4 & 5 > 2. Ça va."}]) == []


def test_a_date_far_from_all_others() -> None:
    rows = [{"published": f"2020-05-{day:02}", "text": PROSE + str(day)} for day in range(1, 29)]
    rows.append({"published": "2011-01-01"})
    assert list_warnings(rows) == [("n28", "date far from all others")]


def test_copies() -> None:
    rows = [{}, {"text": PROSE.upper().replace(" ", "\n")}, {"outlet": "Gazette"}]
    assert list_warnings(rows) == [
        ("n2", "same text in another outlet"),
        ("n1", "same text in the same outlet"),
    ]


def test_one_outlet_under_several_names() -> None:
    rows = [
        {"outlet": name, "text": PROSE + name} for name in ("Courier", "www.courier.co.uk", "Sun")
    ]
    articles = make_articles(rows)
    found = find_warnings(articles, split_words(articles))
    assert found["article_id"].tolist() == ["n0", "n1"]
    assert set(found["detail"]) == {"perhaps one: Courier, www.courier.co.uk"}


@pytest.mark.parametrize(
    ("names", "families"),
    [
        (["The New York Times", "nytimes.com", "NYT"], [3]),
        (["edition.cnn.com", "money.cnn.com", "CNN"], [3]),
        (["BBC", "BBC News", "bbc.co.uk"], [3]),
        (["The Guardian", "Guardian", "theguardian.com"], [2]),
        (["Daily Mail", "Daily Mirror", "The Sun", "The Sunday Times"], []),
        (["USA Today", "usatoday.com"], [2]),
        ([""], []),
    ],
)
def test_aliases(names: list[str], families: list[int]) -> None:
    found = find_aliases(names)
    assert (
        sorted(len(set(group)) for group in {tuple(group) for group in found.values()}) == families
    )


def test_counts_of_warnings() -> None:
    articles = make_articles([{"text": "Short one."}, {"text": "Short two.", "headline": ""}, {}])
    counts = count_warnings(find_warnings(articles, split_words(articles)), articles)
    assert list(zip(counts["warning"], counts["articles"], counts["share"], strict=True)) == [
        ("very short text", 2, 2 / 3),
        ("no headline", 1, 1 / 3),
    ]


def test_outlets() -> None:
    articles = make_articles(
        [
            {"text": "one two three", "published": "2020-05-02 10:00"},
            {"text": "one", "published": "2020-05-01", "headline": ""},
            {"text": "one two", "outlet": "Gazette", "published": None},
        ]
    )
    stories = pd.DataFrame({"article_id": ["n0", "n1", "n2"], "story": ["a", "b", "a"]})
    rows = count_outlets(articles, split_words(articles), stories=stories).to_dict("records")
    assert count_outlets(articles, stories=stories).to_dict("records") == rows
    courier, gazette = rows
    assert courier["group"] == "Courier"
    assert [courier[name] for name in ("articles", "words", "words_median")] == [2, 4, 2]
    assert [courier[name] for name in ("dated", "headlines")] == [2, 1]
    assert [courier[name] for name in ("stories", "shared_stories")] == [2, 1]
    assert courier["first_published"] == pd.Timestamp("2020-05-01", tz="UTC")
    assert pd.isna(gazette["first_published"])
    assert [gazette[name] for name in ("stories", "shared_stories")] == [1, 1]


@pytest.mark.parametrize(
    ("dates", "unit", "periods"),
    [
        (["2020-05-01", "2020-05-03"], "day", 3),
        (["2020-01-01", "2020-06-01"], "week", 23),
        (["2020-01-15", "2022-06-01"], "month", 30),
        (["2010-01-15", "2022-06-01"], "year", 13),
        ([None], "", 0),
    ],
)
def test_volume(dates: list[str | None], unit: str, periods: int) -> None:
    articles = make_articles([{"published": date} for date in dates])
    volume = count_volume(articles)
    assert set(volume["unit"]) == ({unit} if unit else set())
    assert len(volume) == periods
    assert volume["articles"].sum() == len([date for date in dates if date])


def test_weeks_begin_on_monday_and_every_group_has_every_period() -> None:
    articles = make_articles(
        [{"published": "2020-05-06"}, {"published": "2020-05-18", "outlet": "Gazette"}]
    )
    volume = count_volume(articles, unit="week")
    assert volume["period"].dt.strftime("%m-%d").tolist() == ["05-04", "05-11", "05-18"] * 2
    assert volume["articles"].tolist() == [1, 0, 0, 0, 0, 1]


def make_story(*tellings: tuple[str, str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One story from `(outlet, published, precision)`."""
    articles = make_articles(
        [
            {"outlet": outlet, "published": moment, "published_precision": precision}
            for outlet, moment, precision in tellings
        ]
    )
    return articles, pd.DataFrame({"article_id": articles["article_id"], "story": "s"})


@pytest.mark.parametrize(
    ("tellings", "first"),
    [
        ([("A", "2020-05-01", "day"), ("B", "2020-05-02", "day")], "A"),
        ([("A", "2020-05-01", "day"), ("B", "2020-05-01", "day")], None),
        ([("A", "2020-05-01 09:00", "minute"), ("B", "2020-05-01 10:00", "minute")], "A"),
        ([("A", "2020-05-01 09:00", "second"), ("B", "2020-05-01 09:00", "second")], None),
        ([("A", "2020-05-01", "day"), ("B", "2020-05-01 10:00", "minute")], None),
        ([("A", "2020-05-01 09:00", "minute"), ("B", "2020-05-02", "day")], "A"),
        ([("A", "2020-05-01", "month"), ("B", "2020-05-20", "day")], None),
    ],
)
def test_who_was_first(tellings: list[tuple[str, str, str]], first: str | None) -> None:
    articles, stories = make_story(*tellings)
    table = compare_precedence(articles, stories)
    assert table.loc[table["ran_first"] > 0, "group"].tolist() == ([first] if first else [])
    assert set(table["open"]) == ({0} if first else {1})
    assert set(table["expected"]) == ({1 / 2} if first else {0.0})


def test_hours_and_shares() -> None:
    articles, stories = make_story(
        ("A", "2020-05-01 09:00", "minute"),
        ("B", "2020-05-01 12:00", "minute"),
        ("B", "2020-05-01 15:00", "minute"),
    )
    table = compare_precedence(articles, stories).set_index("group")
    assert table["hours_after"].to_dict() == {"A": 0, "B": 3}
    low, high = wilson_interval([1], [1])
    shares = [table[name]["A"] for name in ("share", "share_low", "share_high")]
    assert shares == [1, low[0], high[0]]


def test_a_story_of_one_outlet_has_no_race() -> None:
    articles, stories = make_story(("A", "2020-05-01", "day"), ("A", "2020-05-02", "day"))
    assert len(compare_precedence(articles, stories)) == 0


def test_no_articles() -> None:
    none = make_articles([{}]).iloc[:0]
    words = split_words(none)
    stories = pd.DataFrame({"article_id": [], "story": []})
    tables = {
        "inventory": count_outlets(none, words),
        "volume": count_volume(none),
        "warnings": find_warnings(none, words),
        "warning_counts": count_warnings(find_warnings(none, words), none),
        "precedence": compare_precedence(none, stories),
    }
    for name, table in tables.items():
        assert list(table.columns) == list(TABLES[name])
        assert len(table) == 0
