"""The directory: the entities of the collection, and which words may mean which of them."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from analysis.lenses.entities.gather import Entry, Gathered, Key, is_acronym
from analysis.lenses.entities.junk import drop_junk
from analysis.lenses.entities.kinds import add_votes, vote_kind, weigh_form
from analysis.lenses.entities.people import Person, group_people, list_aliases, read_gender
from analysis.lenses.entities.things import Thing, group_things
from analysis.lenses.entities.wordlists import is_demonym, is_given, read_countries

_SURNAME = 0.4  # share of a word's articles that name a bearer, from which it is a surname
_SOME = 0.15  # the same, for a word the pipeline takes for a person by itself
_LONE = 0.4  # what a single word's votes for a person weigh where it is nobody's surname
_DOMINANT = 0.8  # share of a surname's articles from which its bearer needs no introduction


@dataclass(slots=True)
class Directory:
    """All entities by number, and the words that lead to them."""

    names: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    genders: list[str] = field(default_factory=list)
    titles: list[Counter[str]] = field(default_factory=list)
    articles: list[int] = field(default_factory=list)
    aliases: list[set[Key]] = field(default_factory=list)
    firsts: list[set[str]] = field(default_factory=list)
    full: dict[Key, int] = field(default_factory=dict)  # words that mean one entity everywhere
    longer: dict[Key, set[int]] = field(default_factory=dict)  # short form to what it may shorten
    surnames: dict[Key, Counter[int]] = field(default_factory=dict)  # alias to bearers, by articles
    given: dict[Key, Counter[int]] = field(default_factory=dict)
    borne: dict[Key, float] = field(default_factory=dict)  # how far a word is a person's name
    lower: Counter[str] = field(default_factory=Counter)
    upper: Counter[str] = field(default_factory=Counter)
    longest: int = 1

    def is_person(self, entity: int) -> bool:
        """Whether the entity is a person."""
        return self.kinds[entity] == "person"

    def is_borne(self, key: Key) -> bool:
        """Whether a word is mostly used for the people who bear it."""
        return self.borne.get(key, 0.0) >= _SURNAME

    def find_dominant(self, bearers: Counter[int]) -> int | None:
        """The bearer so much better known than the others that a name alone means it."""
        best, articles = max(bearers.items(), key=lambda item: (item[1], -item[0]))
        return best if articles >= _DOMINANT * bearers.total() else None


def build_directory(gathered: Gathered) -> Directory:
    """The entities of the collection; what was gathered is used up."""
    entries = gathered.entries
    for key, entry in entries.items():
        form = max(entry.forms, key=lambda form: (entry.forms[form], form), default="")
        weights = weigh_form(key, form)
        add_votes(entry.votes, {kind: entry.count * one for kind, one in weights.items()})
    drop_junk(gathered)
    people = group_people(entries)
    forms = {key for person in people for key in person.forms}
    borne = _measure_borne(gathered, forms)
    things = group_things(
        gathered, forms, {key for key, share in borne.items() if share >= _SURNAME}
    )
    directory = Directory(borne=borne, lower=gathered.lower, upper=gathered.upper)
    for person in people:
        _add_person(directory, person, entries)
    for thing in things:
        _add_thing(directory, thing, entries)
    _tell_apart(directory)
    directory.longest = max((len(key) for key in directory.full), default=1)
    return directory


def _measure_borne(gathered: Gathered, forms: set[Key]) -> dict[Key, float]:
    """Per single word: the share of its articles that name a bearer in full."""
    beside: defaultdict[Key, int] = defaultdict(int)
    for (short, long), count in gathered.together.items():
        if long in forms and len(short) == 1:
            beside[short] = max(beside[short], count)
    shares = {}
    for key, count in beside.items():
        entry = gathered.entries.get(key)
        if entry is None or is_demonym(key[0]) or key in read_countries():
            continue
        share = count / entry.articles
        likely = vote_kind([entry.votes]) == "person" and share >= _SOME
        shares[key] = 1.0 if likely else share
    return shares


def _add_person(directory: Directory, person: Person, entries: dict[Key, Entry]) -> None:
    number = len(directory.names)
    best = max(person.forms, key=lambda key: (person.forms[key], len(key) > 1, key))
    votes = [entries[key].votes for key in person.forms]
    aliases = list_aliases(person.forms)
    _append(directory, _choose_form([best], entries), vote_kind(votes), person.articles)
    directory.genders[number] = read_gender(person)
    directory.titles[number] = person.titles
    directory.aliases[number] = aliases
    directory.firsts[number] = {first for first in person.firsts if len(first) > 1}
    directory.full.update(dict.fromkeys(person.forms, number))
    for alias in aliases:
        directory.surnames.setdefault(alias, Counter())[number] = person.articles
    for first in directory.firsts[number]:
        directory.given.setdefault((first,), Counter())[number] = person.articles


def _add_thing(directory: Directory, thing: Thing, entries: dict[Key, Entry]) -> None:
    number = len(directory.names)
    known = [key for key in thing.full if key in entries]
    shorts = [key for key in thing.short if key in entries]
    votes = [_doubt_person(key, entries[key]) for key in known]
    kind = vote_kind(votes, [entries[key].votes for key in shorts])
    name = thing.name or _choose_form(known or shorts, entries)
    _append(directory, name, kind, sum(entries[key].articles for key in [*known, *shorts]))
    for key in [*thing.full, *thing.short]:
        directory.full.setdefault(key, number)
    for key in thing.may_shorten:
        directory.longer.setdefault(key, set()).add(number)


def _doubt_person(key: Key, entry: Entry) -> dict[str, float]:
    """The votes for a single word: one that nobody bears as a surname is seldom a person."""
    if len(key) > 1 or is_given(key[0]) or entry.titles or "person" not in entry.votes:
        return entry.votes
    return {**entry.votes, "person": _LONE * entry.votes["person"]}


def _append(directory: Directory, name: str, kind: str, articles: int) -> None:
    directory.names.append(name)
    directory.kinds.append(kind)
    directory.articles.append(articles)
    directory.genders.append("")
    directory.titles.append(Counter())
    directory.aliases.append(set())
    directory.firsts.append(set())


def _choose_form(keys: list[Key], entries: dict[Key, Entry]) -> str:
    """The usual spelling of the usual form: written out rather than in capitals where both are."""
    spelt = [key for key in keys if not _stands_for(key, keys)] or keys
    best = max(spelt, key=lambda key: (entries[key].count, -len(key), key))
    forms = entries[best].forms
    return max(forms, key=lambda form: (not form.isupper() or len(form) <= 6, forms[form], form))


def _stands_for(key: Key, keys: list[Key]) -> bool:
    """Whether a form is an acronym of which another form is written out."""
    others = [other for other in keys if "".join(other).casefold() != key[0].casefold()]
    return len(key) == 1 and is_acronym(key[0]) and bool(others)


def _tell_apart(directory: Directory) -> None:
    """Two entities with one name get their kind behind it, the better known excepted."""
    order = sorted(range(len(directory.names)), key=lambda one: (-directory.articles[one], one))
    seen: set[str] = set()
    for number in order:
        name = directory.names[number]
        if name in seen:
            name = f"{name} ({directory.kinds[number]})"
        while name in seen:
            name += "*"
        seen.add(name)
        directory.names[number] = name
