"""The stages stories are found in: what is done in parts is what would be done at once."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from analysis.lenses.stories import (
    Numbers,
    Pairs,
    Span,
    Tally,
    Vectors,
    count_terms,
    find_neighbours,
    list_frequent,
    list_vocabulary,
    narrow_names,
    number_terms,
    order_articles,
    tally_vectors,
    unite_tallies,
    unite_vocabularies,
    weigh_terms,
)
from analysis.lenses.stories.grouping import _group_near, group_pairs
from analysis.tables import as_table

TEXTS = ["Boats sank off Lund. Boats!", "Off Arden no boat sank.", "", "Lund mourns Arden."]


def make_articles(texts: list[str]) -> pd.DataFrame:
    ids = [f"a{number}" for number in range(len(texts))]
    return pd.DataFrame({"article_id": ids, "headline": "", "text": texts})


def number_parts(parts: list[list[int]]) -> dict[str, tuple[int, int, int]]:
    """Rank, column and spread of each term of articles counted in parts."""
    articles = make_articles(TEXTS)
    listed = [
        list_vocabulary(count_terms(articles.iloc[rows]), np.array(rows, dtype=np.int64))
        for rows in parts
    ]
    united, codes = unite_vocabularies(listed)
    for vocabulary, code in zip(listed, codes, strict=True):
        assert united["term"].take(code).tolist() == vocabulary["term"].tolist()
    rank, column, _, spread = number_terms(united, len(TEXTS))
    found = zip(rank.tolist(), column.tolist(), spread.tolist(), strict=True)
    return dict(zip(united["term"], found, strict=True))


@pytest.mark.parametrize("parts", [[[0, 1, 2, 3]], [[2, 3], [0, 1]], [[3], [1], [0, 2]]])
def test_terms_are_numbered_as_they_stand_in_all_articles(parts: list[list[int]]) -> None:
    assert number_parts(parts) == {
        "boat": (0, 0, 2),
        "sank": (1, 1, 2),
        "off": (2, 2, 2),
        "lund": (3, 3, 2),
        "arden": (4, 4, 2),
        "no": (5, -1, 1),
        "mourn": (6, -1, 1),
    }


def test_weighing_leaves_the_counts_as_they_are() -> None:
    terms = count_terms(make_articles(TEXTS))
    before = [matrix.copy() for matrix in terms[:4]]
    size = len(terms.vocabulary)
    turned = Numbers(np.arange(size)[::-1], np.arange(size), np.full(size, 5.0), np.full(size, 2))
    vectors = weigh_terms(terms, turned, size)
    assert vectors.terms.shape == (4, 3 * size)
    assert vectors.named.tolist() == [True, True, False, True]
    for matrix, copy in zip(terms[:4], before, strict=True):
        for own, other in ((matrix.data, copy.data), (matrix.indices, copy.indices)):
            np.testing.assert_array_equal(own, other)


def test_of_equal_terms_those_that_stand_first_in_all_articles_are_kept() -> None:
    terms = count_terms(make_articles([" ".join(f"word{number}" for number in range(201))]))
    forward = np.arange(201)
    for rank, dropped in ((forward, 200), (forward[::-1], 0)):
        numbers = Numbers(rank, forward, np.full(201, 5.0), np.full(201, 2))
        kept = weigh_terms(terms, numbers, 201).terms.toarray()[0, :201] > 0
        assert np.flatnonzero(~kept).tolist() == [dropped]


def test_a_name_of_one_article_has_no_column_but_makes_it_named() -> None:
    terms = count_terms(make_articles(["All went to Lund.", "They went home."]))
    vocabulary = list_vocabulary(terms, np.array([0, 1]))
    numbers = number_terms(vocabulary, 2)
    vectors = weigh_terms(terms, numbers, int(numbers.column.max()) + 1)
    assert vectors.names.nnz == 0
    assert vectors.named.tolist() == [True, False]


def test_frequent_terms_and_names_are_those_of_all_parts() -> None:
    ones = [sparse.csr_array(np.ones((30, 6))), sparse.csr_array(np.eye(30, 6))]
    column = np.arange(2)
    spread = Numbers(column, column, column, np.array([60, 50]))
    tallies = []
    for terms in ones:
        names = sparse.csr_array(np.array([[0, 1]] * 30))
        vectors = Vectors(terms, names, names, np.ones(30, bool))
        tallies.append(tally_vectors(vectors, spread, 60))
    assert tallies[0].columns.tolist() == [0, 2, 4]  # of the first term, in its three views
    assert tallies[1].articles.tolist() == [1, 1, 1]
    tally = unite_tallies([*tallies, Tally(np.array([2]), np.array([20]), np.array([0]))])
    assert tally.articles.tolist() == [31, 51, 31]
    assert tally.names.tolist() == [0, 1]
    assert list_frequent(tally, 60).tolist() == [2]  # more than fifty
    narrow = narrow_names(vectors, np.array([1]))
    assert narrow.names.toarray()[0].tolist() == [1]


def test_neighbours_are_within_reach() -> None:
    def span(start: int, first: float, last: float, *, fresh: bool = True) -> Span:
        return Span(start, np.array([first], float), np.array([last], float), np.array([fresh]))

    spans = [span(0, -np.inf, np.inf), span(1, 0, 10), span(2, 15, 380), span(3, 200, 201)]
    near = [find_neighbours(spans, number, 180) for number in range(4)]
    assert near == [[0, 1, 2, 3], [1, 2], [2, 3], [3]]
    spans[1] = span(1, 0, 10, fresh=False)  # in a story: whoever comes later is compared with it
    assert find_neighbours(spans, 2, 180) == [1, 2, 3]


def test_copies_are_stood_for_by_the_first_of_their_time() -> None:
    listed = pd.DataFrame(
        {
            "article_id": list("abcde"),
            "published": pd.to_datetime(
                pd.Series(["2020-01-02", "2020-01-01", "2021-01-01", "2020-01-03", None]), utc=True
            ),
            "said": [b"x", b"x", b"x", b"y", b""],
        }
    )
    kept, stands = order_articles(listed, as_table([], "stories"), 180)
    assert kept.tolist() == [4, 1, 3, 2]  # e, b, d, c
    assert stands.tolist() == [1, 1, 3, 2, 0]


@settings(max_examples=60, deadline=None)
@given(
    found=st.dictionaries(
        st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] < pair[1]),
        st.sampled_from([0.05, 0.1, 0.15, 0.3, 0.7]),
        max_size=30,
    ),
    fixed=st.dictionaries(st.integers(0, 11), st.sampled_from("pq"), max_size=4),
)
def test_neighbourhoods_grouped_apart_give_the_groups_of_all(
    found: dict[tuple[int, int], float], fixed: dict[int, str]
) -> None:
    first, second = np.array(list(found), np.int64).reshape(-1, 2).T
    pairs = Pairs(first, second, np.array(list(found.values())))
    apart = group_pairs(pairs, 12, threshold=0.1, fixed=fixed).tolist()
    at_once = _group_near(pairs, 12, 0.1, fixed)
    for one in range(12):
        for other in range(12):
            assert (apart[one] == apart[other]) == (at_once[one] == at_once[other])
