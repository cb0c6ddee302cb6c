"""Richness and readability: by hand, and against lexicalrichness 0.5 and scipy."""

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.statistics import hdd, lix, mattr, mtld

CREW = (
    "the crew flew to the station and the crew filmed at the station for twelve days while a "
    "director and an actress slept in the ship and the cosmonauts of the station moved from the "
    "frame to the frame because the film was the first film of its kind and the days were short "
    "and the nights were none at all"
).split()
WORDS = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=120)


def test_mattr() -> None:
    # lexicalrichness: mattr(window_size=50) and (window_size=10).
    assert mattr(CREW) == pytest.approx(0.62)
    assert mattr(CREW, window=10) == pytest.approx(0.825)
    assert mattr(["a"] * 60) == pytest.approx(1 / 50)
    assert math.isnan(mattr(["a"] * 49))


def test_mtld() -> None:
    # lexicalrichness: mtld(threshold=.72).
    assert mtld(CREW) == pytest.approx(20.3333, abs=1e-4)
    assert mtld("a b a c a b d e f g a a a".split()) == pytest.approx(6.5)
    assert math.isinf(mtld(["one", "two"]))
    assert math.isnan(mtld([]))


def test_hdd() -> None:
    # lexicalrichness: hdd(draws=42) and (draws=10).
    assert hdd(CREW) == pytest.approx(0.63686, abs=1e-5)
    assert hdd(CREW, sample=10) == pytest.approx(0.83146, abs=1e-5)
    assert hdd(["a"] * 42) == pytest.approx(1 / 42)
    assert math.isnan(hdd(["a"] * 41))


@given(WORDS)
def test_hdd_is_the_hypergeometric_expectation(words: list[str]) -> None:
    if len(words) < 12:
        assert math.isnan(hdd(words, sample=12))
        return
    expected = sum(1 - stats.hypergeom.pmf(0, len(words), n, 12) for n in Counter(words).values())
    assert hdd(words, sample=12) == pytest.approx(expected / 12)


@given(WORDS)
def test_renaming_the_words_changes_nothing(words: list[str]) -> None:
    renamed = [word * 3 for word in words]
    assert mtld(words) == mtld(renamed)
    assert mattr(words, window=1) == 1


def test_lix() -> None:
    assert lix(100, 5, 30) == 100 / 5 + 100 * 30 / 100
    assert math.isnan(lix(0, 0, 0))
