"""Candidates: where a name may stand, from the pipeline's names and from its proper nouns.

The pipeline's spans are cleaned first: titles, articles, possessives and lower-case words go, two
names in one span become two.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from analysis.lenses.entities.trimming import PEOPLE, trim_run
from analysis.lenses.entities.wordlists import read_countries, read_pairs, read_set
from analysis.lenses.entities.words import Part, Word

TIMES = {
    *("DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "PERCENT", "MONEY"),
    *("NUM", "NUMBER", "DURATION", "SET"),
}
_MAKERS = {"ORG", "PRODUCT", "MISC", ""}  # what a number may follow in the name of a model
_APOSTROPHES = "'’ʼ"


class Raw(NamedTuple):
    """A name as the pipeline gave it."""

    start: int
    end: int
    label: str


class Candidate(NamedTuple):
    """A run of words that may be a name: indices into the part's words, `last` inclusive."""

    first: int
    last: int
    label: str  # the pipeline's label; empty for a run of proper nouns it did not name

    def key(self, words: list[Word]) -> tuple[str, ...]:
        """The folded words, by which equal names are found."""
        return tuple(word.fold for word in words[self.first : self.last + 1])


def find_candidates(part: Part, names: Iterable[Raw]) -> list[Candidate]:
    """The candidates of one part, in order, none overlapping another."""
    taken: set[int] = set()
    found: list[Candidate] = []
    starts = [word.start for word in part.words]
    for name in names:
        first = bisect_left(starts, name.start)
        last = bisect_left(starts, name.end) - 1
        is_time = name.label in TIMES
        taken.update(
            index
            for index in range(first, last + 1)
            if not (is_time and is_code(part.words[index]))
        )
        if not is_time:
            found.extend(_cut_run(part, first, last, name.label))
    found = [_extend(part, one, taken) for one in found]
    covered = {index for one in found for index in range(one.first, one.last + 1)}
    for first, last in _find_proper_runs(part.words, part.text, taken):
        found.extend(one for one in _cut_run(part, first, last, "") if one.first not in covered)
    return sorted(found)


def is_code(word: Word) -> bool:
    """Whether a word is a code such as `A380` or `777-200LR`, rather than a number or a time."""
    if word.fold.isalpha():
        return False
    letters = [c for c in word.fold if c.isalpha()]
    if not letters or not any(c.isdigit() for c in word.fold):
        return False
    return word.capital and "".join(letters).casefold() not in {"am", "pm", "s", "th", "st", "nd"}


def _extend(part: Part, one: Candidate, taken: set[int]) -> Candidate:
    """`China Southern Airlines` where the pipeline named China: on to the word for its kind."""
    words, last = part.words, one.last
    for index in range(one.last + 1, min(one.last + 4, len(words))):
        word = words[index]
        free = word.proper and word.capital and not word.titled and index not in taken
        if not free or not joins(part.text, words[index - 1], word):
            break
        if is_possessive(part.text, words[index - 1]):
            break
        if word.fold in read_pairs("head_words") or word.fold in read_set("generic_tails"):
            last = index
    if last == one.last and one.label in _MAKERS and last + 1 < len(words):
        number = words[last + 1]
        numbered = is_code(number) or (number.fold.isdigit() and len(number.fold) == 3)
        last += numbered and joins(part.text, words[last], number)
    return one if last == one.last else one._replace(last=last, label="")


def joins(text: str, before: Word, after: Word) -> bool:
    """Whether two neighbouring words may belong to one name: parted by a space or a stop."""
    gap = text[before.end : after.start]
    if gap in (" ", "\u00a0", " & "):
        return True
    if gap.startswith(".") and gap[1:].isspace():
        short = len(before.fold) <= 2 or before.fold in read_set("abbreviations")
        return short and "\n" not in gap
    if gap == ", ":
        return after.fold in read_set("person_suffixes")
    return gap.isspace() and gap.count("\n") <= 1 and len(gap) <= 3


def is_possessive(text: str, word: Word) -> bool:
    """Whether the word is followed by a possessive ending."""
    return text[word.end : word.end + 1] in tuple(_APOSTROPHES)


def starts_with_possessor(part: Part, first: int, at: int) -> bool:
    """Whether the words up to `at` own what follows, rather than being part of its name.

    `Richard Branson's Virgin Galactic` is two names, `Moody's Investors Service` one.
    """
    words = part.words
    key = tuple(word.fold for word in words[first : at + 1])
    return key in read_countries() or at > first or words[at].fold.isupper()


def _cut_run(part: Part, first: int, last: int, label: str) -> Iterator[Candidate]:
    """The names inside one run of words."""
    begin = first
    for index in range(first, last + 1):
        if index == last or _parts_names(part, begin, index, label):
            owned = begin > first and is_possessive(part.text, part.words[begin - 1])
            told = "" if owned and label in PEOPLE else label
            name = trim_run(part, begin, index, told)
            if name:
                yield Candidate(*name, told)
            begin = index + 1


def _parts_names(part: Part, begin: int, index: int, label: str) -> bool:
    """Whether a name ends with the word at `index` although the run goes on."""
    word, following = part.words[index], part.words[index + 1]
    if is_possessive(part.text, word):
        return label in PEOPLE or starts_with_possessor(part, begin, index)
    if not joins(part.text, word, following):
        return True
    if following.capital:
        return label in {*PEOPLE, ""} and _is_title_inside(part, begin, index)
    if following.fold.isdigit():
        return False
    parting = {"and", "for", "in", "on", "of"} if label in PEOPLE else {"in", "on"}
    return following.fold not in read_set("particles") or following.fold in parting


def _is_title_inside(part: Part, begin: int, index: int) -> bool:
    """`Texas Gov. Greg Abbott`: a title after another name starts a new one."""
    following = part.words[index + 1].fold
    if index + 2 >= len(part.words) or not part.words[index + 2].capital:
        return False
    return following in read_set("titles") and part.words[begin].fold not in read_set("titles")


def _find_proper_runs(words: list[Word], text: str, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised proper nouns outside the pipeline's names, not in title case."""
    index = 0
    while index < len(words):
        if not _is_free(words[index], index, taken):
            index += 1
            continue
        first = index
        while (
            index + 1 < len(words)
            and _is_free(words[index + 1], index + 1, taken)
            and joins(text, words[index], words[index + 1])
        ):
            index += 1
        if first < index or not words[first].opens or words[first].fold.isupper():
            yield first, index
        index += 1


def _is_free(word: Word, index: int, taken: set[int]) -> bool:
    coded = not word.opens and is_code(word)
    return (word.proper or coded) and word.capital and not word.titled and index not in taken
