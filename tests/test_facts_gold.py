"""The gold for facts: whole, divided as it says, and reached by the code within its aims."""

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

GOLD = Path(__file__).parent / "gold" / "facts"
HALVES = ("develop", "held_out", "checked_last")


def load(name: str) -> Any:
    return json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))


def test_half_of_the_stories_are_set_aside() -> None:
    split = load("split")
    halves = [entry["half"] for entry in split.values()]
    assert len(split) == 16 + 7
    assert halves.count("held out") == halves.count("develop") == 8
    assert halves.count("checked last") == 7


@pytest.mark.parametrize("half", HALVES)
def test_every_entry_is_in_its_half_and_holds_no_text(half: str) -> None:
    split, gold = load("split"), load(half)
    for entry in gold["facts"] + gold["times"]:
        assert split[entry["story"]]["half"].replace(" ", "_") == half
        assert entry["article_id"] in split[entry["story"]]["articles"]
        assert entry["start"] < entry["end"]
        assert set(entry) <= {
            *("story", "article_id", "part", "start", "end", "optional", "slot"),
            *("kind", "unit", "low", "high", "hedge", "earliest", "latest"),
        }
    slots = {(entry["story"], entry["slot"]) for entry in gold["facts"] + gold["times"]}
    assert {(slot["story"], slot["slot"]) for slot in gold["slots"]} <= slots


@pytest.mark.slow
def test_the_aims_hold_on_both_halves(corpora: Path) -> None:
    accuracy = importlib.import_module("benchmarks.accuracy_facts")
    measured = accuracy.measure_facts(corpora)
    assert list(measured.columns) == ["measure", "value", "baseline", "aim", "n"]
    aimed = measured[measured["aim"].notna() & measured["value"].notna()]
    assert (aimed["value"] >= aimed["aim"]).all(), aimed.to_string()
