"""Who appears in one part: the named in order, what the part calls them, and `he` or `she`."""

from collections import Counter
from typing import NamedTuple

import pandas as pd

from analysis.lenses.quotes.marks import find_marked
from analysis.lenses.quotes.parsed import Parsed

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
# Titles and nouns that tell a man from a woman (Quirk et al. 1985, ch. 5.104-5.106).
_MAN = frozenset(
    "mr. mr sir lord king prince duke father brother son husband man gentleman boy widower uncle"
    " spokesman chairman congressman businessman policeman salesman sportsman nephew grandfather"
    " boyfriend monk priest".split()
)
_WOMAN = frozenset(
    "mrs. mrs ms. ms miss madam dame lady queen princess duchess mother sister daughter wife woman"
    " girl widow aunt niece grandmother girlfriend actress spokeswoman chairwoman congresswoman"
    " businesswoman policewoman sportswoman heroine hostess nun".split()
)


class Named(NamedTuple):
    """A mention of an entity in a part, and the token that heads it."""

    start: int
    end: int
    entity: str
    kind: str
    head: int
    first: int


class Cast(NamedTuple):
    """The named outside quotation marks, the mention at each token, roles and genders by entity."""

    named: list[Named]
    at: dict[int, Named]
    roles: dict[str, set[str]]
    genders: dict[str, str]


def gather_cast(part: Parsed, mentions: pd.DataFrame | None) -> Cast:
    """All who are named in a part; without mentions, nobody."""
    everyone = _list_named(part, mentions)
    if not everyone:
        return Cast([], {}, {}, {})
    at = {token: one for one in everyone for token in part.between(one.start, one.end)}
    quoted = {i for mark in find_marked(part.text) for i in part.between(mark.start, mark.end)}
    named = [one for one in everyone if one.head not in quoted]
    roles = _list_roles(part, everyone)
    return Cast(named, at, roles, _vote_genders(part, named, roles))


def _list_named(part: Parsed, mentions: pd.DataFrame | None) -> list[Named]:
    if mentions is None or mentions.empty:
        return []
    named = []
    columns = mentions[["start", "end", "entity", "kind"]]
    for start, end, entity, kind in columns.itertuples(index=False):
        tokens = list(part.between(start, end))
        if tokens:
            heads = (t for t in tokens if part.head[t] not in tokens or part.head[t] == t)
            named.append(Named(start, end, entity, kind, next(heads, tokens[-1]), tokens[0]))
    return sorted(named)


def _list_roles(part: Parsed, named: list[Named]) -> dict[str, set[str]]:
    """What the part calls each entity: the noun before the name, in apposition, or after `is`."""
    roles: dict[str, set[str]] = {}
    for one in named:
        nouns = [c for c in part.children[one.head] if part.dep[c] == "appos"]
        if part.dep[one.head] == "appos":
            nouns.append(part.head[one.head])
        upper = part.head[one.head]
        if part.dep[one.head] == "nsubj" and part.lemma[upper] == "be":
            nouns.extend(c for c in part.children[upper] if part.dep[c] == "attr")
        if one.first > 0 and part.pos[one.first - 1] == "NOUN":
            nouns.append(one.first - 1)
        found = {part.lemma[noun] for noun in nouns if part.pos[noun] == "NOUN"}
        roles.setdefault(one.entity, set()).update(found)
    return roles


def _vote_genders(part: Parsed, named: list[Named], roles: dict[str, set[str]]) -> dict[str, str]:
    """`he` or `she` for each person the part shows it of: a title, a noun, a pronoun beside it."""
    votes: dict[str, Counter[str]] = {}
    by_sentence: dict[int, list[Named]] = {}
    for one in named:
        if one.kind != "person" or not one.entity:
            continue
        by_sentence.setdefault(part.sentence[one.head], []).append(one)
        title = {part.word(one.first - 1).lower()} if one.first else set()
        words = roles.get(one.entity, set()) | title | set(one.entity.lower().split()[:1])
        votes.setdefault(one.entity, Counter()).update(
            {"he": 3 * len(words & _MAN), "she": 3 * len(words & _WOMAN)}
        )
    for token in range(len(part)):
        word = part.word(token).lower() if part.pos[token] == "PRON" else ""
        if word in _HE or word in _SHE:
            around = by_sentence.get(part.sentence[token], [])
            before = {one.entity for one in around if one.end <= part.start[token]}
            if len(before) == 1:
                votes[before.pop()]["he" if word in _HE else "she"] += 1
    return {
        entity: "he" if vote["he"] > vote["she"] else "she"
        for entity, vote in votes.items()
        if vote["he"] != vote["she"]
    }
