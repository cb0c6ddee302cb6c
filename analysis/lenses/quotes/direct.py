"""Speech tags: the verb and the speaker that stand beside a passage in quotation marks."""

from typing import NamedTuple

from analysis.lenses.quotes.attribution import cut_source, find_subject, trim
from analysis.lenses.quotes.cues import CLAUSE, UNLISTED, Cue, cut_cue, find_cue
from analysis.lenses.quotes.marks import Quoted
from analysis.lenses.quotes.parsed import NOMINAL, Parsed

_WIDEST = 60  # tokens between a quotation and its tag's end
_INNER_END = "”\"'’»‹›` "


class Tag(NamedTuple):
    """A speech tag: its verb, what the list says of it, cue and source as tokens, where it ends."""

    verb: int
    entry: Cue
    cue: list[int]
    source: list[int]
    tail: int


def find_tags(part: Parsed, marks: list[Quoted]) -> list[Tag | None]:
    """For every marked passage the tag beside it, or None."""
    tags: list[Tag | None] = []
    for number, mark in enumerate(marks):
        before = marks[number - 1].end if number else 0
        after = marks[number + 1].start if number + 1 < len(marks) else len(part.text)
        tags.append(_find_before(part, mark, before) or _find_after(part, mark, after))
    return tags


def _find_after(part: Parsed, mark: Quoted, limit: int) -> Tag | None:
    """The tag after a quotation: `..., she said` or `..., said Lee, who ...`."""
    window = _window_after(part, mark.end, limit)
    inner = part.text[mark.start : mark.end].rstrip(_INNER_END)[-1:]
    loose = inner in {",", "—", "–", "-", "…"} or part.text[mark.end : mark.end + 1] == ","
    if not window or not (loose or inner in {"?", "!"} or part.word(window[0])[:1].islower()):
        return None
    verb = _first_verb(part, window, any_verb=loose)
    if verb is None or (not loose and verb - window[0] > 8):
        return None
    source = _source_beside(part, window, verb)
    if not source and find_cue(part, verb) is None:
        return None
    return Tag(
        verb, find_cue(part, verb) or UNLISTED, cut_cue(part, verb), source, part.end[window[-1]]
    )


def _window_after(part: Parsed, start: int, limit: int) -> list[int]:
    """The tokens after a quotation, to the end of its sentence, paragraph or the next quotation."""
    window: list[int] = []
    at = start
    for i in range(part.at(start), min(part.at(start) + _WIDEST, len(part))):
        if part.start[i] >= limit or "\n" in part.text[at : part.start[i]]:
            break
        window.append(i)
        at = part.end[i]
        if part.tag[i] == ".":
            break
    return window


def _first_verb(part: Parsed, window: list[int], *, any_verb: bool) -> int | None:
    """The first listed verb of speech in a window that is no relative clause; else any verb."""
    verbs = [i for i in window if part.pos[i] == "VERB" and part.dep[i] not in {"relcl", "acl"}]
    for i in verbs:
        entry = find_cue(part, i)
        if entry is not None and CLAUSE in entry.takes:
            return i
    if not any_verb or not verbs:
        return None
    return verbs[0] if part.child(verbs[0], "nsubj") in set(window) else None


def _source_beside(part: Parsed, window: list[int], verb: int) -> list[int]:
    """The speaker in a tag: its subject, before the verb or after it."""
    inside = set(window)
    subject = part.child(verb, "nsubj")
    if subject is not None and subject in inside:
        return _clip(part, cut_source(part, subject), inside)
    before = [i for i in window if i < verb and part.pos[i] in NOMINAL]
    if before:
        return _clip(part, cut_source(part, _top(part, before[0], inside, verb)), inside)
    after = [i for i in window if i > verb and part.pos[i] in NOMINAL]
    if after and all(
        part.pos[i] in {"ADV", "DET", "ADJ", "PART"} for i in range(verb + 1, after[0])
    ):
        return _clip(part, cut_source(part, _top(part, after[0], inside, verb)), inside)
    return []


def _top(part: Parsed, i: int, inside: set[int], verb: int) -> int:
    """The head of the noun phrase a token is in, as far as it stays on its side of the verb."""
    while True:
        head = part.head[i]
        beyond = head not in inside or head == i or (head < verb) != (i < verb)
        if head == verb or beyond or part.pos[head] not in NOMINAL:
            return i
        i = head


def _clip(part: Parsed, tokens: list[int], inside: set[int]) -> list[int]:
    return trim(part, [t for t in tokens if t in inside])


def _find_before(part: Parsed, mark: Quoted, limit: int) -> Tag | None:
    """The tag before a quotation: `She said, ...`, `Lee told CNN: ...`."""
    window = _window_before(part, mark.start, limit)
    if not window:
        return None
    last = part.word(window[-1])
    verb = _last_verb(part, window)
    if verb is None:
        return None
    words = part.text[mark.start : mark.end]
    spoken = len(words.split()) > 3 and words.lstrip("“\"'‘«`… .[(")[:1].isupper()
    if last not in {",", ":"} and not (spoken and _reaches(part, verb, window)):
        return None
    subject = part.child(verb, "nsubj")
    source = cut_source(part, subject) if subject is not None and subject in set(window) else []
    if not source:
        source = _subject_above(part, verb)
    cue = cut_cue(part, verb)
    return Tag(verb, find_cue(part, verb) or UNLISTED, cue, source, mark.end)


def _window_before(part: Parsed, start: int, limit: int) -> list[int]:
    window: list[int] = []
    at = start
    for i in range(part.at(start) - 1, max(part.at(start) - _WIDEST, 0) - 1, -1):
        if part.start[i] >= start:
            continue
        if part.start[i] < limit or "\n" in part.text[part.end[i] : at] or part.tag[i] == ".":
            break
        window.insert(0, i)
        at = part.start[i]
    return window


def _last_verb(part: Parsed, window: list[int]) -> int | None:
    for i in reversed(window):
        entry = find_cue(part, i)
        if entry is not None and CLAUSE in entry.takes:
            return i
    return None


def _reaches(part: Parsed, verb: int, window: list[int]) -> bool:
    """Whether nothing but the person spoken to stands between the verb and the quotation."""
    rest = [t for t in window if t > verb and part.pos[t] != "PUNCT"]
    return (
        all(part.pos[t] in {"PROPN", "PRON", "NOUN", "DET", "PART"} for t in rest)
        and len(rest) <= 4
    )


def _subject_above(part: Parsed, verb: int) -> list[int]:
    subject, passive = find_subject(part, verb)
    return cut_source(part, subject) if subject is not None and not passive else []
