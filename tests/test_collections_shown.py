"""What is said and shown of outlets and collections, word for word, from tables made by hand."""

from typing import Any

import pandas as pd

from analysis.displays import (
    show_borrowing,
    show_distinct_words,
    show_house_style,
    show_readability,
    show_reuse,
    show_stories,
    show_warnings,
)
from analysis.findings import (
    describe_collection,
    describe_distinct_words,
    describe_precedence,
    describe_reuse,
    describe_volume,
    describe_warnings,
    describe_word_shift,
)
from analysis.language import split_words
from analysis.lenses.house_style import count_house_style, find_house_style
from analysis.lenses.inventory import count_outlets, count_volume, count_warnings, find_warnings
from analysis.lenses.words import compare_words, count_noise
from tests.hand_made import make_articles

ARTICLES = make_articles(Daily="Ann met Bob in town.", Post="Bob was alone and glad.")
WORDS = split_words(ARTICLES)


def read_texts(shown: Any) -> list[list[str]]:
    return [[cell["text"] for cell in row] for row in shown.data["rows"]]


def read_heads(shown: Any) -> list[str]:
    return [head["label"] for head in shown.data["columns"]]


def make_compared(verdict: str) -> pd.DataFrame:
    row = {
        **{"group": "Post", "word": "glad", "word_class": "content", "n": 1, "n_rest": 0},
        **{"articles": 1, "articles_rest": 0, "per_1000": 200.0, "per_1000_rest": 0.0},
        **{"per_1000_low": 5.1, "per_1000_high": 1114.3, "lrc": 1.0, "g2": 4.2, "q": 0.02},
        **{"jsd": 0.1, "verdict": verdict},
    }
    other = {**row, "word": "alone", "lrc": 0.0, "verdict": "no clear difference"}
    third = {
        **row,
        "group": "Daily",
        "word": "glad",
        "per_1000": 0.0,
        "per_1000_rest": 200.0,
        "n": 0,
    }
    third |= {"g2": -4.2, "lrc": -1.0, "verdict": "less" if verdict == "more" else verdict}
    return pd.DataFrame([row, {**other, "verdict": verdict} if verdict[0] == "d" else other, third])


NOISE = pd.DataFrame(
    [
        {"word_class": "content", "rule": "g2", "group": "Post", "flagged": 3, "chance": 2.4},
        {"word_class": "content", "rule": "g2", "group": "Daily", "flagged": 2, "chance": 1.2},
    ]
).assign(unit="articles")


def test_a_word_borne_out_is_shown_with_its_passages() -> None:
    shown = show_distinct_words(make_compared("more"), WORDS, ARTICLES)
    assert read_texts(shown) == [
        ["Post", "glad", "1", "1", "200 (5 to 1,114)", "0.000", "2.0×", "0.020"]
    ]
    assert [p["match"] for p in shown.data["evidence"]] == ["glad"]
    assert "Borne out by moving whole articles between outlets" in shown.data["note"]


def test_without_a_test_the_list_is_descriptive() -> None:
    shown = show_distinct_words(make_compared("descriptive only"), WORDS, ARTICLES)
    assert [row[1] for row in read_texts(shown)] == ["glad", "alone"]
    assert "q" not in read_heads(shown)
    assert shown.data["note"].startswith("Descriptive only: with so few articles for each outlet")


def test_nothing_borne_out_is_said() -> None:
    shown = show_distinct_words(make_compared("no clear difference"), WORDS, ARTICLES)
    assert read_texts(shown) == []
    assert shown.data["note"] == "No difference is borne out by the test. Nothing was found."


def test_sentences_on_distinct_words() -> None:
    said = [finding.text for finding in describe_distinct_words(make_compared("more"), NOISE)]
    assert said == [
        "Of two words that stand in enough articles, compared in two outlets, 1 is used more by "
        "one: Post (one word).",
        "The usual G2 table without correction would flag 5 words in all outlets; with the outlets "
        "dealt out at random it still flags about 4.",
    ]
    none = describe_distinct_words(make_compared("no clear difference"), NOISE)[0]
    assert none.text.endswith("none is borne out as used more by one.")
    runs = NOISE.assign(unit="runs of 25 words")
    single = describe_distinct_words(make_compared("descriptive only"), runs)
    assert [finding.text for finding in single] == [
        "No difference in words can be tested: too few articles of each outlet. What is listed is "
        "descriptive only.",
        "The usual G2 table without correction would flag 5 words in all outlets; with all texts "
        "cut into runs of 25 words and these dealt out at random it still flags about 4.",
    ]


def test_the_whole_way_on_two_articles_is_descriptive() -> None:
    compared = compare_words(WORDS, ARTICLES, by="outlet")
    noise = count_noise(WORDS, ARTICLES, by="outlet")
    assert "descriptive only" in describe_distinct_words(compared, noise)[0].text
    assert show_distinct_words(compared, WORDS, ARTICLES).data["note"].startswith("Descriptive")


def test_word_shift_in_a_sentence() -> None:
    assert describe_word_shift(make_compared("more"), "Daily").text == (
        "The vocabulary of Daily is 0.100 bits from the others' (0 the same, 1 nothing in common); "
        "most by using glad less."
    )
    alone = make_compared("more").assign(jsd=float("nan"))
    assert describe_word_shift(alone, "Daily").text == (
        "Nobody tells a story that Daily tells, so nothing is compared."
    )


def test_the_collection_in_sentences() -> None:
    stories = pd.DataFrame({"article_id": ARTICLES["article_id"], "story": "s"})
    inventory = count_outlets(ARTICLES, WORDS, stories=stories)
    said = [finding.text for finding in describe_collection(inventory, ARTICLES, stories)]
    assert said == [
        "Two articles by two outlets hold ten words; all published on 5 October 2021.",
        "Most articles come from Daily (1, 50%) and Post (1, 50%); two outlets have fewer than "
        "five.",
        "They tell one story, in two articles.",
    ]
    none = describe_collection(inventory.iloc[:0], ARTICLES.iloc[:0])
    assert [finding.text for finding in none] == ["The collection holds no article."]


def test_warnings_in_sentences_and_shown() -> None:
    warnings = find_warnings(ARTICLES, WORDS)
    counts = count_warnings(warnings, ARTICLES)
    rejects = pd.DataFrame({"reason": ["no text.", "no text.", "bad date"]})
    said = describe_warnings(counts, warnings, rejects)
    assert [finding.text for finding in said] == [
        "Three entries of the input could not be used: no text (2) and bad date (1).",
        "Two articles: no headline.",
        "Two articles: very short text.",
    ]
    assert len(said[1].evidence) == 2
    shown = show_warnings(counts, warnings, ARTICLES)
    assert read_texts(shown) == [
        ["no headline", "2", "100%", ""],
        ["very short text", "2", "100%", "under 50 words"],
    ]
    assert [p["match"] for p in shown.data["evidence"]][:1] == ["Ann met Bob in town."]
    fine = describe_warnings(counts.iloc[:0], warnings.iloc[:0], rejects.iloc[:0])
    assert [finding.text for finding in fine] == [
        "No article shows any of the faults that are looked for."
    ]


def test_volume_in_a_sentence() -> None:
    assert describe_volume(count_volume(ARTICLES)).text == (
        "All two dated articles appeared on 5 October 2021."
    )
    assert describe_volume(count_volume(ARTICLES.iloc[:0])).text == (
        "No article says when it was published."
    )


def test_volume_over_several_months() -> None:
    dates = pd.to_datetime(["2019-01-15", "2021-03-02"], utc=True)
    volume = count_volume(ARTICLES.assign(published=dates))
    assert describe_volume(volume).text == (
        "Two dated articles over 27 months, most of them (1) in January 2019; 25 months without "
        "any."
    )


def test_who_was_first_in_a_sentence() -> None:
    rows = pd.DataFrame(
        {"group": ["Post", "Daily"], "stories": [4, 4], "ran_first": [3, 1], "expected": [2.0, 2.0]}
    )
    assert [finding.text for finding in describe_precedence(rows)] == [
        "First with a story that others told too: Post in 3 of 4 (about 2 by chance) and Daily in "
        "1 of 4 (about 2 by chance)."
    ]
    assert describe_precedence(rows.iloc[:0])[0].text == (
        "The dates do not tell who ran a story first."
    )


REUSE = pd.DataFrame(
    {
        **{"article_id": ["Daily-1", "Post-1"], "words": [100, 300], "own": [0.5, 0.9]},
        **{"quotes": [0.1, 0.0], "wire": [0.4, 0.0], "others": [0.0, 0.1], "agency": ["AP", ""]},
    }
)


def test_reuse_in_sentences_and_shown() -> None:
    origins = pd.DataFrame({"story": ["s"], "articles": [3], "outlets": [3], "origins": [2]})
    assert [finding.text for finding in describe_reuse(REUSE, origins)] == [
        "Of all words 10% are an agency's, 8% stand in another outlet's article of the same time "
        "or earlier, and 2% are quotations that others print too.",
        "The one story told by several outlets, three outlets, has two origins.",
    ]
    more = pd.concat([origins, origins.assign(origins=3)], ignore_index=True)
    assert describe_reuse(REUSE, more)[1].text == (
        "Of two stories told by two or more outlets, 1 goes back to fewer origins than outlets; "
        "one is told by 3 outlets from 2."
    )
    apart = more.assign(origins=3)
    assert describe_reuse(REUSE, apart)[1].text == (
        "The two stories told by two or more outlets have as many origins as outlets."
    )
    assert read_texts(show_reuse(REUSE, ARTICLES)) == [
        ["Daily", "1", "50", "10", "40", "0", "1"],
        ["Post", "1", "90", "0", "0", "10", "0"],
    ]


def test_who_prints_after_whom() -> None:
    rows = [("Post-1", "Daily-1", 0, 7, 0, 7, 2, 0.0), ("Post-1", "Daily-1", 8, 13, 8, 11, 1, 0.9)]
    columns = ["article_id", "other_id", "start", "end", "other_start", "other_end"]
    overlaps = pd.DataFrame(rows, columns=[*columns, "words", "quoted"])
    shown = show_borrowing(overlaps, ARTICLES)
    assert read_texts(shown) == [["Post", "Daily", "1", "1", "2"]]
    assert [p["match"] for p in shown.data["evidence"]] == ["Bob was"]


def test_stories_are_shown_by_their_first_article() -> None:
    stories = pd.DataFrame({"article_id": ["Daily-1", "Post-1"], "story": ["s", "s"]})
    origins = pd.DataFrame({"story": ["s"], "articles": [2], "outlets": [2], "origins": [1]})
    shown = show_stories(origins, stories, ARTICLES)
    assert read_texts(shown) == [["Ann met Bob in town.", "2021-10-05", "2", "2", "1"]]
    assert [p["article"] for p in shown.data["evidence"]] == ["Daily", "Post"]


def test_house_style_side_by_side() -> None:
    texts = {"text": ["A colour."] * 3 + ["A color."] * 3, "outlet": ["X"] * 3 + ["Y"] * 3}
    articles = make_articles(**{f"o{n}": "" for n in range(6)}).assign(**texts)
    words = split_words(articles)
    style = find_house_style(articles, words)
    shown = show_house_style(count_house_style(style, articles), style, articles)
    assert read_heads(shown) == ["written as", "X", "Y"]
    assert read_texts(shown) == [
        ["-or (not -our)", "0% of 3", "100% of 3"],
        ["-our (not -or)", "100% of 3", "0% of 3"],
    ]
    assert [p["match"] for p in shown.data["evidence"]] == ["colour"] * 3 + ["color"] * 3


def test_readability_with_its_interval() -> None:
    rows = pd.DataFrame(
        {
            **{"group": ["X", "X"], "measure": ["lix", "mattr"], "value": [42.04, 0.8123]},
            **{"value_low": [40.0, float("nan")], "value_high": [44.0, float("nan")]},
            **{"articles": [3, 3], "sentences": [30, 30]},
        }
    )
    assert read_texts(show_readability(rows)) == [["X", "3", "42.0 (40.0 to 44.0)", "–", "0.81"]]
