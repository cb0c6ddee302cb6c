"""Quotations with a speech tag: one utterance each, interrupted or carried on as they may be."""

import re
from typing import NamedTuple

from analysis.lenses.quotes.direct import Tag
from analysis.lenses.quotes.marks import Quoted
from analysis.lenses.quotes.parsed import Parsed

_INNER_END = "”\"'’»‹›` \u00a0"
_INNER_START = "“\"'‘«‹„` \u00a0"
_SENTENCE_ENDS = tuple(".!?…")
_WORD = re.compile(r"\w")


class Tagged(NamedTuple):
    """A tag with the numbers of the marked passages it attributes and the pieces they make."""

    tag: Tag
    numbers: list[int]
    pieces: list[tuple[int, int]]


def gather_tagged(part: Parsed, marks: list[Quoted], tags: list[Tag | None]) -> list[Tagged]:
    """One row per utterance that has a tag, in the order of the tags."""
    groups: dict[int, list[int]] = {}
    by_verb = {tag.verb: tag for tag in tags if tag is not None}
    holder: int | None = None
    waiting: list[int] = []  # passages without a tag that may belong to the next one's
    for n, (mark, tag) in enumerate(zip(marks, tags, strict=True)):
        if tag is not None:
            if waiting and not _is_next(part, marks[waiting[-1]], mark):
                waiting = []
            groups.setdefault(tag.verb, []).extend([*waiting, n])
            holder, waiting = tag.verb, []
        elif holder is not None and (
            _carries_on(part, marks[n - 1], mark)
            or (not by_verb[holder].after and _is_block(part, marks[n - 1], mark))
        ):
            groups[holder].append(n)
        elif holder is None or not _is_inside(part, marks[n - 1], mark):
            holder = None
            if waiting and not _is_next(part, marks[waiting[-1]], mark):
                waiting = []
            waiting.append(n)
    gathered = []
    for verb, numbers in groups.items():
        pieces = [(marks[n].start, marks[n].end) for n in numbers]
        if by_verb[verb].after:
            pieces[0] = (_begin(part, marks, numbers[0]), pieces[0][1])
        gathered.append(Tagged(by_verb[verb], numbers, pieces))
    return gathered


def _is_next(part: Parsed, before: Quoted, mark: Quoted) -> bool:
    """Whether nothing stands between two passages of one paragraph."""
    between = part.text[before.end : mark.start]
    return not between.strip() and "\n" not in between


def _carries_on(part: Parsed, before: Quoted, mark: Quoted) -> bool:
    """Whether an untagged passage is a sentence of its own in the paragraph of the one before."""
    between = part.text[before.end : mark.start]
    if "\n" in between:
        return False
    stripped = between.rstrip()
    if stripped and not stripped.endswith(_SENTENCE_ENDS):
        return False
    return ends_sentence(part, mark)


def _is_block(part: Parsed, before: Quoted, mark: Quoted) -> bool:
    """Whether two passages are whole paragraphs, one below the other, as in a long citation."""
    text = part.text
    line = text[text.rfind("\n", 0, before.start) + 1 : before.start]
    between = text[before.end : mark.start]
    ends = text.find("\n", mark.end)
    tail = text[mark.end : ends if ends >= 0 else len(text)]
    return "\n" in between and not (line + between + tail).strip()


def _is_inside(part: Parsed, before: Quoted, mark: Quoted) -> bool:
    """Whether a passage stands in the tag of the one before: `she said on “The Late Hour”`."""
    between = part.text[before.end : mark.start]
    return "\n" not in between and not any(end in between for end in (". ", "! ", "? "))


def ends_sentence(part: Parsed, mark: Quoted) -> bool:
    """Whether what is quoted ends as a sentence does."""
    inner = part.text[mark.start : mark.end].rstrip(_INNER_END)
    return inner.endswith(_SENTENCE_ENDS) or not mark.closed


def _begin(part: Parsed, marks: list[Quoted], number: int) -> int:
    """Where the sentence begins whose end is quoted: `It "failed," she said` is hers as a whole."""
    begin = at = marks[number].start
    if _opens_sentence(part, marks[number]):
        return begin
    for i in range(part.at(at) - 1, -1, -1):
        if part.start[i] >= at:
            continue
        while number and part.start[i] < marks[number - 1].end:
            if ends_sentence(part, marks[number - 1]):
                return begin
            number -= 1
            if _opens_sentence(part, marks[number]):
                return marks[number].start
        inside = part.start[i] >= marks[number].start
        if "\n" in part.text[part.end[i] : at] or (part.tag[i] == "." and not inside):
            break
        at = part.start[i]
        if _WORD.search(part.word(i)):
            begin = marks[number].start if inside else at
    return begin


def _opens_sentence(part: Parsed, mark: Quoted) -> bool:
    """Whether a passage begins a sentence after a full stop, even one that is read as no end.

    After `$3.5m.` the parser may go on with its sentence; the capital in the marks tells.
    """
    before = part.text[: mark.start].rstrip(" \u00a0")
    inner = part.text[mark.start : mark.end].lstrip(_INNER_START)
    return before.endswith(_SENTENCE_ENDS) and inner[:1].isupper()
