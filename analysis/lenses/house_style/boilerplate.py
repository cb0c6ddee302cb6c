"""Passages that stand again and again in one outlet: found by their repetition, not by a list.

A line counts that stands in several articles of an outlet which are not copies of one another;
inside a paragraph a sentence does, if it stands at the article's edge or among others like it; the
first words of a line without end ("Image caption ..."), if the outlet hardly uses them elsewhere;
and a refrain, four words that return again and again within articles ("Hide Caption 3 of 12").
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.lenses.house_style.pieces import Counted, Piece, count_words, cut_pieces, join_copies
from analysis.spans import SPAN

_LEAST, _SHARE = 3, 0.02  # articles, and share of the outlet's articles
_MOSTLY = 0.8
_SHORT = 4  # words that a sentence at the edge must have
_GAPS = (1, 2)  # spaces between two sentences
_REFRAIN, _RETURNS = 4, 4  # words of a refrain, and how often it returns in one article


def find_boilerplate(articles: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """One row per repeated passage in each text: span, layer, feature, choice."""
    counted = words[words["part"] == "text"].sort_values(["article_id", "start"], kind="stable")
    by_article = count_words(counted)
    rows: set[tuple[str, int, int]] = set()
    for _, outlet in articles.groupby("outlet", sort=True):
        if len(outlet) < _LEAST:
            continue
        ids = outlet["article_id"].tolist()
        texts = [by_article.get(article_id, Counted.empty()) for article_id in ids]
        pieces = [
            piece
            for number, (text, own) in enumerate(zip(outlet["text"], texts, strict=True))
            for piece in cut_pieces(number, text, own)
        ]
        family = join_copies(pieces, least=_LEAST)
        least = max(_LEAST, _SHARE * len(set(family.values())))
        found = [*_repeat(pieces, texts, family, least), *_find_refrains(texts, family, least)]
        for article, start, end in found:
            if "\n" not in outlet["text"].iloc[article][start:end]:
                rows.add((ids[article], start, end))
    table = pd.DataFrame(sorted(rows), columns=["article_id", "start", "end"]).assign(
        part="text", layer="boilerplate", feature="boilerplate", choice="repeated passage"
    )
    return table[[*SPAN, "layer", "feature", "choice"]]


def _repeat(
    pieces: list[Piece], texts: list[Counted], family: dict[int, int], least: float
) -> Iterator[tuple[int, int, int]]:
    """The pieces that are repeated often enough in articles that are not copies."""
    groups: dict[tuple[str, str], list[Piece]] = defaultdict(list)
    for piece in pieces:
        groups[piece.kind, piece.key].append(piece)
    often = {
        group: same
        for group, same in groups.items()
        if len({family[piece.article] for piece in same}) >= least
    }
    for (kind, _), same in often.items():
        if kind == "line":
            yield from (piece[:3] for piece in same)
    yield from _keep_sentences(often)
    yield from _keep_openings(often, texts)


def _keep_sentences(often: dict[tuple[str, str], list[Piece]]) -> Iterator[tuple[int, int, int]]:
    """Repeated sentences at the edge of their articles, or next to other repeated sentences."""
    repeated = [piece for (kind, _), same in often.items() if kind == "sentence" for piece in same]
    begins = {(piece.article, piece.start - gap) for piece in repeated for gap in _GAPS}
    ends = {(piece.article, piece.end + gap) for piece in repeated for gap in _GAPS}
    for (kind, _), same in often.items():
        if kind != "sentence":
            continue
        beside = [(p.article, p.end) in begins or (p.article, p.start) in ends for p in same]
        edge = [piece.at_edge and piece.words >= _SHORT for piece in same]
        if np.mean([one or other for one, other in zip(beside, edge, strict=True)]) >= _MOSTLY:
            yield from (piece[:3] for piece in same)


def _keep_openings(
    often: dict[tuple[str, str], list[Piece]], texts: list[Counted]
) -> Iterator[tuple[int, int, int]]:
    """The longest repeated opening of each line, if its first two words open lines only."""
    pairs = Counter(f"{a} {b}" for text in texts for a, b in pairwise(text.words))
    longest: dict[tuple[int, int], Piece] = {}
    for (kind, key), same in often.items():
        first = " ".join(key.split(" ")[:2])
        if kind == "opening" and len(often["opening", first]) >= _MOSTLY * pairs[first]:
            for piece in same:
                place = (piece.article, piece.start)
                if place not in longest or longest[place].words < piece.words:
                    longest[place] = piece
    yield from (piece[:3] for piece in longest.values())


def _find_refrains(
    texts: list[Counted], family: dict[int, int], least: float
) -> Iterator[tuple[int, int, int]]:
    """Every occurrence of four words that return again and again in several of the articles."""
    returning: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for article, text in enumerate(texts):
        for gram, n in Counter(_list_grams(text.words)).items():
            if n >= _RETURNS:
                returning[gram].add(family.get(article, article))
    refrains = {gram for gram, families in returning.items() if len(families) >= least}
    if refrains:
        for article, text in enumerate(texts):
            for place, gram in enumerate(_list_grams(text.words)):
                if gram in refrains:
                    yield article, int(text.starts[place]), int(text.ends[place + _REFRAIN - 1])


def _list_grams(words: list[str]) -> Iterable[tuple[str, ...]]:
    return zip(*(words[shift:] for shift in range(_REFRAIN)), strict=False)
