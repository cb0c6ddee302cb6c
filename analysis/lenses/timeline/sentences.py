"""Sentences as times need them: whole after `a.m.`, and with the tense of each clause."""

import re

from analysis.language.clauses import Part, find_verb

_CUT = re.compile(r"(?:\b[ap]\.m\.|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)$", re.I)
_GOES_ON = re.compile(
    r"[a-z0-9(,]|[A-Z]{2,4}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\w+\s[Tt]ime\b"
    r"|(?:Eastern|Central|Mountain|Pacific)\b"
)
_AHEAD = frozenset("will shall 'll wo ’ll".split())
_MAYBE = frozenset("would could may might must should can 'd ’d".split())
_PERCEIVED = frozenset("see hear feel smell reach contact find confirm verify".split())
_PLANS = frozenset(
    "expect schedule plan slate set due intend hope aim forecast likely bill poise".split()
)
_PROMISES = frozenset("agree pledge prepare promise propose threaten vow".split())
# What runs by a timetable is told in the present: `it opens on Friday`. Verbs that captions use of
# what they show (`a rocket blasts off on Friday`) are none of them.
_SCHEDULED = frozenset(
    "open start begin kick premiere debut air expire travel resume launch end vote host face"
    " go come".split()
)
_TAKES = frozenset("effect office place".split())  # what a thing takes by a timetable
_NOT_YET = frozenset("before until till once if unless".split())
_WHEN = frozenset("when after".split())  # `when it opens on Friday`, if the whole is to come
_PRESENT = ("VBZ", "VBP")


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


def find_tense(part: Part, position: int, *, headline: bool = False) -> str:
    """`ahead` where the clause at a place speaks of what is to come, `past` of what was.

    A headline tells what was in the present.
    """
    rows = part.rows(position, position + 1)
    verb = find_verb(part, rows[0]) if rows else None
    if verb is None:
        return ""
    owner = any(part.tag[child] == "POS" for child in part.children[rows[0]])
    done = False  # behind a participle: `the bill passed in March will be law`
    to = False
    for row in (verb, *part.climb(verb)):
        tense = _read_verb(part, row, scheduled=not (headline or owner))
        if row != verb and part.lemma[row] in _PROMISES:
            tense = "ahead"  # `agreed to meet on Friday`
        if tense == "ahead" and done:
            return ""
        if tense is not None:
            return "ahead" if tense == "" and _is_soonest(part, rows[0]) else tense
        done = done or (part.tag[row] == "VBN" and part.dep[row] == "acl")
        to = to or any(part.lemma[c] == "to" and part.dep[c] == "aux" for c in part.children[row])
    return "ahead" if to and headline else ""  # `Airports to close on Friday`


def _read_verb(part: Part, row: int, *, scheduled: bool) -> str | None:  # noqa: PLR0911 (one return a reading)
    """What one verb tells of its time; none where the clause above it decides."""
    below = part.children[row]
    helpers = {part.lemma[child] for child in below if "aux" in part.dep[child]}
    if helpers & _AHEAD:
        return "ahead" if "have" not in helpers else ""
    if helpers & _MAYBE and part.tag[row] != "VBD":
        return _read_modal(part, row, helpers)
    planned = {part.lemma[child] for child in below if part.dep[child] in ("acomp", "oprd")}
    if {part.lemma[row], *planned} & _PLANS or _is_to_be(part, row):
        return "ahead"
    present = _is_present(part, row)
    marks = {part.lemma[child] for child in below if part.dep[child] in ("mark", "advmod")}
    above = part.head[row]
    if present and marks & _NOT_YET and part.tag[above] != "VBD":
        return "ahead"
    if present and marks & _WHEN and above != row:
        scheduled = scheduled and part.tag[above] != "VBD"
        if _read_verb(part, above, scheduled=scheduled) == "ahead":
            return "ahead"
    if "if" in marks:
        return ""  # `if it moved the meeting from March 6`: a past form, and nothing past
    if present and scheduled and _is_scheduled(part, row):
        return "ahead"
    if "to" in helpers or part.dep[row] in ("acl", "xcomp", "pcomp"):
        return None
    if part.tag[row] == "VBG" and not helpers and part.dep[row] in ("prep", "advcl"):
        return None  # `will testify starting Tuesday`
    bare = part.tag[row] in ("VBN", "VB", "VBG") and not helpers
    if bare and part.dep[row] == "conj":
        return None  # `will be opened and adjourned`
    if not part.tag[row].startswith(("VB", "MD")):
        return None  # `is likely to`
    was = any(part.tag[c] == "VBD" for c in below if "aux" in part.dep[c])
    return "past" if was or part.tag[row] == "VBD" else ""


def _read_modal(part: Part, row: int, helpers: set[str]) -> str:
    """`would open on Friday` is to come; `could not be reached`, `would not say` are past."""
    if "have" in helpers or part.lemma[row] in _PERCEIVED:
        return ""
    refused = any(part.dep[child] == "neg" for child in part.children[row])
    return "" if refused and helpers & {"would", "could"} else "ahead"


def _is_to_be(part: Part, row: int) -> bool:
    """`is to open`, `is going to open`."""
    to = any(part.lemma[c] == "to" and part.dep[c] == "aux" for c in part.children[row])
    above = part.head[row]
    going = part.lemma[above] == "go" and part.tag[above] == "VBG"
    return to and part.dep[row] == "xcomp" and (part.lemma[above] == "be" or going)


def _is_present(part: Part, row: int) -> bool:
    """`opens`, `is opening`: without another helper."""
    helpers = [child for child in part.children[row] if "aux" in part.dep[child]]
    if part.tag[row] in _PRESENT:
        return not helpers
    now = [child for child in helpers if part.lemma[child] == "be" and part.tag[child] in _PRESENT]
    return part.tag[row] == "VBG" and len(now) == len(helpers) == 1


def _is_scheduled(part: Part, row: int) -> bool:
    """`opens`, `takes place`."""
    taken = {part.lemma[child] for child in part.children[row] if part.dep[child] == "dobj"}
    return part.lemma[row] in _SCHEDULED or (part.lemma[row] == "take" and bool(taken & _TAKES))


def _is_soonest(part: Part, row: int) -> bool:
    """`as early as Tuesday`."""
    return part.lemma[max(0, row - 3) : row] in (["as", "early", "as"], ["as", "soon", "as"])
