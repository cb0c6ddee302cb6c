"""Paragraphs: the pieces the language pipeline reads, so that no sentence runs across two of them."""

import re

_LINE = re.compile(r"[^\r\n]+")
_BLANK = re.compile(r"(?:\r\n|\r|\n)[ \t\u00a0]*(?:\r\n|\r|\n)")
_ENDS_SENTENCE = re.compile(r"[.!?:…][\"'”’»)\]]*\s*$")
_WRAP_COLUMN = 90
_LONGEST = 20_000  # characters handed to the pipeline at once


def split_paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of every paragraph; the gaps between them hold white space only.

    A line break ends a paragraph, except inside hard-wrapped text, where lines are short, a
    sentence runs on, and only a blank line or a finished sentence parts paragraphs.

    >>> split_paragraphs("One.\\n\\nTwo.")
    [(0, 4), (6, 10)]
    """
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text) if m.group().strip()]
    wrapped = _is_wrapped(text, lines)
    paragraphs: list[tuple[int, int]] = []
    for start, end in lines:
        if wrapped and paragraphs and _runs_on(text, paragraphs[-1], start):
            paragraphs[-1] = (paragraphs[-1][0], end)
        else:
            paragraphs.append((start, end))
    return [piece for start, end in paragraphs for piece in _cut_long(text, start, end)]


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether the lines were broken at a column: most full lines end inside a sentence."""
    if len(lines) < 3 or max(end - start for start, end in lines) > _WRAP_COLUMN:
        return False
    return sum(not _ENDS_SENTENCE.search(text[start:end]) for start, end in lines) > len(lines) / 2


def _runs_on(text: str, before: tuple[int, int], start: int) -> bool:
    return not _BLANK.search(text[before[1] : start])


def _cut_long(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Pieces of bounded length, cut at a space, so that one endless line cannot exhaust memory."""
    pieces = []
    while end - start > _LONGEST:
        cut = text.rfind(" ", start, start + _LONGEST) + 1 or start + _LONGEST
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]
