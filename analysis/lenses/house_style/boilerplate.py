"""Passages that stand again and again in one outlet: found by their repetition, not by a list.

A line counts that stands in several articles of an outlet which are not copies of one another;
inside a paragraph a sentence does, if it stands at the article's edge; and the first words of a
line without end ("Image caption ..."), if the outlet hardly uses them anywhere else.
"""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.spans import SPAN

Positions = NDArray[np.int64]
_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z“\"‘'(©])")
_ENDED = re.compile(r"[.!?:;,…]['\"”’)\]]*\s*$")
_DIGITS = re.compile(r"\d+")
_LEAST, _SHARE = 3, 0.02  # articles, and share of the outlet's articles
_COPIED = 0.3  # of the shorter article's words: then the two are one article in two versions
_LONG = 8  # words of a passage that may show a copy
_EVERYWHERE = 40  # articles with one passage: boilerplate beyond doubt, useless to tell copies by


class _Piece(NamedTuple):
    article: int
    start: int
    end: int
    key: str  # the words, numbers masked
    words: int
    kind: str  # `line`, `sentence` (inside a paragraph) or `opening` (of a line without end)
    at_edge: bool


def find_boilerplate(articles: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """One row per repeated passage in each text: span, layer, feature, choice."""
    counted = words[words["part"] == "text"].sort_values(["article_id", "start"], kind="stable")
    places = counted.groupby("article_id", sort=False).indices
    starts, forms = counted["start"].to_numpy(), counted["word"].to_numpy()
    rows = []
    for _, outlet in articles.groupby("outlet", sort=True):
        if len(outlet) < _LEAST:
            continue
        pieces: list[_Piece] = []
        pairs: Counter[str] = Counter()
        for number, (article_id, text) in enumerate(
            zip(outlet["article_id"], outlet["text"], strict=True)
        ):
            where = places.get(article_id, np.array([], dtype=np.int64))
            own = [_DIGITS.sub("0", str(word)) for word in forms[where]]
            pieces += _cut(number, text, starts[where], own)
            pairs.update(f"{a} {b}" for a, b in pairwise(own))
        ids = outlet["article_id"].tolist()
        rows += [(ids[piece.article], piece.start, piece.end) for piece in _repeat(pieces, pairs)]
    found = pd.DataFrame(rows, columns=["article_id", "start", "end"]).assign(
        part="text", layer="boilerplate", feature="boilerplate", choice="repeated passage"
    )
    return found[[*SPAN, "layer", "feature", "choice"]]


def _cut(article: int, text: str, starts: Positions, words: list[str]) -> Iterator[_Piece]:
    """The article's lines, the sentences inside its paragraphs, the openings of endless lines."""
    for line in _LINE.finditer(text):
        ends = [line.start() + end.end() for end in _SENTENCE_END.finditer(line.group())]
        cuts = [line.start(), *ends, line.end()]
        spans = [(*line.span(), "line")]
        spans += [(*cut, "sentence") for cut in pairwise(cuts)] if ends else []
        for start, end, kind in spans:
            first, last = (int(place) for place in np.searchsorted(starts, [start, end]))
            if first == last:
                continue
            near = last <= 0.05 * len(words) + 12 or first >= 0.9 * len(words) - 12
            key = " ".join(words[first:last])
            yield _Piece(article, start, end, key, last - first, kind, near)
            if kind == "line" and not ends and last - first > 2 and not _ENDED.search(line.group()):
                stop = int(starts[first + 1]) + len(words[first + 1])
                yield _Piece(
                    article, start, stop, " ".join(words[first : first + 2]), 2, "opening", near
                )


def _repeat(pieces: list[_Piece], pairs: Counter[str]) -> Iterator[_Piece]:
    """The pieces that are repeated often enough in articles that are not copies."""
    family = _join_copies(pieces)
    least = max(_LEAST, _SHARE * len(set(family.values())))
    groups: dict[tuple[str, str], list[_Piece]] = defaultdict(list)
    for piece in pieces:
        groups[piece.kind, piece.key].append(piece)
    for (kind, key), same in groups.items():
        if len({family[piece.article] for piece in same}) < least:
            continue
        if kind == "sentence":
            at_edge = sum(piece.at_edge for piece in same) / len(same)
            if same[0].words < 4 or at_edge < 0.8:
                continue
        if kind == "opening" and len(same) < 0.8 * pairs[key]:
            continue
        yield from same


def _join_copies(pieces: list[_Piece]) -> dict[int, int]:
    """For every article the first of those it shares much of its body with."""
    bodies = _strip_edges(pieces)
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


def _strip_edges(pieces: list[_Piece]) -> dict[int, dict[str, int]]:
    """Each article's lines and their words, without those at its ends that many articles end with.

    An article that would lose most of itself keeps all: it is itself a copy.
    """
    lines: dict[int, list[_Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.kind == "line":
            lines[piece.article].append(piece)
    held = Counter(key for own in lines.values() for key in {piece.key for piece in own})
    bodies = {}
    for article, own in sorted(lines.items()):
        body = deque(own)
        while body and held[body[-1].key] >= _LEAST:
            body.pop()
        while body and held[body[0].key] >= _LEAST:
            body.popleft()
        kept = sum(piece.words for piece in body)
        whole = sum(piece.words for piece in own)
        bodies[article] = {p.key: p.words for p in (body if kept >= 0.4 * whole else own)}
    return bodies
