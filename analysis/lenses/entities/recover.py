"""Recovery: wherever a known name stands in the text, named by the pipeline or not."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from analysis.lenses.entities.candidates import Raw, find_candidates, joins
from analysis.lenses.entities.directory import Directory
from analysis.lenses.entities.gather import Key, find_titles, is_acronym
from analysis.lenses.entities.wordlists import read_set
from analysis.lenses.entities.words import Part, Word, fold_name

_RARE = 0.05  # a name whose word stands in lower case this rarely is a name wherever it stands


class Hit(NamedTuple):
    """A place where known words stand: word indices, their key, and what was seen there."""

    part: Part
    first: int
    last: int
    key: Key
    label: str  # the pipeline's label for exactly these words, or empty
    titles: tuple[str, ...]  # titles directly in front, nearest first
    sure: bool  # the capital means something here, or the pipeline named it

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.part.words[self.first].start

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.part.words[self.last].end


def find_hits(part: Part, names: Iterable[Raw], directory: Directory) -> list[Hit]:
    """Every place in one part where words stand that may name a known entity, longest first."""
    part = part._replace(words=list(_part_compounds(part, directory)))
    labels: dict[tuple[int, int], str] = {}
    seen: set[int] = set()
    for one in find_candidates(part, names):
        labels[one.first, one.last] = one.label
        seen.update(range(one.first, one.last + 1))
    hits = []
    index = 0
    while index < len(part.words):
        last, key = _match(part, index, directory)
        if not key:
            index += 1
            continue
        label = labels.get((index, last), "")
        sure = last > index or _is_sure(part.words[index], index in seen, directory)
        titles = tuple(find_titles(part, index))
        hits.append(Hit(part, index, last, key, label, titles, sure))
        index = last + 1
    return hits


def find_inner(hit: Hit, people: Iterable[Key], directory: Directory) -> Iterator[Hit]:
    """Names inside a longer name: an acronym in front, or a person the article names.

    `ISS Expedition 66` also names the ISS; `the Roe Foundation` names Roe where Roe is introduced.
    """
    known = set(people)
    index = hit.first
    while index <= hit.last:
        for last in range(hit.last, index - 1, -1):
            key = tuple(word.fold for word in hit.part.words[index : last + 1])
            front = index == last == hit.first and is_acronym(key[0]) and key in directory.full
            if len(key) < len(hit.key) and (key in known or front):
                yield hit._replace(first=index, last=last, key=key, label="", titles=(), sure=True)
                index = last
                break
        index += 1


def _part_compounds(part: Part, directory: Directory) -> Iterator[Word]:
    """The words, a hyphenated one in its pieces unless it is a name as a whole."""
    for word in part.words:
        whole = (word.fold,)
        if "-" not in word.fold or not word.capital or whole in directory.full:
            yield word
            continue
        if whole in directory.surnames or any(c.isdigit() for c in word.fold):
            yield word
            continue
        start = word.start
        for piece in part.text[word.start : word.end].replace("‑", "-").split("-"):
            if piece:
                inner = word._replace(start=start, end=start + len(piece), fold=fold_name(piece))
                capital = any(c.isupper() for c in piece)
                yield inner._replace(capital=capital, opens=word.opens and start == word.start)
            start += len(piece) + 1


def _match(part: Part, index: int, directory: Directory) -> tuple[int, Key]:
    """The longest known name that starts at a word, as its last word and key; else no key."""
    words = part.words
    if not words[index].capital and not words[index].fold[0].isdigit():
        return index, ()
    last = index
    while (
        last + 1 < len(words)
        and last - index < directory.longest
        and joins(part.text, words[last], words[last + 1])
    ):
        last += 1
    while last >= index:
        key = tuple(word.fold for word in words[index : last + 1])
        if words[last].capital or words[last].fold.isdigit():
            for form in (key, tuple(word.casefold() for word in key)):
                if _is_known(form, directory):
                    return last, form
        last -= 1
    return index, ()


def _is_known(key: Key, directory: Directory) -> bool:
    if key in directory.full or key in directory.surnames:
        return True
    return len(key) == 1 and key in directory.given


def _is_sure(word: Word, seen: bool, directory: Directory) -> bool:
    """Whether a single word is meant as a name here."""
    if word.fold in read_set("not_names") or word.fold in read_set("calendar"):
        return False
    plain = word.fold.casefold()
    usual = max(directory.upper[plain], directory.upper[word.fold])
    if is_acronym(word.fold) or directory.lower[plain] <= _RARE * usual:
        return True
    if word.titled or word.opens:
        return (seen or word.proper) and directory.lower[plain] <= usual
    return seen or word.proper
