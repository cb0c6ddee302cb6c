import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.tellings import label_articles, label_story


@pytest.mark.parametrize(
    ("outlets", "labels"),
    [
        ([None, None], ["A", "B"]),
        (["Herald", "Post"], ["Herald", "Post"]),
        (["Herald", "Post", "Herald"], ["Herald 1", "Post", "Herald 2"]),
        (["Herald", None, "Post"], ["Herald", "A", "Post"]),
        (["A", None], ["A (article 1)", "A (article 2)"]),
        ([None] * 28, [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "AA", "AB"]),
    ],
)
def test_labels(outlets: list[str | None], labels: list[str]) -> None:
    ids = [f"id{row}" for row in range(len(outlets))]
    articles = pd.DataFrame(
        {"article_id": ids, "outlet": [o or i for o, i in zip(outlets, ids, strict=True)]}
    )
    found = label_articles(articles)
    assert found.tolist() == labels
    assert found.index.tolist() == ids


@given(st.lists(st.sampled_from(["A", "B", "A 1", "", "Herald", "Herald 1"]), max_size=12))
def test_labels_are_unique(outlets: list[str]) -> None:
    articles = pd.DataFrame(
        {"article_id": [f"id{row}" for row in range(len(outlets))], "outlet": outlets}, dtype="str"
    )
    assert label_articles(articles).is_unique


def make_told(*rows: tuple[str, str], text: str = "It opened. Nobody came.") -> pd.DataFrame:
    days = pd.to_datetime(pd.Series([day for day, _ in rows], dtype="str"), utc=True)
    return pd.DataFrame(
        {
            "article_id": [f"id{row}" for row in range(len(rows))],
            "published": days,
            "published_precision": ["day" if day else "" for day, _ in rows],
            "headline": [headline for _, headline in rows],
            "text": text,
        }
    )


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ([], ("", "")),
        ([("2021-10-05", "Hall opens")], ("Hall opens", "2021-10-05")),
        ([("", "")], ("It opened. Nobody came.", "")),
        ([("", " Hall \n opens ")], ("Hall opens", "")),
        (
            [("2021-10-05", "A week"), ("2021-10-06", "Hall opens"), ("2021-10-07", "The hall")],
            ("Hall opens", "2021-10-06"),
        ),
    ],
)
def test_a_story_is_called_by_a_headline_and_its_middle_day(
    rows: list[tuple[str, str]], named: tuple[str, str]
) -> None:
    articles = make_told(*rows)
    assert label_story(articles) == named
    assert label_story(articles.iloc[::-1]) == named


def test_a_long_headline_or_opening_is_cut_between_words() -> None:
    assert label_story(make_told(("", "")).assign(text="word " * 99))[0] == "word " * 15 + "…"
    headline = label_story(make_told(("", "a longer word " * 20)))[0]
    assert len(headline) <= 140
    assert headline.endswith("a longer …")
    assert label_story(make_told(("", "x" * 500)))[0] == "x" * 140


def test_of_several_stories_the_largest_is_named_and_the_others_are_counted() -> None:
    articles = make_told(
        ("2021-10-05", "Rain"), ("2021-10-06", "Hall opens"), ("2021-10-07", "The hall")
    )
    stories = pd.DataFrame({"article_id": ["id0", "id1", "id2"], "story": ["s2", "s1", "s1"]})
    assert label_story(articles, stories) == ("Hall opens and 1 other story", "2021-10-06")
    alone = stories.assign(story=["s3", "s1", "s2"])
    assert label_story(articles, alone)[0] == "Hall opens and 2 other stories"
    assert label_story(articles, stories.assign(story="s1"))[0] == label_story(articles)[0]
