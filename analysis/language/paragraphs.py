"""Paragraphs: the pieces the language pipeline reads; no sentence runs across two of them."""

import re
from itertools import pairwise

_LINE = re.compile("[^\r\n\v\f\u2028\u2029]+")
_BLANK = re.compile(r"(?:\r\n|[\r\n])[^\S\r\n]*(?:\r\n|[\r\n])")
_ENDS_SENTENCE = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s")
_WRAP_COLUMN = 100  # characters: longer lines were broken by an author, not by a column
_LONGEST = 20_000  # characters handed to the pipeline at once


def split_paragraphs(text: str) -> list[tuple[int, int]]:
    r"""Start and end of every paragraph; what lies between them is white space only.

    A line break ends a paragraph, except inside text wrapped at a column: there a line goes on
    where its next word would not have fitted.

    >>> split_paragraphs("One.\n\nTwo.")
    [(0, 4), (6, 10)]
    """
    lines = [
        (match.start() + len(match[0]) - len(match[0].lstrip()), match.start() + len(line))
        for match in _LINE.finditer(text)
        if (line := match[0].rstrip())
    ]
    width = _find_width(text, lines)
    paragraphs: list[tuple[int, int]] = []
    before = (0, 0)
    for start, end in lines:
        if paragraphs and width and _runs_on(text, before, (start, end), width):
            paragraphs[-1] = (paragraphs[-1][0], end)
        else:
            paragraphs.append((start, end))
        before = (start, end)
    return [piece for start, end in paragraphs for piece in _cut_long(text, start, end)]


def _find_width(text: str, lines: list[tuple[int, int]]) -> int:
    """The column at which the text was wrapped; 0 where lines end for other reasons.

    Wrapped text is told by its breaks inside sentences: nearly all of them stand where the next
    word would have passed the column.
    """
    width = max((end - start for start, end in lines), default=0)
    if len(lines) < 3 or not 30 <= width <= _WRAP_COLUMN:
        return 0
    inside = [
        (before, after)
        for before, after in pairwise(lines)
        if not _ENDS_SENTENCE.search(text[before[0] : before[1]])
        and not _BLANK.search(text[before[1] : after[0]])
    ]
    full = sum(not _fits(text, before, after, width) for before, after in inside)
    return width if full >= 2 and full >= 0.8 * len(inside) else 0


def _runs_on(text: str, before: tuple[int, int], line: tuple[int, int], width: int) -> bool:
    if _BLANK.search(text[before[1] : line[0]]):
        return False
    ends = _ENDS_SENTENCE.search(text[before[0] : before[1]])
    return not ends or not _fits(text, before, line, width)


def _fits(text: str, before: tuple[int, int], line: tuple[int, int], width: int) -> bool:
    """Whether the next line's first word would have fitted on the line before."""
    word = text[line[0] : line[1]].split(None, 1)[0]
    return before[1] - before[0] + 1 + len(word) <= width


def _cut_long(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Pieces of bounded length, cut after a sentence or at a space: no line exhausts memory."""
    pieces = []
    while end - start > _LONGEST:
        window = text[start : start + _LONGEST]
        ends = [match.end() for match in _SENTENCE_END.finditer(window, _LONGEST // 2)]
        cut = start + (ends[-1] if ends else window.rfind(" ") + 1 or _LONGEST)
        pieces.append((start, start + len(text[start:cut].rstrip())))
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    return [*pieces, (start, end)]
