"""What outlets repeat, as numbers: runs of words told apart, copies joined, words in any order."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language import split_words
from analysis.lenses.house_style import find_house_style
from analysis.lenses.house_style.boilerplate import count_pairs, join_cuts, select_articles
from analysis.lenses.house_style.copies import join_copies
from analysis.lenses.house_style.marks import find_marks
from analysis.lenses.house_style.numbered import (
    are_among,
    hash_grams,
    hash_ranges,
    hash_texts,
    list_runs,
    number_words,
)
from analysis.lenses.house_style.pieces import (
    BODY,
    LINE,
    OPENING,
    PIECE,
    SENTENCE,
    Cut,
    cut_pieces,
    key_grams,
)
from analysis.lenses.house_style.selection import WordsOf

KINDS = {LINE: "line", SENTENCE: "sentence", OPENING: "opening"}


def make_articles(texts: list[str]) -> pd.DataFrame:
    number = [f"n{place}" for place in range(len(texts))]
    rows = {"article_id": number, "outlet": "One", "headline": "A headline", "text": texts}
    return pd.DataFrame(rows).astype("str")


def cut(*texts: str) -> Cut:
    articles = make_articles(list(texts))
    words = number_words(split_words(articles), articles)
    return cut_pieces(list(texts), words, np.zeros(len(texts), dtype=np.uint64))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "One two. Three",
            [("line", "One two. Three"), ("sentence", "One two."), ("sentence", "Three")],
        ),
        ("One.", [("line", "One.")]),
        ("One\n\r\n \nTwo", [("line", "One"), ("line", "Two")]),
        ("One two three", [("line", "One two three"), ("opening", "One two")]),
        ("One two three:” ", [("line", "One two three:” ")]),
        ("... --\n", []),
    ],
)
def test_pieces(text: str, pieces: list[tuple[str, str]]) -> None:
    found = cut(text).pieces
    assert [(KINDS[p["kind"]], text[p["start"] : p["end"]]) for p in found] == pieces


def test_an_opening_has_two_to_eight_words_and_never_all_but_one() -> None:
    pieces = cut("a b c d e f g h i j k\nl m n o").pieces
    words = pieces["words"][pieces["kind"] == OPENING].tolist()
    assert words == [2, 3, 4, 5, 6, 7, 8, 2, 3]


def test_sums_of_an_article() -> None:
    bodies = cut("one two three\nfour\none two three", "").bodies
    assert bodies[["size", "lines", "words", "distinct"]].tolist() == [(7, 3, 7, 4), (0, 0, 0, 0)]


def test_words_that_return_are_told_by_article() -> None:
    returning = " x ".join(["go on and on"] * 4)
    grams = cut("nothing", returning, returning.replace("x", "0"), "go on and on").grams
    assert set(grams["article"].tolist()) == {1, 2}
    once = cut(returning).grams
    assert are_among(np.sort(grams["key"]), np.sort(once["key"])).sum() == len(once) + 1


@given(st.lists(st.sampled_from("abc"), max_size=12), st.data())
def test_a_run_of_words_has_one_number_wherever_it_stands(
    letters: list[str], data: st.DataObject
) -> None:
    hashes = hash_texts(letters)
    begin = data.draw(st.integers(0, len(letters)))
    end = data.draw(st.integers(begin, len(letters)))
    whole, own = (
        hash_ranges(of, np.array([first]), np.array([last]))[0]
        for of, first, last in ((hashes, begin, end), (hashes[begin:end], 0, end - begin))
    )
    assert whole == own
    pairs = {one + other for one, other in pairwise(letters)}
    assert len(set(hash_grams(hashes, 2).tolist())) == len(pairs)


@given(
    st.lists(st.integers(0, 9).map(np.uint64), max_size=9),
    st.sets(st.integers(0, 9), max_size=5),
)
def test_are_among(keys: list[np.uint64], chosen: set[int]) -> None:
    found = are_among(np.array(keys, dtype=np.uint64), np.array(sorted(chosen), dtype=np.uint64))
    assert found.tolist() == [int(key) in chosen for key in keys]


def make_lines(*articles: str) -> Cut:
    """Articles of lines, each line a letter; every line has ten words."""
    rows = [
        (number, 0, 0, ord(letter), 10, LINE, False, line)
        for number, letters in enumerate(articles)
        for line, letter in enumerate(letters)
    ]
    bodies = [(0, 0, len(own), 10 * len(own), 10 * len(set(own))) for own in articles]
    none = cut("").grams
    return Cut(np.array(rows, dtype=PIECE), np.array(bodies, dtype=BODY), none)


@pytest.mark.parametrize(
    ("articles", "families"),
    [
        (["abc", "abd", "xyz"], [0, 0, 1]),  # 20 of 30 words
        (["abcdefg", "ahijklm"], [0, 1]),  # 10 of 70 words
        (["abcdefg", "azzzzzz"], [0, 0]),  # 10 of the 20 words in different lines
        (["aqrs", "aqvw", "xvyw", "mn"], [0, 0, 0, 1]),  # one by way of the other
        (["abcS", "defS", "ghiS", "jklS"], [0, 1, 2, 3]),  # an end of three is no body
        (["SaS", "SbS", "ScS"], [0, 0, 0]),  # who would lose most keeps all
        (["aaa", "bab"], [0, 0]),
    ],
)
def test_copies(articles: list[str], families: list[int]) -> None:
    made = make_lines(*articles)
    keys = made.pieces["key"]
    held = np.array([sum(chr(key) in own for own in articles) for key in keys])
    several = held > 1
    family = join_copies(made.pieces[several], held[several], made.bodies, least=3)
    assert family.tolist() == families


def test_parts_are_joined_with_what_is_repeated_alone() -> None:
    one, two = make_lines("ab", "c"), make_lines("xy", "dc")
    joined = join_cuts([one, two._replace(begin=1, pieces=two.pieces[2:], bodies=two.bodies[1:])])
    assert joined.pieces[["article", "key"]].tolist() == [(1, ord("c")), (2, ord("c"))]
    assert len(joined.bodies) == 3
    assert select_articles(joined.pieces, 2, 3)["article"].tolist() == [0]


def test_runs_of_words() -> None:
    words = split_words(make_articles(["one two", "", "three"]))
    runs = list_runs(words)
    assert runs.article_ids.tolist() == ["n0", "n0", "n1", "n2", "n2"]
    assert runs.in_text.tolist() == [False, True, False, False, True]
    assert (runs.begin.tolist(), runs.end.tolist()) == ([0, 2, 4, 6, 8], [2, 4, 6, 8, 9])


def test_words_are_counted_and_chosen_by_article() -> None:
    articles = make_articles(["one two", "", "two three"])
    words_of = WordsOf(split_words(articles), articles.iloc[[0, 2]].reset_index(drop=True))
    assert words_of.count().to_dict() == {"one": 1, "two": 2, "three": 1}
    assert words_of.choose(articles.iloc[[1, 0]])["word"].tolist() == ["two", "three", "one", "two"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5 May 6 June", ["5 May", "May 6", "6 June"]),
        ("On 25th Sept. 3rd", ["25th Sept.", "Sept. 3rd"]),
        ("125 May", []),
        ("5 Mayors, 5 Marches", []),
        ("McMay 5", []),
        ("May 123", []),
        ("5 am 6.30pm 12:15 a.m. 7PM", ["5 am", "6.30pm", "12:15 a.m.", "7PM"]),
        ("1230 am", ["30 am"]),
        ("5 amps", []),
    ],
)
def test_dates_and_times(text: str, found: list[str]) -> None:
    rows = find_marks([text]).rows
    assert sorted(text[row["start"] : row["end"]] for row in rows) == sorted(found)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 99))
def test_the_order_of_rows_and_the_names_of_outlets_do_not_matter(state: int) -> None:
    texts = [f"Read more about it\nThis is article {n} of many.\nThe end\nBy now" for n in "abcd"]
    articles = make_articles([*texts, "US and U.S. again"])
    words = split_words(articles)
    expected = find_house_style(articles, words)
    assert expected["found"].tolist().count("The end") == 4
    other = articles.sample(frac=1, random_state=state).assign(outlet="Zwei")
    mixed = words.sample(frac=1, random_state=state)
    pd.testing.assert_frame_equal(find_house_style(other, words), expected)
    wanted = mixed["part"] == "text"
    pd.testing.assert_frame_equal(find_house_style(articles, mixed[wanted]), expected)


def find_repeated_passages(texts: list[str]) -> set[str]:
    articles = make_articles(texts)
    style = find_house_style(articles, split_words(articles))
    return set(style.loc[style["choice"] == "repeated passage", "found"])


def fill(n: str, words: int) -> str:
    return " ".join(f"{n}{place}" for place in range(words))


def test_an_opening_that_stands_elsewhere_too_is_none() -> None:
    opened = [f"Picture shows {n} and {n}{n}" for n in "abcd"]
    assert find_repeated_passages(opened) == {"Picture shows"}
    # Four lines in six uses: less than eight of ten.
    assert find_repeated_passages([*opened, "A picture shows e. The picture shows f."]) == set()


def test_a_sentence_amid_an_article_is_repeated_by_chance() -> None:
    around = [(f"So {fill(n, 40)}.", f"But {fill(n * 2, 40)}.") for n in "abcd"]
    assert find_repeated_passages([f"{a} It rained all night. {b}" for a, b in around]) == set()
    beside = [f"{a} It rained all night. It snowed again today. {b}" for a, b in around]
    assert find_repeated_passages(beside) == {"It rained all night.", "It snowed again today."}
    assert find_repeated_passages([f"{a} {b} It rained all night." for a, b in around]) == {
        "It rained all night."
    }


def test_a_refrain_goes_on_in_no_other_line_or_article() -> None:
    in_line = [" ".join(f"{n}{m} go on and on" for m in range(4)) for n in "abc"]
    assert find_repeated_passages(in_line) == {"go on and on"}
    over_lines = [" ".join(f"{n}{m} go on.\nand on" for m in range(4)) + f" {n}." for n in "abc"]
    assert find_repeated_passages(over_lines) == set()
    apart = ["on and go", *["go on and on"] * 4]
    assert len(cut(*apart).grams) == 0


def test_pairs_of_words_are_counted_within_articles() -> None:
    articles = make_articles(["one two one two", "two one", "two"])
    words = number_words(split_words(articles), articles)
    outlets = np.zeros(3, dtype=np.uint64)
    hashes = words.hashes[words.code]
    bodies = cut_pieces(articles["text"].tolist(), words, outlets).bodies
    keys = key_grams(hashes, bodies["size"], outlets, OPENING)[2]
    pairs = np.unique(keys)
    counts = count_pairs(hashes, bodies, pairs)
    assert dict(zip(pairs.tolist(), counts.tolist(), strict=True)) == {
        int(keys[0]): 2,  # one two
        int(keys[1]): 2,  # two one: once in either article
    }
