"""What belongs to a name at its ends, and which runs of words are no names at all."""

import re

from analysis.lenses.entities.wordlists import is_given, read_pairs, read_set
from analysis.lenses.entities.words import Part, Word

PEOPLE = {"PERSON", "PER", "PERS"}  # the labels pipelines have for people
_CONTRACTION = re.compile(r"^\w+'(?:m|re|ve|ll|d|t)$")  # I'm, they're, don't
_LONGEST = 9  # words in a name


def trim_run(part: Part, first: int, last: int, label: str) -> tuple[int, int] | None:
    """First and last word of the name in a run; none where no name is left."""
    words = part.words
    while first <= last and (
        (not words[last].capital and not words[last].fold.isdigit())
        or (label not in PEOPLE and _is_office(words, first, last))
    ):
        last -= 1
    while first <= last and (
        not words[first].capital
        or (words[first].fold in read_set("openers") and first < last)
        or _is_title(part, first, last, label)
        or _only_opens(words, first, last)
    ):
        first += 1
    if first > last or last - first >= _LONGEST or _is_no_name(part, first, last, label):
        return None
    return first, last


def _only_opens(words: list[Word], first: int, last: int) -> bool:
    """`Billionaires Jane Roe`: a word before a given name that only opens the sentence."""
    if last < first + 2 or not words[first].opens or not is_given(words[first + 1].fold):
        return False
    return not is_given(words[first].fold) and len(words[first].fold) > 2


def _is_office(words: list[Word], first: int, last: int) -> bool:
    """`Acme Executive Vice President`: an office behind a name is no part of it."""
    word = words[last].fold
    if last == first or word in {"general", "justice"} or word in read_pairs("head_words"):
        return False
    office = words[last].fold in read_set("titles")
    return office and words[last - 1].fold not in read_set("particles")


def _is_title(part: Part, first: int, last: int, label: str) -> bool:
    """Whether the first word is a title that is not part of the name."""
    word = part.words[first]
    if first == last or word.fold not in read_set("titles"):
        return False
    if first + 1 == last and word.fold in read_set("titles_name"):
        return False
    if part.text[word.end : word.end + 1] == "." or word.fold in read_set("titles_courtesy"):
        return True
    if label in PEOPLE or is_given(part.words[first + 1].fold):
        return True
    return label == "" and part.words[last].fold not in read_pairs("head_words")


def _is_no_name(part: Part, first: int, last: int, label: str) -> bool:
    """Whether the run is a time, a number, or words that only happen to have capitals."""
    words = part.words[first : last + 1]
    folds = [word.fold for word in words]
    if all(fold in read_set("not_names") or fold in read_set("calendar") for fold in folds):
        return True
    if not any(c.isalpha() for fold in folds for c in fold) or len("".join(folds)) < 2:
        return True
    if len(folds) == 1 and _CONTRACTION.search(folds[0]):
        return True
    if len(folds) == 1 and folds[0] in read_set("zones"):
        return len(folds[0]) > 2 or _follows_clock(part, first)
    if label == "" and folds[0] in read_set("calendar"):
        return True
    return len(folds) == 1 and folds[0] in read_set("titles") and label in {*PEOPLE, ""}


def _follows_clock(part: Part, first: int) -> bool:
    before = part.text[max(0, part.words[first].start - 12) : part.words[first].start].rstrip()
    return before.endswith(("a.m.", "p.m.", "am", "pm", "AM", "PM")) or before[-1:].isdigit()
