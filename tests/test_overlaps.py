"""Shared passages: what counts as one, where it stands, whose it is."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.lenses.overlaps import (
    compare_reuse,
    count_origins,
    count_shared,
    find_overlaps,
    finding,
    order,
    shingles,
    sorting,
)
from analysis.lenses.overlaps.reuse import list_passages, list_sources, share_words
from analysis.spans import cut_spans

SENTENCE = (
    "The harbour master closed the old bridge on Monday because one of its chains had snapped"
)


def make_articles(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    """Article, outlet, day and text."""
    return pd.DataFrame(
        {
            "article_id": [row[0] for row in rows],
            "outlet": [row[1] for row in rows],
            "published": pd.to_datetime(pd.Series([row[2] for row in rows]), utc=True),
            "published_precision": "day",
            "headline": "",
            "credit": "",
            "text": [row[3] for row in rows],
        }
    )


def make_two(one: str, other: str) -> pd.DataFrame:
    return make_articles(("a", "x", "2020-01-01", one), ("b", "y", "2020-01-02", other))


def cut(articles: pd.DataFrame, overlaps: pd.DataFrame) -> list[tuple[str, str]]:
    later = cut_spans(overlaps.assign(part="text"), articles)
    spans = overlaps.assign(
        part="text",
        article_id=overlaps["other_id"],
        start=overlaps["other_start"],
        end=overlaps["other_end"],
    )
    return list(zip(later, cut_spans(spans, articles), strict=True))


@pytest.mark.parametrize(
    ("one", "other", "later_passage", "earlier_passage", "words"),
    [
        # word for word, inside other words
        (f"Well. {SENTENCE}, he said.", f"{SENTENCE}.", SENTENCE, SENTENCE, 16),
        # another case, other quotes and dashes are the same words
        (
            "It's the harbour master's well-known old bridge that fell",
            "IT’S THE HARBOUR MASTER’S WELL‑KNOWN OLD BRIDGE THAT FELL",
            "IT’S THE HARBOUR MASTER’S WELL‑KNOWN OLD BRIDGE THAT FELL",
            "It's the harbour master's well-known old bridge that fell",
            9,
        ),
        # one word changed in the middle, one left out, two added
        (
            SENTENCE,
            SENTENCE.replace("old bridge", "small bridge"),
            SENTENCE.replace("old bridge", "small bridge"),
            SENTENCE,
            15,
        ),
        (SENTENCE, SENTENCE.replace("old ", ""), SENTENCE.replace("old ", ""), SENTENCE, 15),
        (
            SENTENCE,
            SENTENCE.replace("Monday", "Monday at noon"),
            SENTENCE.replace("Monday", "Monday at noon"),
            SENTENCE,
            16,
        ),
        # two words said twice: runs of six and five that share them
        (
            "a b c d e f e f g h i",
            "a b c d e f g h i",
            "a b c d e f g h i",
            "a b c d e f e f g h i",
            9,
        ),
        # fewer than eight words, but fifty characters
        (
            "Notwithstanding intergovernmental counterproposals, parliamentarians reconvened",
            "So notwithstanding intergovernmental counterproposals, parliamentarians reconvened.",
            "notwithstanding intergovernmental counterproposals, parliamentarians reconvened",
            "Notwithstanding intergovernmental counterproposals, parliamentarians reconvened",
            5,
        ),
    ],
)
def test_a_shared_passage_is_aligned_in_both(
    one: str, other: str, later_passage: str, earlier_passage: str, words: int
) -> None:
    articles = make_two(one, other)
    overlaps = find_overlaps(articles)
    assert cut(articles, overlaps) == [(later_passage, earlier_passage)]
    assert overlaps["words"].tolist() == [words]
    assert overlaps[["article_id", "other_id"]].to_numpy().tolist() == [["b", "a"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A bridge was closed on Monday.", "On Monday they closed a bridge."),
        ("It was the end of the day for all.", "It was the end of the day, said Bo."),  # 7 words
        ("", SENTENCE),
    ],
)
def test_few_words_are_no_passage(one: str, other: str) -> None:
    assert find_overlaps(make_two(one, other)).empty


def test_limits_are_the_callers() -> None:
    two = make_two("It was the end of the day for all.", "It was the end of the day, said Bo.")
    assert find_overlaps(two, words=7)["words"].tolist() == [7]
    assert len(find_overlaps(two, characters=20)) == 1


def test_a_repeated_passage_counts_once() -> None:
    articles = make_two(SENTENCE, f"{SENTENCE}. {SENTENCE}.")
    assert find_overlaps(articles)["words"].tolist() == [16]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (f"“{SENTENCE},” she said.", 1.0),
        (f'"{SENTENCE}," she said.', 1.0),
        (f"‘{SENTENCE},’ she said.", 1.0),
        (f"{SENTENCE}.", 0.0),
        (f"“{SENTENCE}.\nAnd so on.", 1.0),  # goes on in the next paragraph
    ],
)
def test_the_share_in_quotation_marks(text: str, quoted: float) -> None:
    assert find_overlaps(make_two(SENTENCE, text))["quoted"].tolist() == [quoted]


WORDS = st.lists(st.sampled_from("ash birch cedar elm fir oak pine yew".split()), max_size=40)


@settings(max_examples=30, deadline=None)
@given(one=WORDS, other=WORDS, shared=st.lists(st.sampled_from("abcdefgh"), max_size=12))
def test_spans_point_at_equal_words(one: list[str], other: list[str], shared: list[str]) -> None:
    articles = make_two(" ".join(one + shared), " ".join(shared + other))
    before = articles.copy()
    overlaps = find_overlaps(articles)
    for later, earlier in cut(articles, overlaps):
        assert later.split()[:4] == earlier.split()[:4]
        assert later.split()[-4:] == earlier.split()[-4:]
    for _, passages in overlaps.sort_values("start").groupby(["article_id", "other_id"]):
        assert (passages["start"].shift(-1).dropna() >= passages["end"].iloc[:-1]).all()
    pd.testing.assert_frame_equal(articles, before)


PHRASES = [
    "one two three four",
    "five six seven eight",
    "nine ten eleven twelve",
    "so",
    "and",
    "or",
]


@settings(max_examples=40, deadline=None)
@given(
    one=st.lists(st.sampled_from(PHRASES), max_size=15),
    other=st.lists(st.sampled_from(PHRASES), max_size=15),
)
def test_pairs_without_a_passage_are_dropped_early_and_no_others(
    one: list[str], other: list[str]
) -> None:
    articles = make_two(" ".join(one), " ".join(other))
    expected = find_overlaps(articles)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finding, "may_join", lambda runs, starts: np.ones(len(starts), dtype=bool))
        pd.testing.assert_frame_equal(find_overlaps(articles), expected)


def test_many_articles_with_one_phrase_are_compared_with_the_earliest() -> None:
    rows = [(f"{n:03}", f"x{n}", "2020-01-01", f"{SENTENCE}. Number {n}.") for n in range(80)]
    overlaps = find_overlaps(make_articles(*rows))
    assert overlaps["other_id"].max() == "049"  # fifty earliest
    assert set(overlaps["article_id"]) == {f"{n:03}" for n in range(1, 80)}


def test_shares_of_both_directions() -> None:
    articles = make_two(
        f"{SENTENCE}.", f"{SENTENCE}. Sixteen more words follow here: " + "so " * 11
    )
    shared = count_shared(find_overlaps(articles), articles)
    assert shared["share"].tolist() == [16 / 32]
    assert shared["other_share"].tolist() == [16 / 16]


OWN = "Nobody was hurt, and ferries will carry people across until the summer comes again"  # 14


def compare(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    articles = make_articles(*rows)
    reuse = compare_reuse(articles, find_overlaps(articles)).set_index("article_id")
    assert (reuse[["own", "quotes", "wire", "others"]].sum(axis=1) - 1).abs().max() < 1e-9
    return reuse


def test_what_another_outlet_had_before_is_not_own() -> None:
    reuse = compare(
        ("a", "x", "2020-01-01", f"{SENTENCE}. Earlier text of another kind stands here."),
        ("b", "y", "2020-01-02", f"{SENTENCE}. {OWN}."),
    )
    assert reuse.loc["a", "own"] == 1.0
    assert reuse.loc["b", "own"] == pytest.approx(14 / 30)
    assert reuse.loc["b", "others"] == pytest.approx(16 / 30)
    assert reuse.loc["b", "most_from"] == "a"


def test_on_one_day_nobody_was_first() -> None:
    reuse = compare(
        ("a", "x", "2020-01-01", f"{SENTENCE}. Earlier text of another kind stands here."),
        ("b", "y", "2020-01-01", f"{SENTENCE}. {OWN}."),
    )
    assert reuse.loc["a", "others"] == pytest.approx(16 / 23)
    assert reuse.loc["b", "others"] == pytest.approx(16 / 30)


def test_an_outlet_does_not_copy_itself() -> None:
    reuse = compare(
        ("a", "x", "2020-01-01", f"{SENTENCE}."), ("b", "x", "2020-01-02", f"{SENTENCE}. {OWN}.")
    )
    assert reuse["own"].tolist() == [1.0, 1.0]


def test_a_shared_quote_is_no_copy() -> None:
    reuse = compare(
        ("a", "x", "2020-01-01", f"“{SENTENCE},” Mr Berg said. Earlier text stands here."),
        ("b", "y", "2020-01-02", f"{OWN}. “{SENTENCE},” Mr Berg told us."),
    )
    assert reuse["quotes"].tolist() == pytest.approx([18 / 23, 18 / 34])
    assert reuse["others"].tolist() == [0.0, 0.0]


def test_agency_copy_is_wire_for_who_prints_it_unsigned_too() -> None:
    reuse = compare(
        ("a", "x", "2020-01-01", f"HALMERE (AP) — {SENTENCE}."),
        ("b", "y", "2020-01-01", f"{SENTENCE}. {OWN}."),
    )
    assert reuse["wire"].tolist() == pytest.approx([1.0, 16 / 30])
    assert reuse["agency"].tolist() == ["Associated Press", ""]


def test_an_identical_text_is_wire() -> None:
    reuse = compare(
        ("a", "x", "2020-01-01", f"{SENTENCE}. {OWN}."),
        ("b", "y", "2020-01-02", f"{SENTENCE}. {OWN}."),
    )
    assert reuse.loc["a", "own"] == 1.0
    assert reuse.loc["b", "wire"] == 1.0


def test_an_article_without_words_has_no_shares() -> None:
    articles = make_two("", f"{SENTENCE}.")
    reuse = compare_reuse(articles, find_overlaps(articles))
    assert reuse["words"].tolist() == [0, 16]
    assert reuse["own"].isna().tolist() == [True, False]


def test_reported_by_four_two_origins() -> None:
    other = "Engineers warned of rust two winters ago, papers seen by this newspaper show, in vain"
    articles = make_articles(
        ("a", "x", "2020-01-01", f"HALMERE (AP) — {SENTENCE}."),
        ("b", "y", "2020-01-02", f"{SENTENCE}. Nobody was hurt."),
        ("c", "z", "2020-01-02", f"{OWN}. {other}."),
        ("d", "w", "2020-01-03", f"{OWN}. {other}, it seems."),
    )
    stories = pd.DataFrame({"article_id": list("abcd"), "story": "a", "story_size": 4})
    origins = count_origins(articles, find_overlaps(articles), stories)
    assert origins.to_dict("records") == [
        {"story": "a", "articles": 4, "outlets": 4, "origins": 2, "named": "Associated Press | z"}
    ]


FOUR = [
    ("a", "x", "2020-01-01", f"HALMERE (AP) — {SENTENCE}."),
    ("b", "y", "2020-01-02", f"{SENTENCE}. {OWN}."),
    ("c", "z", "2020-01-02", f"“{OWN},” she said."),
    ("d", "x", "2020-01-03", ""),
]


def test_what_reuse_knows_need_not_be_read_in_texts_again() -> None:
    articles = make_articles(*FOUR)
    overlaps = find_overlaps(articles)
    reuse = compare_reuse(articles, overlaps)
    bare = articles.drop(columns=["text", "credit"])
    stories = pd.DataFrame({"article_id": list("abcd"), "story": "a", "story_size": 4})
    pd.testing.assert_frame_equal(
        count_shared(overlaps, bare, reuse=reuse), count_shared(overlaps, articles)
    )
    origins = count_origins(articles, overlaps, stories)
    assert origins["named"].tolist() == ["Associated Press | x | z"]
    pd.testing.assert_frame_equal(count_origins(bare, overlaps, stories, reuse=reuse), origins)


@pytest.mark.parametrize("parts", [[[0], [1], [2], [3]], [[0, 3], [2, 1]]])
def test_reuse_of_some_articles_needs_no_texts_of_others(parts: list[list[int]]) -> None:
    articles = make_articles(*FOUR)
    overlaps = find_overlaps(articles)
    sources = pd.concat([list_sources(articles.iloc[rows]) for rows in parts])
    found = []
    for rows in parts:
        own = articles.iloc[rows]
        mine = overlaps[["article_id", "other_id"]].isin(own["article_id"].tolist()).any(axis=1)
        passages = list_passages(overlaps[mine], sources)
        passages = passages[passages["article_id"].isin(own["article_id"])]
        found.append(share_words(own, passages, sources))
    expected = compare_reuse(articles, overlaps)
    assert expected["wire"].tolist()[:3] == pytest.approx([1.0, 16 / 30, 0.0])
    assert expected["quotes"].tolist()[:3] == pytest.approx([0.0, 14 / 30, 14 / 16])
    together = pd.concat(found).sort_values("article_id").reset_index(drop=True)
    pd.testing.assert_frame_equal(together, expected)


def test_nothing_shared_nothing_found() -> None:
    articles = make_two("One text.", "Another text.")
    overlaps = find_overlaps(articles)
    assert overlaps.empty
    assert compare_reuse(articles, overlaps)["own"].tolist() == [1.0, 1.0]
    assert count_shared(overlaps, articles).empty
    none = articles.head(0)
    assert find_overlaps(none).empty
    assert compare_reuse(none, overlaps).empty
    stories = pd.DataFrame({"article_id": [], "story": [], "story_size": []})
    assert count_origins(none, overlaps, stories).empty


@pytest.mark.parametrize("bits", [63, 0])  # as one number, and column by column
@given(rows=st.lists(st.tuples(*[st.integers(-(2**20), 2**20)] * 3), min_size=1))
def test_rows_are_sorted_by_their_columns(bits: int, rows: list[tuple[int, ...]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorting, "_KEY_BITS", bits)
        columns = sorting.sort_rows(*np.array(rows, dtype=np.int32).T)
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == sorted(rows)


@pytest.mark.parametrize("ranges", [1, 2, 7])
def test_repeated_shingles_stand_together_whatever_the_ranges(ranges: int) -> None:
    codes = np.array([1, 2, 3, 4, 5, 9, 1, 2, 3, 4, 8, 2, 3, 4, 5], dtype=np.uint64)
    lengths = np.array([[6, 0], [2, 0], [7, 0]])
    index = shingles.index_shingles(codes, lengths[:, 0])
    texts = order.order_texts(lengths, np.arange(3))
    found = [
        shingles.find_repeated(
            [shingles.copy_range(index, number, ranges)], np.array([0, 15]), texts
        )
        for number in range(ranges)
    ]
    # 1 2 3 4 would begin again at the last word of another text; 2 3 4 5 is there twice
    rows = [row for one in found for row in zip(one.text.tolist(), one.place.tolist(), strict=True)]
    assert rows == [(0, 1), (2, 3)]
    assert [row for one in found for row in one.first.tolist()] == [0, 0]
    assert [row for one in found for row in one.later.tolist()] == [1]
