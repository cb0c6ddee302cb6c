"""Texts cut into lines, sentences and openings: what may be repeated, as numbers."""

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.lenses.house_style.numbered import (
    Keys,
    Numbers,
    TextWords,
    are_among,
    find_words_at,
    hash_grams,
    hash_ranges,
    mix_keys,
)

Rows = NDArray[np.void]
LINE, SENTENCE, OPENING, REFRAIN = 1, 2, 3, 4  # a sentence stands inside a paragraph
# One row per piece: its article, its place, its words as one number for each outlet, how many they
# are, its kind, whether it stands near an end, and which line of the article it is.
PIECE = np.dtype(
    [
        *(("article", "i4"), ("start", "i4"), ("end", "i4"), ("key", "u8"), ("words", "i4")),
        *(("kind", "u1"), ("at_edge", "?"), ("line", "i4")),
    ]
)
# One row per article: its outlet as one number, its words, its lines, the words in them, and the
# words in those of its lines that differ.
BODY = np.dtype(
    [("outlet", "u8"), ("size", "i4"), ("lines", "i4"), ("words", "i8"), ("distinct", "i8")]
)
GRAM = np.dtype([("article", "i4"), ("key", "u8")])  # words that return in an article
REFRAIN_WORDS = 4
_RETURNS = 4  # how often they return
_LINE = re.compile(r"[^\r\n]+")
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*([^\S\r\n]+)(?=[A-Z“\"‘'(©])")
_ENDS = tuple(".!?:;,…")
_CLOSING = "'\"”’)]"
_OPENING = 8  # words that an opening has at most


class Cut(NamedTuple):
    """What may be repeated in some articles that are numbered one after another."""

    pieces: Rows  # PIECE, by article, lines in order
    bodies: Rows  # BODY
    grams: Rows  # GRAM, by article
    begin: int = 0  # the number of the first of them


class _Spans(NamedTuple):
    """Lines, or sentences of them, of some texts."""

    article: Numbers
    start: Numbers
    end: Numbers
    stops: NDArray[np.bool_]  # whether a line holds the ends of sentences
    ended: NDArray[np.bool_]  # whether a line ends as sentences do


def cut_pieces(texts: list[str], words: TextWords, outlets: Keys) -> Cut:
    """The articles' lines, sentences inside paragraphs, openings of endless lines; and refrains."""
    size = np.bincount(words.article, minlength=len(texts))
    first_word = np.concatenate([[0], np.cumsum(size)])
    hashes = words.hashes[words.code]
    lines, sentences = _cut_texts(texts)
    found = []
    for kind, spans in ((LINE, lines), (SENTENCE, sentences)):
        first = find_words_at(words, spans.article, spans.start)
        last = find_words_at(words, spans.article, spans.end)
        filled = np.flatnonzero(last > first)
        pieces = np.zeros(len(filled), PIECE)
        article = spans.article[filled]
        first, last = first[filled], last[filled]
        pieces["article"], pieces["kind"] = article, kind
        pieces["start"], pieces["end"] = spans.start[filled], spans.end[filled]
        pieces["words"] = last - first
        begins, stops = first - first_word[article], last - first_word[article]
        whole = size[article]
        pieces["at_edge"] = (stops <= 0.05 * whole + 12) | (begins >= 0.9 * whole - 12)
        keys = hash_ranges(hashes, first, last)
        pieces["key"] = mix_keys(keys, outlets[article] + np.uint64(kind))
        found.append(pieces)
        if kind == LINE:
            pieces["line"] = np.arange(len(pieces)) - np.searchsorted(article, article)
            endless = ~(spans.stops | spans.ended)[filled]
            openings = _open_lines(pieces[endless], first[endless], words.end, hashes, outlets)
    pieces = np.concatenate([*found, openings])
    pieces = pieces[np.argsort(pieces["article"], kind="stable")]
    bodies = _sum_bodies(found[0], size, outlets)
    return Cut(pieces, bodies, _find_returning(hashes, size, outlets))


def _cut_texts(texts: list[str]) -> tuple[_Spans, _Spans]:
    """The lines of all texts, and the sentences of those that hold several."""
    lines = [
        (article, line.start(), line.end(), line.start() + len(bare), _is_ended(bare))
        for article, text in enumerate(texts)
        for line in _LINE.finditer(text)
        for bare in (line.group().rstrip(),)
        if bare
    ]
    stops = [
        (article, *stop.span(1))
        for article, text in enumerate(texts)
        for stop in _SENTENCE_END.finditer(text)
    ]
    article, start, end, bare_end, ended = np.array(lines, dtype=np.int64).reshape(-1, 5).T
    of, gap, after = np.array(stops, dtype=np.int64).reshape(-1, 3).T
    line_of = np.searchsorted((article << 32) + start, (of << 32) + gap, side="right") - 1
    held = np.bincount(line_of, minlength=len(start)) > 0
    begins = np.concatenate([start[held], after])
    order = np.lexsort((begins, np.concatenate([article[held], of])))
    ends = np.concatenate([bare_end[held], gap])
    closing = np.lexsort((ends, np.concatenate([article[held], of])))
    none = np.zeros(len(order), dtype=bool)
    return (
        _Spans(article, start, end, held, ended.astype(bool)),
        _Spans(
            np.concatenate([article[held], of])[order], begins[order], ends[closing], none, none
        ),
    )


def _is_ended(line: str) -> bool:
    return line.rstrip(_CLOSING).endswith(_ENDS)


def _open_lines(lines: Rows, first: Numbers, ends: Numbers, hashes: Keys, outlets: Keys) -> Rows:
    """The first two to eight words of each line, but never all but its last one."""
    many = np.maximum(np.minimum(lines["words"] - 1, _OPENING) - 1, 0)
    openings = np.repeat(lines, many)
    number = 2 + np.arange(len(openings)) - np.repeat(np.cumsum(many) - many, many)
    begins = np.repeat(first, many)
    openings["kind"], openings["words"] = OPENING, number
    openings["end"] = ends[begins + number - 1]
    keys = hash_ranges(hashes, begins, begins + number)
    openings["key"] = mix_keys(keys, outlets[openings["article"]] + np.uint64(OPENING))
    return openings


def _sum_bodies(lines: Rows, size: Numbers, outlets: Keys) -> Rows:
    bodies = np.zeros(len(size), BODY)
    bodies["outlet"], bodies["size"] = outlets, size
    bodies["lines"] = np.bincount(lines["article"], minlength=len(size))
    bodies["words"] = np.bincount(lines["article"], lines["words"], minlength=len(size))
    own = lines[np.lexsort((lines["key"], lines["article"]))]
    new = np.ones(len(own), dtype=bool)
    new[1:] = (own["key"][1:] != own["key"][:-1]) | (own["article"][1:] != own["article"][:-1])
    own = own[new]
    bodies["distinct"] = np.bincount(own["article"], own["words"], minlength=len(size))
    return bodies


def _find_returning(hashes: Keys, size: Numbers, outlets: Keys) -> Rows:
    """One row per article and four words that return in it again and again."""
    _, article, keys = key_grams(hashes, size, outlets, REFRAIN)
    own = mix_keys(keys, article.astype(np.uint64))
    ordered = np.sort(own)
    again = ordered[_RETURNS - 1 :]
    again = np.unique(again[again == ordered[: len(again)]])
    hits = np.flatnonzero(are_among(own, again))
    _, one = np.unique(own[hits], return_index=True)
    hits = np.sort(hits[one])
    grams = np.zeros(len(hits), GRAM)
    grams["article"], grams["key"] = article[hits], keys[hits]
    return grams


def key_grams(
    hashes: Keys, size: Numbers, outlets: Keys, kind: int
) -> tuple[Numbers, Numbers, Keys]:
    """First word, article and key of every two (`OPENING`) or four words that follow each other."""
    number = 2 if kind == OPENING else REFRAIN_WORDS
    owner = np.repeat(np.arange(len(size)), size)
    grams = hash_grams(hashes, number)
    first = np.flatnonzero(owner[: len(grams)] == owner[len(owner) - len(grams) :])
    article = owner[first]
    return first, article, mix_keys(grams[first], outlets[article] + np.uint64(kind))
