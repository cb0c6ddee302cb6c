"""Share of voice and aligned quotations, on tables a person can count by hand."""

from typing import Any

import pandas as pd
import pytest

from analysis.errors import UsageError
from analysis.lenses.quotes import align_quotes, compare_quotes, count_quotes
from analysis.lenses.quotes.grouping import count_said, cut_gaps
from analysis.tables import TABLES, as_table

ARTICLES = pd.DataFrame(
    [
        {"article_id": "a", "outlet": "North", "headline": "", "text": "x" * 100},
        {"article_id": "b", "outlet": "South", "headline": "", "text": "x" * 200},
        {"article_id": "c", "outlet": "West", "headline": "", "text": "x" * 50},
    ]
)


def make_quotes(*rows: tuple[str, int, str, str, str]) -> pd.DataFrame:
    """Rows of `article start speaker verb quote`; a speaker in brackets is only a role."""
    stances = {"claim": "doubting", "admit": "endorsing"}
    return as_table(
        [
            {
                "article_id": article,
                "part": "text",
                "start": start,
                "end": start + len(quote),
                "quote": quote,
                "speaker": speaker.strip("[]"),
                "speaker_start": None,
                "speaker_end": None,
                "speaker_entity": "" if speaker.startswith("[") else speaker,
                "cue": verb,
                "cue_start": None,
                "cue_end": None,
                "direct": "direct" if quote.startswith("“") else "indirect",
                "gaps": "",
                "speaker_form": "role" if speaker.startswith("[") else "name",
                "verb": verb,
                "act": "wish" if verb == "want" else "speech",
                "stance": stances.get(verb, "neutral"),
            }
            for article, start, speaker, verb, quote in rows
        ],
        "quotes",
    )


QUOTES = make_quotes(
    ("a", 10, "Bell", "say", "“The ferry was late again.”"),
    ("a", 50, "Bell", "claim", "nobody knew"),
    ("a", 60, "[a pilot]", "say", "it was dark"),
    ("b", 100, "Moore", "admit", "we were late"),
    ("b", 150, "Moore", "want", "to leave"),
)


def pick(table: pd.DataFrame, group: str, speaker: str) -> dict[str, Any]:
    """The row of a group and a speaker."""
    chosen = table[(table["group"] == group) & (table["speaker"] == speaker)]
    assert len(chosen) == 1
    return {str(name): value for name, value in chosen.iloc[0].items()}


def test_counts_on_the_complete_grid() -> None:
    counts = count_quotes(QUOTES, ARTICLES)
    assert len(counts) == 3 * 3  # articles times Bell, Moore and whoever is not named
    bell = pick(counts, "a", "Bell")
    assert (bell["quotes"], bell["direct_quotes"], bell["words"]) == (2, 1, 5 + 2)
    assert bell["first_at"] == 10 / 100
    assert (bell["neutral"], bell["doubting"], bell["endorsing"]) == (1, 1, 0)
    assert bell["verbs"] == "claim 1, say 1"
    assert pick(counts, "a", "")["quotes"] == 1
    assert pick(counts, "b", "Moore")["quotes"] == 1  # a wish is not said
    assert pick(counts, "c", "Bell")["quotes"] == 0


def test_the_most_quoted_come_first_and_the_unnamed_last() -> None:
    counts = count_quotes(QUOTES, ARTICLES)
    assert list(counts.loc[counts["group"] == "a", "speaker"]) == ["Bell", "Moore", ""]


def test_other_acts_are_counted_when_asked_for() -> None:
    counts = count_quotes(QUOTES, ARTICLES, acts=("wish",))
    assert pick(counts, "b", "Moore")["quotes"] == 1


def test_top_leaves_rows_out_and_totals_whole() -> None:
    shares = compare_quotes(QUOTES, ARTICLES, top=1)
    assert set(shares["speaker"]) == {"Bell", ""}
    assert list(shares.loc[shares["group"] == "South", "of"].unique()) == [1]


def test_shares_of_voice() -> None:
    shares = compare_quotes(QUOTES, ARTICLES)
    bell = pick(shares, "North", "Bell")
    assert bell["share"] == 2 / 3
    # Wilson 1927: (2 + z^2/2 -+ z sqrt(2 * 1 / 3 + z^2/4)) / (3 + z^2), z = 1.96
    assert bell["share_low"] == pytest.approx(0.2077, abs=1e-4)
    assert bell["share_high"] == pytest.approx(0.9385, abs=1e-4)
    assert bell["word_share"] == 7 / 10
    assert bell["doubting_share"] == 1 / 2
    assert 0 <= bell["word_share_low"] <= 7 / 10 <= bell["word_share_high"] <= 1
    assert pick(shares, "West", "Bell")["of"] == 0
    assert pd.isna(pick(shares, "West", "Bell")["share"])


def test_shares_of_a_group_add_up() -> None:
    shares = compare_quotes(QUOTES, ARTICLES)
    assert shares.groupby("group")["share"].sum()["North"] == pytest.approx(1)


def test_an_unknown_column_is_named() -> None:
    with pytest.raises(UsageError) as caught:
        count_quotes(QUOTES, ARTICLES, by="paper")
    assert str(caught.value) == (
        "No column 'paper' to group the articles by.\n"
        "There are: article_id, outlet, headline, text."
    )


def test_a_grouping_with_a_hole_is_named() -> None:
    with pytest.raises(UsageError, match="says nothing about article 'b'"):
        count_quotes(QUOTES, ARTICLES, by=pd.Series({"a": "x"}))


def test_empty_tables() -> None:
    none = QUOTES.iloc[:0]
    assert list(count_quotes(none, ARTICLES).columns) == list(TABLES["quote_counts"])
    assert list(compare_quotes(none, ARTICLES).columns) == list(TABLES["quote_comparison"])
    assert list(align_quotes(none).columns) == list(TABLES["aligned_quotes"])


def test_gaps_are_not_said() -> None:
    quote = "“Yes,” she said, “we did.”"
    assert cut_gaps(quote, 10, "16-27") == "“Yes,” “we did.”"
    assert count_said(quote, 10, "16-27") == 3


FULL = "“The ferry left the harbour an hour late because the pilot slept.”"
RELATIONS = {
    "word for word": ("Bell", FULL, "same"),
    "cut": ("Bell", "“left the harbour an hour late”", "cut"),
    "reworded": ("Bell", "the pilot slept, so the ferry left late from the harbour", "reworded"),
    "given to another": ("Moore", FULL, "other speaker"),
    "something else": ("Bell", "“Nobody was hurt and we are grateful.”", None),
    "too short": ("Bell", "“an hour late”", None),
}


@pytest.mark.parametrize(("speaker", "quote", "relation"), RELATIONS.values(), ids=RELATIONS.keys())
def test_the_same_utterance_in_two_tellings(speaker: str, quote: str, relation: str | None) -> None:
    others = [("c", n * 10, "Lane", "say", f"“Something else was told by {n}.”") for n in range(5)]
    quotes = make_quotes(("a", 0, "Bell", "say", FULL), ("b", 0, speaker, "say", quote), *others)
    aligned = align_quotes(quotes)
    assert list(aligned["relation"]) == (["fullest", relation] if relation else [])


def test_every_telling_is_like_the_fullest_not_like_the_next() -> None:
    quotes = make_quotes(
        ("a", 0, "Bell", "say", FULL),
        ("b", 0, "Bell", "say", "“The ferry left the harbour an hour late and Moore slept.”"),
        ("c", 0, "Bell", "say", "“Moore slept on the old couch below the deck all night.”"),
    )
    assert list(align_quotes(quotes)["article_id"]) == ["a", "b"]


def test_tellings_of_different_stories_are_not_aligned() -> None:
    quotes = make_quotes(("a", 0, "Bell", "say", FULL), ("b", 0, "Bell", "say", FULL))
    apart = pd.DataFrame({"article_id": ["a", "b"], "story": ["one", "two"]})
    assert align_quotes(quotes, stories=apart).empty
    assert len(align_quotes(quotes, stories=apart.assign(story="one"))) == 2


def test_one_article_that_repeats_itself_is_no_second_telling() -> None:
    quotes = make_quotes(("a", 0, "Bell", "say", FULL), ("a", 90, "Bell", "say", FULL))
    assert align_quotes(quotes).empty
