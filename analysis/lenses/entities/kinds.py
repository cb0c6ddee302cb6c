"""What kind of thing a name names: evidence from each mention, and the vote over all of them.

Evidence is weighed: a title in front tells more than the pipeline's label, and the label of a full
name more than that of a single word, which the pipeline often guesses from its shape.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from analysis.lenses.entities.candidates import Candidate, is_possessive
from analysis.lenses.entities.wordlists import (
    is_demonym,
    is_given,
    read_countries,
    read_pairs,
    read_places,
    read_set,
)
from analysis.lenses.entities.words import Part

KINDS = ("person", "organisation", "place", "event", "work", "vehicle", "group", "other")
_LABELS = {
    **dict.fromkeys(("PERSON", "PER", "PERS"), "person"),
    **dict.fromkeys(("ORG", "ORGANIZATION", "CORPORATION", "COMPANY"), "organisation"),
    **dict.fromkeys(("GPE", "LOC", "FAC", "LOCATION"), "place"),
    **dict.fromkeys(("NORP", "LANGUAGE"), "group"),
    **dict.fromkeys(("WORK_OF_ART", "LAW"), "work"),
    **dict.fromkeys(("EVENT", "EVT"), "event"),
}
# In twentieths of the pipeline's label for a full name: whole numbers add up to the same whatever
# their order, so that a collection may be summed in parts.
_LABEL, _SINGLE, _TITLED = 20, 10, 6  # the pipeline's label: full name, one word, title case
_TITLE, _NOUN, _HEAD, _GIVEN, _SHAPE, _LIST, _OWNED = 60, 40, 30, 20, 40, 100, 10
_CALLED = {"called", "titled", "named", "dubbed", "entitled", "known"}
# A capital inside a word, but not that of a surname such as McCain, MacArthur or DiCaprio.
_CAMEL = re.compile(r"(?!(?:Mc|Mac|De|Di|Du|Da|La|Le|Van|Von|Fitz|O)[A-Z])[A-Z]\w*[a-z][A-Z]\w*$")

_BRAND = re.compile(r"[a-z]{1,2}[A-Z]\w*$")  # a product named like iPhone or macOS


def weigh_mention(part: Part, one: Candidate, *, titled: bool) -> dict[str, float]:
    """The evidence one mention gives: kind to weight."""
    votes: defaultdict[str, float] = defaultdict(float)
    words = part.words[one.first : one.last + 1]
    if one.label:
        weight = _LABEL if len(words) > 1 else _SINGLE
        kind = _LABELS.get(one.label, "other")
        votes[kind] += _TITLED if words[0].titled else weight if kind != "other" else weight / 2
    if titled:
        votes["person"] += _TITLE
    elif one.first and not one.label and len(words) > 1:
        owned = is_possessive(part.text, part.words[one.first - 1])
        votes["organisation"] += _OWNED * owned
    for kind in _read_context(part, one):
        votes[kind] += _NOUN
    return dict(votes)


def weigh_form(key: tuple[str, ...], form: str) -> dict[str, float]:
    """The evidence the name itself gives, whatever surrounds it."""
    votes: defaultdict[str, float] = defaultdict(float)
    head = next((word for word in reversed(key) if not word.isdigit()), key[-1])
    # `Riverton Times-News` is told by its last piece.
    head = head if head in read_pairs("head_words") else head.rsplit("-", 1)[-1]
    if head in read_pairs("head_words") and len(key) > 1:
        votes[read_pairs("head_words")[head]] += _HEAD
    elif len(key) > 1 and _is_company_word(head):
        votes["organisation"] += _HEAD
    elif 2 <= len(key) <= 4 and is_given(key[0]):
        votes["person"] += _GIVEN
    elif len(key) > 1 and any(c.isdigit() for word in key for c in word):
        votes["other"] += _HEAD
    elif len(key) > 1 and key[:-1] in read_places():
        votes["organisation"] += _GIVEN
    if len(key) == 1 and _CAMEL.match(form):
        votes["organisation"] += _SHAPE
    elif len(key) == 1 and _BRAND.match(form):
        votes["other"] += _SHAPE
    if len(key) == 1 and is_demonym(key[0]):
        votes["group"] += _LIST
    elif key in read_countries():
        votes["place"] += _LIST
    elif key in read_places():
        votes["place"] += _GIVEN
    return dict(votes)


def _is_company_word(word: str) -> bool:
    return word in read_set("generic_tails") or word in read_set("company_suffixes")


def vote_kind(
    full: Iterable[Mapping[str, float]], fragments: Iterable[Mapping[str, float]] = ()
) -> str:
    """The kind with most weight; fragments add weight to kinds that a full name carries, no others.

    >>> vote_kind([{"person": 1.0}], [{"organisation": 9.0}])
    'person'
    """
    votes = dict.fromkeys(KINDS, 0.0)
    for one in full:
        add_votes(votes, one)
    for one in fragments:
        add_votes(votes, {kind: weight for kind, weight in one.items() if votes[kind] > 0})
    if not any(votes.values()):
        return "other"
    return max(KINDS, key=lambda kind: (votes[kind], -KINDS.index(kind)))


def add_votes(votes: dict[str, float], more: Mapping[str, float]) -> None:
    """Add the weights of `more` to `votes`, in place."""
    for kind, weight in more.items():
        votes[kind] = votes.get(kind, 0.0) + weight


def _read_context(part: Part, one: Candidate) -> list[str]:
    """Kinds told by the nouns beside the name."""
    kinds = [_read_after(part, one), _read_before(part, one), _read_apposition(part, one)]
    return [kind for kind in kinds if kind]


def _read_after(part: Part, one: Candidate) -> str:
    """`MS-19 capsule`, `JAXA space agency`, `Acme founder Jane Roe`."""
    words, text = part.words, part.text
    if is_possessive(text, words[one.last]):
        return ""
    for step in (1, 2):
        index = one.last + step
        if index >= len(words) or text[words[index - 1].end : words[index].start] != " ":
            return ""
        word = words[index]
        if word.capital:
            return ""
        if word.fold in read_pairs("kind_nouns"):
            return read_pairs("kind_nouns")[word.fold]
        if step == 1 and word.fold in read_pairs("role_nouns"):
            return read_pairs("role_nouns")[word.fold]
    return ""


def _read_before(part: Part, one: Candidate) -> str:
    """`the film Solaris`, `a movie called Challenge`, `the city of Lyon`."""
    words, text = part.words, part.text
    index = one.first - 1
    while index >= 0 and one.first - index <= 3 and words[index].fold in {*_CALLED, "of", "as"}:
        index -= 1
    if index < 0 or words[index].capital:
        return ""
    gap = text[words[index].end : words[one.first].start]
    noun = read_pairs("kind_nouns").get(words[index].fold, "")
    if any(mark in gap for mark in ".,;:()\n—"):
        return ""
    if " of " in gap and noun != "place":
        return ""
    return noun


def _read_apposition(part: Part, one: Candidate) -> str:
    """`Roscosmos, Russia's space agency,`: a comma, a determiner or possessor, and soon a noun."""
    words, text = part.words, part.text
    at = one.last + 1
    if at >= len(words) or text[words[one.last].end : words[at].start] != ", ":
        return ""
    if words[at].fold not in {"a", "an", "the"} and not is_possessive(text, words[at]):
        return ""
    for index in range(at + 1, min(at + 6, len(words))):
        gap = text[words[index - 1].end : words[index].start]
        if any(mark in gap for mark in ",.;:()\n") or words[index].fold in {"of", "who", "that"}:
            return ""
        if words[index].fold in read_pairs("kind_nouns"):
            return read_pairs("kind_nouns")[words[index].fold]
    return ""
