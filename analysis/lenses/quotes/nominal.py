"""Attributions by a noun: `her claim that ...`, `complaints from the union that ...`."""

from analysis.lenses.quotes.cues import Cue, read_cues
from analysis.lenses.quotes.parsed import Parsed
from analysis.lenses.quotes.sources import cut_source

_FROM = frozenset({"by", "from", "among"})


def find_noun(part: Parsed, noun: int) -> Cue | None:
    """The list's entry for a token; None where it is no noun of the list."""
    return read_cues("nouns.txt").get(part.lemma[noun]) if part.pos[noun] == "NOUN" else None


def read_noun(part: Parsed, noun: int) -> tuple[list[int], list[int], list[int]]:
    """Cue, source and content as tokens; the content is empty where nothing follows the noun."""
    owner = part.child(noun, "poss")
    source = _cut_owner(part, owner) if owner is not None else _find_agent(part, noun)
    first = noun
    while first > 0 and part.head[first - 1] == noun and part.dep[first - 1] == "amod":
        first -= 1
    for child in part.children[noun]:
        if child > noun and part.dep[child] in {"acl", "ccomp"} and _is_clause(part, child):
            return list(range(first, noun + 1)), source, part.subtree(child)
    return [], [], []


def _is_clause(part: Parsed, verb: int) -> bool:
    """Whether it is `that ...` or `to ...`, not `made in June` or `calling for`."""
    first = min(part.subtree(verb))
    return part.lemma[first] == "to" or (part.lemma[first] == "that" and part.dep[first] == "mark")


def _cut_owner(part: Parsed, owner: int) -> list[int]:
    """The owner's words without the apostrophe."""
    words = cut_source(part, owner)
    return words[:-1] if len(words) > 1 and part.tag[words[-1]] == "POS" else words


def _find_agent(part: Parsed, noun: int) -> list[int]:
    for child in part.children[noun]:
        if part.dep[child] in {"prep", "agent"} and part.lemma[child] in _FROM:
            agent = part.child(child, "pobj")
            if agent is not None:
                return cut_source(part, agent)
    return []
