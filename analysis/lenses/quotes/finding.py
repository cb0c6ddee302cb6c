"""What is said in one part: tagged, indirect, and what is left in quotation marks."""

from typing import NamedTuple

from analysis.lenses.quotes.attribution import find_attributed
from analysis.lenses.quotes.cues import Cue
from analysis.lenses.quotes.direct import find_tags
from analysis.lenses.quotes.marks import Quoted, find_marked, strip_marks
from analysis.lenses.quotes.parsed import Parsed
from analysis.lenses.quotes.tagged import gather_tagged

Span = tuple[int, int]


class Utterance(NamedTuple):
    """One attribution or quotation: pieces in characters, speaker and cue as tokens, form."""

    pieces: list[Span]
    source: list[int]
    cue: list[int]
    verb: int | None
    entry: Cue | None
    direct: str


def find_utterances(part: Parsed) -> list[Utterance]:
    """Everything said in one part, in order."""
    marks = find_marked(part.text)
    tags = find_tags(part, marks)
    quoted = _mask(part, marks)
    spoken, taken = [], set[int]()
    for tag, numbers, pieces in gather_tagged(part, marks, tags):
        form = "direct" if pieces[0][0] == marks[numbers[0]].start else "mixed"
        spoken.append(Utterance(pieces, tag.source, tag.cue, tag.verb, tag.entry, form))
        taken.update(numbers)
    tagged = {said.verb for said in spoken}
    for found in find_attributed(part, quoted):
        if found.verb in tagged:
            continue
        pieces = [_snap((part.start[p[0]], part.end[p[-1]]), marks) for p in found.content]
        pieces = _join(part.text, pieces)
        covered = {
            n for n, m in enumerate(marks) if any(m.start >= s and m.end <= e for s, e in pieces)
        }
        taken |= covered
        spoken.append(
            Utterance(
                pieces,
                found.source,
                found.cue,
                found.verb,
                found.entry,
                "mixed" if covered else "indirect",
            )
        )
    spoken.extend(
        Utterance([(m.start, m.end)], [], [], None, None, "direct")
        for n, m in enumerate(marks)
        if n not in taken and _is_speech(part, m)
    )
    return sorted(spoken, key=lambda u: (u.pieces[0], u.cue[:1]))


def _mask(part: Parsed, marks: list[Quoted]) -> list[bool]:
    mask = [False] * len(part)
    for mark in marks:
        for i in part.between(mark.start, mark.end):
            mask[i] = True
    return mask


def _snap(span: Span, marks: list[Quoted]) -> Span:
    """A span that cuts through a marked passage takes it whole."""
    start, end = span
    for mark in marks:
        if mark.start < end and start < mark.end:
            start, end = min(start, mark.start), max(end, mark.end)
    return start, end


def _join(text: str, pieces: list[Span]) -> list[Span]:
    """Pieces in order, those that touch or overlap made one."""
    joined: list[Span] = []
    for start, end in sorted(pieces):
        if joined and (start <= joined[-1][1] or not text[joined[-1][1] : start].strip()):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _is_speech(part: Parsed, mark: Quoted) -> bool:
    """Whether a marked passage without a tag is something said, not a title or a scare quote."""
    words = strip_marks(part.text[mark.start : mark.end]).split()
    tokens = part.between(mark.start, mark.end)
    verbs = any(part.pos[i] in {"VERB", "AUX"} for i in tokens)
    titled = sum(w[:1].isupper() for w in words) > len(words) * 0.6
    return len(words) >= 5 and verbs and not titled
