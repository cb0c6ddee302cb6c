"""One part of one article as the parser saw it: rows of the tokens table, easy to walk."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

import pandas as pd

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM", "X"})


class Parsed:
    """The tokens of one part as columns; a token is its row number here."""

    def __init__(self, text: str, tokens: pd.DataFrame) -> None:
        self.text = text
        self.start: list[int] = tokens["start"].tolist()
        self.end: list[int] = tokens["end"].tolist()
        self.sentence: list[int] = tokens["sentence"].tolist()
        self.lemma: list[str] = tokens["lemma"].tolist()
        self.pos: list[str] = tokens["pos"].tolist()
        self.tag: list[str] = tokens["tag"].tolist()
        self.dep: list[str] = tokens["dep"].tolist()
        row = {number: i for i, number in enumerate(tokens["token"].tolist())}
        # A head that is white space has no row: the token then stands for itself.
        self.head: list[int] = [row.get(h, i) for i, h in enumerate(tokens["head"].tolist())]

    def __len__(self) -> int:
        """How many tokens there are."""
        return len(self.start)

    @cached_property
    def children(self) -> list[list[int]]:
        """The dependents of every token, in order."""
        below: list[list[int]] = [[] for _ in self.head]
        for i, head in enumerate(self.head):
            if head != i:
                below[head].append(i)
        return below

    def word(self, i: int) -> str:
        """The token as it stands in the text."""
        return self.text[self.start[i] : self.end[i]]

    def subtree(self, i: int, *, without: frozenset[int] = frozenset()) -> list[int]:
        """A token and all that depends on it, in order; branches at `without` left out."""
        found, waiting = [], [i]
        while waiting:
            node = waiting.pop()
            found.append(node)
            waiting.extend(child for child in self.children[node] if child not in without)
        return sorted(found)

    def climb(self, i: int) -> Iterator[int]:
        """The heads of a token, nearest first."""
        while self.head[i] != i:
            i = self.head[i]
            yield i

    def child(self, i: int, *deps: str) -> int | None:
        """The first dependent of `i` in one of these relations."""
        return next((child for child in self.children[i] if self.dep[child] in deps), None)

    def at(self, offset: int) -> int:
        """The first token that ends after `offset`."""
        return bisect_left(self.end, offset + 1)

    def span(self, tokens: list[int]) -> tuple[int, int] | None:
        """The characters a row of tokens covers; None where there are none."""
        return (self.start[tokens[0]], self.end[tokens[-1]]) if tokens else None

    def between(self, start: int, end: int) -> range:
        """The tokens that touch a span of the text."""
        return range(self.at(start), bisect_left(self.start, end))


def split_rows(tokens: list[int]) -> list[list[int]]:
    """Tokens as unbroken rows."""
    rows: list[list[int]] = []
    for token in sorted(tokens):
        if rows and rows[-1][-1] == token - 1:
            rows[-1].append(token)
        else:
            rows.append([token])
    return rows


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
