"""Permutation of labels over articles: exact by hand, against scipy, and calibrated."""

import itertools

import numpy as np
import pytest
from scipy import sparse, stats

from analysis.statistics import count_labelings, permute_labels
from analysis.statistics.permutation import _pick


def test_every_labeling_by_hand() -> None:
    # Four articles of 10 words, 4, 2, 0 and 0 uses, the first two ours. Expected 3, so 3 too many.
    # Sums of two articles: 6, 4, 4, 2, 2, 0; excess 3, 1, 1, -1, -1, -3: two of six as far.
    counts = sparse.csr_array(np.array([[4], [2], [0], [0]]))
    result = permute_labels(counts, [10] * 4, [True, True, False, False], [0] * 4)
    assert result.excess == pytest.approx([3])
    assert result.p == pytest.approx([2 / 6])
    assert (result.labelings, result.exact) == (6, True)


def test_labels_stay_within_their_story() -> None:
    # Two stories told by two outlets each: 2 x 2 labelings, the excess 1 + 1 reached by one and by
    # its mirror image.
    counts = sparse.csr_array(np.array([[2], [0], [3], [1]]))
    member = [True, False, True, False]
    result = permute_labels(counts, [100] * 4, member, ["a", "a", "b", "b"])
    assert result.excess == pytest.approx([1 + 1])
    assert result.p == pytest.approx([2 / 4])


def test_longer_articles_are_expected_to_use_more() -> None:
    # 2 of 20 and 1 of 10 words: the same rate, so no excess, and nothing is further from 0.
    counts = sparse.csr_array(np.array([[2], [1]]))
    result = permute_labels(counts, [20, 10], [True, False], [0, 0])
    assert result.excess == pytest.approx([0])
    assert result.p == pytest.approx([1])


def test_stories_without_both_sides_say_nothing() -> None:
    counts = sparse.csr_array(np.array([[5], [0]]))
    result = permute_labels(counts, [10, 10], [True, False], ["a", "b"])
    assert np.isnan(result.p).all()
    assert result.labelings == 1


def test_exact_p_is_scipys_for_equal_lengths() -> None:
    rng = np.random.default_rng(3)
    uses = rng.poisson(2, size=(10, 4))
    member = np.arange(10) < 4
    own = permute_labels(sparse.csr_array(uses), np.full(10, 50), member, np.zeros(10))
    for word, p in enumerate(own.p):
        # Two-sided by distance from the expectation, as ours; scipy's own doubles a tail.
        middle = 4 * uses[:, word].mean()
        theirs = stats.permutation_test(
            (uses[member, word], uses[~member, word]),
            lambda ours, _, axis, middle=middle: np.abs(ours.sum(axis=axis) - middle),
            alternative="greater",
            n_resamples=np.inf,
            vectorized=True,
        )
        assert p == pytest.approx(theirs.pvalue)


def test_random_labelings_come_near_all_of_them() -> None:
    # 3 of 6 in each of four stories: 20**4 labelings, too many to try; brute force them here.
    rng = np.random.default_rng(5)
    uses = rng.poisson(1.5, size=24)
    uses[:3] += 3
    member = np.tile([True, True, True, False, False, False], 4)
    stories = np.repeat(np.arange(4), 6)
    own = permute_labels(sparse.csr_array(uses[:, np.newaxis]), np.full(24, 80), member, stories)
    sums = [
        [uses[story * 6 + np.array(pick)].sum() for pick in itertools.combinations(range(6), 3)]
        for story in range(4)
    ]
    every = np.array([sum(parts) for parts in itertools.product(*sums)]) - uses.sum() / 2
    observed = uses[member].sum() - uses.sum() / 2
    expected = (np.abs(every) >= abs(observed) - 1e-9).mean()
    assert own.labelings == 20**4
    assert not own.exact
    assert own.p == pytest.approx(expected, abs=4 * np.sqrt(expected / 5000))
    again = permute_labels(sparse.csr_array(uses[:, np.newaxis]), np.full(24, 80), member, stories)
    assert np.array_equal(own.p, again.p)


def test_a_small_p_is_measured_with_more_draws() -> None:
    # Ours use the word five times each in 20 stories, the others never: 1 in 2**19 does as well.
    uses = np.tile([5, 0], 20)
    own = permute_labels(
        sparse.csr_array(uses[:, np.newaxis]), np.full(40, 90), uses > 0, np.repeat(range(20), 2)
    )
    assert own.p < 1 / 5000
    assert own.p >= 1 / 100_000


def test_labelings_are_counted() -> None:
    assert count_labelings([True, False, False], [0, 0, 0]) == 3
    assert count_labelings([True, True], [0, 1]) == 1
    assert count_labelings([], []) == 1


def test_no_word_at_all() -> None:
    result = permute_labels(sparse.csr_array((4, 0)), [1] * 4, [True, False] * 2, [0] * 4)
    assert result.p.size == 0


def test_p_is_small_no_more_often_than_it_says() -> None:
    # Clumped counts, unequal lengths, no difference between the sides.
    rng = np.random.default_rng(11)
    lengths = rng.integers(100, 900, size=20)
    stories = np.repeat(np.arange(5), 4)
    rates = rng.gamma(0.3, 0.02, size=(20, 2000))
    uses = sparse.csr_array(rng.poisson(rates * lengths[:, np.newaxis]))
    member = np.tile([True, False, False, False], 5)
    p = permute_labels(uses, lengths, member, stories).p
    for alpha in (0.01, 0.05, 0.2):
        assert (p <= alpha).mean() <= alpha + 3 * np.sqrt(alpha / 2000)


def test_the_nearer_to_chance_the_fewer_labelings() -> None:
    # Thirteen stories told by two each, more labelings than are all tried. The word is ours in 11,
    # 8 and 13 of them: as far as that are 2 (78 + 13 + 1), 2 (1287 + 715 + 286 + 78 + 13 + 1) and 2
    # of the 2 ** 13 ways.
    won = np.repeat([[11, 8, 13]], 13, axis=0) > np.arange(13)[:, np.newaxis]
    counts = np.stack([won, ~won], axis=1).reshape(26, 3).astype(int)
    stories = np.repeat(np.arange(13), 2)
    member = [True, False] * 13
    result = permute_labels(sparse.csr_array(counts), [10] * 26, member, stories, seed=2)
    assert not result.exact
    exact = np.array([2 * (78 + 13 + 1), 2 * (1287 + 715 + 286 + 78 + 13 + 1), 2]) / 2**13
    drawn = np.array([5_000, 500, 100_000])
    assert (np.abs(result.p - exact) < 5 * np.sqrt(exact / drawn)).all()
    assert result.p * drawn == pytest.approx(np.round(result.p * drawn))
    assert result.p[0] * 500 != pytest.approx(np.round(result.p[0] * 500))


@pytest.mark.parametrize(("size", "ours"), [(2, 1), (3, 1), (3, 2), (5, 2)])
def test_every_labeling_keeps_the_number_of_members(size: int, ours: int) -> None:
    drawn = _pick(size, ours, 4, 3000, np.random.default_rng(0)).reshape(4, size, 3000)
    assert (drawn.sum(axis=1) == ours).all()
    assert drawn.mean(axis=(0, 2)) == pytest.approx(np.full(size, ours / size), abs=0.03)
