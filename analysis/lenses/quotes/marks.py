"""Quotation marks as they are printed: curly, straight, single, doubled, nested, never closed."""

import re
from typing import NamedTuple

from analysis.language.paragraphs import split_paragraphs

_MARK = re.compile(r"''|``|[“”„‟«»\"‘’‚‹›']")
_OPENING = frozenset("“„‟«") | {"``"}
_CLOSING = frozenset("”»")
_SINGLE = frozenset("‘’‚‹›'")
# What an apostrophe may stand for at the head of a word: 'em, 'til, '90s.
_ELISION = re.compile(r"(?:\d\ds?|em|til|tis|twas|cause|n|round|bout|s|t|re|ve|ll|d|m)\b", re.I)
_SINGLE_CLOSE = re.compile(r"[’'›]")
_LONGEST_SINGLE = 2_000  # characters a single mark is followed: most of them are apostrophes
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")


class Quoted(NamedTuple):
    """One quotation as printed: where its marks stand and whether the last one is there."""

    start: int
    end: int
    closed: bool


def find_marked(text: str) -> list[Quoted]:
    """Every outermost passage in quotation marks, the marks included, in order.

    A quotation over several paragraphs, each opening with a mark and only the last closing,
    is one passage.

    >>> find_marked('He said “yes” and "no".')
    [Quoted(start=8, end=13, closed=True), Quoted(start=18, end=22, closed=True)]
    """
    if not _MARK.search(text):
        return []
    joined: list[Quoted] = []
    for start, end in split_paragraphs(text):
        for quoted in _scan(text, start, end):
            if joined and _continues(text, joined[-1], quoted, start):
                joined[-1] = Quoted(joined[-1].start, quoted.end, quoted.closed)
            else:
                joined.append(quoted)
    return [_end_open(text, quoted) for quoted in joined]


def strip_marks(quote: str) -> str:
    """The words without the marks and white space around them."""
    return quote.strip(" \t\r\n\u00a0“”„‟«»\"‘’‚‹›'`")


def _scan(text: str, start: int, end: int) -> list[Quoted]:
    """The passages of one paragraph; the last may still be open."""
    found: list[Quoted] = []
    opened: int | None = None
    depth, after = 0, start
    for match in _MARK.finditer(text, start, end):
        at, mark = match.start(), match.group()
        if at < after:
            continue
        if mark in _SINGLE:
            close = None if opened is not None else _find_single_close(text, match, start, end)
            if close is not None:
                found.append(Quoted(at, close, closed=True))
                after = close
        elif opened is None:
            if _may_open(text, match, start, end):
                opened = at
        elif mark not in _CLOSING and _looks_opening(text, match, start, end):
            if _is_nested(text, match, end):
                depth += 1
                continue
            found.append(Quoted(opened, opened + len(text[opened:at].rstrip()), closed=True))
            opened = at
        elif depth:
            depth -= 1
        else:
            found.append(Quoted(opened, match.end(), closed=True))
            opened = None
    if opened is not None:
        found.append(Quoted(opened, end, closed=False))
    return found


def _may_open(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a mark outside any quotation begins one: an inch sign or a stray close does not."""
    if match.group() in _OPENING and match.end() < end:
        return True
    before, after = _around(text, match, start, end)
    return not after.isspace() and (
        before.isspace() or before in "([{-–—/…,;:“‘" or after.isalnum()
    )


def _looks_opening(text: str, match: re.Match[str], start: int, end: int) -> bool:
    before, after = _around(text, match, start, end)
    if match.group() in _OPENING:
        return not after.isspace() and after not in ".,;:!?"
    return before.isspace() and after.isalnum()


def _is_nested(text: str, match: re.Match[str], end: int) -> bool:
    """Whether more marks close than open from here on: `“She called it “fine” then,”`."""
    if match.group() != "“":
        return False
    return text.count("”", match.end(), end) > text.count("“", match.start(), end)


def _around(text: str, match: re.Match[str], start: int, end: int) -> tuple[str, str]:
    before = text[match.start() - 1] if match.start() > start else " "
    after = text[match.end()] if match.end() < end else " "
    return before, after


def _find_single_close(text: str, match: re.Match[str], start: int, end: int) -> int | None:
    """Offset after the mark that closes a single-quoted passage; None where none begins here."""
    before, after = _around(text, match, start, end)
    opens = (before.isspace() or before in "([{-–—/“:") and (after.isalnum() or after in '“"[…')
    if match.group() in "’›" or not opens or _ELISION.match(text, match.end()):
        return None
    doubtful = None
    for mark in _SINGLE_CLOSE.finditer(text, match.end(), min(end, match.end() + _LONGEST_SINGLE)):
        at = mark.start()
        follower = text[at + 1] if at + 1 < end else " "
        if follower.isalnum() or text[at - 1].isspace():
            continue
        if text[at - 1] in ",.!?…" or not (text[at - 1] == "s" and follower == " "):
            return at + 1
        doubtful = doubtful or at + 1  # a plural's apostrophe, unless nothing better follows
    return doubtful


def _continues(text: str, before: Quoted, quoted: Quoted, paragraph: int) -> bool:
    """Whether a passage that opens a paragraph carries on one left open in the one before."""
    return (
        not before.closed
        and quoted.start == paragraph
        and not text[before.end : quoted.start].strip()
    )


def _end_open(text: str, quoted: Quoted) -> Quoted:
    """A passage never closed: to the end of its paragraph if it opens one, else of its sentence."""
    if quoted.closed:
        return quoted
    line = text.rfind("\n", 0, quoted.start) + 1
    opens_paragraph = not text[line : quoted.start].strip()
    stop = None if opens_paragraph else _SENTENCE_END.search(text, quoted.start, quoted.end)
    return quoted._replace(end=stop.end() if stop else quoted.end)
