"""The gold of claim pairs: whole, labelled, and told from one another by the comparison."""

from collections import Counter

import pytest

from benchmarks.accuracy_claims import HALVES, LABELS, judge_pairs, measure_claims, read_pairs
from tests.conftest import ROOT


@pytest.mark.parametrize("half", HALVES)
def test_every_pair_is_labelled_and_holds_what_it_states(half: str) -> None:
    pairs = read_pairs(half)
    labels = Counter(pair["label"] for pair in pairs)
    assert set(labels) == set(LABELS)
    assert sum(labels.values()) >= 25
    for pair in pairs:
        one, other = pair["stated"]
        assert one in pair["first"], pair
        assert other in pair["second"], pair


def test_the_halves_share_no_sentence() -> None:
    told = [
        pair[side] for half in HALVES for pair in read_pairs(half) for side in ("first", "second")
    ]
    assert len(told) == len(set(told))


def test_a_pair_is_judged_by_the_slot_that_holds_both_values() -> None:
    pairs = [
        {"first": "Fire in Lyon killed 12 people.", "second": "Fire in Lyon killed 15 people."}
        | {"stated": ["12 people", "15 people"]},
        {"first": "It rained for two days.", "second": "Ann Roe, 37, sang."}
        | {"stated": ["two days", "37"]},
    ]
    assert judge_pairs(pairs) == ["conflict", "different"]


def test_few_conflicts_are_false() -> None:
    told = measure_claims(ROOT).set_index("measure")["value"]
    for half in HALVES.values():
        assert told[f"conflict precision ({half})"] >= 0.9
        assert told[f"agree precision ({half})"] >= 0.9
