"""The word lists of this room, read from `lists/`: one entry a line, `#` starts a comment."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from analysis.lenses.entities.words import fold_name

_FOLDER = Path(__file__).parent / "lists"


@cache
def read_set(name: str) -> frozenset[str]:
    """The entries of a list, folded as names are."""
    return frozenset(fold_name(line) for line in _read_lines(name))


@cache
def read_pairs(name: str) -> Mapping[str, str]:
    """A list of `left = right` lines as a mapping; the left is folded, the right as it stands."""
    pairs = (line.split(" = ") for line in _read_lines(name))
    return MappingProxyType({fold_name(left): right.strip() for left, right in pairs})


@cache
def read_aliases(name: str) -> Mapping[tuple[str, ...], str]:
    """A list of `usual | other | other` lines: every form, folded, to the usual one."""
    rows = ([form.strip() for form in line.split("|")] for line in _read_lines(name))
    return MappingProxyType({_fold_words(form): row[0] for row in rows for form in row})


def is_demonym(word: str) -> bool:
    """Whether a folded word names the people of a place, a faith or a party."""
    demonyms = read_set("demonyms")
    return word in demonyms or (word.endswith("s") and word[:-1] in demonyms)


def is_given(word: str) -> bool:
    """Whether a folded word is a common given name."""
    names = read_set("given_male"), read_set("given_female"), read_pairs("nicknames")
    return any(word in known for known in names)


def _read_lines(name: str) -> list[str]:
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


@cache
def read_usual_names() -> Mapping[tuple[str, ...], str]:
    """Every name of a country or an international body, folded, to the usual one."""
    return MappingProxyType({**read_aliases("bodies"), **read_aliases("countries")})


@cache
def read_places() -> frozenset[tuple[str, ...]]:
    """Countries, states of the US, continents and the largest cities (GeoNames), folded."""
    forms = {*_read_lines("geonames_countries"), *_read_lines("geonames_places")}
    return frozenset(_fold_words(form) for form in forms | {"Earth", "Moon", "Mars"})


@cache
def read_countries() -> frozenset[tuple[str, ...]]:
    """Countries by all their names, folded."""
    names = {_fold_words(name) for name in _read_lines("geonames_countries")}
    return frozenset(names | set(read_aliases("countries")))


def _fold_words(form: str) -> tuple[str, ...]:
    return tuple(fold_name(word) for word in form.split())
