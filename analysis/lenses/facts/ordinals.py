"""Ordinals that rank something: `first feature film`, `second-largest city`, `No. 2 seed`."""

import re
from functools import cache

from analysis.language.clauses import Part
from analysis.lenses.facts.events import is_rare_word
from analysis.lenses.facts.measures import Amount
from analysis.lenses.facts.units import read_lines

_SPELLED = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_TENS = dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        range(20, 100, 10),
        strict=True,
    )
)
_ORDINAL = re.compile(
    rf"(?i)\b(?:(?P<ten>{'|'.join(_TENS)})[-‐‑])?(?P<word>{'|'.join(_SPELLED)})\b"
    r"|\b(?P<digits>\d{1,3}(?:,\d{3})*)(?:st|nd|rd|th)\b"
)
_IN_PHRASE = ("NOUN", "PROPN", "ADJ", "ADV", "VERB", "NUM")
_LONGEST_PHRASE = 6  # words between an ordinal and the noun it ranks


def find_ordinals(text: str, shift: int, part: Part, masked: list[tuple[int, int]]) -> list[Amount]:
    """Ordinals in a sentence (which begins at `shift`) that rank a noun; `at first` is none."""
    found = []
    for match in _ORDINAL.finditer(text):
        start, end = match.span()
        if any(start < stop and begin < end for begin, stop in masked):
            continue
        noun = _find_ranked(part, shift + start, shift + end, large=match[0][:1].isupper())
        if noun is None or _is_idle(part, shift + end, noun) or _is_denied(part, noun):
            continue
        value = _read_value(match)
        stop = part.end[noun] - shift if part.start[noun] > shift + start else end
        found.append(
            Amount(start, stop, (start, end), "ordinal", value, value, value, 1.0, part.lemma[noun])
        )
    return found


def _is_idle(part: Part, after: int, noun: int) -> bool:
    """Whether its phrase ranks nothing: `53rd Street`, `first-round bye`."""
    row = part.rows(after, part.start[noun] + 1)
    nouns = [part.lemma[number] for number in row if part.pos[number] in ("NOUN", "PROPN")]
    return part.lemma[noun] in _read_idle() or (nouns[:1] != [] and nouns[0] in _read_idle())


def _is_denied(part: Part, noun: int) -> bool:
    """`It was not the first flight` states no first flight."""
    verb = part.head[noun]
    if part.dep[noun] not in ("attr", "acomp") or verb == noun:
        return False
    return any(part.dep[child] == "neg" for child in part.children[verb])


def _find_ranked(part: Part, start: int, end: int, *, large: bool) -> int | None:
    """The noun right of the ordinal in its own phrase; `First Energy` is a name, not a rank."""
    rows = part.rows(start, end)
    root = part.root(rows)
    if root is None:
        return None
    for row in part.climb(root):
        if row < root or row - root > _LONGEST_PHRASE or part.pos[row] not in _IN_PHRASE:
            return None
        inner = part.dep[row] in ("compound", "nmod", "amod") and part.head[row] > row
        if part.pos[row] == "NOUN" and not inner:
            return row
        if part.pos[row] == "PROPN" and not inner:
            return None if large or is_rare_word(part.lemma[row]) else row
    return None


def _read_value(match: re.Match[str]) -> float:
    if match["digits"]:
        return float(match["digits"].replace(",", ""))
    tens = _TENS[match["ten"].lower()] if match["ten"] else 0
    return float(tens + _SPELLED.index(match["word"].lower()) + 1)


@cache
def _read_idle() -> frozenset[str]:
    return frozenset(line[0] for line in read_lines("ordinals.txt"))
