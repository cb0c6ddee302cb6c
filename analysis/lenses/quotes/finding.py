"""What is said in one part: tagged, indirect, and what is left in quotation marks."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from analysis.lenses.quotes.attribution import find_attributed
from analysis.lenses.quotes.cues import Cue
from analysis.lenses.quotes.direct import find_tags
from analysis.lenses.quotes.marks import Quoted, find_marked, strip_marks
from analysis.lenses.quotes.parsed import Parsed
from analysis.lenses.quotes.tagged import ends_sentence, gather_tagged
from analysis.lenses.quotes.transcripts import find_turns

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
    turns = find_turns(part)
    marks = _add_turns(find_marked(part.text), turns)
    tags = [turns.get(m, tag) for m, tag in zip(marks, find_tags(part, marks), strict=True)]
    spoken, taken = [], set[int]()
    for tag, numbers, pieces in gather_tagged(part, marks, tags):
        form = "direct" if pieces[0][0] == marks[numbers[0]].start else "mixed"
        spoken.append(Utterance(pieces, tag.source, tag.cue, tag.verb, tag.entry, form))
        taken.update(numbers)
    tagged = {said.verb for said in spoken}
    for said, covered in _read_rest(part, marks):
        if said.verb not in tagged:
            spoken.append(said)
            taken.update(covered)
    spoken.extend(
        Utterance([(mark.start, mark.end)], [], [], None, None, "direct")
        for number, mark in enumerate(marks)
        if number not in taken and _is_speech(part, mark)
    )
    return _pass_on(part, sorted(spoken, key=lambda said: (said.pieces[0], said.cue[:1])))


def _read_rest(part: Parsed, marks: list[Quoted]) -> Iterator[tuple[Utterance, set[int]]]:
    """Indirect and mixed speech, each with the numbers of the marked passages it takes whole."""
    told = [list(part.between(m.start, m.end)) for m in marks if not _is_title(part, m)]
    opening = {tokens[0]: tokens for tokens in told if tokens}
    for found in find_attributed(part, _mask(part, marks), opening):
        pieces = [_snap((part.start[p[0]], part.end[p[-1]]), marks) for p in found.content]
        joined = _join(part.text, pieces)
        covered = {number for piece in joined for number in _touched(marks, piece)}
        form = "mixed" if covered else "indirect"
        yield Utterance(joined, found.source, found.cue, found.verb, found.entry, form), covered


def _add_turns(marks: list[Quoted], turns: Iterable[Quoted]) -> list[Quoted]:
    """Marked passages and turns of a transcript, in order; what a turn quotes is in it."""
    kept = sorted(turns)
    for mark in marks:
        if not _touched(kept, (mark.start, mark.end)):
            insort(kept, mark)
    return kept


def _pass_on(part: Parsed, spoken: list[Utterance]) -> list[Utterance]:
    """The same, a speaker passed on to `..., adding that`: whoever spoke before the comma adds."""
    ended: dict[int, Utterance] = {}
    for said in spoken:
        last = part.at(said.pieces[-1][1] - 1)
        ended[max([last, *said.cue, *said.source])] = said
    passed = []
    for said in spoken:
        before = _find_before(part, said, ended)
        passed.append(said._replace(source=before.source) if before is not None else said)
    return passed


def _find_before(part: Parsed, said: Utterance, ended: dict[int, Utterance]) -> Utterance | None:
    """What was said up to a participle, if the parse finds no speaker or one in those words."""
    if said.verb is None or not _adds(part, said.verb):
        return None
    before = next((ended[t] for t in range(said.verb - 1, said.verb - 4, -1) if t in ended), None)
    if before is None or not before.source:
        return None
    at = part.start[said.source[0]] if said.source else before.pieces[0][0]
    return before if any(start <= at < end for start, end in before.pieces) else None


def _adds(part: Parsed, verb: int) -> bool:
    """Whether a verb is a participle after a comma, without a subject of its own."""
    return (
        part.tag[verb] == "VBG"
        and verb > 0
        and (part.word(verb - 1) == "," or part.tag[verb - 1] == "''")
        and part.child(verb, "nsubj", "aux") is None
    )


def _mask(part: Parsed, marks: list[Quoted]) -> list[bool]:
    mask = [False] * len(part)
    for mark in marks:
        for i in part.between(mark.start, mark.end):
            mask[i] = True
    return mask


def _snap(span: Span, marks: list[Quoted]) -> Span:
    """A span that cuts through a marked passage takes it whole."""
    touched = _touched(marks, span)
    if not touched:
        return span
    return min(span[0], marks[touched[0]].start), max(span[1], marks[touched[-1]].end)


def _touched(marks: list[Quoted], span: Span) -> range:
    """The numbers of the passages, which stand in order, that a span touches."""
    first = bisect_right(marks, span[0], key=lambda mark: mark.end)
    return range(first, bisect_left(marks, span[1], key=lambda mark: mark.start))


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
    if _is_title(part, mark):
        return False
    words = strip_marks(part.text[mark.start : mark.end]).split()
    verbs = any(part.pos[i] in {"VERB", "AUX"} for i in part.between(mark.start, mark.end))
    return len(words) >= 5 and verbs if not _stands_alone(part, mark) else len(words) > 1


def _stands_alone(part: Parsed, mark: Quoted) -> bool:
    """Whether a passage is a sentence of its own, not a part of one."""
    before = part.text[max(0, mark.start - 20) : mark.start].rstrip(" \u00a0")
    return ends_sentence(part, mark) and (not before or before.endswith(tuple('.!?:…\n”"')))


def _is_title(part: Parsed, mark: Quoted) -> bool:
    """Whether most words of a passage begin with a capital."""
    words = strip_marks(part.text[mark.start : mark.end]).split()
    return sum(word[:1].isupper() for word in words) > len(words) * 0.6
