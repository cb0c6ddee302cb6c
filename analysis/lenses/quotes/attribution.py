"""Indirect and mixed speech: who is said to say, think, want or judge what, over the parse."""

from collections.abc import Iterator
from typing import NamedTuple

from analysis.lenses.quotes.cues import CLAUSE, INFINITIVE, OBJECT, Cue, cut_cue, find_cue
from analysis.lenses.quotes.parsed import Parsed

_SUBJECTS = ("nsubj", "nsubjpass")
# Dependents of the cue that say when, where or how it was said, not what.
_ASIDES = frozenset({"punct", "cc", "conj", "aux", "auxpass", "neg", "prt", "agent", "mark"})
_TIMES = frozenset({"npadvmod", "advmod"})


class Found(NamedTuple):
    """One attribution as tokens: the cue's verb, the cue, its source and the pieces of content."""

    verb: int
    entry: Cue
    cue: list[int]
    source: list[int]
    content: list[list[int]]


def find_attributed(part: Parsed, quoted: list[bool]) -> list[Found]:
    """Attributions by a verb of the list or `according to`; `quoted` tells tokens inside marks.

    What stands inside quotation marks is the speaker's own talk and attributes nothing here.
    """
    found = []
    for verb in range(len(part)):
        if quoted[verb]:
            continue
        entry = find_cue(part, verb)
        one = read_verb(part, verb, entry) if entry else read_according(part, verb)
        if one is not None and one.content:
            found.append(one)
    return found


def read_according(part: Parsed, i: int) -> Found | None:
    """`according to X`: the rest of the sentence is the content."""
    if part.lemma[i] != "accord" and part.word(i).lower() != "according":
        return None
    to = part.child(i, "prep")
    if to is None:
        to = i + 1 if i + 1 < len(part) and part.word(i + 1) == "to" else None
    noun = part.child(to, "pobj") if to is not None else None
    if to is None or noun is None:
        return None
    source = cut_source(part, noun)
    head = part.head[i]
    if head == i:
        return None
    content = split_rows([t for t in part.subtree(head) if t not in set(part.subtree(i))])
    return Found(
        i,
        Cue(frozenset({CLAUSE}), "speech", "neutral"),
        [i, to],
        source,
        trim_pieces(part, content),
    )


def read_verb(part: Parsed, verb: int, entry: Cue) -> Found | None:
    """The attribution a listed verb makes, if its dependents fit what it takes."""
    subject, passive = find_subject(part, verb)
    source = cut_source(part, subject) if subject is not None and not passive else []
    content, preposition = find_content(part, verb, entry)
    if passive:
        agent = part.child(verb, "agent")
        by = part.child(agent, "pobj") if agent is not None else None
        source = cut_source(part, by) if by is not None else []
        if (
            part.child(verb, "nsubjpass") == subject
            and subject is not None
            and not (CLAUSE in entry.takes and content and part.lemma[verb] in {"ask", "tell"})
        ):
            content = [cut_source(part, subject), *content]
    block = set(source) | set(cut_cue(part, verb, preposition=preposition))
    pieces = [[t for t in piece if t not in block] for piece in content]
    pieces = [row for piece in pieces for row in split_rows(piece)]
    return Found(
        verb, entry, cut_cue(part, verb, preposition=preposition), source, trim_pieces(part, pieces)
    )


def find_subject(part: Parsed, verb: int) -> tuple[int | None, bool]:
    """Who does what the verb says, and whether the verb is passive (then it is what is spoken of).

    A verb without subject of its own has the one of the verb it depends on (`..., adding that`).
    """
    own = part.child(verb, *_SUBJECTS)
    if own is not None:
        return own, part.dep[own] == "nsubjpass"
    passive = part.child(verb, "auxpass") is not None
    below = verb
    for head in part.climb(verb):
        dep = part.dep[below]
        if dep == "acl" or (dep == "relcl" and part.pos[head] in {"NOUN", "PROPN", "PRON"}):
            return head, passive or part.tag[verb] == "VBN"
        if dep == "poss":
            return None, passive
        subject = part.child(head, *_SUBJECTS)
        if dep in {"ccomp", "csubj"}:
            return None, passive
        if subject is not None and part.pos[head] in {"VERB", "AUX"}:
            if dep == "xcomp" and (thing := part.child(head, "dobj")) is not None:
                subject = thing
            return subject, passive
        below = head
    return None, passive


def find_content(part: Parsed, verb: int, entry: Cue) -> tuple[list[list[int]], int | None]:
    """The pieces that hold what is said, and the preposition that brings them, if one does."""
    clause = part.child(verb, "ccomp") if CLAUSE in entry.takes else None
    if clause is not None:
        return [part.subtree(clause)], None
    if CLAUSE in entry.takes:
        host = _find_host(part, verb)
        if host is not None:
            return host, None
    if INFINITIVE in entry.takes and (to := part.child(verb, "xcomp")) is not None:
        return [part.subtree(to)], None
    if OBJECT in entry.takes:
        thing = part.child(verb, "dobj", "oprd")
        if thing is not None:
            return [_run_on(part, verb, thing)], None
    for child in part.children[verb]:
        if part.dep[child] in {"prep", "agent"} and part.lemma[child] in entry.takes:
            content = [t for t in part.subtree(child) if t != child]
            if child > verb and content:
                return [content], child
    return [], None


def _find_host(part: Parsed, verb: int) -> list[list[int]] | None:
    """The clause a parenthetical tag stands in: `Sales, he said, were great`."""
    if part.dep[verb] not in {"parataxis", "ccomp"} or part.head[verb] == verb:
        return None
    if part.dep[verb] == "ccomp" and part.head[verb] < verb:
        return None
    host = part.head[verb]
    inside = set(part.subtree(verb))
    return split_rows([t for t in part.subtree(host) if t not in inside])


def _run_on(part: Parsed, verb: int, thing: int) -> list[int]:
    """An object and what follows it in the verb's phrase: `described X as Y`."""
    first = min(part.subtree(thing))
    last = max(part.subtree(thing))
    for child in part.children[verb]:
        if child <= thing or part.dep[child] in _ASIDES | _TIMES | {"advcl"}:
            continue
        branch = part.subtree(child)
        if min(branch) == last + 1:
            last = max(branch)
    return list(range(first, last + 1))


def cut_source(part: Parsed, noun: int) -> list[int]:
    """The noun phrase of a speaker: with its apposition, without a relative clause."""
    without = set()
    for child in part.children[noun]:
        if part.dep[child] in {"relcl", "acl"} and child > noun:
            comma = any(part.word(t) == "," for t in range(noun, child))
            if comma or part.dep[child] == "relcl":
                without.add(child)
        elif part.dep[child] in {"advcl", "advmod", "ccomp", "parataxis"} and child > noun:
            without.add(child)
    rows = split_rows(part.subtree(noun, without=frozenset(without)))
    row = next((row for row in rows if noun in row), [noun])
    return trim(part, row)


def split_rows(tokens: list[int]) -> list[list[int]]:
    """Tokens as unbroken rows."""
    rows: list[list[int]] = []
    for token in sorted(tokens):
        if rows and rows[-1][-1] == token - 1:
            rows[-1].append(token)
        else:
            rows.append([token])
    return rows


def trim_pieces(part: Parsed, pieces: list[list[int]]) -> list[list[int]]:
    """Pieces without punctuation at their ends; those with nothing left fall away."""
    return [kept for piece in pieces if (kept := trim(part, piece))]


def trim(part: Parsed, tokens: list[int]) -> list[int]:
    """Tokens without the punctuation at either end; quotation marks stay."""
    kept = list(tokens)
    while kept and _falls_off(part, kept[-1]):
        kept.pop()
    while kept and _falls_off(part, kept[0]):
        kept.pop(0)
    return kept


def _falls_off(part: Parsed, i: int) -> bool:
    return all(c in ",.;:-–—… \n" for c in part.word(i))


def words_of(part: Parsed, tokens: list[int]) -> Iterator[str]:
    """The words of tokens, lower case."""
    return (part.word(t).lower() for t in tokens)
