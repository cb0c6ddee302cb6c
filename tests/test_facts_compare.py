"""Agreement between tellings: slots, states and reasons, on our own sentences and the seeds."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.language import annotate
from analysis.lenses.entities import find_mentions
from analysis.lenses.facts import compare_facts, find_facts
from analysis.lenses.facts.intervals import Value, is_conflicting, judge
from analysis.lenses.timeline import find_times
from analysis.spans import cut_spans
from analysis.tables import as_table


def make_articles(*texts: str, published: tuple[str, ...] = ()) -> pd.DataFrame:
    days = published or ("2021-10-06",) * len(texts)
    return as_table(
        [
            {
                "article_id": f"t{number}",
                "outlet": f"t{number}",
                "published": pd.Timestamp(day, tz="UTC"),
                "published_precision": "day",
                "headline": "",
                "credit": "",
                "text": text,
                "url": "",
                "source": "",
            }
            for number, (text, day) in enumerate(zip(texts, days, strict=True), 1)
        ],
        "articles",
    )


def compare(articles: pd.DataFrame, *, stories: pd.DataFrame | None = None) -> pd.DataFrame:
    annotations = annotate(articles)
    mentions = find_mentions(articles, annotations.names, annotations.tokens)
    inputs = (articles, annotations.sentences, annotations.tokens, mentions)
    return compare_facts(find_facts(*inputs), find_times(*inputs), articles, stories=stories)


def find_state(claims: pd.DataFrame, kind: str) -> str:
    states = claims[claims["kind"] == kind].drop_duplicates("claim_id")["state"].tolist()
    return states[0] if len(states) == 1 else f"{len(states)} slots: {', '.join(states)}"


PAIRS = [
    (
        "weight",
        "conflict",
        "Police found 40 kilograms of cocaine in a truck in Calais.",
        "Police found 65 kilograms of cocaine in a truck in Calais.",
    ),
    (
        "count",
        "coarser",
        "Hundreds of people fled the flood in Meran.",
        "In Meran 640 people fled the flood.",
    ),
    ("count", "conflict", "14 died.", "15 died."),
    ("count", "coarser", "12 000 cars per day use it.", "About 12,000 cars cross every day."),
    (
        "count",
        "conflict",
        "The blast in Lyon killed 12 people.",
        "Fifteen people were killed in the blast in Lyon.",
    ),
    (
        "money",
        "conflict",
        "Acme bought Globex for $16 million.",
        "Acme bought Globex for $20 million.",
    ),
    ("age", "conflict", "Maria Lopez, 37, won the race.", "Maria Lopez, 39, won the race."),
    (
        "duration",
        "conflict",
        "The crew will stay on the station for 12 days.",
        "The crew will stay on the station for three weeks.",
    ),
    (
        "percent",
        "conflict",
        "Unemployment fell to 4.1 percent, the ministry said.",
        "Unemployment fell to 4.5 percent, the ministry said.",
    ),
    (
        "time",
        "conflict",
        "The capsule docked with the space station on Tuesday.",
        "The capsule docked with the space station on Monday.",
    ),
    (
        "count",
        "conflict",
        "More than 200 people died in the flood in Bavaria.",
        "The flood in Bavaria killed 150 people.",
    ),
    (
        "money",
        "not comparable",
        "The court fined Acme €10 million for fraud.",
        "The court fined Acme $12 million for fraud.",
    ),
    (
        "duration",
        "agree",
        "The crew will stay on the station for 14 days.",
        "The crew will stay on the station for two weeks.",
    ),
    (
        "distance",
        "agree",
        "The plane fell 5 miles north of Cologne.",
        "The plane fell 8 km north of Cologne.",
    ),
    (
        "time",
        "agree",
        "The quake struck at 8:55 a.m. GMT on Tuesday.",
        "The quake struck at 11:55 a.m. Moscow time on Tuesday.",
    ),
    (
        "count",
        "coarser",
        "Around 12 people were hurt in the fire in Lyon.",
        "12 people were hurt in the fire in Lyon.",
    ),
    (
        "count",
        "coarser",
        "Some 60,000 fans watched the final in Madrid.",
        "In Madrid 61,500 fans watched the final.",
    ),
    (
        "duration",
        "agree",
        "The crew will stay on the station for around 12 days.",
        "The crew will stay on the station for 12 days.",
    ),
]


@pytest.mark.parametrize(("kind", "state", "first", "second"), PAIRS)
def test_intervals_decide(kind: str, state: str, first: str, second: str) -> None:
    assert find_state(compare(make_articles(first, second)), kind) == state


APART = [
    ("The airline cancelled 30 flights in Lisbon.", "The airline cancelled 80 flights in Madrid."),
    ("She scored her fourth goal of the season.", "He scored his ninth goal of the season."),
    ("The court fined 23 of the traders.", "The court fined 22 other traders."),
    ("40 were injured.", "Four were injured."),
    ("14 died in the flood.", "15 died when a bridge fell."),
    ("The blast in Lyon killed 12 people.", "The flood in Bavaria killed 15 people."),
    ("Acme bought 12 trucks in May.", "Police arrested 15 men at the border."),
    ("Maria Lopez, 37, won the race.", "Ann Smith, 39, came second in the race."),
    ("He said so on Monday.", "She said so on Tuesday."),
]


@pytest.mark.parametrize(("first", "second"), APART)
def test_different_things_are_no_conflict(first: str, second: str) -> None:
    claims = compare(make_articles(first, second))
    assert not claims["state"].isin(["conflict", "not comparable"]).any()


UNLIKE = [
    # Few things of one kind, beside one name, in other clauses.
    (
        "Globex will pay a fee if the two companies agree.",
        "The two companies, Acme and Globex, have fought over patents.",
    ),
    # Figures near each other are no word on each other.
    (
        "Acme gave up its gains amid a broad sell-off as shares fell 6.6 percent.",
        "The rival criticised the managers of Acme for returns of negative 7 percent since 2005.",
    ),
    # A week that holds the day of something else is no less exact word on it.
    ("Acme announced a deal with Globex last week.", "In January, Acme announced a target."),
    (
        "Acme reported a drop in operating income last week, as clients refused to pay fees.",
        "Acme shares fell 2 percent in New York at 9:34 a.m. on Thursday.",
    ),
    # First things of different kinds.
    ("It was the first commercial crew launch.", "Many recall the first space shuttle launch."),
    # Counts of different things, whatever number they share.
    ("The Lions won just 15 games over two seasons.", "Roe retired after 15 seasons."),
]


@pytest.mark.parametrize(("first", "second"), UNLIKE)
def test_what_only_looks_alike_fills_no_slot(first: str, second: str) -> None:
    days = ("2018-02-05", "2018-02-05")
    claims = compare(make_articles(first, second, published=days))
    assert set(claims["state"]) == {"only"}


def test_a_day_far_from_publication_is_one_day() -> None:
    told = (
        "His tube was removed, and Roe was released from the hospital on Sept. 15.",
        "Since he was released on September 15, the coach has had no symptoms.",
    )
    assert find_state(compare(make_articles(*told)), "time") == "agree"


def test_a_clock_time_is_finer_than_its_day_whatever_its_zone() -> None:
    claims = compare(
        make_articles("The ferry left on Tuesday at 07:30.", "The ferry left Tuesday.")
    )
    assert find_state(claims, "time") == "coarser"
    reason = claims[claims["kind"] == "time"]["reason"].iloc[0]
    assert reason == "“Tuesday” is less exact than “Tuesday at 07:30”"


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        ("Baikonur pad", "Baikonur spaceport", "agree"),
        ("Cape Canaveral", "Cape Canaveral Air Force Station", "coarser"),
        ("Florida’s Kennedy Space Center", "Florida’s Space Coast", "not comparable"),
        ("Ohio zoo", "Indonesia’s zoo", "not comparable"),
    ],
)
def test_places_are_compared_by_their_names(first: str, second: str, state: str) -> None:
    nothing = (float("nan"),) * 3
    values = [Value("place", *nothing, "", "", words) for words in (first, second)]
    assert judge(*values)[0] == state


def test_an_hour_says_more_than_its_day_where_two_names_are_shared() -> None:
    claims = compare(
        make_articles(
            "The Soyuz capsule docked with the Mir station on Tuesday.",
            "The Soyuz capsule docked with the Mir station at 8:22 a.m. GMT on Tuesday.",
        )
    )
    assert find_state(claims, "time") == "coarser"


def test_a_telling_that_gives_both_values_contradicts_nobody() -> None:
    both = "The blast in Lyon killed 12 people. The blast in Lyon killed 15 people, officials said."
    claims = compare(make_articles(both, "The blast in Lyon killed 12 people."))
    assert "conflict" not in set(claims["state"])


def test_a_number_that_changed_in_a_week_is_news_and_no_conflict() -> None:
    told = ("The flood in Bavaria killed 150 people.", "The flood in Bavaria killed 180 people.")
    claims = compare(make_articles(*told, published=("2021-07-16", "2021-07-23")))
    assert "conflict" not in set(claims["state"])


def test_every_slot_has_a_row_for_every_telling() -> None:
    articles = make_articles("The blast in Lyon killed 12 people.", "It rained.", "It cost $5.")
    claims = compare(articles)
    assert (claims.groupby("claim_id")["article_id"].nunique() == len(articles)).all()
    silent = claims[claims["stated"] == ""]
    assert silent["start"].isna().all()
    told = claims[claims["stated"] != ""].astype({"start": "int64", "end": "int64"})
    assert cut_spans(told, articles).tolist() == told["stated"].tolist()


def test_reasons_are_in_words() -> None:
    claims = compare(
        make_articles(
            "The blast in Lyon killed 12 people.",
            "The blast in Lyon killed 15 people.",
            "It rained.",
        )
    )
    counts = claims[claims["kind"] == "count"]
    assert counts["reason"].unique().tolist() == ["“12 people” and “15 people” cannot both hold"]


def test_stories_are_compared_apart() -> None:
    articles = make_articles(
        "The blast in Lyon killed 12 people.", "The blast in Lyon killed 15 people."
    )
    stories = pd.DataFrame({"article_id": ["t1", "t2"], "story": ["one", "two"]})
    claims = compare(articles, stories=stories)
    assert set(claims[claims["kind"] == "count"]["state"]) == {"only"}
    assert set(claims[claims["kind"] == "count"]["claim_id"]) == {"one 2", "two 2"}


def test_the_order_of_the_tellings_changes_no_state() -> None:
    texts = ("The blast in Lyon killed 12 people on Monday.", "In Lyon a blast killed 15 people.")
    one, other = (compare(make_articles(*order)) for order in (texts, texts[::-1]))
    assert sorted(one["state"]) == sorted(other["state"])


def test_no_facts_give_no_claims() -> None:
    empty = [as_table([], name) for name in ("facts", "timeline", "articles")]
    assert compare_facts(*empty).empty


SEEDS = [  # words of the first telling, of the second (either may be silent), kind and state
    ("12-day", "around 12 days", "duration", "agree"),
    ("seven other astronauts", "seven other astronauts", "count", "agree"),
    ("Tuesday", "8:22 a.m. EDT on Tuesday morning", "time", "coarser"),
    ("1:55 a.m. PT Tuesday", "a few hours before", "time", "coarser"),
    ("Oct. 16", "", "time", "only"),
    ("about six months", "", "duration", "only"),
    ("37-year-old", "", "age", "only"),
    ("2008", "", "time", "only"),
    ("Monday", "", "time", "only"),
    ("", "Kazakhstan’s Baikonur Cosmodrome", "place", "only"),
]


@pytest.fixture(scope="module")
def seed_claims() -> pd.DataFrame:
    folder = Path(__file__).parent.parent / "seeds"
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    bodies = [text.partition("\n")[2].lstrip("\n") for text in texts]
    return compare(make_articles(*bodies, published=("2021-10-05",) * len(bodies)))


@pytest.mark.parametrize(("first", "second", "kind", "state"), SEEDS)
def test_the_seeds_tell_the_story_of_the_issue(
    seed_claims: pd.DataFrame, first: str, second: str, kind: str, state: str
) -> None:
    told = {
        (*claim["stated"].tolist(), claim["kind"].iloc[0], claim["state"].iloc[0])
        for _, claim in seed_claims.groupby("claim_id", sort=False)
    }
    assert (first, second, kind, state) in told


def test_the_seeds_never_contradict_each_other(seed_claims: pd.DataFrame) -> None:
    assert "conflict" not in set(seed_claims["state"])


def test_articles_without_a_date_are_compared_all_the_same() -> None:
    articles = make_articles("14 died.", "15 died.")
    articles["published"] = articles["published"].where(articles["article_id"] != "t2")
    assert find_state(compare(articles), "count") == "conflict"


def test_today_on_two_days_is_no_contradiction() -> None:
    articles = make_articles("The strike ended today.", "The strike ended today.")
    later = articles["published"].where(
        articles["article_id"] != "t2", articles["published"] + pd.Timedelta(days=3)
    )
    claims = compare(articles.assign(published=later))
    assert not set(claims["state"]) & {"conflict", "coarser"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Police arrested 11 people in Oslo.", "Two people remain in custody in Oslo."),
        ("Three others were wounded in the attack.", "Eleven others were wounded in the attack."),
    ],
)
def test_counts_of_what_may_be_different_people_are_no_contradiction(one: str, other: str) -> None:
    assert "conflict" not in set(compare(make_articles(one, other))["state"])


DOUBTS = [  # a plain statement, one that contradicts it, and one that need not
    (
        "Acme bought Globex for $16 million.",
        "Acme bought Globex for $20 million.",
        [
            "Acme will buy Globex for $20 million.",
            "Acme wants to buy Globex for $20 million.",
            "Acme bought Globex for $20 million in 2012.",
            "Acme bought Globex for 18 million euros ($20 million).",
            "Acme bought Globex for $20 million a year.",
            "Acme had bought Globex for $20 million earlier.",
        ],
    ),
    (
        "The blast in Lyon killed 12 people.",
        "The blast in Lyon killed 15 people.",
        [
            "The blast in Lyon killed only 15 people.",
            "The blast in Lyon killed 15 of the people.",
            "The blast in Lyon could kill 15 people.",
            "The blast in Lyon initially killed 15 people.",
            "Every blast in Lyon killed 15 people.",
            "The blast in Lyon killed 15 people and animals.",
        ],
    ),
    (
        "The rocket of Orbis Launch exploded on Saturday.",
        "The rocket of Orbis Launch exploded on Sunday.",
        ["The rocket of Orbis Launch exploded, said a report on Sunday."],
    ),
    (
        "Ann Roe won 61 percent of the vote in Pella.",
        "Ann Roe won 74 percent of the vote in Pella.",
        [
            "Ann Roe won with 74 percent of the vote counted in Pella.",
            "Ann Roe won 74 percent of the vote in Pella, Bo Li 20 percent, Cy Day 6 percent.",
        ],
    ),
    (
        "Hundreds of people fled the flood in Meran.",
        "Forty people fled the flood in Meran.",
        ["Thousands of people fled the flood in Meran."],
    ),
]


@pytest.mark.parametrize(("first", "second", "others"), DOUBTS)
def test_words_around_a_value_may_leave_both_right(
    first: str, second: str, others: list[str]
) -> None:
    assert "conflict" in set(compare(make_articles(first, second))["state"])
    for other in others:
        assert "conflict" not in set(compare(make_articles(first, other))["state"]), other
        assert "conflict" not in set(compare(make_articles(other, first))["state"]), other


def test_a_day_read_off_publication_is_no_contradiction_of_the_one_it_may_mean() -> None:
    """An update or a time zone moves it by a day, and a weekday comes again after a week."""
    first = Value("time", 0, 86_399, 0, "day", "", "Tuesday night")
    for days, words, expected in (
        *((1, "last night", False), (1, "Wednesday", True)),
        *((7, "Tuesday", False), (7, "12 October", False), (4, "Saturday", True)),
    ):
        low = days * 86_400
        assert is_conflicting(first, Value("time", low, low + 86_399, low, "day", "", words)) == (
            expected
        )
