"""The tokens of one article as a tree one can walk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

Place = tuple[str, str]  # article_id, part
_COLUMNS = ["start", "end", "sentence", "token", "lemma", "pos", "tag", "dep", "head"]
_CLAUSES = {"relcl", "acl", "advcl", "ccomp", "xcomp", "punct", "cc", "conj", "appos", "parataxis"}


class Token(NamedTuple):
    """One token; `head` is its head's index in the tree."""

    start: int
    end: int
    sentence: int
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int


@dataclass(slots=True)
class Tree:
    """The tokens of one part of one article, with their children."""

    text: str
    tokens: list[Token]
    children: dict[int, list[int]] = field(default_factory=dict)

    def list_children(self, index: int, dep: str = "") -> list[int]:
        """The tokens that depend on one, those of one relation if it is given."""
        found = self.children.get(index, [])
        return [child for child in found if not dep or self.tokens[child].dep == dep]

    def find_head(self, start: int, end: int) -> int | None:
        """The token of a span whose head lies outside it; none where no token is in the span."""
        inside = [i for i, one in enumerate(self.tokens) if start <= one.start < end]
        return self.choose_head(inside)

    def choose_head(self, inside: list[int]) -> int | None:
        """Of some tokens, the last whose head is not among them."""
        outer = [i for i in inside if self.tokens[i].head not in inside or self.is_root(i)]
        return outer[-1] if outer else None

    def is_root(self, index: int) -> bool:
        """Whether nothing governs the token."""
        return self.tokens[index].head == index

    def span_phrase(self, head: int, stop: int | None = None) -> tuple[int, int]:
        """Start and end of a noun with what describes it, without clauses and conjuncts.

        Nothing from the token `stop` on is taken.
        """
        taken = {head}
        stack = [head]
        while stack:
            for child in self.list_children(stack.pop()):
                if self.tokens[child].dep not in _CLAUSES and (stop is None or child < stop):
                    taken.add(child)
                    stack.append(child)
        first = min(taken)
        last = head
        while last + 1 in taken:
            last += 1
        while not set(range(first, head)) <= taken | self._list_marks(first, head):
            first += 1
        return self.tokens[first].start, self.tokens[last].end

    def _list_marks(self, first: int, last: int) -> set[int]:
        """Hyphens and commas inside a phrase."""
        return {i for i in range(first, last) if self.tokens[i].pos in {"PUNCT", "CCONJ", "ADJ"}}


def grow_trees(tokens: pd.DataFrame, articles: pd.DataFrame) -> Iterator[tuple[Place, Tree]]:
    """The tree of every part, in the order of the tokens."""
    texts = articles.set_index("article_id")[["headline", "text"]].to_dict("index")
    for place, rows in tokens.groupby(["article_id", "part"], sort=False):
        article_id, part = str(place[0]), str(place[1])
        yield (article_id, part), grow_tree(rows, str(texts[article_id][part]))


def grow_tree(rows: pd.DataFrame, text: str) -> Tree:
    """The tree of one part."""
    table = list(rows[_COLUMNS].itertuples(index=False, name=None))
    index = {row[3]: number for number, row in enumerate(table)}
    tree = Tree(text, [])
    for number, (start, end, sentence, _, lemma, pos, tag, dep, head) in enumerate(table):
        above = index.get(head, number)
        tree.tokens.append(Token(start, end, sentence, lemma, pos, tag, dep, above))
        if above != number:
            tree.children.setdefault(above, []).append(number)
    return tree
