"""Who a speaker is: from the words beside the cue to the entity, where the text makes it plain."""

from bisect import bisect_left
from collections import Counter
from typing import NamedTuple

import pandas as pd

from analysis.lenses.quotes.parsed import Parsed

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_MAN = frozenset(
    "mr. mr sir lord king prince duke father brother son husband man gentleman boy widower uncle"
    " actor's spokesman chairman congressman businessman fireman policeman salesman sportsman"
    " uncle nephew grandfather boyfriend king monk priest".split()
)
_WOMAN = frozenset(
    "mrs. mrs ms. ms miss madam dame lady queen princess duchess mother sister daughter wife woman"
    " girl widow aunt niece grandmother girlfriend actress spokeswoman chairwoman congresswoman"
    " businesswoman policewoman heroine hostess waitress nun".split()
)
_FARTHEST = 6  # sentences a pronoun is followed back


class Named(NamedTuple):
    """A mention of an entity in a part, and the token that heads it."""

    start: int
    end: int
    entity: str
    kind: str
    head: int


class Cast:
    """The named of one part, in order, with what the part calls them and how it refers to them."""

    def __init__(self, part: Parsed, mentions: pd.DataFrame | None) -> None:
        self.part = part
        self.named = _list_named(part, mentions)
        self._at = {}
        for one in self.named:
            for token in part.between(one.start, one.end):
                self._at[token] = one
        self.roles = _list_roles(part, self.named)
        self.genders = _vote_genders(part, self.named, self.roles)

    def resolve(self, source: list[int], verb: int | None) -> tuple[str, str]:
        """The entity a speaker's words mean (or empty) and their form: name, pronoun or role."""
        part = self.part
        if not source:
            return "", ""
        head = next(
            (t for t in source if part.head[t] not in source or part.head[t] == t), source[0]
        )
        word = part.word(head).lower()
        if word in _RELATIVE and len(source) == 1 and verb is not None:
            return self._resolve_relative(verb)
        one = self._at.get(head) or self._beside(head, source)
        if one is not None:
            return one.entity, "name"
        if part.pos[head] == "PRON":
            return self._follow(head, word), "pronoun"
        if part.pos[head] == "PROPN":
            return "", "name"
        return self._match_role(head), "role"

    def _beside(self, head: int, source: list[int]) -> Named | None:
        """The name in apposition to the head of a speaker's words."""
        for child in self.part.children[head]:
            if self.part.dep[child] == "appos" and child in source and child in self._at:
                return self._at[child]
        return None

    def _resolve_relative(self, verb: int) -> tuple[str, str]:
        """`Lee, who said`: the noun the clause hangs on."""
        for below in (verb, *self.part.climb(verb)):
            if self.part.dep[below] == "relcl":
                one = self._at.get(self.part.head[below])
                return (
                    (one.entity, "name")
                    if one
                    else (self._match_role(self.part.head[below]), "role")
                )
        return "", "pronoun"

    def _follow(self, token: int, word: str) -> str:
        """The nearest person before a pronoun who fits it, subjects of sentences first."""
        if word not in {"he", "she"}:
            return ""
        part = self.part
        floor = part.sentence[token] - _FARTHEST
        stop = bisect_left(self.named, part.start[token], key=lambda one: one.start)
        fitting = [
            one
            for one in self.named[:stop]
            if one.kind == "person"
            and one.entity
            and part.sentence[one.head] >= floor
            and self.genders.get(one.entity, word) == word
        ]
        if not fitting:
            return ""
        nearest = part.sentence[fitting[-1].head]
        same = [one for one in fitting if part.sentence[one.head] == nearest]
        subjects = [one for one in same if part.dep[one.head] in {"nsubj", "nsubjpass"}]
        entities = {one.entity for one in subjects or same}
        known = {e for e in entities if self.genders.get(e) == word}
        if len(known) == 1:
            return known.pop()
        if len(entities) == 1:
            return entities.pop()
        return subjects[0].entity if subjects else ""

    def _match_role(self, head: int) -> str:
        """The nearest entity before `the actor` that the part has called an actor."""
        part = self.part
        definite = any(part.lemma[c] in {"the", "this", "that"} for c in part.children[head])
        if not definite:
            return ""
        lemma = part.lemma[head]
        before = [
            o.entity
            for o in self.named
            if o.start < part.start[head] and lemma in self.roles.get(o.entity, ())
        ]
        return before[-1] if before else ""


def _list_named(part: Parsed, mentions: pd.DataFrame | None) -> list[Named]:
    if mentions is None or mentions.empty:
        return []
    named = []
    for start, end, entity, kind in mentions[["start", "end", "entity", "kind"]].itertuples(
        index=False
    ):
        tokens = list(part.between(start, end))
        if not tokens:
            continue
        head = next(
            (t for t in tokens if part.head[t] not in tokens or part.head[t] == t), tokens[-1]
        )
        named.append(Named(start, end, entity, kind, head))
    return sorted(named)


def _list_roles(part: Parsed, named: list[Named]) -> dict[str, set[str]]:
    """What the part calls each entity: nouns before the name, in apposition, or after `is`."""
    roles: dict[str, set[str]] = {}
    for one in named:
        nouns = [c for c in part.children[one.head] if part.dep[c] in {"compound", "appos", "nmod"}]
        if part.dep[one.head] in {"appos", "compound"}:
            nouns.append(part.head[one.head])
        if part.dep[one.head] == "nsubj" and part.lemma[part.head[one.head]] == "be":
            nouns.extend(c for c in part.children[part.head[one.head]] if part.dep[c] == "attr")
        first = min(part.between(one.start, one.end))
        if first > 0 and part.pos[first - 1] == "NOUN":
            nouns.append(first - 1)
        found = {part.lemma[n] for n in nouns if part.pos[n] in {"NOUN", "PROPN"}}
        roles.setdefault(one.entity, set()).update(found)
    return roles


def _vote_genders(part: Parsed, named: list[Named], roles: dict[str, set[str]]) -> dict[str, str]:
    """`he` or `she` for each person the part shows it of: a title, a noun, a pronoun beside it."""
    votes: dict[str, Counter[str]] = {}
    by_sentence: dict[int, list[Named]] = {}
    for one in named:
        if one.kind == "person" and one.entity:
            by_sentence.setdefault(part.sentence[one.head], []).append(one)
            before = min(part.between(one.start, one.end)) - 1
            words = roles.get(one.entity, set()) | (
                {part.word(before).lower()} if before >= 0 else set()
            )
            votes.setdefault(one.entity, Counter()).update(
                {"he": 3 * len(words & _MAN), "she": 3 * len(words & _WOMAN)}
            )
    for token in range(len(part)):
        word = part.word(token).lower() if part.pos[token] == "PRON" else ""
        if word in _HE or word in _SHE:
            around = [
                o for o in by_sentence.get(part.sentence[token], []) if o.end <= part.start[token]
            ]
            if len({o.entity for o in around}) == 1:
                votes[around[0].entity]["he" if word in _HE else "she"] += 1
    return {
        entity: "he" if vote["he"] > vote["she"] else "she"
        for entity, vote in votes.items()
        if vote["he"] != vote["she"]
    }
