"""Texts cut into lines, sentences and openings, and which of an outlet's articles are copies."""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Positions = NDArray[np.int64]
_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z“\"‘'(©])")
_ENDED = re.compile(r"[.!?:;,…]['\"”’)\]]*\s*$")
_DIGITS = re.compile(r"\d+")
_OPENING = 8  # words that an opening has at most
_COPIED = 0.3  # of the shorter article's words: then the two are one article in two versions
_LONG = 8  # words of a passage that may show a copy
_EVERYWHERE = 40  # articles with one passage: boilerplate beyond doubt, useless to tell copies by
_BODY = 0.4  # of its words that an article keeps once its repeated ends are gone, or it is a copy


class Counted(NamedTuple):
    """The words of one text in order, numbers masked, and where they stand."""

    words: list[str]
    starts: Positions
    ends: Positions

    @classmethod
    def empty(cls) -> "Counted":
        """A text without words."""
        return cls([], np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))


class Piece(NamedTuple):
    """A part of an article that may be repeated in others."""

    article: int
    start: int
    end: int
    key: str  # its words, numbers masked
    words: int
    kind: str  # `line`, `sentence` (inside a paragraph) or `opening` (of a line without end)
    at_edge: bool


def count_words(words: pd.DataFrame) -> dict[str, Counted]:
    """The words of every text, by article; `words` holds one part, in order."""
    starts, ends = words["start"].to_numpy(), words["end"].to_numpy()
    masked = words["word"].str.replace(_DIGITS, "0", regex=True).to_numpy(dtype=object)
    return {
        str(article_id): Counted(masked[rows].tolist(), starts[rows], ends[rows])
        for article_id, rows in words.groupby("article_id", sort=False).indices.items()
    }


def cut_pieces(article: int, text: str, own: Counted) -> Iterator[Piece]:
    """The article's lines, the sentences inside its paragraphs, the openings of endless lines."""
    size = len(own.words)
    for line in _LINE.finditer(text):
        stops = [line.start() + end.end() for end in _SENTENCE_END.finditer(line.group())]
        spans = [(*line.span(), "line")]
        if stops:
            for start, end in pairwise([line.start(), *stops, line.end()]):
                sentence = text[start:end].rstrip()
                spans.append((start, start + len(sentence), "sentence"))
        for start, end, kind in spans:
            first, last = (int(place) for place in np.searchsorted(own.starts, [start, end]))
            if first == last:
                continue
            near = last <= 0.05 * size + 12 or first >= 0.9 * size - 12
            key = " ".join(own.words[first:last])
            yield Piece(article, start, end, key, last - first, kind, near)
            if kind == "line" and not stops and not _ENDED.search(line.group()):
                for number in range(2, min(last - first - 1, _OPENING) + 1):
                    key = " ".join(own.words[first : first + number])
                    stop = int(own.ends[first + number - 1])
                    yield Piece(article, start, stop, key, number, "opening", near)


def join_copies(pieces: list[Piece], *, least: int) -> dict[int, int]:
    """For every article the first of those it shares much of its body with.

    What stands at the ends of `least` articles or more is no part of a body.
    """
    bodies = _strip_edges(pieces, least)
    lengths = {article: sum(body.values()) for article, body in bodies.items()}
    holders: dict[str, list[int]] = defaultdict(list)
    for article, body in bodies.items():
        for key, words in body.items():
            if words >= _LONG:
                holders[key].append(article)
    shared: Counter[tuple[int, int]] = Counter()
    for key, held in holders.items():
        if 1 < len(held) <= _EVERYWHERE:
            for pair in combinations(held, 2):
                shared[pair] += bodies[held[0]][key]
    family = {article: article for article in bodies}
    for (a, b), words in sorted(shared.items()):
        if words >= _COPIED * min(lengths[a], lengths[b]):
            low, high = sorted((family[a], family[b]))
            family = {article: low if of == high else of for article, of in family.items()}
    return family


def _strip_edges(pieces: list[Piece], least: int) -> dict[int, dict[str, int]]:
    """Each article's lines and their words, without the ends it has in common with many.

    An article that would lose most of itself keeps all: it is itself a copy.
    """
    lines: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.kind == "line":
            lines[piece.article].append(piece)
    held = Counter(key for own in lines.values() for key in {piece.key for piece in own})
    bodies = {}
    for article, own in sorted(lines.items()):
        body = deque(own)
        while body and held[body[-1].key] >= least:
            body.pop()
        while body and held[body[0].key] >= least:
            body.popleft()
        kept = sum(piece.words for piece in body)
        whole = sum(piece.words for piece in own)
        bodies[article] = {p.key: p.words for p in (body if kept >= _BODY * whole else own)}
    return bodies
