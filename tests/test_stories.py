"""Stories: what belongs together, what must stay apart, and what order and time may not change."""

import random
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.articles import read_articles
from analysis.lenses.stories import candidates, find_stories
from analysis.lenses.stories.finding import FLOOR, THRESHOLD

QUAKE = {
    "headline": "Strong earthquake strikes Velmora, dozens feared dead",
    "text": "VELMORA - A strong earthquake struck the hill town of Velmora early on Monday,"
    " bringing down houses. The magnitude 6.2 quake was felt across the province of Castrana. The"
    " mayor, Luca Ferrante, said at least 24 people had died. Rescue workers dug through the rubble"
    " with their hands as aftershocks shook the area.",
}
QUAKE_RETOLD = {
    "headline": "Quake kills 24 in hill town of Velmora",
    "text": "At least two dozen people were killed when a quake of magnitude 6.2 shook Velmora"
    " before dawn on Monday, the mayor said. Luca Ferrante told reporters that half of the town no"
    " longer existed. Volunteers from all over Castrana province pulled survivors from collapsed"
    " homes.",
}
QUAKE_ELSEWHERE = {
    "headline": "Earthquake hits Dastpur, killing at least 40",
    "text": "DASTPUR - A powerful earthquake hit the market town of Dastpur on Monday evening,"
    " destroying houses and killing at least 40 people. The magnitude 6.4 quake was felt in the"
    " capital, Karvand. Governor Reza Hamani said rescue workers were searching for survivors under"
    " the rubble, and aftershocks shook the area.",
}
ARREST = {
    "headline": "Singer Dario Venn arrested in Halmere",
    "text": "Singer Dario Venn was arrested in Halmere on Saturday night on suspicion of drink"
    " driving, police said. Officers stopped his car on the coast road. Venn, 34, spent the night"
    " in a cell and was released on bail. A spokeswoman for the singer declined to comment.",
}
ARREST_RETOLD = {
    "headline": "Venn held for drink driving",
    "text": "Police in Halmere have released the singer Dario Venn, who was stopped on the coast"
    " road late on Saturday and failed a breath test. The 34-year-old must appear in court.",
}
ARREST_AGAIN = {
    "headline": "Singer Dario Venn arrested in Halmere again",
    "text": "Singer Dario Venn was arrested in Halmere on Saturday night on suspicion of drink"
    " driving, police said, a year after his first arrest. Officers followed his car along the"
    " harbour. Venn, 35, was released on bail. A spokeswoman for the singer declined to comment.",
}


def make_articles(*rows: tuple[str, str | None, dict[str, str]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article_id": [name for name, _, _ in rows],
            "published": pd.to_datetime(pd.Series([day for _, day, _ in rows]), utc=True),
            "published_precision": "day",
            "headline": [telling["headline"] for _, _, telling in rows],
            "text": [telling["text"] for _, _, telling in rows],
        }
    )


def list_stories(stories: pd.DataFrame) -> set[frozenset[str]]:
    return {frozenset(group) for _, group in stories.groupby("story")["article_id"]}


@pytest.mark.parametrize(
    ("one", "other", "days_apart", "stories"),
    [
        (QUAKE, QUAKE_RETOLD, 0, 1),
        (QUAKE, QUAKE_RETOLD, 1, 1),
        (QUAKE, QUAKE_ELSEWHERE, 0, 2),  # a town apart
        (QUAKE, QUAKE_RETOLD, 365, 2),  # a year apart
        (ARREST, ARREST_RETOLD, 1, 1),
        (ARREST, ARREST_AGAIN, 364, 2),
        (QUAKE, ARREST, 0, 2),
    ],
)
def test_two_tellings(
    one: dict[str, str], other: dict[str, str], days_apart: int, stories: int
) -> None:
    later = (pd.Timestamp("2019-06-02") + pd.Timedelta(days=days_apart)).date().isoformat()
    found = find_stories(make_articles(("a", "2019-06-02", one), ("b", later, other)))
    assert found["story"].nunique() == stories


def make_week() -> pd.DataFrame:
    return make_articles(
        ("quake-1", "2019-06-02", QUAKE),
        ("quake-2", "2019-06-03", QUAKE_RETOLD),
        ("elsewhere", "2019-06-02", QUAKE_ELSEWHERE),
        ("arrest-1", "2019-06-02", ARREST),
        ("arrest-2", "2019-06-03", ARREST_RETOLD),
        ("again", "2020-06-06", ARREST_AGAIN),
    )


WEEK = {
    frozenset({"quake-1", "quake-2"}),
    frozenset({"elsewhere"}),
    frozenset({"arrest-1", "arrest-2"}),
    frozenset({"again"}),
}


def test_stories_are_named_by_their_first_article() -> None:
    stories = find_stories(make_week()).set_index("article_id")
    assert stories.loc["quake-2"].to_dict() == {"story": "quake-1", "story_size": 2}
    assert stories.loc["again"].to_dict() == {"story": "again", "story_size": 1}
    assert stories.index[0] == "arrest-1"  # the first by date, then by name


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_order_of_articles_does_not_matter(seed: int) -> None:
    shuffled = make_week().sample(frac=1, random_state=seed)
    before = shuffled.copy()
    pd.testing.assert_frame_equal(find_stories(shuffled), find_stories(make_week()))
    pd.testing.assert_frame_equal(shuffled, before)


@pytest.mark.parametrize("run", [1, 2, 4])
def test_length_of_runs_does_not_matter(run: int, monkeypatch: pytest.MonkeyPatch) -> None:
    week = make_week()
    known = find_stories(week[week["article_id"].isin(["quake-2", "arrest-1"])])
    whole, joined = find_stories(week), find_stories(week, known=known)
    monkeypatch.setattr(candidates, "RUN", run)
    pd.testing.assert_frame_equal(find_stories(week), whole)
    pd.testing.assert_frame_equal(find_stories(week, known=known), joined)


def test_copies_count_once_and_glue_nothing() -> None:
    copies = make_articles(*((f"copy-{n}", "2019-06-02", QUAKE_ELSEWHERE) for n in range(9)))
    stories = find_stories(pd.concat([make_week(), copies], ignore_index=True))
    together = {*(f"copy-{n}" for n in range(9)), "elsewhere"}
    assert list_stories(stories) == (WEEK - {frozenset({"elsewhere"})}) | {frozenset(together)}


def test_the_same_words_a_year_later_are_another_story() -> None:
    articles = make_articles(("a", "2019-06-02", QUAKE), ("b", "2020-06-02", QUAKE))
    assert find_stories(articles)["story"].tolist() == ["a", "b"]


def test_articles_without_a_date_join_by_what_they_tell() -> None:
    stories = find_stories(make_articles(("a", None, QUAKE), ("b", "2019-06-02", QUAKE_RETOLD)))
    assert stories["story"].tolist() == ["b", "b"]


def test_a_date_known_to_the_year_may_be_any_day_of_it() -> None:
    articles = make_articles(("a", "2019-01-01", QUAKE), ("b", "2019-11-20", QUAKE_RETOLD))
    assert find_stories(articles)["story"].nunique() == 2
    articles.loc[0, "published_precision"] = "year"
    assert find_stories(articles)["story"].nunique() == 1


def test_articles_without_words_tell_no_story_together() -> None:
    silent = {"headline": "", "text": ""}
    stories = find_stories(make_articles(("a", "2019-06-02", silent), ("b", "2019-06-02", silent)))
    assert stories["story"].tolist() == ["a", "b"]


def test_no_articles_no_stories() -> None:
    empty = find_stories(make_week().head(0))
    assert empty.columns.tolist() == ["article_id", "story", "story_size"]
    assert empty.empty


def test_new_articles_join_or_found_stories_and_the_rest_stays() -> None:
    week = make_week()
    old = week[week["article_id"].isin(["quake-2", "arrest-1"])]
    known = find_stories(old)
    stories = find_stories(week, known=known).set_index("article_id")["story"]
    assert stories["quake-1"] == stories["quake-2"] == "quake-2"  # a known story keeps its name
    assert stories["arrest-2"] == stories["arrest-1"] == "arrest-1"
    assert stories["elsewhere"] == "elsewhere"


def test_known_stories_never_join() -> None:
    week = make_week()
    apart = pd.DataFrame(
        {"article_id": ["quake-1", "quake-2"], "story": ["one", "two"], "story_size": [1, 1]}
    )
    stories = find_stories(week, known=apart).set_index("article_id")["story"]
    assert stories["quake-1"] == "one"
    assert stories["quake-2"] == "two"


def test_known_articles_that_are_not_given_keep_their_story() -> None:
    week = make_week()
    known = find_stories(week)
    stories = find_stories(week[week["article_id"] == "again"], known=known)
    assert list_stories(stories) == WEEK
    assert stories["story_size"].sum() == 2 * 2 + 2 * 2 + 1 + 1


def test_names_may_come_from_mentions() -> None:
    articles = make_articles(("a", "2019-06-02", QUAKE), ("b", "2019-06-02", QUAKE_ELSEWHERE))
    articles["headline"] = articles["headline"].str.lower()
    articles["text"] = articles["text"].str.lower()
    assert find_stories(articles)["story"].nunique() == 1  # without capitals nobody is named
    mentions = pd.DataFrame({"article_id": ["a", "b"], "entity": ["Velmora", "Dastpur"]})
    assert find_stories(articles, mentions=mentions)["story"].nunique() == 2


def compare_far_by_rare_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the collection were too large to compare all with all."""
    monkeypatch.setattr(candidates, "_MANY", 0)
    monkeypatch.setattr(candidates, "_NEAR", -np.inf)


def test_rare_words_lead_to_the_same_stories(
    corpora: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = read_articles(corpora / "story_clusters.jsonl.gz").articles
    in_full = find_stories(articles)
    compare_far_by_rare_words(monkeypatch)
    pd.testing.assert_frame_equal(find_stories(articles), in_full)


def test_rare_words_lead_new_articles_to_known_stories(monkeypatch: pytest.MonkeyPatch) -> None:
    week = make_week()
    known = find_stories(week[week["article_id"].isin(["quake-2", "arrest-1"])])
    in_full = find_stories(week, known=known)
    compare_far_by_rare_words(monkeypatch)
    pd.testing.assert_frame_equal(find_stories(week, known=known), in_full)


def make_archive(size: int) -> pd.DataFrame:
    """Ten articles a day of forty words, some frequent and most rare, two articles a story."""
    chance = random.Random(1)
    everyday = [f"common{n}" for n in range(60)]
    rows = []
    for number in range(size):
        own = [f"rare{number // 2}x{n}" for n in range(10)] if number % 20 < 2 else []
        words = [*chance.choices(everyday, k=20), *own]
        words += [f"seldom{chance.randrange(20_000)}" for _ in range(20)]
        day = pd.Timestamp("2019-01-01") + pd.Timedelta(days=number // 10)
        rows.append((f"a{number}", str(day.date()), {"headline": "", "text": " ".join(words)}))
    return make_articles(*rows)


def count_compared(articles: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> int:
    """Pairs that are multiplied in full."""
    compared = [0]
    list_alike, multiply = candidates._list_alike, candidates._multiply

    def list_counted(terms, rows, others, columns, least):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        in_full = least > candidates._HINT * FLOOR * THRESHOLD
        compared[0] += len(rows) * len(columns) * in_full
        return list_alike(terms, rows, others, columns, least)

    def multiply_counted(terms, row, others, column):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        compared[0] += len(row)
        return multiply(terms, row, others, column)

    with monkeypatch.context() as patch:
        patch.setattr(candidates, "_list_alike", list_counted)
        patch.setattr(candidates, "_multiply", multiply_counted)
        patch.setattr(candidates, "_MANY", 100)
        patch.setattr(candidates, "_BLOCK", 10)
        find_stories(articles)
    return compared[0]


def test_what_is_compared_in_full_grows_with_the_archive_not_its_square(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    once, twice = (count_compared(make_archive(size), monkeypatch) for size in (1000, 2000))
    assert 1000 < once < 1000 * 999 / 2
    assert twice < 2**1.15 * once
