"""What a span belongs to: its noun, its verb, the names and the content words of its clause.

The dependency parse is read from the table `tokens`, so every lens can ask without knowing spaCy.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pandas as pd

from analysis.spans import SPAN

CONTENT = ("NOUN", "PROPN", "VERB", "ADJ")
_PRONOUNS = frozenset("he she it they their his her its this these those".split())
_RELATIVE = frozenset("who which that".split())
_PART_COLUMNS = ["start", "end", "sentence", "lemma", "pos", "tag", "dep"]
_MOST_ENTITIES = 12


@dataclass(frozen=True)
class Part:
    """The tokens of a headline or text as parallel lists; `head`, `children` are rows in them."""

    start: list[int]
    end: list[int]
    sentence: list[int]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    children: list[list[int]] = field(repr=False)

    def rows(self, start: int, end: int) -> range:
        """The rows of the tokens that lie in the span, also in part."""
        return range(bisect_right(self.end, start), bisect_left(self.start, end))

    def root(self, rows: range) -> int | None:
        """The row whose head lies outside; of several the last in the first sentence."""
        first = rows[0] if rows else None
        inside = [
            row
            for row in rows
            if (self.head[row] not in rows or self.head[row] == row)
            and first is not None
            and self.sentence[row] == self.sentence[first]
        ]
        return next((row for row in reversed(inside) if self.dep[row] != "punct"), None)

    def climb(self, row: int) -> Iterator[int]:
        """The rows above a row, nearest first, up to the root of its sentence."""
        seen = {row}
        while (row := self.head[row]) not in seen:
            seen.add(row)
            yield row

    def subtree(self, row: int) -> list[int]:
        """A row and all below it, in the order of the text."""
        found, waiting = {row}, [row]
        while waiting:
            below = [child for child in self.children[waiting.pop()] if child not in found]
            found.update(below)
            waiting.extend(below)
        return sorted(found)


Parts = dict[tuple[str, str], Part]


def read_parts(tokens: pd.DataFrame) -> Parts:
    """The table `tokens` as one `Part` per article and part."""
    columns = [*_PART_COLUMNS, "token", "head"]
    ordered = tokens.sort_values(["article_id", "part", "token"], kind="stable")
    lists = {name: ordered[name].tolist() for name in columns}
    keys = list(zip(ordered["article_id"].tolist(), ordered["part"].tolist(), strict=True))
    cuts = [row for row in range(len(keys)) if row == 0 or keys[row] != keys[row - 1]]
    return {
        keys[start]: _read_part({name: values[start:end] for name, values in lists.items()})
        for start, end in pairwise([*cuts, len(keys)])
    }


def _read_part(lists: dict[str, list[Any]]) -> Part:
    row_of = {number: row for row, number in enumerate(lists["token"])}
    head = [row_of.get(number, row) for row, number in enumerate(lists["head"])]
    children: list[list[int]] = [[] for _ in head]
    for row, above in enumerate(head):
        if above != row:
            children[above].append(row)
    return Part(
        lists["start"],
        lists["end"],
        lists["sentence"],
        lists["lemma"],
        lists["pos"],
        lists["tag"],
        lists["dep"],
        head,
        children,
    )


def describe_spans(spans: pd.DataFrame, parts: Parts, mentions: pd.DataFrame) -> pd.DataFrame:
    """One row per span, on the spans' index: `noun verb entities context`, else empty.

    `noun` is the noun the span counts or modifies, `verb` the verb above it with its particle
    (`take off`), `entities` the names in the verb's clause joined by ` | ` (after a pronoun also
    those of the sentence before), `context` the lemmas of the clause's content words.
    """
    named = _group_mentions(mentions)
    rows = []
    for article_id, part, start, end in spans[SPAN].itertuples(index=False):
        grammar = parts.get((article_id, part))
        root = grammar.root(grammar.rows(start, end)) if grammar else None
        if grammar is None or root is None:
            rows.append(("", "", "", ""))
            continue
        names = named.get((article_id, part))
        rows.append(_describe(grammar, root, (start, end), names))
    return pd.DataFrame(
        rows, columns=["noun", "verb", "entities", "context"], index=spans.index, dtype="str"
    )


def _group_mentions(mentions: pd.DataFrame) -> dict[tuple[str, str], list[tuple[int, int, str]]]:
    grouped: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
    columns = [*SPAN, "mention", "entity"]
    for article_id, part, start, end, words, entity in mentions[columns].itertuples(index=False):
        grouped.setdefault((article_id, part), []).append((start, end, entity or words))
    return grouped


def _describe(
    part: Part, root: int, span: tuple[int, int], names: list[tuple[int, int, str]] | None
) -> tuple[str, str, str, str]:
    noun = find_noun(part, root, span)
    verb = find_verb(part, root)
    clause = part.subtree(root if verb is None else _find_clause(part, verb))
    entities = _list_entities(part, clause, span, names)
    if _has_pronoun(part, clause):
        before = _sentence_rows(part, part.sentence[root] - 1)
        entities += _list_entities(part, before, span, names)
    return (
        part.lemma[noun] if noun is not None else "",
        name_verb(part, verb) if verb is not None else "",
        " | ".join(list(dict.fromkeys(entities))[:_MOST_ENTITIES]),
        " ".join(dict.fromkeys(_list_context(part, clause, span))),
    )


def find_noun(part: Part, root: int, span: tuple[int, int]) -> int | None:
    """The row of the nearest noun above a span: what it counts, measures or dates."""
    for row in part.climb(root):
        if part.pos[row] in ("VERB", "AUX"):
            return None
        outside = not span[0] <= part.start[row] < span[1]
        if part.pos[row] in ("NOUN", "PROPN") and outside:
            return row
    return None


def find_verb(part: Part, root: int) -> int | None:
    """The row of the nearest verb above; for a bare auxiliary, that auxiliary."""
    for row in (root, *part.climb(root)):
        if part.pos[row] == "VERB" or (part.pos[row] == "AUX" and part.dep[row] != "aux"):
            return row
    return None


def _find_clause(part: Part, verb: int) -> int:
    """The verb that carries the subject: above a participle, an infinitive or a relative clause."""
    for row in (verb, *part.climb(verb)):
        subjects = [c for c in part.children[row] if part.dep[c] in ("nsubj", "nsubjpass")]
        named = any(part.lemma[subject] not in _RELATIVE for subject in subjects)
        if part.pos[row] in ("VERB", "AUX") and named:
            return row
    return verb


def name_verb(part: Part, verb: int) -> str:
    """A verb's lemma with its particle: `take off`."""
    particles = [part.lemma[row] for row in part.children[verb] if part.dep[row] == "prt"]
    return " ".join([part.lemma[verb], *particles])


def _sentence_rows(part: Part, sentence: int) -> list[int]:
    return list(range(bisect_left(part.sentence, sentence), bisect_right(part.sentence, sentence)))


def _has_pronoun(part: Part, clause: list[int]) -> bool:
    return any(
        part.dep[row] in ("nsubj", "nsubjpass", "poss") and part.lemma[row] in _PRONOUNS
        for row in clause
    )


def _list_entities(
    part: Part, rows: list[int], span: tuple[int, int], names: list[tuple[int, int, str]] | None
) -> list[str]:
    """Names that start in the rows; where no mentions were handed over, runs of proper nouns."""
    starts = {part.start[row] for row in rows}
    if names is not None:
        return [
            name for start, end, name in names if start in starts and not _meets(start, end, span)
        ]
    found: list[str] = []
    last = -2
    for row in rows:
        if part.pos[row] != "PROPN" or _meets(part.start[row], part.end[row], span):
            continue
        if row == last + 1 and found:
            found[-1] += " " + part.lemma[row]
        else:
            found.append(part.lemma[row])
        last = row
    return found


def _list_context(part: Part, rows: list[int], span: tuple[int, int]) -> Iterator[str]:
    for row in rows:
        if part.pos[row] in CONTENT and not _meets(part.start[row], part.end[row], span):
            yield (
                name_verb(part, row).replace(" ", "_")
                if part.pos[row] == "VERB"
                else part.lemma[row]
            )


def _meets(start: int, end: int, span: tuple[int, int]) -> bool:
    return start < span[1] and span[0] < end
