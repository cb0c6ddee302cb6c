"""Which characters of a text stand in quotation marks."""

import re

_PARAGRAPH = re.compile(r"[^\r\n]+")
_DOUBLE = re.compile(r"[“”„«»\"]")
_SINGLE = re.compile(r"(?<![^\W_])‘|’(?![^\W_])")
_LONGEST = 1500  # characters of one paragraph's quotation; beyond, a mark is missing


def find_quoted(text: str) -> list[tuple[int, int]]:
    """Start and end of what stands between quotation marks, paragraph by paragraph.

    A paragraph that opens a quotation and does not close it is quoted to its end, as when a
    speaker goes on in the next. Single marks count where a text has no double ones.

    >>> find_quoted('He said: “Yes.” And left.')
    [(9, 15)]
    """
    marks = _DOUBLE if _DOUBLE.search(text) else _SINGLE
    return [
        (paragraph.start() + start, paragraph.start() + end)
        for paragraph in _PARAGRAPH.finditer(text)
        for start, end in _pair_marks(paragraph.group(), marks)
    ]


def _pair_marks(paragraph: str, marks: re.Pattern[str]) -> list[tuple[int, int]]:
    spans = []
    opened: int | None = None
    for mark in marks.finditer(paragraph):
        closes = mark.group() in "”»’" or (mark.group() == '"' and opened is not None)
        if closes and opened is not None:
            spans.append((opened, mark.end()))
            opened = None
        elif not closes and opened is None:
            opened = mark.start()
    if opened is not None and opened <= len(paragraph) // 2:
        spans.append((opened, len(paragraph)))
    return [(start, end) for start, end in spans if end - start <= _LONGEST]


def share_quoted(quoted: list[tuple[int, int]], start: int, end: int) -> float:
    """Share of the characters from start to end that are quoted.

    >>> share_quoted([(0, 5), (8, 20)], 4, 12)
    0.625
    """
    inside = sum(max(min(end, stop) - max(start, begin), 0) for begin, stop in quoted)
    return inside / (end - start)
