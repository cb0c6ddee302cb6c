"""What stands at a name: titles, roles and adjectives before it, appositions, a copula after it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.lenses.labels.clauses import Token, Tree

_NOMINAL = {"NOUN", "PROPN", "ADJ"}
_BEFORE = {"compound", "amod", "nmod", "poss", "appos", "flat", "nsubj", "dep"}
_PLURAL = re.compile(r"(?:[a-z]{2}[^s.]s|men)$")  # the tag is no help: a title is a proper noun
_LINKS = {"be", "become", "remain"}
_LONGEST = 14  # words of a description; longer ones are parse errors as a rule


class Named(NamedTuple):
    """A mention in its tree: the tokens it covers and the one that governs them."""

    entity: str
    kind: str
    first: int
    last: int
    head: int


class Label(NamedTuple):
    """A label found: whom it describes, where it stands, its form and its main noun."""

    entity: str
    start: int
    end: int
    form: str
    noun: str


def find_at_name(tree: Tree, one: Named, named: dict[int, Named]) -> Iterator[Label]:
    """The labels that stand at one mention; `named` tells which tokens are names."""
    if one.kind == "person":
        yield from _find_before(tree, one, named)
    found = [
        *_find_apposition(tree, one, named),
        *_find_governor(tree, one, named),
        *_find_copula(tree, one, named),
    ]
    for label in found:
        if len(tree.text[label.start : label.end].split()) <= _LONGEST:
            yield label


def share_plural(tree: Tree, chain: list[Named], labels: list[Label]) -> Iterator[Label]:
    """`Billionaires Roe, Doe and Poe`: a plural before the first name describes them all."""
    for label in labels:
        if label.entity != chain[0].entity or label.form not in {"title", "role"}:
            continue
        if _PLURAL.search(tree.text[label.start : label.end]):
            yield from (label._replace(entity=other.entity) for other in chain[1:])


def _find_before(tree: Tree, one: Named, named: dict[int, Named]) -> Iterator[Label]:
    """`film director Jane Roe`, `Sen. Roe`, `embattled Roe`."""
    first = one.first
    while first > 0 and _belongs(tree, first - 1, one):
        first -= 1
    while first < one.first and not tree.text[tree.tokens[first].start].isalnum():
        first += 1
    if first == one.first:
        return
    first = _join_governor(tree, one, first, named)
    nouns = [i for i in range(first, one.first) if tree.tokens[i].pos in {"NOUN", "PROPN"}]
    own = [i for i in nouns if i not in named]
    start, end = tree.tokens[first].start, tree.tokens[one.first - 1].end
    if not nouns:
        yield Label(one.entity, start, end, "modifier", "")
    elif own and own[-1] == nouns[-1]:
        common = any(
            tree.tokens[i].pos == "NOUN" or tree.text[tree.tokens[i].start].islower() for i in own
        )
        form = "role" if common else "title"
        yield Label(one.entity, start, end, form, tree.tokens[own[-1]].lemma)


def _join_governor(tree: Tree, one: Named, first: int, named: dict[int, Named]) -> int:
    """`Game developer and entrepreneur Jane Roe`: on to a bare noun the name is joined to."""
    above = tree.tokens[one.head].head
    if tree.tokens[one.head].dep != "conj" or above in named or above != first - 2:
        return first
    noun, link = tree.tokens[above], tree.tokens[first - 1]
    if noun.pos != "NOUN" or link.lemma != "and" or tree.list_children(above, "det"):
        return first
    start, _ = tree.span_phrase(above, above)
    return next(i for i, token in enumerate(tree.tokens) if token.start == start)


def _belongs(tree: Tree, index: int, one: Named) -> bool:
    """Whether a token to the left is part of what is said in front of the name."""
    token, following = tree.tokens[index], tree.tokens[index + 1]
    if token.sentence != following.sentence or "\n" in tree.text[token.end : following.start]:
        return False
    gap = tree.text[token.end : following.start]
    if token.pos in {"PUNCT", "NUM"}:
        hyphens = {tree.text[token.start : token.end], tree.text[following.start : following.end]}
        return "-" in hyphens and not gap
    if token.lemma == "of" and following.pos == "PROPN":
        return index > 0 and tree.tokens[index - 1].pos == "PROPN" and index + 1 < one.first
    if token.pos not in _NOMINAL or gap.strip():
        return False
    if token.head <= one.last and token.head >= index:
        return token.dep in _BEFORE or index + 1 == one.first
    return (
        token.pos == "PROPN"
        and token.dep in {"compound", "nsubj", "pobj", "ROOT"}
        and not (token.head < index and token.dep == "compound")
    )


def _find_apposition(tree: Tree, one: Named, named: dict[int, Named]) -> Iterator[Label]:
    """`Roe, the founder of Acme,`."""
    for child in tree.list_children(one.head, "appos"):
        token = tree.tokens[child]
        if _is_single(token) and child not in named and child > one.last:
            start, end = tree.span_phrase(child)
            if start >= tree.tokens[one.last].end and _is_worded(tree, start, end):
                yield Label(one.entity, start, end, "apposition", token.lemma)


def _find_governor(tree: Tree, one: Named, named: dict[int, Named]) -> Iterator[Label]:
    """`their cosmonaut chaperone, Jane Roe`."""
    head = tree.tokens[one.head]
    above = head.head
    if head.dep != "appos" or above in named or above >= one.first:
        return
    if tree.tokens[above].pos in {"NOUN", "PROPN"}:
        start, end = tree.span_phrase(above, one.first)
        between = tree.text[end : tree.tokens[one.first].start].strip()
        if between in {",", "-", "--", "—", ":", ""} and _is_worded(tree, start, end):
            form = "apposition" if between else "role"
            if form == "role":
                start = _skip_determiner(tree, above, start)
            yield Label(one.entity, start, end, form, tree.tokens[above].lemma)


def _skip_determiner(tree: Tree, noun: int, start: int) -> int:
    """Where a phrase starts without its article, as roles in front of a name are given."""
    ends = [tree.tokens[i].end for i in tree.list_children(noun, "det")]
    rest = [token.start for token in tree.tokens[: noun + 1] if token.start >= max(ends, default=0)]
    return max(start, rest[0]) if rest else start


def _find_copula(tree: Tree, one: Named, named: dict[int, Named]) -> Iterator[Label]:
    """`Roe is a surgeon`."""
    head = tree.tokens[one.head]
    verb = head.head
    if head.dep != "nsubj" or tree.tokens[verb].lemma not in _LINKS:
        return
    if tree.list_children(verb, "neg"):
        return
    for child in tree.list_children(verb, "attr"):
        token = tree.tokens[child]
        if child in named or not _is_single(token) or child < one.last:
            continue
        start, end = tree.span_phrase(child)
        yield Label(one.entity, start, end, "copula", token.lemma)


def _is_single(token: Token) -> bool:
    return token.tag in {"NN", "NNP"}


def _is_worded(tree: Tree, start: int, end: int) -> bool:
    """Whether a label has a common word, and is not a date or another name."""
    return any(word.islower() and word.isalpha() for word in tree.text[start:end].split())
