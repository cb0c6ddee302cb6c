"""Whom a name means in its article: the rules, and what they ask of article and collection."""

from collections import Counter
from dataclasses import dataclass, field

from analysis.lenses.entities.directory import Directory
from analysis.lenses.entities.gather import Key, is_acronym
from analysis.lenses.entities.recover import Hit
from analysis.lenses.entities.wordlists import read_set

_KNOWN, _NEAR = 3.0, 0.5  # weight of fame in the collection, of being named first or last
_DOUBT = 6  # articles; few of them make nobody famous
_CLEAR = 0.5  # lead in weight from which a bare surname is taken as decided
_MANY = 3  # articles that make a given name alone well known
_RARE = 0.15  # a word beside a bearer in so few of its articles is no surname of that bearer
_THINGS = {"GPE", "LOC", "FAC", "NORP", "LOCATION"}


@dataclass(slots=True)
class Scene:
    """The people one article introduces by full name."""

    counts: Counter[int] = field(default_factory=Counter)
    latest: int = -1
    bearers: dict[Key, set[int]] = field(default_factory=dict)
    given: dict[Key, set[int]] = field(default_factory=dict)
    things: set[int] = field(default_factory=set)
    full: set[Key] = field(default_factory=set)  # their full names, as they stand here

    def introduce(self, entity: int, key: Key, directory: Directory) -> None:
        """Note a full name."""
        if not directory.is_person(entity):
            self.things.add(entity)
            return
        if entity not in self.counts:
            for alias in directory.aliases[entity]:
                self.bearers.setdefault(alias, set()).add(entity)
            for first in directory.firsts[entity]:
                self.given.setdefault((first,), set()).add(entity)
        self.counts[entity] += 1
        self.full.add(key)


def resolve_hit(hit: Hit, scene: Scene, directory: Directory) -> tuple[list[int], str]:
    """The entities a hit may mean, and the rule that says so; none where it is no name here."""
    own = directory.full.get(hit.key)
    if own is not None and len(hit.key) > 1 and hit.key not in scene.bearers:
        scene.latest = own if directory.is_person(own) else scene.latest
        return _choose_thing(hit, own, scene, directory)
    return _resolve_short(hit, own, scene, directory) if hit.sure else ([], "")


def _resolve_short(
    hit: Hit, own: int | None, scene: Scene, directory: Directory
) -> tuple[list[int], str]:
    """The entities a single word or a surname of several words may mean."""
    here = scene.bearers.get(hit.key)
    if here and not _is_thing(hit, own, directory):
        return _choose_person(hit, here, scene, directory)
    if len(hit.key) == 1 and not _is_thing(hit, own, directory):
        named = scene.given.get(hit.key)
        if named and (own is None or directory.is_borne(hit.key)):
            return _prefer(named, scene), "given name"
        if directory.is_borne(hit.key) or (own is None and hit.titles):
            return _choose_known(hit, directory)
    if own is not None:
        return _choose_thing(hit, own, scene, directory)
    return [], ""


def _is_thing(hit: Hit, own: int | None, directory: Directory) -> bool:
    """Whether a word that is also a surname here means the place or group of that name."""
    if own is None or hit.titles:
        return False
    if directory.articles[own] >= _MANY and directory.borne.get(hit.key, 0.0) < _RARE:
        return True
    if directory.is_person(own):
        return False
    if hit.label in _THINGS:
        return True
    return not directory.is_borne(hit.key) and hit.label not in {"PERSON", "PER"}


def _choose_thing(hit: Hit, own: int, scene: Scene, directory: Directory) -> tuple[list[int], str]:
    """A full name means itself; a short form means the longer name the article gives."""
    longer = directory.longer.get(hit.key, set()) & scene.things
    if own not in longer and len(longer) == 1 and is_acronym(hit.key[0]):
        return [next(iter(longer))], "acronym"
    if len(hit.key) == 1 and is_acronym(hit.key[0]) and " " in directory.names[own]:
        return [own], "acronym"
    name = directory.names[own].casefold()
    spelt = hit.part.text[hit.start : hit.end].casefold()
    return [own], "full name" if spelt == name else "variant"


def _choose_person(
    hit: Hit, bearers: set[int], scene: Scene, directory: Directory
) -> tuple[list[int], str]:
    """The bearer of a surname whom the article means."""
    fitting = _fit_titles(hit, bearers, directory)
    if len(fitting) == 1:
        chosen = next(iter(fitting))
        rule = "surname" if len(bearers) == 1 else "surname and title"
        return [chosen], rule
    total = sum(directory.articles[one] for one in fitting)
    first = next(one for one in scene.counts if one in fitting)
    weights = {
        one: _KNOWN * directory.articles[one] / (total + _DOUBT)
        + _NEAR * (one == scene.latest)
        + _NEAR * (one == first)
        for one in fitting
    }
    order = sorted(fitting, key=lambda one: (-weights[one], one))
    if weights[order[0]] - weights[order[1]] >= _CLEAR:
        return order[:1], "surname, best known here"
    return order, "open"


def _fit_titles(hit: Hit, bearers: set[int], directory: Directory) -> set[int]:
    """Those a title in front fits: `Mrs.` no man, `Senator` one who is called so elsewhere."""
    fitting = set(bearers)
    for title in hit.titles:
        if title in read_set("titles_male") or title in read_set("titles_female"):
            other = "f" if title in read_set("titles_male") else "m"
            rest = {one for one in fitting if directory.genders[one] != other}
        else:
            rest = {one for one in fitting if directory.titles[one][title]}
        fitting = rest or fitting
    return fitting


def _choose_known(hit: Hit, directory: Directory) -> tuple[list[int], str]:
    """The bearer a name means where the article introduces none."""
    bearers = directory.surnames.get(hit.key)
    if bearers:
        fitting = _fit_titles(hit, set(bearers), directory)
        known = Counter({one: bearers[one] for one in fitting})
        best = directory.find_dominant(known)
        if best is not None:
            return [best], "surname, best known in the collection"
        return sorted(known, key=lambda one: (-known[one], one))[:9], "open"
    return _choose_given(hit, directory)


def _choose_given(hit: Hit, directory: Directory) -> tuple[list[int], str]:
    """The bearer a given name means where the article introduces none."""
    named = directory.given.get(hit.key)
    best = directory.find_dominant(named) if named else None
    if named and best is not None and named[best] >= _MANY:
        return [best], "given name, best known in the collection"
    own = directory.full.get(hit.key)
    return ([own], "full name") if own is not None else ([], "")


def _prefer(named: set[int], scene: Scene) -> list[int]:
    """The one most named among those who share a given name; all where none leads."""
    order = sorted(named, key=lambda one: (-scene.counts[one], one))
    if len(order) > 1 and scene.counts[order[0]] == scene.counts[order[1]]:
        return order
    return order[:1]
