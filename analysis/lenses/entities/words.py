"""The words of one part of an article, as names are made of them.

A name's word is folded so that `Perón`, `Peron` and `PERON` are one; short words in capitals keep
them, for `US` is not `us` and `WHO` not `who`.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.articles import find_furniture
from analysis.spans import list_parts

# Letters with full stops between (`U.S.`, `J.K.`), or letters and digits joined inside.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[’'ʼ&‑-][^\W_]+)*")
_PIECE = re.compile(r"[^‑-]+")
_POSSESSIVE = re.compile(r"[’'ʼ][sS]$")
_FINAL_STOP = re.compile(r"\.$")
_SPECIAL = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "ı": "i", "ß": "ss"})
_SPECIAL |= str.maketrans({"’": "'", "ʼ": "'", "‑": "-", ".": ""})
_TITLE_CASE = 0.7  # share of capitalised words from which a sentence is set in title case


class Word(NamedTuple):
    """One word: where it stands, its folded form, and what the text says about it."""

    start: int
    end: int
    fold: str
    capital: bool  # starts with a capital or a digit beside letters
    opens: bool  # stands first in its sentence, where every word has a capital
    proper: bool  # the pipeline calls it a proper noun
    titled: bool  # stands in a sentence set in title case


class Part(NamedTuple):
    """One part of one article: its text and its words."""

    article_id: str
    part: str
    text: str
    words: list[Word]


@lru_cache(maxsize=50_000)
def fold_name(word: str) -> str:
    """The one form of a name's word.

    >>> fold_name("Perón’s"), fold_name("U.S."), fold_name("WHO"), fold_name("Who")
    ('peron', 'US', 'WHO', 'who')
    """
    if word.isascii() and word.isalpha() and not word.isupper():
        return word.lower()
    bare = _POSSESSIVE.sub("", word).translate(_SPECIAL)
    plain = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    letters = sum(c.isalpha() for c in plain)
    if letters >= 2 and plain.isupper() and len(plain) <= 6:
        return plain
    return plain.casefold()


def split_parts(articles: pd.DataFrame, tokens: pd.DataFrame) -> Iterator[Part]:
    """The parts of all articles in reading order, with their words."""
    proper, opening = _index_tokens(tokens)
    for article_id, part, text in list_parts(articles).itertuples(index=False):
        key = (article_id, part)
        words = find_name_words(text, proper.get(key, frozenset()), opening.get(key))
        told = words if part == "headline" else _leave_furniture(words, text)
        yield Part(article_id, part, text, told)


def _leave_furniture(words: list[Word], text: str) -> list[Word]:
    """The words outside of captions' buttons, credits of pictures and links to other pages."""
    places = iter(find_furniture(text))
    start, end = next(places, (len(text), len(text)))
    told = []
    for word in words:
        while word.start >= end < len(text):
            start, end = next(places, (len(text), len(text)))
        if word.start < start:
            told.append(word)
    return told


def find_name_words(
    text: str, proper: frozenset[int] = frozenset(), opening: frozenset[int] | None = None
) -> list[Word]:
    """The words of a text; without the offsets of its sentences these follow from full stops."""
    words = []
    after = 0
    for start, raw in _find_pieces(text, proper):
        end = start + len(raw) - (2 if _POSSESSIVE.search(raw) else 0)
        gap = text[after:start]
        opens = after == 0 or (opening is not None and start in opening)
        opens = opens or (gap != " " and _opens(gap, opening))
        capital = not raw.islower() and any(c.isupper() for c in raw)
        words.append(
            Word(start, end, fold_name(raw), capital, opens, start in proper, titled=False)
        )
        after = start + len(raw)
    return _mark_title_case(words, text)


def _find_pieces(text: str, proper: frozenset[int]) -> Iterator[tuple[int, str]]:
    """The words of a text: a hyphen joins names (`Al-Qaeda`, `Jong-un`), and parts `anti-Acme`."""
    for match in _WORD.finditer(text):
        raw, begin = match.group(), match.start()
        if "-" not in raw and "‑" not in raw:
            yield begin, raw
            continue
        if _is_given_name(raw):
            yield begin, raw
            continue
        start, end = 0, 0
        for piece in _PIECE.finditer(raw):
            at = piece.start()
            joined = raw[at].isupper() or raw[at].isdigit() or begin + at in proper
            if end and not (joined and (raw[start].isupper() or raw[start].isdigit())):
                yield begin + start, raw[start:end]
                start = at
            end = piece.end()
        yield begin + start, raw[start:end]


def _is_given_name(raw: str) -> bool:
    """`Jae-in`, `Geun-hye's`: the syllables of one given name."""
    pieces = _PIECE.findall(_POSSESSIVE.sub("", raw))
    return raw[0].isupper() and all(piece.casefold() in _read_syllables() for piece in pieces)


@cache
def _read_syllables() -> frozenset[str]:
    lines = (Path(__file__).parent / "lists" / "syllables.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _opens(gap: str, opening: frozenset[int] | None) -> bool:
    """Whether a word behind this gap has a capital as the first of a sentence or quotation."""
    marks = '\n“"‘:' if opening is not None else '\n“"‘:.!?'
    return any(mark in gap for mark in marks)


def _mark_title_case(words: list[Word], text: str) -> list[Word]:
    """Mark the words of lines in which nearly every longer word has a capital."""
    marked: list[Word] = []
    line: list[Word] = []
    for word in words:
        if line and "\n" in text[line[-1].end : word.start]:
            marked.extend(_mark_line(line))
            line = []
        line.append(word)
    return [*marked, *_mark_line(line)]


def _mark_line(line: list[Word]) -> list[Word]:
    long = [word for word in line if word.end - word.start >= 4]
    titled = len(long) >= 4 and sum(word.capital for word in long) >= _TITLE_CASE * len(long)
    return [word._replace(titled=True) for word in line] if titled else line


def _index_tokens(
    tokens: pd.DataFrame,
) -> tuple[dict[tuple[str, str], frozenset[int]], dict[tuple[str, str], frozenset[int]]]:
    """Per part: the starts of its proper nouns, and the starts of its sentences."""
    proper = tokens.loc[tokens["pos"] == "PROPN", ["article_id", "part", "start"]]
    spoken = tokens.loc[tokens["pos"] != "PUNCT", ["article_id", "part", "sentence", "start"]]
    opening = spoken.drop_duplicates(["article_id", "part", "sentence"])
    return _collect(proper), _collect(opening)


def _collect(rows: pd.DataFrame) -> dict[tuple[str, str], frozenset[int]]:
    grouped = rows.groupby(["article_id", "part"], sort=False)["start"]
    return {
        (str(article_id), str(part)): frozenset(starts.tolist())
        for (article_id, part), starts in grouped
    }
