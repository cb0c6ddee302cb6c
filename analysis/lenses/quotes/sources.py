"""The words that name a speaker, from the verb that attributes."""

from analysis.lenses.quotes.parsed import NOMINAL, Parsed, split_rows, trim

_SUBJECTS = ("nsubj", "nsubjpass")


def find_subject(part: Parsed, verb: int) -> tuple[int | None, bool]:
    """Who does what the verb says, and whether the verb is passive (then it is what is spoken of).

    A verb without subject of its own has the one of the verb it depends on (`..., adding that`).
    """
    own = part.child(verb, *_SUBJECTS)
    if own is not None:
        return own, part.dep[own] == "nsubjpass"
    passive = part.child(verb, "auxpass") is not None or (
        part.tag[verb] == "VBN" and part.child(verb, "aux") is None
    )
    below = verb
    for head in part.climb(verb):
        dep = part.dep[below]
        if dep == "acl" or (dep == "relcl" and part.pos[head] in {"NOUN", "PROPN", "PRON"}):
            return head, passive
        if dep in {"poss", "ccomp", "csubj"}:
            return None, passive
        subject = part.child(head, *_SUBJECTS)
        if subject is not None and part.pos[head] in {"VERB", "AUX"}:
            if dep == "xcomp" and (thing := part.child(head, "dobj")) is not None:
                subject = thing
            return subject, passive
        below = head
    return None, passive


def cut_source(part: Parsed, noun: int) -> list[int]:
    """The noun phrase of a speaker with its apposition, without a relative clause after a comma."""
    without = set()
    for child in part.children[noun]:
        if child < noun:
            continue
        comma = any(part.word(t) == "," for t in range(noun, child))
        clause = part.dep[child] in {"relcl", "acl"} and comma
        if clause or part.dep[child] in {"advcl", "advmod", "ccomp", "parataxis"}:
            without.add(child)
    rows = split_rows(part.subtree(noun, without=frozenset(without)))
    return trim(part, next((row for row in rows if noun in row), [noun]))


def top_noun(part: Parsed, i: int, inside: set[int], verb: int) -> int:
    """The head of the noun phrase a token is in, as far as it stays on its side of the verb."""
    while True:
        head = part.head[i]
        beyond = head not in inside or head == i or (head < verb) != (i < verb)
        if head == verb or beyond or part.pos[head] not in NOMINAL:
            return i
        i = head
