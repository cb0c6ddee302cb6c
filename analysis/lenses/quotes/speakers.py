"""Who a speaker is: from the words beside the cue to the entity, where the text makes it plain."""

from bisect import bisect_left

from analysis.lenses.quotes.cast import Cast, Named
from analysis.lenses.quotes.parsed import Parsed

_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_FARTHEST = 6  # sentences a pronoun is followed back
_NEAR = 3  # sentences in which another name makes a role doubtful
_SPEAKING = frozenset({"person", "organisation"})
_BODIES = frozenset({"organisation", "place", "group"})
# Nouns that add nothing to the name before them: `the Greenpeace group`.
_GENERIC = frozenset(
    "group company firm organization organisation agency newspaper airline".split()
)


class Speakers:
    """Resolves the speakers of one part, in reading order: who spoke last is who `he` may be."""

    def __init__(self, part: Parsed, cast: Cast) -> None:
        self.part = part
        self.cast = cast
        self.named = list(cast.named)

    def resolve(self, source: list[int], verb: int | None) -> tuple[str, str]:
        """The entity a speaker's words mean (or empty) and their form: name, pronoun or role."""
        if not source:
            return "", ""
        entity, form = self._read(source, verb)
        if entity and form != "name":
            self._remember(source[0], entity)
        return entity, form

    def _read(self, source: list[int], verb: int | None) -> tuple[str, str]:
        part = self.part
        inside = set(source)
        head = next(
            (t for t in source if part.head[t] not in inside or part.head[t] == t), source[0]
        )
        word = part.word(head).lower()
        if word in _RELATIVE and len(source) == 1 and verb is not None:
            return self._resolve_relative(verb)
        one = self.cast.at.get(head) or self._beside(head, inside)
        if one is not None:
            return one.entity, "name"
        if part.pos[head] == "PRON" or word in {"his", "her", "its"}:
            return self._follow(head, word), "pronoun"
        if part.pos[head] == "PROPN":
            return "", "name"
        return self._match_role(head, inside), "role"

    def _remember(self, token: int, entity: str) -> None:
        """Who was resolved counts as named there: the next pronoun may mean them again."""
        kind = next((one.kind for one in self.named if one.entity == entity), "person")
        span = self.part.start[token], self.part.end[token]
        one = Named(*span, entity, kind, token, token)
        self.named.insert(bisect_left(self.named, one), one)

    def _beside(self, head: int, inside: set[int]) -> Named | None:
        """The name in apposition to the head of a speaker's words, or before a generic noun."""
        part, at = self.part, self.cast.at
        for child in part.children[head]:
            near = part.dep[child] == "appos"
            if part.lemma[head] in _GENERIC and part.dep[child] == "compound":
                near = True
            if near and child in inside and child in at:
                return at[child]
        return None

    def _resolve_relative(self, verb: int) -> tuple[str, str]:
        """`Lee, who said`: the noun the clause hangs on."""
        part = self.part
        for below in (verb, *part.climb(verb)):
            if part.dep[below] == "relcl":
                head = part.head[below]
                one = self.cast.at.get(head) or self._beside(head, set(part.subtree(head)))
                return (one.entity, "name") if one else (self._match_role(head, {head}), "role")
        return "", "pronoun"

    def _follow(self, token: int, word: str) -> str:
        """The nearest one before a pronoun who fits it, subjects of sentences first."""
        pronoun = {"his": "he", "her": "she", "its": "it"}.get(word, word)
        if pronoun not in {"he", "she", "it"}:
            return ""
        part = self.part
        reach = 1 if pronoun == "it" else _FARTHEST
        fitting = [
            one
            for one in self._list_before(token, reach)
            if one.entity and self._fits(one, pronoun) and one.head != token
        ]
        subjects = [o for o in fitting if part.dep[o.head] in {"nsubj", "nsubjpass"}]
        if pronoun == "it":
            return subjects[-1].entity if len({one.entity for one in subjects}) == 1 else ""
        for some in (subjects, fitting):
            if some:
                nearest = part.sentence[some[-1].head]
                return self._choose([o for o in some if part.sentence[o.head] == nearest], pronoun)
        return ""

    def _choose(self, same: list[Named], pronoun: str) -> str:
        """One of several in a sentence: the main verb's subject, who is known to fit, the first."""
        part = self.part
        main = [o for o in same if part.dep[part.head[o.head]] == "ROOT"]
        some = main or same
        known = {one.entity for one in some if self.cast.genders.get(one.entity) == pronoun}
        return known.pop() if len(known) == 1 else some[0].entity

    def _fits(self, one: Named, pronoun: str) -> bool:
        if pronoun == "it":
            return one.kind in _BODIES
        return one.kind == "person" and self.cast.genders.get(one.entity, pronoun) == pronoun

    def _list_before(self, token: int, reach: int) -> list[Named]:
        """The named in the sentences just before a token, in order."""
        part = self.part
        stop = bisect_left(self.named, part.start[token], key=lambda one: one.start)
        first = stop
        while first and part.sentence[self.named[first - 1].head] >= part.sentence[token] - reach:
            first -= 1
        return self.named[first:stop]

    def _match_role(self, head: int, inside: set[int]) -> str:
        """Whom the part has called so before: `the actor` after `the actor Lee`.

        It is the nearest of the named, or the only one called so with no other named nearby; a
        phrase with another name in it (`the Oslo office`) stands for somebody else.
        """
        part, roles = self.part, self.cast.roles
        definite = any(part.lemma[c] in {"the", "this", "that"} for c in part.children[head])
        if not definite or inside & self.cast.at.keys():
            return ""
        stop = bisect_left(self.named, part.start[head], key=lambda one: one.start)
        holders = [o for o in self.named[:stop] if part.lemma[head] in roles.get(o.entity, ())]
        if not holders:
            return ""
        held = holders[-1]
        rivals = [
            one
            for one in self._list_before(head, _NEAR)
            if one.start > held.start and one.entity != held.entity and one.kind == held.kind
        ]
        return held.entity if held.kind in _SPEAKING and not rivals else ""
