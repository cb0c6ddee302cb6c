"""Organisations, places and all that is no person: which names are one thing's."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.lenses.entities.gather import Entry, Gathered, Key, is_acronym, is_country
from analysis.lenses.entities.kinds import vote_kind
from analysis.lenses.entities.wordlists import (
    is_demonym,
    read_places,
    read_set,
    read_usual_names,
)

_BRACKET = 3  # what an acronym introduced in brackets weighs against one that merely stands near
_BEST = 0.6  # share of the evidence that the best long form must have
_NEAR_INITIALS = 0.2  # the same for initials, which fit by chance less often
_PAPERS = frozenset(
    "courier dispatch gazette globe herald journal news post register times tribune".split()
)
_NEAR = 0.5  # share of a short form's articles or mentions that must stand beside the long one


@dataclass(slots=True)
class Thing:
    """One thing: its full names, its short ones, and the short ones it shares with others."""

    name: str = ""  # where a list settles it
    full: list[Key] = field(default_factory=list)
    short: list[Key] = field(default_factory=list)
    may_shorten: set[Key] = field(default_factory=set)


def group_things(gathered: Gathered, people: set[Key], surnames: set[Key]) -> list[Thing]:
    """The things of the collection, each with all forms of its name."""
    entries = gathered.entries
    keys = [key for key in entries if key not in people and key not in surnames]
    groups: defaultdict[Key, Thing] = defaultdict(Thing)
    tails = {**_find_tails(gathered), **_find_cases(entries)}
    for key in keys:
        groups[_normalise(tails.get(key, key))].full.append(key)
    evidence = _weigh_links(gathered, set(keys))
    leads = {}
    for short, longs in evidence.items():
        best = _choose_long(short, longs, entries)
        if best and _normalise(best) != _normalise(short):
            leads[_normalise(short)] = _normalise(best)
        for long in longs:
            groups[_normalise(long)].may_shorten.add(short)
    for short_form in sorted(leads):
        _join(groups, short_form, _follow(leads, short_form))
    for normal, thing in groups.items():
        thing.name = read_usual_names().get(normal, "")
    return [thing for _, thing in sorted(groups.items()) if thing.full]


def _normalise(key: Key) -> Key:
    """The words that tell one thing from another: no legal form, one name per country.

    >>> _normalise(("acme", "inc")), _normalise(("US", "navy")), _normalise(("USA",))
    (('acme',), ('united', 'states', 'navy'), ('united', 'states'))
    """
    aliases = read_usual_names()
    if key in aliases:
        return _fold_usual(aliases[key])
    if len(key) == 1 and is_demonym(key[0]):
        return (_fold_demonym(key[0]),)
    core = key
    while len(core) > 1 and core[-1] in read_set("company_suffixes"):
        core = core[:-1]
    if len(core) > 1 and core[:1] in aliases:
        core = (*_fold_usual(aliases[core[:1]]), *core[1:])
    return tuple(word.removesuffix("'s") for word in core)


def _find_tails(gathered: Gathered) -> dict[Key, Key]:
    """`Acme Airlines` to `Acme`, where both stand in one article and are one kind of thing."""
    entries = gathered.entries
    return {
        long: short
        for short, long in gathered.together
        if short == long[:-1]
        and long[-1] in read_set("generic_tails")
        and short in entries
        and long in entries
        and vote_kind([entries[short].votes]) == vote_kind([entries[long].votes])
    }


def _find_cases(entries: dict[Key, Entry]) -> dict[Key, Key]:
    """`Nato` to `NATO`, where both are names of one collection."""
    acronyms = [key for key in entries if len(key) == 1 and is_acronym(key[0])]
    return {(key[0].casefold(),): key for key in acronyms if (key[0].casefold(),) in entries}


def _fold_usual(name: str) -> Key:
    return tuple(word.casefold() for word in name.split())


def _fold_demonym(word: str) -> str:
    return word[:-1] if word.endswith("s") and word[:-1] in read_set("demonyms") else word


def _weigh_links(gathered: Gathered, keys: set[Key]) -> dict[Key, dict[Key, float]]:
    """Per short form: the long forms it may stand for, by evidence."""
    links: defaultdict[Key, defaultdict[Key, float]] = defaultdict(lambda: defaultdict(float))
    for (short, long), count in gathered.together.items():
        if short in keys and long in keys and _may_shorten(short, long, gathered.entries):
            mentions = gathered.beside[short, long] / gathered.entries[short].count
            links[short][long] += max(count, mentions * gathered.entries[short].articles)
    for (acronym, long), count in gathered.brackets.items():
        if (acronym,) in keys and long in keys and (acronym,) not in read_usual_names():
            links[acronym,][long] += _BRACKET * count
    return {short: dict(longs) for short, longs in links.items()}


def _may_shorten(short: Key, long: Key, entries: dict[Key, Entry]) -> bool:
    """Whether a form can be short for another by its letters and its kind."""
    listed = short in read_usual_names() or (len(short) == 1 and is_demonym(short[0]))
    if listed or (short == long[:-1] and _is_paper(long[-1])):
        return False
    if len(short) == 1 and is_acronym(short[0]):
        return short != long[:1] and short != long[-1:]
    if short == long[-1:] and not any(c.isdigit() for c in short[0]):
        return False
    if len(short) == 1 and short == long[:1] and len(long) > 2 and not _ends_in_form(long):
        return False
    kinds = vote_kind([entries[short].votes]), vote_kind([entries[long].votes])
    if short == long[1:] and is_country(long[0]):
        return True
    doubtful = kinds[0] in {"person", "other"} or short not in read_places()
    return kinds[0] == kinds[1] or (doubtful and kinds[1] == "organisation")


def _is_paper(word: str) -> bool:
    """A newspaper is named after its town, and the town is not short for it: `Times-News`."""
    return word.rpartition("-")[2] in _PAPERS


def _ends_in_form(long: Key) -> bool:
    return long[-1] in read_set("company_suffixes")


def _choose_long(short: Key, longs: Mapping[Key, float], entries: dict[Key, Entry]) -> Key | None:
    """The long form a short one stands for, if the evidence is clear."""
    groups: defaultdict[Key, float] = defaultdict(float)
    for long, weight in longs.items():
        groups[_normalise(long)] += weight
    best, weight = max(groups.items(), key=lambda item: (item[1], item[0]))
    least = _NEAR_INITIALS if is_acronym(short[0]) else _NEAR
    if weight < _BEST * sum(groups.values()) or weight < least * entries[short].articles:
        return None
    return max(
        (long for long in longs if _normalise(long) == best), key=lambda k: (entries[k].count, k)
    )


def _follow(leads: dict[Key, Key], normal: Key) -> Key:
    seen = {normal}
    while normal in leads and leads[normal] not in seen:
        normal = leads[normal]
        seen.add(normal)
    return normal


def _join(groups: dict[Key, Thing], short: Key, long: Key) -> None:
    if short == long or long not in groups:
        return
    small, large = groups[short], groups[long]
    large.short.extend([*small.full, *small.short])
    large.may_shorten |= small.may_shorten
    small.full, small.short = [], []
