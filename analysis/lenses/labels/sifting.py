"""Labels that describe nobody are left out, and cut words made whole."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from analysis.lenses.labels.clauses import Tree
from analysis.lenses.labels.naming import Label

_LIST = Path(__file__).parent / "not_roles.txt"
_WORDS = re.compile(r"\S+")
_BEFORE = ("title", "role")  # the forms of a label in front of a name
_NAME_PARTS = re.compile(r"[^\W_]+")
_HYPHENS = "-‐‑"


@cache
def read_not_roles() -> frozenset[str]:
    """Nouns that never say who a person is."""
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(
        word for line in lines if not line.startswith("#") for word in line.split() if word
    )


def sift_labels(tree: Tree, labels: Iterable[Label], people: set[str]) -> Iterator[Label]:
    """The labels that can be what somebody is called; `people` are the entities that are persons.

    A label never begins inside a word (`co-ordinator`), nor holds a pronoun that stands for
    somebody else; a person is no thing, time or amount.
    """
    for label in labels:
        start = _find_word(tree.text, label.start)
        whole = label._replace(start=start)
        if label.entity in people and label.noun.casefold() in read_not_roles():
            continue
        if not _has_pronoun(tree, whole):
            yield whole


def trim_labels(
    tree: Tree, labels: Iterable[Label], furniture: list[tuple[int, int]]
) -> Iterator[Label]:
    """The labels without page furniture in front of them and without the bearer's own names.

    `Reuters North Korean leader` under a picture; `spokesman Pierre-Henry` of Pierre-Henry Roe.
    """
    for label in labels:
        start = max([label.start, *(b for a, b in furniture if a <= label.start < b)])
        own = set(_NAME_PARTS.findall(label.entity.casefold()))
        words = [
            word
            for word in _WORDS.finditer(tree.text, start, label.end)
            if not word.group().isspace()
        ]
        while words and label.form in _BEFORE and _is_own(words[-1].group(), own):
            words.pop()
        if words:
            yield label._replace(start=words[0].start(), end=max(words[-1].end(), start))


def _is_own(word: str, own: set[str]) -> bool:
    """Whether each piece of a word is one of the bearer's names."""
    pieces = _NAME_PARTS.findall(word.casefold())
    return bool(pieces) and own.issuperset(pieces)


def _find_word(text: str, start: int) -> int:
    """Where the word begins that a place lies in, hyphens and all."""
    if start == 0 or text[start - 1] not in _HYPHENS:
        return start
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in _HYPHENS):
        start -= 1
    return start


def _has_pronoun(tree: Tree, label: Label) -> bool:
    """`Acme is testing it`: a personal pronoun; a possessive one (`his wife`) is none."""
    return any(
        token.tag == "PRP" for token in tree.tokens if label.start <= token.start < label.end
    )
