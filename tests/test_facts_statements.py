"""Statements: sentences told by others too or only here, and the coverage they give."""

import pandas as pd
import pytest

from analysis.errors import UsageError
from analysis.lenses.facts import compare_facts, count_coverage, match_sentences
from analysis.tables import as_table

TELLINGS = {
    "a": [
        "The capsule docked with the space station on Tuesday.",
        "The director brought three cameras and a tripod.",
    ],
    "b": [
        "On Tuesday a capsule docked at the space station.",
        "Tickets for the museum cost five euros.",
    ],
    "c": ["Rain is expected in the valley."],
}


def make_tables(tellings: dict[str, list[str]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    articles, sentences = [], []
    for article_id, told in tellings.items():
        text = " ".join(told)
        articles.append({"article_id": article_id, "headline": "", "text": text})
        for words in told:
            start = text.index(words)
            sentences.append(
                {
                    "article_id": article_id,
                    "part": "text",
                    "start": start,
                    "end": start + len(words),
                    "sentence": words,
                }
            )
    return as_table(sentences, "sentences"), pd.DataFrame(articles)


def match(tellings: dict[str, list[str]], mentions: pd.DataFrame | None = None) -> pd.DataFrame:
    sentences, articles = make_tables(tellings)
    return match_sentences(
        sentences, articles, as_table([], "mentions") if mentions is None else mentions
    )


def test_a_sentence_others_tell_is_told_apart_from_one_told_only_here() -> None:
    matches = match(TELLINGS)
    assert matches["told"].tolist() == [
        "also told",
        "only here",
        "also told",
        "only here",
        "only here",
    ]
    assert matches["told_by"].tolist() == ["b", "", "a", "", ""]
    assert matches["statement"].tolist() == [1, 2, 1, 3, 4]
    assert matches["match_id"].tolist() == ["b", "", "a", "", ""]
    assert matches.loc[0, "match_start"] == 0


def test_names_resolved_to_one_entity_bring_sentences_together() -> None:
    tellings = {"a": ["Shaw resigned in anger."], "b": ["The minister resigned in Lyon."]}
    mentions = as_table(
        [
            {
                "article_id": article_id,
                "part": "text",
                "start": 0,
                "end": 4,
                "mention": "",
                "entity": "Ann Shaw",
                "kind": "person",
                "candidates": "",
                "rule": "",
            }
            for article_id in "ab"
        ],
        "mentions",
    )
    plain, named = match(tellings), match(tellings, mentions)
    assert named["similarity"].tolist()[0] > plain["similarity"].tolist()[0]


def test_coverage_is_the_complete_grid() -> None:
    _, articles = make_tables(TELLINGS)
    coverage = count_coverage(match(TELLINGS), articles)
    assert len(coverage) == 4 * 3
    grid = coverage.pivot(index="statement", columns="article_id", values="sentences")
    assert grid.to_numpy().tolist()[0] == [1, 1, 0]
    assert coverage[coverage["sentences"] == 0]["start"].isna().all()


def test_sentences_of_different_stories_are_not_matched() -> None:
    sentences, articles = make_tables(TELLINGS)
    stories = pd.DataFrame({"article_id": ["a", "b", "c"], "story": ["one", "two", "one"]})
    mentions = as_table([], "mentions")
    matches = match_sentences(sentences, articles, mentions, stories=stories)
    assert set(matches["told"]) == {"only here"}


def test_a_collection_is_not_taken_for_one_story() -> None:
    sentences, articles = make_tables({f"t{number}": ["It rained."] for number in range(101)})
    message = (
        "takes all articles as tellings of one story, but there are 101.\n"
        "More than 100 need their stories: pass stories=find_stories(articles)."
    )
    with pytest.raises(UsageError) as caught:
        match_sentences(sentences, articles, as_table([], "mentions"))
    assert str(caught.value) == f"match_sentences {message}"
    with pytest.raises(UsageError) as caught:
        compare_facts(as_table([], "facts"), as_table([], "timeline"), articles)
    assert str(caught.value) == f"compare_facts {message}"


def test_one_article_tells_everything_only_here() -> None:
    assert set(match({"a": TELLINGS["a"]})["told"]) == {"only here"}


def test_sentences_of_too_few_words_match_nothing() -> None:
    assert set(match({"a": ["Yes, it was."], "b": ["Yes, it was."]})["told"]) == {"only here"}


def test_no_sentences_give_empty_tables() -> None:
    sentences, articles = make_tables({})
    articles = articles.reindex(columns=["article_id", "headline", "text"])
    matches = match_sentences(sentences, articles, as_table([], "mentions"))
    assert matches.empty
    assert count_coverage(matches, articles).empty
