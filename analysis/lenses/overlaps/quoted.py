"""Which characters of a text stand in quotation marks."""

import re

import numpy as np

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


def share_quoted(spans: np.ndarray, quoted: np.ndarray, span: np.ndarray) -> np.ndarray:
    """Share of the characters of each of some spans that are quoted.

    `quoted` holds what is quoted in their texts, `span` the number of the span each goes with.

    >>> share_quoted(np.array([[4, 12]]), np.array([[0, 5], [8, 20]]), np.array([0, 0]))
    array([0.625])
    """
    within = np.minimum(spans[span, 1], quoted[:, 1]) - np.maximum(spans[span, 0], quoted[:, 0])
    inside = np.bincount(span, np.maximum(within, 0), minlength=len(spans))
    share: np.ndarray = inside / (spans[:, 1] - spans[:, 0])
    return share
