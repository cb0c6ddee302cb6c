"""Indirect and mixed speech: who is said to say, think, want or judge what, over the parse."""

from typing import NamedTuple

from analysis.lenses.quotes.contents import find_content
from analysis.lenses.quotes.cues import CLAUSE, Cue, cut_cue, find_cue
from analysis.lenses.quotes.nominal import find_noun, read_noun
from analysis.lenses.quotes.parsed import Parsed, split_rows, trim
from analysis.lenses.quotes.sources import cut_source, find_subject

_RAISING = frozenset({"seem", "appear"})


class Found(NamedTuple):
    """One attribution as tokens: the cue's verb, the cue, its source and the pieces of content."""

    verb: int
    entry: Cue
    cue: list[int]
    source: list[int]
    content: list[list[int]]


def find_attributed(part: Parsed, quoted: list[bool], opening: dict[int, list[int]]) -> list[Found]:
    """Attributions by a cue of the lists; `quoted` and `opening` tell what stands in marks.

    What stands inside quotation marks is the speaker's own talk and attributes nothing here.
    """
    found = []
    one: Found | None
    for verb in range(len(part)):
        if quoted[verb]:
            continue
        entry = find_cue(part, verb)
        noun = None if entry else find_noun(part, verb)
        if entry:
            one = read_verb(part, verb, entry)
            if not one.content and (held := opening.get(one.cue[-1] + 1)):
                one = one._replace(content=[held])
        elif noun:
            cue, source, content = read_noun(part, verb)
            one = Found(verb, noun, cue, source, _trim_pieces(part, split_rows(content)))
        else:
            one = read_according(part, verb)
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
        _trim_pieces(part, content),
    )


def read_verb(part: Parsed, verb: int, entry: Cue) -> Found:
    """The attribution a listed verb makes; without content where its dependents do not fit."""
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
            # `The plan was announced`: by nobody, and nothing else is told of it.
            content = [cut_source(part, subject), *content] if source or content else []
    if part.lemma[verb] in _RAISING and subject is not None:
        expletive = part.word(subject).lower() in {"it", "there"} and "xcomp" not in {
            part.dep[c] for c in part.children[verb]
        }
        content = content if expletive else [source, *content]
        source = []
    if subject is not None and part.word(subject) == "That" and part.word(verb) == "said":
        content = []  # `That said, the ferry sailed`
    if passive and not source and part.dep[verb] == "acl":
        content = []  # `a film called Dusk`: it names, and nobody says it
    block = set(source) | set(cut_cue(part, verb, preposition=preposition))
    pieces = [[t for t in piece if t not in block] for piece in content]
    pieces = [row for piece in pieces for row in split_rows(piece)]
    return Found(
        verb,
        entry,
        cut_cue(part, verb, preposition=preposition),
        source,
        _trim_pieces(part, pieces),
    )


def _trim_pieces(part: Parsed, pieces: list[list[int]]) -> list[list[int]]:
    """Pieces without punctuation at their ends; those with nothing left fall away."""
    return [kept for piece in pieces if (kept := trim(part, piece))]
