"""Every sentence word for word, on tables a person can check."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.findings import (
    Finding,
    describe_first_names,
    describe_labels,
    describe_limits,
    describe_names,
    describe_shared_words,
    describe_tellings,
)
from analysis.findings.sentences import count_noun, join_list, make_finding
from analysis.spans import cut_spans
from analysis.tables import TABLES, as_table

DAY = pd.Timestamp("2021-10-05", tz="UTC")


def make_articles(
    *texts: str, outlets: list[str] | None = None, days: list[int | None] | None = None
) -> pd.DataFrame:
    rows = []
    for row, text in enumerate(texts):
        day = days[row] if days else 0
        rows.append(
            {
                **dict.fromkeys(TABLES["articles"], ""),
                "article_id": f"a{row}",
                "outlet": outlets[row] if outlets else f"a{row}",
                "published": pd.NaT if day is None else DAY + pd.Timedelta(days=day),
                "published_precision": "day",
                "text": text,
            }
        )
    return as_table(rows, "articles")


def make_words(articles: pd.DataFrame) -> pd.DataFrame:
    rows = [
        {"article_id": article_id, "part": "text", "start": 0, "end": 1, "word": word}
        for article_id, text in zip(articles["article_id"], articles["text"], strict=True)
        for word in text.split()
    ]
    return as_table(rows, "words")


def make_mentions(articles: pd.DataFrame, kinds: dict[str, str]) -> pd.DataFrame:
    rows = []
    for article_id, text in zip(articles["article_id"], articles["text"], strict=True):
        for entity, kind in kinds.items():
            start = text.find(entity)
            while start >= 0:
                span = {"article_id": article_id, "part": "text", "start": start}
                span |= {"end": start + len(entity), "mention": entity, "entity": entity}
                rows.append({**span, "kind": kind, "candidates": "", "rule": ""})
                start = text.find(entity, start + 1)
    return as_table(rows, "mentions").sort_values(["article_id", "start"], ignore_index=True)


def count_mentions(mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    counts = mentions.groupby(["article_id", "entity", "kind"]).size().reset_index(name="mentions")
    counts = counts.rename(columns={"article_id": "group"})
    return as_table(counts.assign(open=0, articles=1, per_1000=0.0), "entity_counts")


def texts(findings: list[Finding]) -> list[str]:
    return [finding.text for finding in findings]


@pytest.mark.parametrize(
    ("articles", "sentence"),
    [
        (make_articles(), "There is no article to compare."),
        (
            make_articles("one two", "one two three"),
            "Two tellings are compared: A (two words) and B (three words); "
            "both published on 5 October 2021.",
        ),
        (
            make_articles("one"),
            "One telling is read: A (one word); published on 5 October 2021.",
        ),
        (
            make_articles("one", "two", outlets=["Herald", "Post"], days=[0, 2]),
            "Two tellings are compared: Herald (one word) and Post (one word); "
            "published between 5 October 2021 and 7 October 2021.",
        ),
        (
            make_articles("one", "two", days=[0, None]),
            "Two tellings are compared: A (one word) and B (one word); "
            "published on 5 October 2021, one article without a date.",
        ),
        (
            make_articles("one", "two", days=[None, None]),
            "Two tellings are compared: A (one word) and B (one word); "
            "none says when it was published.",
        ),
        (
            make_articles(*["a b"] * 7, outlets=["Herald", "Post"] * 3 + ["Sun"]),
            "Seven articles by three outlets are compared, of 2 to 2 words, 2 in the middle; "
            "all published on 5 October 2021.",
        ),
    ],
)
def test_tellings(articles: pd.DataFrame, sentence: str) -> None:
    assert texts(describe_tellings(articles, make_words(articles))) == [sentence]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("both agree.", "Both agree."),
        ("one.example.org quotes Ada.", "one.example.org quotes Ada."),
    ],
)
def test_a_sentence_begins_large_but_for_an_address(text: str, written: str) -> None:
    assert make_finding(text).text == written


@pytest.mark.parametrize(
    ("stories", "sentences"),
    [
        (["", ""], ["No person, organisation or place is named."]),
        (["Ada met Bo", "Ada left"], ["Both tellings name Ada.", "Only A names Bo."]),
        (
            ["Bo", "Ada"],
            ["No name stands in both tellings.", "Only A names Bo.", "Only B names Ada."],
        ),
        (["Ada and Bo"], ["A names Ada and Bo."]),
        (
            ["Ada and Bo", "Ada", "Bo", "Ada", "Ada"],
            [
                "No name stands in all tellings.",
                "Named in several, though not in all: Ada (4 of 5) and Bo (2 of 5).",
                "Of 2 names, none stand in a single telling.",
            ],
        ),
    ],
)
def test_names(stories: list[str], sentences: list[str]) -> None:
    articles = make_articles(*stories)
    mentions = make_mentions(articles, {"Ada": "person", "Bo": "person"})
    found = describe_names(count_mentions(mentions, articles), mentions, articles)
    assert texts(found) == sentences


def test_a_name_inside_anothers_longer_name_is_not_said_to_be_one_tellings_own() -> None:
    articles = make_articles("Ada left", "the Ada Fund and Bo")
    mentions = make_mentions(
        articles, {"Ada": "person", "Ada Fund": "organisation", "Bo": "person"}
    )
    mentions = mentions[~((mentions["article_id"] == "a1") & (mentions["entity"] == "Ada"))]
    assert texts(describe_names(count_mentions(mentions, articles), mentions, articles)) == [
        "No name stands in both tellings.",
        "Only B names Ada Fund and Bo.",
    ]


def test_peoples_are_not_names() -> None:
    articles = make_articles("Ada", "Ada, a Roman")
    mentions = make_mentions(articles, {"Ada": "person", "Roman": "group"})
    found = describe_names(count_mentions(mentions, articles), mentions, articles)
    assert texts(found) == ["Both tellings name Ada."]


def test_the_evidence_of_a_name_is_its_first_mention_in_each_telling() -> None:
    articles = make_articles("Ada met Ada", "then Ada left")
    mentions = make_mentions(articles, {"Ada": "person"})
    (shared,) = describe_names(count_mentions(mentions, articles), mentions, articles)
    assert shared.evidence[["article_id", "start"]].values.tolist() == [["a0", 0], ["a1", 5]]
    assert (cut_spans(shared.evidence, articles) == "Ada").all()


@pytest.mark.parametrize(
    ("stories", "sentence"),
    [
        (
            ["Ada met Bo", "Bo met Ada"],
            "The first person or organisation named is in A Ada and in B Bo.",
        ),
        (
            ["Ada met Bo", "Ada left"],
            "The first person or organisation named in both tellings is Ada.",
        ),
        (["", "Ada left"], "The first person or organisation named is in B Ada."),
        (["", ""], "No person or organisation is named."),
        (["Ada"] * 5, "The first person or organisation named in 5 tellings is Ada."),
        (
            ["Ada", "Bo", "Ada", "Bo", "Bo"],
            "First of people and organisations comes, of 5, Bo in 3 and Ada in 2.",
        ),
    ],
)
def test_first_names(stories: list[str], sentence: str) -> None:
    articles = make_articles(*stories)
    mentions = make_mentions(articles, {"Ada": "person", "Bo": "person"})
    assert texts(describe_first_names(mentions, articles)) == [sentence]


def test_labels_that_differ() -> None:
    articles = make_articles("actor Ada", "actress Ada")
    labels = as_table(
        [
            {
                "article_id": "a0",
                "part": "text",
                "start": 0,
                "end": 5,
                "entity": "Ada",
                "label": "actor",
                "form": "title",
            },
            {
                "article_id": "a1",
                "part": "text",
                "start": 0,
                "end": 7,
                "entity": "Ada",
                "label": "actress",
                "form": "title",
            },
        ],
        "labels",
    )
    assert texts(describe_labels(labels, articles)) == [
        "Ada is described by A as “actor”; by B as “actress”."
    ]
    both = pd.concat([labels, labels[:1].assign(entity="Bo")], ignore_index=True)
    assert texts(describe_labels(both, articles)) == [
        "Ada is described by A as one of the “actor”; by B as “actress”."
    ]
    same = labels.assign(label=["an actor", "Actor"])
    assert describe_labels(same, articles) == []


def test_limits() -> None:
    rejects = as_table([{"source": "x.txt", "line": 0, "reason": "no text."}], "rejects")
    assert texts(describe_limits(make_articles("one", "two"), rejects)) == [
        "No telling names its outlet, so each of these stands for itself and is called by a "
        "letter.",
        "With one article for each outlet, no difference shown here can be told from chance or "
        "from the one writer's hand: every comparison is descriptive only.",
        "One entry of the input could not be read or was left out, the first because: no text.",
    ]
    several = make_articles("a", "b", "c", outlets=["Herald", "Herald", "Post"])
    assert texts(describe_limits(several, rejects[:0])) == [
        "One article stands for the whole outlet in the case of Post."
    ]


@given(st.lists(st.text("abc", min_size=1), max_size=30), st.integers(1, 9))
def test_a_list_names_or_counts_everything(items: list[str], most: int) -> None:
    listed = join_list(items, most=most)
    if len(items) > most + 1:
        assert listed.endswith(f"{len(items) - most} others")
    else:
        assert all(item in listed for item in items)


def test_numbers_in_words() -> None:
    assert count_noun(0, "telling") == "no tellings"
    assert count_noun(13, "entry", "entries") == "13 entries"


def make_shared(rows: list[tuple[str, str, str, str]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["word", "word_class", "state", "group"])
    return as_table(frame.assign(groups=1, n=1), "shared_words")


def make_noise(chance: dict[str, float]) -> pd.DataFrame:
    rows = [
        {"group": group, "word_class": "content", "rule": "only", "flagged": 0, "chance": number}
        | {"chance_high": number, "shuffles": 20, "unit": "articles"}
        for group, number in chance.items()
    ]
    return as_table(rows, "word_noise")


def test_shared_words_stand_beside_chance() -> None:
    articles = make_articles("crew film the", "crew sea lift")
    shared = make_shared(
        [
            ("crew", "content", "all", ""),
            ("the", "function", "one", "a0"),
            ("film", "content", "one", "a0"),
            ("sea", "content", "one", "a1"),
            ("lift", "content", "one", "a1"),
        ]
    )
    noise = make_noise({"a0": 1.2, "a1": 1.9})
    assert texts(describe_shared_words(shared, noise, articles)) == [
        "Of four content words, 1 stands in both tellings, most often crew.",
        "Content words of one telling alone: A 1 (chance alone: about 1) and B 2 (chance alone: "
        "about 2).",
    ]
    assert describe_shared_words(shared[:0], noise, articles) == []


def test_more_than_one_story_is_said_to_be_compared_story_by_story() -> None:
    articles = make_articles("a", "b", outlets=["Herald", "Post"])
    stories = as_table(
        [{"article_id": f"a{row}", "story": f"a{row}", "story_size": 1} for row in range(2)],
        "stories",
    )
    told = texts(describe_limits(articles, as_table([], "rejects"), stories=stories))
    assert told[0] == (
        "These articles look like two different stories, not like tellings of one: names and words "
        "are compared over all of them, statements within each."
    )
    one = stories.assign(story="a0")
    assert (
        "stories" not in texts(describe_limits(articles, as_table([], "rejects"), stories=one))[0]
    )


def test_another_language_is_said_to_make_zeros_doubtful() -> None:
    articles = make_articles("a", "b", outlets=["Herald", "Post"])
    rows = [
        {"article_id": "a1", "part": "text", "start": 0, "end": 1, "detail": ""}
        | {"warning": "perhaps not English, or not prose"}
    ]
    told = texts(
        describe_limits(articles, as_table([], "rejects"), warnings=as_table(rows, "warnings"))
    )
    assert told[0] == (
        "Post is perhaps not English, or no prose: where another language pipeline is needed, a "
        "zero there does not mean that a name is missing."
    )
