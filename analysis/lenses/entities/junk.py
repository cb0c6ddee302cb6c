"""Forms that only look like names: headline words, common words, a name with a verb behind it."""

from collections import Counter

from analysis.lenses.entities.gather import Entry, Gathered, Key, is_acronym
from analysis.lenses.entities.kinds import vote_kind
from analysis.lenses.entities.wordlists import (
    is_demonym,
    is_given,
    read_countries,
    read_pairs,
    read_set,
)

_MUCH = 10  # times as often as a pair of words, from which a single name is the name in it
_MORE = 3  # times as often as in capitals, from which a name's usual form is not an acronym
_COMMON = 1.0  # a word standing more often in lower case than as a name is no name by itself


def drop_junk(gathered: Gathered) -> None:
    """Leave out forms that are no names: headline words, common words, a name with a verb."""
    entries = gathered.entries
    for key in [key for key, entry in entries.items() if not _is_name(key, entry, gathered.lower)]:
        del entries[key]
    for key in [key for key in entries if len(key) > 2 and _holds_person(key, entries)]:
        del entries[key]
    for key in [key for key in entries if len(key) == 2 and _holds_surname(key, gathered)]:
        del entries[key]
    for key in [key for key in entries if len(key) == 1 and _is_shouted(key, entries)]:
        del entries[key]
    for key in [key for key in entries if len(key) == 1 and _holds_names(key, entries)]:
        del entries[key]


def _is_shouted(key: Key, entries: dict[Key, Entry]) -> bool:
    """`ROE` in a line of capitals, where `Roe` is a name far better known."""
    plain = entries.get((key[0].casefold(),))
    return is_acronym(key[0]) and plain is not None and plain.count >= _MORE * entries[key].count


def _holds_names(key: Key, entries: dict[Key, Entry]) -> bool:
    """`Roe-Doe`, `Anti-Roe`: a hyphen between names that are known apart."""
    pieces = [(piece,) for piece in key[0].split("-")]
    if len(pieces) == 1 or any(c.isdigit() for c in key[0]):
        return False
    counts = [entries[piece].count if piece in entries else 0 for piece in pieces]
    count = entries[key].count
    return min(counts) >= count or max(counts) >= _MUCH * count


def _is_name(key: Key, entry: Entry, lower: Counter[str]) -> bool:
    if not entry.forms:
        return False
    if key in read_countries() or (len(key) == 1 and is_demonym(key[0])):
        return True
    if len(key) > 1:
        told = key[-1] in read_pairs("head_words") or key[-1] in read_set("generic_tails")
        return entry.plain > 0 or told or (len(key) <= 3 and is_given(key[0]))
    if is_acronym(key[0]):
        return entry.plain > 0 and not _shouts(key, entry, lower)
    if entry.inside == 0 and entry.count < 3:
        return entry.named > 0 and lower[key[0]] == 0
    evident = entry.named > 0 or entry.inside > 1 or bool(entry.votes)
    return evident and lower[key[0]] <= _COMMON * entry.inside


def _shouts(key: Key, entry: Entry, lower: Counter[str]) -> bool:
    """A common word in capitals for emphasis, not an acronym."""
    return lower[key[0].casefold()] > 5 * entry.count and not entry.named


def _holds_surname(key: Key, gathered: Gathered) -> bool:
    """`Roe Wants`, `Bashing Roe`: a much better known single name and a common word."""
    for word, other in (key, key[::-1]):
        alone = gathered.entries.get((other.casefold(),))
        coded = other == key[1] and any(c.isdigit() for c in other)
        if (
            alone is None
            or word in read_pairs("head_words")
            or word in read_set("company_suffixes")
        ):
            continue
        if alone.count < (1 if coded else _MUCH) * gathered.entries[key].count:
            continue
        if (coded or vote_kind([alone.votes]) == "person") and is_common(word, gathered):
            return True
    return False


def is_common(word: str, gathered: Gathered) -> bool:
    """Whether a word stands in lower case more often than with a capital."""
    return gathered.lower[word] > gathered.upper[word]


def _holds_person(key: Key, entries: dict[Key, Entry]) -> bool:
    """`Jane Roe Calls`: a better known person's name and a word that belongs to no name."""
    if key[-1] in read_pairs("head_words") or key[-1] in read_set("person_suffixes"):
        return False
    fronts = [key[:end] for end in range(2, len(key))]
    tails = [] if is_given(key[0]) else [key[start:] for start in range(1, len(key) - 1)]
    least = entries[key].count if len(key) > 4 else entries[key].count + 1
    known = (entries[part] for part in (*fronts, *tails) if part in entries)
    return any(other.count >= least and vote_kind([other.votes]) == "person" for other in known)
