"""One entity: which is meant, who names it, next to whom, in whose words."""

import pandas as pd
import pytest

from analysis.errors import UsageError
from analysis.findings import describe_company, describe_naming, describe_speech
from analysis.language import split_words
from analysis.lenses.portrait import (
    compare_naming,
    count_company,
    find_company,
    find_said_about,
    find_said_by,
    match_entity,
)

# Ten words each; a names Ann Berg twice, once with Bo Dahl in one sentence.
TEXTS = {
    "a": "Ann Berg met Bo Dahl. Later Berg left the hall.",
    "b": "Nobody came to the old hall by the sea today.",
    "c": "The hall belongs to Bo Dahl, says Berg of Oslo.",
}
OUTLETS = {"a": "x", "b": "x", "c": "y"}


def make_articles() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article_id": list(TEXTS),
            "outlet": [OUTLETS[key] for key in TEXTS],
            "headline": "",
            "text": list(TEXTS.values()),
        }
    )


def make_spans(*rows: tuple[str, str, int]) -> pd.DataFrame:
    """The n-th place of some words in the text of an article."""
    spans = []
    for article_id, words, number in rows:
        start = -1
        for _ in range(number):
            start = TEXTS[article_id].index(words, start + 1)
        spans.append((article_id, "text", start, start + len(words)))
    return pd.DataFrame(spans, columns=["article_id", "part", "start", "end"])


def make_mentions() -> pd.DataFrame:
    spans = make_spans(
        ("a", "Ann Berg", 1), ("a", "Bo Dahl", 1), ("a", "Berg", 2), ("c", "Bo Dahl", 1),
        ("c", "Berg", 1), ("c", "Oslo", 1),
    )  # fmt: skip
    return spans.assign(
        entity=["Ann Berg", "Bo Dahl", "Ann Berg", "Bo Dahl", "Ann Berg", "Oslo"],
        kind=["person"] * 5 + ["place"],
        candidates="",
    )


def make_sentences() -> pd.DataFrame:
    return make_spans(
        ("a", "Ann Berg met Bo Dahl.", 1), ("a", "Later Berg left the hall.", 1),
        ("b", TEXTS["b"], 1), ("c", TEXTS["c"], 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("", "Ann Berg"), ("ann berg", "Ann Berg"), ("Dahl", "Bo Dahl"), ("Oslo", "Oslo")],
)
def test_the_entity_a_reader_means(asked: str, meant: str) -> None:
    assert match_entity(make_mentions(), asked) == meant


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(UsageError) as error:
        match_entity(make_mentions(), "Ann Burg")
    assert (
        str(error.value)
        == ("No article names 'Ann Burg'.\nNames that are there: Ann Berg, Bo Dahl.")
        or str(error.value) == "No article names 'Ann Burg'.\nNames that are there: Ann Berg."
    )
    with pytest.raises(UsageError) as error:
        match_entity(make_mentions().head(0))
    assert str(error.value) == (
        "These articles name nobody: no person, place or organisation was found in them."
    )


def test_who_names_it() -> None:
    articles = make_articles()
    naming = compare_naming(
        make_mentions(), articles, split_words(articles), entity="Ann Berg"
    ).set_index("group")
    assert naming.loc["x", "articles"] == 1
    assert naming.loc["x", "articles_of"] == 2
    assert naming.loc["x", "share"] == 1 / 2
    assert naming.loc["x", "per_1000"] == pytest.approx(1000 * 2 / 20)
    assert naming.loc["y", "per_1000"] == pytest.approx(1000 * 1 / 10)
    assert (naming["per_1000_low"] < naming["per_1000"]).all()
    counted = compare_naming(make_mentions(), articles, entity="Ann Berg")
    pd.testing.assert_frame_equal(counted.set_index("group"), naming)


def test_next_to_whom() -> None:
    mentions, sentences = make_mentions(), make_sentences()
    company = find_company(mentions, sentences, entity="Ann Berg")
    assert company[["article_id", "entity"]].to_numpy().tolist() == [
        ["a", "Bo Dahl"], ["c", "Bo Dahl"], ["c", "Oslo"],
    ]  # fmt: skip
    counts = count_company(company, mentions, sentences, entity="Ann Berg").set_index("entity")
    assert counts["together"].to_dict() == {"Bo Dahl": 2, "Oslo": 1}
    assert counts.loc["Bo Dahl", "expected"] == 2 * 3 / 4  # of four sentences
    assert counts.loc["Oslo", "expected"] == 1 * 3 / 4


def make_quotes() -> pd.DataFrame:
    spans = make_spans(("c", "The hall belongs to Bo Dahl", 1), ("a", "Berg left the hall", 1))
    return spans.assign(
        quote=["The hall belongs to Bo Dahl", "Berg left the hall"],
        speaker_entity=["Ann Berg", ""],
        direct=["indirect", "direct"],
    )


def complete(quotes: pd.DataFrame) -> pd.DataFrame:
    """The other columns of the table, empty."""
    from analysis.tables import TABLES, column_type

    for column in TABLES["quotes"]:
        if column not in quotes:
            kind = column_type("quotes", column)
            quotes[column] = pd.Series(0 if "nt64" in kind else "", index=quotes.index)
    return quotes


def test_in_whose_words() -> None:
    quotes = complete(make_quotes())
    assert find_said_by(quotes, entity="Ann Berg")["article_id"].tolist() == ["c"]
    assert find_said_by(pd.concat([quotes, quotes]), entity="Ann Berg").shape[0] == 1
    about = find_said_about(quotes, make_mentions(), entity="Ann Berg")
    assert about["article_id"].tolist() == ["a"]


def test_the_sentences() -> None:
    articles, mentions, sentences = make_articles(), make_mentions(), make_sentences()
    naming = compare_naming(mentions, articles, split_words(articles), entity="Ann Berg")
    said = [finding.text for finding in describe_naming(naming, mentions, entity="Ann Berg")]
    assert said == [
        "Ann Berg is named three times in the texts of 2 of 3 articles, by 2 of 2 outlets."
    ]
    company = find_company(mentions, sentences, entity="Ann Berg")
    counts = count_company(company, mentions, sentences, entity="Ann Berg")
    assert describe_company(company, counts, entity="Ann Berg")[0].text == (
        "In one sentence with Ann Berg stand in most articles"
        " Bo Dahl (in two articles) and Oslo (in one article)."
    )
    by = find_said_by(complete(make_quotes()), entity="Ann Berg")
    assert [finding.text for finding in describe_speech(by, by.head(0), entity="Ann Berg")] == [
        "The texts attribute one statement to Ann Berg, none of them in quotation marks.",
        "No statements of others, or of nobody named, speak of Ann Berg by name.",
    ]


def test_the_outlet_that_stands_clear() -> None:
    shares = pd.DataFrame(
        {
            "group": ["x", "y"],
            "articles": [18, 1],
            "articles_of": [20, 20],
            "share": [0.9, 0.05],
            "share_low": [0.7, 0.01],
            "share_high": [0.97, 0.24],
        }
    )
    said = [finding.text for finding in describe_naming(shares, make_mentions(), entity="Oslo")]
    assert said[1] == (
        "Of the 2 outlets with at least 5 articles, x names Oslo in the largest share of them:"
        " 90% (18 of 20; 95 % interval 70% to 97%)."
    )
    said = [
        finding.text
        for finding in describe_naming(
            shares.assign(share_high=0.98), make_mentions().assign(candidates="Oslo | Rom"),
            entity="Oslo",
        )
    ]  # fmt: skip
    assert said[1:] == [
        "Of the 2 outlets with at least 5 articles, none stands clear of all others in the share"
        " of its articles that name Oslo.",
        "Six more mentions that may mean Oslo or somebody else stayed open: not counted.",
    ]
