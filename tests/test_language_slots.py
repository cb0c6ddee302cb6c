"""What a fact is about, in words."""

import pytest

from analysis.language.slots import name_slot, write_gerund


@pytest.mark.parametrize(
    ("verb", "written"),
    [
        ("dock", "docking"),
        ("take off", "taking off"),
        ("agree", "agreeing"),
        ("die", "dying"),
        ("win", "winning"),
        ("begin", "beginning"),
        ("occur", "occurring"),
        ("offer", "offering"),
        ("target", "targeting"),
        ("fix", "fixing"),
        ("snow", "snowing"),
        ("panic", "panicking"),
        ("re-establish", "re-establishing"),
        ("’s", "’s"),
        ("", ""),
    ],
)
def test_a_verb_is_told_as_what_happened(verb: str, written: str) -> None:
    assert write_gerund(verb) == written


@pytest.mark.parametrize(
    ("noun", "verb", "entities", "about"),
    [
        ("astronaut", "join", "Ada Lo", "astronaut; joining; Ada Lo"),
        ("lo", "land", "Ada Lo | Bo Li", "landing; Ada Lo | Bo Li"),
        ("", "be", "Ada Lo", "Ada Lo"),
        ("crew", "’s", "", "crew"),
        ("", "", "", ""),
    ],
)
def test_a_slot_says_only_what_tells(noun: str, verb: str, entities: str, about: str) -> None:
    assert name_slot(noun, verb, entities) == about
