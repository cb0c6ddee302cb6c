"""Descriptions without the name: who is meant where that is plain.

`said the 37-year-old actor` after a sentence that names one actor; `a film star and a director` in
the opening, where the article goes on to name an actress and a director together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from analysis.lenses.labels.clauses import Tree
from analysis.lenses.labels.naming import Label, Named

_NEAR = 2  # sentences back within which a person is still in mind
_OPENING = 2  # sentences of the text in which people are described before they are named
_LIST = Path(__file__).parent / "role_classes.txt"


@cache
def read_classes() -> dict[str, str]:
    """Each noun of the list to the first noun of its line."""
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    return {noun: row[0] for row in rows for noun in row}


def classify(noun: str) -> str:
    """The class of a role noun, by which `actress` and `film star` are one role."""
    return read_classes().get(noun, noun)


def find_descriptions(
    tree: Tree, people: list[Named], chains: list[list[Named]], labels: list[Label]
) -> Iterator[Label]:
    """The labels of one part that stand away from the names they describe."""
    roles: defaultdict[str, set[str]] = defaultdict(set)
    for label in labels:
        if label.noun and label.form != "copula":
            roles[classify(label.noun)].add(label.entity)
    taken = [(label.start, label.end) for label in labels]
    covered = {index for one in people for index in range(one.first, one.last + 1)}
    for index, token in enumerate(tree.tokens):
        if token.pos != "NOUN" or index in covered or classify(token.lemma) not in roles:
            continue
        if any(start <= token.start < end for start, end in taken):
            continue
        determiners = {tree.tokens[i].lemma for i in tree.list_children(index, "det")}
        if "the" in determiners and token.tag == "NN":
            yield from _refer_back(tree, index, people, roles[classify(token.lemma)])
        elif token.sentence < _OPENING and token.dep != "conj":
            yield from _refer_ahead(tree, index, chains, roles)


def _refer_back(tree: Tree, index: int, people: list[Named], bearers: set[str]) -> Iterator[Label]:
    """The person named last, if the role was given to that person and to nobody as near."""
    token = tree.tokens[index]
    before = [one for one in people if one.first < index]
    near = [one for one in before if token.sentence - tree.tokens[one.head].sentence <= _NEAR]
    if not near or near[-1].entity not in bearers:
        return
    rivals = {one.entity for one in near if tree.tokens[one.head].sentence == token.sentence}
    if (rivals & bearers) - {near[-1].entity}:
        return
    start, _ = tree.span_phrase(index, index)
    yield Label(near[-1].entity, start, token.end, "description", token.lemma)


def _refer_ahead(
    tree: Tree,
    index: int,
    chains: Iterable[list[Named]],
    roles: dict[str, set[str]],
) -> Iterator[Label]:
    """Nouns in one series, each the role of one of the people later named in one series."""
    nouns = [index, *tree.list_children(index, "conj")]
    wanted = [classify(tree.tokens[noun].lemma) for noun in nouns]
    for chain in chains:
        if chain[0].first < index or len(nouns) < 2:
            continue
        entities = {one.entity for one in chain}
        meant = [roles.get(role, set()) & entities for role in wanted]
        if all(len(one) == 1 for one in meant) and len(set().union(*meant)) == len(nouns):
            for noun, entity in zip(nouns, meant, strict=True):
                start, end = tree.span_phrase(noun, noun)
                label = Label(min(entity), start, end, "description", tree.tokens[noun].lemma)
                yield label
            return
