"""Speech tags: the verb and the speaker that stand beside a passage in quotation marks."""

from typing import NamedTuple

from analysis.lenses.quotes.cues import CLAUSE, UNLISTED, Cue, cut_cue, find_cue
from analysis.lenses.quotes.marks import Quoted
from analysis.lenses.quotes.parsed import NOMINAL, Parsed, trim
from analysis.lenses.quotes.sources import cut_source, find_subject, top_noun

_WIDEST = 60  # tokens between a quotation and its tag's end
_INNER_END = "”\"'’»‹›` "


class Tag(NamedTuple):
    """A speech tag: verb, its entry, cue and source as tokens, whether it follows."""

    verb: int
    entry: Cue
    cue: list[int]
    source: list[int]
    after: bool


def find_tags(part: Parsed, marks: list[Quoted]) -> list[Tag | None]:
    """For every marked passage the tag beside it, or None."""
    tags: list[Tag | None] = []
    for number, mark in enumerate(marks):
        before = marks[number - 1].end if number else 0
        after = marks[number + 1].start if number + 1 < len(marks) else len(part.text)
        beside = _find_before(part, mark, before) or _find_after(part, mark, after)
        tags.append(beside or _find_sentence(part, mark, before))
    return tags


def _find_after(part: Parsed, mark: Quoted, limit: int) -> Tag | None:
    """The tag after a quotation: `..., she said` or `..., said Lee, who ...`."""
    window = _window_after(part, mark.end, limit)
    inner = part.text[mark.start : mark.end].rstrip(_INNER_END)[-1:]
    loose = inner in {",", "—", "–", "-", "…"} or part.text[mark.end : mark.end + 1] == ","
    while window and part.word(window[0]) in {",", "-", "–", "—", "--"}:
        window.pop(0)
    if not window or not _may_begin(part, window[0]):
        return None
    if inner == "." and not part.word(window[0])[:1].islower():
        return None
    verb = _first_verb(part, window, any_verb=loose)
    if verb is None:
        return None
    source = _source_beside(part, window, verb)
    if not source or not (loose or _is_tight(part, window, verb, source)):
        return None
    return Tag(verb, find_cue(part, verb) or UNLISTED, cut_cue(part, verb), source, after=True)


def _may_begin(part: Parsed, i: int) -> bool:
    """Whether a tag can begin with this token: not with `and`, `is`, `who`, `after` or `of`."""
    if part.pos[i] in {"CCONJ", "SCONJ", "AUX", "PART", "PUNCT"} or part.tag[i] in {
        "WP",
        "WDT",
        "WRB",
    }:
        return False
    return part.pos[i] != "ADP" or part.lemma[i] in {"as", "in", "at", "on"}


def _is_tight(part: Parsed, window: list[int], verb: int, source: list[int]) -> bool:
    """Whether verb and speaker begin the window, with nothing else before or between them."""
    rest = set(range(window[0], max(verb, source[0]))) - set(source) - {verb}
    return all(part.pos[i] in {"ADV", "AUX", "PUNCT"} for i in rest)


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
    short = verbs[0] - window[0] <= 4 and part.tag[verbs[0]] in {"VBD", "VBZ", "VBN"}
    return verbs[0] if short or part.child(verbs[0], "nsubj") in set(window) else None


def _source_beside(part: Parsed, window: list[int], verb: int) -> list[int]:
    """The speaker in a tag: its subject, before the verb or after it."""
    inside = set(window)
    subject = part.child(verb, "nsubj")
    if subject is not None and subject in inside:
        return _clip(part, cut_source(part, subject), inside)
    before = [i for i in window if i < verb and part.pos[i] in NOMINAL]
    if before:
        return _clip(part, cut_source(part, top_noun(part, before[0], inside, verb)), inside)
    after = [i for i in window if i > verb and part.pos[i] in NOMINAL]
    if after and all(
        part.pos[i] in {"ADV", "DET", "ADJ", "PART"} for i in range(verb + 1, after[0])
    ):
        return _clip(part, cut_source(part, top_noun(part, after[0], inside, verb)), inside)
    return []


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
        return _read_colon(part, window) if last == ":" else None
    words = part.text[mark.start : mark.end]
    spoken = len(words.split()) > 3 and words.lstrip("“\"'‘«`… .[(")[:1].isupper()
    if last not in {",", ":"} and not (spoken and _reaches(part, verb, window)):
        return None
    subject = part.child(verb, "nsubj")
    source = cut_source(part, subject) if subject is not None and subject in set(window) else []
    if not source:
        source = _subject_above(part, verb)
    cue = cut_cue(part, verb)
    return Tag(verb, find_cue(part, verb) or UNLISTED, cue, source, after=False)


def _read_colon(part: Parsed, window: list[int]) -> Tag | None:
    """`Lee: "..."`: a name and a colon."""
    name = trim(part, window)
    if not 0 < len(name) <= 8 or part.pos[name[-1]] != "PROPN":
        return None
    return Tag(window[-1], UNLISTED, [window[-1]], name, after=False)


def _window_before(part: Parsed, start: int, limit: int) -> list[int]:
    window: list[int] = []
    at = start
    for i in range(part.at(start) - 1, max(part.at(start) - _WIDEST, 0) - 1, -1):
        if part.start[i] >= start:
            continue
        parted = "\n" in part.text[part.end[i] : at] and (window or part.word(i) != ":")
        if part.start[i] < limit or parted or part.tag[i] == ".":
            break
        window.insert(0, i)
        at = part.start[i]
    return window


def _find_sentence(part: Parsed, mark: Quoted, limit: int) -> Tag | None:
    """The tag in a sentence of its own before a quotation: `Lee agreed. "We failed."`."""
    stop = part.at(mark.start) - 1
    if stop < 0 or part.word(stop) != "." or "\n" in part.text[part.end[stop] : mark.start]:
        return None
    first = stop
    while first > 0 and part.sentence[first - 1] == part.sentence[stop]:
        first -= 1
    window = list(range(first, stop + 1))
    verb = _last_verb(part, window)
    if verb is None or part.start[window[0]] < limit or part.dep[verb] not in {"ROOT", "conj"}:
        return None
    entry = find_cue(part, verb)
    full = part.child(verb, "ccomp", "xcomp", "dobj", "advcl") is not None
    source = _subject_above(part, verb)
    if entry is None or entry.act != "speech" or full or not source:
        return None
    return Tag(verb, entry, cut_cue(part, verb), source, after=False)


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
