"""Intervals, keyness, multiple tests, divergence and dispersion, against other implementations."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse, stats
from scipy.spatial.distance import jensenshannon

from analysis.statistics import (
    adjust_fdr,
    binomial_interval,
    bootstrap_interval,
    count_reachable,
    deviation_of_proportions,
    fightin_words,
    jensen_shannon,
    log_ratio,
    poisson_interval,
    signed_g2,
    wilson_interval,
)

COUNTS = st.lists(st.integers(0, 60), min_size=2, max_size=12)


@pytest.mark.parametrize("level", [0.9, 0.95, 0.999])
@pytest.mark.parametrize("n", [0, 1, 7, 400])
def test_poisson_interval_is_the_chi_squared_one(n: int, level: float) -> None:
    low, high = poisson_interval(n, level=level)
    tail = (1 - level) / 2
    assert high == pytest.approx(stats.chi2.ppf(1 - tail, 2 * n + 2) / 2)
    assert low == pytest.approx(stats.chi2.ppf(tail, 2 * n) / 2 if n else 0.0)


@pytest.mark.parametrize("method", ["exact", "wilson"])
@pytest.mark.parametrize(("k", "n"), [(0, 1), (1, 1), (0, 40), (3, 40), (40, 40), (700, 1000)])
def test_intervals_of_shares_are_those_of_scipy(method: str, k: int, n: int) -> None:
    own = binomial_interval if method == "exact" else wilson_interval
    low, high = own([k], [n], level=0.95)
    expected = stats.binomtest(k, n).proportion_ci(0.95, method)
    assert (low[0], high[0]) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_no_trials_give_the_widest_interval() -> None:
    assert [float(end) for end in binomial_interval(0, 0)] == [0, 1]
    assert [float(end) for end in wilson_interval(0, 0)] == [0, 1]


def test_bootstrap_interval_of_a_mean_is_near_the_normal_one() -> None:
    rng = np.random.default_rng(1)
    rows = np.column_stack([rng.normal(10, 2, 400), np.ones(400)])
    low, high = bootstrap_interval(rows, lambda sums: sums[:, 0] / sums[:, 1])
    middle, reach = rows[:, 0].mean(), 1.96 * rows[:, 0].std() / 20
    assert (low, high) == pytest.approx((middle - reach, middle + reach), abs=0.05)
    again = bootstrap_interval(rows, lambda sums: sums[:, 0] / sums[:, 1])
    assert (low, high) == again


def test_one_row_cannot_be_resampled() -> None:
    low, high = bootstrap_interval([[3.0, 1.0]], lambda sums: sums[:, 0] / sums[:, 1])
    assert np.isnan(low)
    assert np.isnan(high)


def test_signed_g2_by_hand_and_by_association_measures() -> None:
    # Four cells of 30 of 1,000 and 10 of 4,000 words; 40 x 1000 / 5000 = 8 expected.
    by_hand = 2 * (
        30 * np.log(30 / 8)
        + 10 * np.log(10 / 32)
        + 970 * np.log(970 / 992)
        + 3990 * np.log(3990 / 3968)
    )
    scores = signed_g2([30, 0, 5, 1, 200], [10, 12, 5, 0, 100], 1000, 4000)
    assert scores[0] == pytest.approx(by_hand)
    # association-measures 0.3 `log_likelihood(signed=True)`; it adds .001 to cells that are zero.
    assert scores == pytest.approx([56.6556, -5.3627, 4.4742, 3.2197, 333.6156], abs=0.02)


@given(st.integers(0, 50), st.integers(0, 50))
def test_signed_g2_is_scipys_g_test(n: int, n_rest: int) -> None:
    if n + n_rest == 0:
        assert signed_g2(n, n_rest, 100, 300) == 0
        return
    table = [[n, n_rest], [100 - n, 300 - n_rest]]
    g = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert abs(signed_g2(n, n_rest, 100, 300)) == pytest.approx(g, abs=1e-9)


def test_log_ratio_by_hand_without_correction() -> None:
    # One word, so nothing to correct for: Clopper-Pearson of 30 of 40, odds times 4000 / 1000.
    interval = stats.binomtest(30, 40).proportion_ci(0.95)
    bounds = [np.log2(4 * share / (1 - share)) for share in interval]
    lrc, low, high = log_ratio([30], [10], 1000, 4000)
    assert [lrc[0], low[0], high[0]] == pytest.approx([bounds[0], *bounds])


def test_log_ratio_corrects_for_the_words_that_could_reach_it() -> None:
    # Equal totals: a word of 40 could reach p = 2 x .5**40, one of 3 only 2 x .5**3 = .25.
    interval = stats.binomtest(30, 40).proportion_ci(1 - 0.05 / 2)
    low = np.log2(interval.low / (1 - interval.low))
    lrc, _, _ = log_ratio([30, 10, 3, 0, 2], [10, 30, 0, 3, 1], 1000, 1000)
    assert lrc == pytest.approx([low, -low, 0, 0, 0])


def test_log_ratio_at_the_edges() -> None:
    lrc, low, high = log_ratio([0, 20, 0], [20, 0, 0], 1000, 1000)
    assert lrc[0] == pytest.approx(-lrc[1])
    assert low[0] == -np.inf
    assert high[1] == np.inf
    assert (lrc[2], low[2], high[2]) == (0, -np.inf, np.inf)
    assert all(np.isnan(values).all() for values in log_ratio([0], [3], 0, 1000))


@given(COUNTS, st.integers(1000, 5000), st.integers(1000, 5000))
def test_swapping_the_sides_turns_the_sign(counts: list[int], total: int, total_rest: int) -> None:
    n, rest = counts, counts[::-1]
    lrc, low, high = log_ratio(n, rest, total, total_rest)
    other, other_low, _ = log_ratio(rest, n, total_rest, total)
    assert lrc == pytest.approx(-other)
    assert high == pytest.approx(-other_low)
    assert np.all((low <= lrc) & (lrc <= high))
    assert signed_g2(n, rest, total, total_rest) == pytest.approx(
        -signed_g2(rest, n, total_rest, total)
    )


def test_fightin_words_by_hand() -> None:
    # Two words, prior 1 each: log(4/2) - log(2/4) over the root of 1/4 + 1/2.
    z = fightin_words([3, 1], [1, 3], [1, 1])
    expected = (np.log(4 / 2) - np.log(2 / 4)) / np.sqrt(1 / 4 + 1 / 2)
    assert z == pytest.approx([expected, -expected])
    assert fightin_words([5, 0], [5, 0], [2, 2]) == pytest.approx([0, 0])


def test_jensen_shannon_is_scipys_distance_squared() -> None:
    n, rest = [10, 0, 3, 7], [2, 5, 3, 1]
    assert jensen_shannon(n, rest).sum() == pytest.approx(jensenshannon(n, rest, base=2) ** 2)
    assert jensen_shannon([4, 0], [0, 9]).tolist() == [0.5, 0.5]
    assert np.isnan(jensen_shannon([0, 0], [0, 9])).all()


@given(COUNTS)
def test_divergence_is_between_0_and_1_and_its_parts_are_never_negative(counts: list[int]) -> None:
    parts = jensen_shannon([*counts, 1], [1, *counts])
    assert np.all(parts >= 0)
    assert parts.sum() <= 1 + 1e-12


def test_deviation_of_proportions_by_hand() -> None:
    # Articles of 10, 30 and 60 words. Two uses in the first: (.9 + .3 + .6) / 2 / (1 - .1).
    counts = sparse.csr_array(np.array([[2, 1, 0], [0, 3, 0], [0, 6, 0]]))
    dp = deviation_of_proportions(counts, [10, 30, 60])
    assert dp[:2] == pytest.approx([(0.9 + 0.3 + 0.6) / 2 / 0.9, 0])
    assert np.isnan(dp[2])
    assert np.isnan(deviation_of_proportions(counts[[0]], [10])).all()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_q_is_scipys(p: list[float]) -> None:
    assert adjust_fdr(p) == pytest.approx(stats.false_discovery_control(p))


def test_a_test_not_made_does_not_count() -> None:
    q = adjust_fdr([0.01, np.nan, 0.04])
    assert q[[0, 2]] == pytest.approx([0.02, 0.04])
    assert np.isnan(q[1])
    assert adjust_fdr([]).size == 0


@pytest.mark.parametrize(
    ("least_p", "tests"),
    [
        ([], 1),
        ([0.9, 0.9], 1),
        ([0.001] * 10, 10),
        ([0.001, 0.03, 0.5], 2),  # two could reach .05, which is more than one; one .05 / 2
    ],
)
def test_tests_that_could_reach_significance(least_p: list[float], tests: int) -> None:
    assert count_reachable(least_p) == tests
