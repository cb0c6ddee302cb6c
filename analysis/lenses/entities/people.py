"""People: which full names are one person's, and what else each is called.

Full names are compared within one surname only, so the work grows with the names, not their pairs.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from analysis.lenses.entities.gather import Entry, Key
from analysis.lenses.entities.kinds import vote_kind
from analysis.lenses.entities.wordlists import read_pairs, read_set

# Spellings of one sound in names written over from another script, longest first.
_SOUNDS = (
    *(("kh", "h"), ("gh", "g"), ("dh", "d"), ("ph", "f"), ("tz", "ts"), ("sch", "sh"), ("ck", "k")),
    *(("q", "k"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("x", "ks"), ("w", "v")),
    *(("iy", "i"), ("yi", "i"), ("ij", "i"), ("y", "i"), ("j", "i")),
)
_TWICE = re.compile(r"(.)\1+")
_FEW = 0.2  # a spelling this rare beside another is taken for a slip
_LONG = 6  # letters of a name in which one may differ


@dataclass(slots=True)
class Person:
    """One person: every full form of the name with its count."""

    forms: Counter[Key] = field(default_factory=Counter)
    firsts: Counter[str] = field(default_factory=Counter)
    middles: set[str] = field(default_factory=set)
    titles: Counter[str] = field(default_factory=Counter)
    articles: int = 0


def group_people(entries: dict[Key, Entry]) -> list[Person]:
    """The people of the collection, each with all full forms of the name, best known first."""
    blocks: defaultdict[tuple[str, str], list[Key]] = defaultdict(list)
    for key, entry in entries.items():
        if len(key) > 1 and vote_kind([entry.votes]) == "person":
            base, suffix = _split_name(key)
            if len(base) > 1 or suffix:
                blocks[fold_sound(base[-1]), suffix].append(key)
    people: list[Person] = []
    for block in blocks.values():
        block.sort(key=lambda key: (_is_bare(key), len(key[0]) == 1, -entries[key].count, key))
        found: list[Person] = []
        by_first: dict[str, list[Person]] = {}
        for key in block:
            _place(key, entries[key], found, by_first)
        people.extend(found)
    return people


def split_suffix(key: Key) -> tuple[Key, str]:
    """The name without `Jr.` and the like, and that suffix.

    >>> split_suffix(("jane", "roe", "jr"))
    (('jane', 'roe'), 'jr')
    """
    if key[-1] in read_set("person_suffixes") and len(key) > 1:
        return key[:-1], key[-1].casefold()
    return key, ""


def _split_name(key: Key) -> tuple[Key, str]:
    """The name with hyphens parted (`Roe Hae-su` is also `Roe Hae Su`), and its suffix."""
    base, suffix = split_suffix(key)
    return tuple(piece for word in base for piece in word.split("-") if piece), suffix


def fold_sound(word: str) -> str:
    """One spelling for names written over from another script.

    >>> fold_sound("novitskiy") == fold_sound("novitsky")
    True
    """
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return _TWICE.sub(r"\1", word.removesuffix("i") if len(word) > 3 else word)


def list_aliases(forms: Iterable[Key]) -> set[Key]:
    """What a person is called for short: the surname with or without what stands before it."""
    aliases: set[Key] = set()
    for key in forms:
        base, suffix = split_suffix(key)
        tails = [base[start:] for start in range(1, len(base))]
        aliases.update((*tail, suffix) if suffix else tail for tail in tails)
    return aliases


def read_gender(person: Person) -> str:
    """`m`, `f`, or empty where neither titles nor the given name tell."""
    male = sum(person.titles[title] for title in read_set("titles_male"))
    female = sum(person.titles[title] for title in read_set("titles_female"))
    if male != female:
        return "m" if male > female else "f"
    first = person.firsts.most_common(1)[0][0] if person.firsts else ""
    is_male, is_female = first in read_set("given_male"), first in read_set("given_female")
    if is_male == is_female:
        return ""
    return "m" if is_male else "f"


def _place(key: Key, entry: Entry, found: list[Person], by_first: dict[str, list[Person]]) -> None:
    """Add a full name to the person it fits, or found a new one."""
    base, _ = _split_name(key)
    first, middles = base[0], {word for word in base[1:-1] if len(word) > 0}
    near = by_first.get(_fold_first(first), [])
    if len(base) == 1:
        near = found
    elif len(first) == 1:
        near = [one for one in found if any(name[0] == first for name in one.firsts)]
    elif not near:
        near = [one for one in found if _is_slip(first, entry, one)]
    fitting = [one for one in near if _middles_fit(middles, one.middles)]
    if fitting:
        person = max(fitting, key=lambda one: one.forms.total())
    else:
        person = Person()
        found.append(person)
        by_first.setdefault(_fold_first(first), []).append(person)
    person.forms[key] += entry.count
    person.firsts[first] += entry.count
    person.middles |= middles
    person.titles.update(entry.titles)
    person.articles += entry.articles


def _is_bare(key: Key) -> bool:
    """`Roe Jr.`: a surname and a suffix only."""
    return len(split_suffix(key)[0]) == 1


def _fold_first(first: str) -> str:
    return fold_sound(read_pairs("nicknames").get(first, first).casefold())


def _is_slip(first: str, entry: Entry, other: Person) -> bool:
    """Whether a rare given name is a common one with one letter wrong."""
    usual = other.firsts.most_common(1)[0][0]
    if entry.count > _FEW * other.forms.total() or min(len(first), len(usual)) < _LONG - 1:
        return False
    return first[0] == usual[0] and _differ_by_one(first, usual)


def _differ_by_one(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def _middles_fit(one: set[str], other: set[str]) -> bool:
    """Middle names fit where one side has none, or they share a letter to start with."""
    if not one or not other:
        return True
    return bool({word[0].casefold() for word in one} & {word[0].casefold() for word in other}) and (
        not _are_initials(one) or not _are_initials(other) or one <= other or other <= one
    )


def _are_initials(words: set[str]) -> bool:
    return all(len(word) <= 2 for word in words)
