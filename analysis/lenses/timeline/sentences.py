"""Sentences as times need them: whole after `a.m.`, and with the tense of each clause."""

import re

from analysis.language.clauses import Part, find_verb

_CUT = re.compile(r"(?:\b[ap]\.m\.|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)$", re.I)
_GOES_ON = re.compile(
    r"[a-z0-9(,]|[A-Z]{2,4}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\w+\s[Tt]ime\b"
    r"|(?:Eastern|Central|Mountain|Pacific)\b"
)
_AHEAD = frozenset("will shall 'll wo ’ll".split())
_PLANS = frozenset("expect schedule plan slate set due intend hope aim".split())


def mend_sentences(sentences: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Sentences cut after `a.m.` or `Oct.` made whole, where a zone, day or number follows."""
    mended: list[tuple[int, str]] = []
    for shift, sentence in sentences:
        if mended:
            start, before = mended[-1]
            gap = shift - start - len(before)
            if gap <= 1 and _CUT.search(before) and _GOES_ON.match(sentence):
                mended[-1] = (start, before + " " * gap + sentence)
                continue
        mended.append((shift, sentence))
    return mended


def find_tense(part: Part, position: int) -> str:
    """`ahead` where the clause at a place speaks of what is to come, `past` of what was."""
    rows = part.rows(position, position + 1)
    verb = find_verb(part, rows[0]) if rows else None
    if verb is None:
        return ""
    for row in (verb, *part.climb(verb)):
        helpers = {part.lemma[child] for child in part.children[row] if "aux" in part.dep[child]}
        if helpers & _AHEAD:
            return "ahead" if "have" not in helpers else ""
        if part.lemma[row] in _PLANS:
            return "ahead"
        if any(part.lemma[child] == "if" for child in part.children[row]):
            return ""  # `if it moved the meeting from March 6`: a past form, and nothing past
        if "to" not in helpers and part.dep[row] not in ("acl", "xcomp", "pcomp"):
            was = any(part.tag[c] == "VBD" for c in part.children[row] if "aux" in part.dep[c])
            return "past" if was or part.tag[row] == "VBD" else ""
    return ""
