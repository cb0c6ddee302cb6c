"""Cues: the words that attribute, what they may take, and what they let on."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from analysis.lenses.quotes.parsed import Parsed

CLAUSE, OBJECT, INFINITIVE = "c", "o", "x"
_LEFT_OF_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})
_NOT_IN_CUE = frozenset({"when", "where", "why", "how"})
_MEDIA = frozenset("statement interview email e-mail letter tweet post speech memo release".split())


class Cue(NamedTuple):
    """One entry of the list: what the verb takes, the act it names and the stance it betrays."""

    takes: frozenset[str]
    act: str
    stance: str


# A verb that is not listed but stands right beside a quotation, where a speech tag stands.
UNLISTED = Cue(frozenset({CLAUSE}), "speech", "neutral")


@cache
def read_cues(name: str = "cues.txt") -> dict[str, Cue]:
    """One list of cues, by lemma: of verbs (`cues.txt`), `adjectives.txt` or `nouns.txt`."""
    lines = files("analysis.lenses.quotes").joinpath(name).read_text("utf-8").splitlines()
    entries = (line.split() for line in lines if line.strip() and not line.startswith("#"))
    return {
        lemma: Cue(frozenset(takes.split(",")), act, stance)
        for lemma, takes, act, stance in entries
    }


def find_cue(part: Parsed, verb: int) -> Cue | None:
    """The list's entry for a token; None where it is no verb of the list."""
    if part.pos[verb] == "ADJ":
        return (
            read_cues("adjectives.txt").get(part.lemma[verb]) if part.dep[verb] == "acomp" else None
        )
    if part.pos[verb] != "VERB":
        return None
    cues = read_cues()
    lemma = part.lemma[verb]
    # The pipeline's rules cut "hoping" to "hop": try the lemma with the letter it lost.
    return cues.get(lemma) or cues.get(lemma + "e")


def cut_cue(part: Parsed, verb: int, *, preposition: int | None = None) -> list[int]:
    """The tokens of a verb group, in a row: auxiliaries, negation, adverbs, verb, particle.

    A preposition that brings the content (`called for`) belongs to it.
    """
    last = verb
    if last + 1 < len(part) and part.head[last + 1] == verb and part.dep[last + 1] == "prt":
        last += 1
    if preposition is not None and preposition == last + 1:
        last = preposition
    return list(range(_find_first(part, verb), _include_medium(part, last) + 1))


def _find_first(part: Parsed, verb: int) -> int:
    """Where the group begins; a verb it hangs on by `to` belongs to it: `continued to deny`."""
    first = _reach_left(part, verb)
    if part.pos[verb] == "ADJ" and verb - 4 < part.head[verb] < first:
        return _reach_left(part, part.head[verb])
    while part.dep[verb] == "xcomp" and part.lemma[first] == "to":
        upper = part.head[verb]
        if upper != first - 1 or part.pos[upper] != "VERB" or find_cue(part, upper) is not None:
            break
        verb, first = upper, _reach_left(part, upper)
    return first


def _reach_left(part: Parsed, verb: int) -> int:
    """The first of the auxiliaries, negations and adverbs right before a verb."""
    first = verb
    while first > 0 and part.head[first - 1] == verb and part.dep[first - 1] in _LEFT_OF_VERB:
        if part.lemma[first - 1] in _NOT_IN_CUE:
            break
        first -= 1
    return first


def _include_medium(part: Parsed, last: int) -> int:
    """Where the group ends if it names where the words stand: `said in a statement`."""
    if last + 3 >= len(part) or part.lemma[last + 1] not in {"in", "on"}:
        return last
    if part.dep[last + 2] == "det" and part.lemma[last + 3] in _MEDIA:
        return last + 3
    return last
