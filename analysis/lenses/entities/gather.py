"""First pass over the collection: every form of name, how often it stands, what it seems.

All of it is counted, so parts of a collection may be gathered apart and united: the sums are those
of one pass over all, and as large as there are different names, however many articles name them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

import pandas as pd

from analysis.lenses.entities.candidates import Candidate, Raw, find_candidates, joins
from analysis.lenses.entities.kinds import add_votes, weigh_mention
from analysis.lenses.entities.wordlists import is_demonym, read_countries, read_pairs, read_set
from analysis.lenses.entities.words import Part, split_parts

Key = tuple[str, ...]


@dataclass(slots=True)
class Entry:
    """One form of name over the whole collection."""

    count: int = 0
    named: int = 0  # times the pipeline named it outside title case
    plain: int = 0  # times it stands outside title case
    inside: int = 0  # times it stands inside a sentence, where a capital means something
    articles: int = 0
    last_article: str = ""
    forms: Counter[str] = field(default_factory=Counter)
    votes: dict[str, float] = field(default_factory=dict)
    titles: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Gathered:
    """What the first pass found."""

    entries: dict[Key, Entry] = field(default_factory=dict)
    brackets: Counter[tuple[str, Key]] = field(default_factory=Counter)  # acronym, full name
    together: Counter[tuple[Key, Key]] = field(default_factory=Counter)  # articles: short, long
    beside: Counter[tuple[Key, Key]] = field(default_factory=Counter)  # mentions of short there
    lower: Counter[str] = field(default_factory=Counter)  # words in lower case
    upper: Counter[str] = field(default_factory=Counter)  # words whose capital means something


def gather_names(articles: pd.DataFrame, names: pd.DataFrame, tokens: pd.DataFrame) -> Gathered:
    """Every form of name in the collection with its counts and evidence."""
    gathered = Gathered()
    raw = index_names(names)
    for _, parts in groupby(split_parts(articles, tokens), key=lambda part: part.article_id):
        present: Counter[Key] = Counter()
        for part in parts:
            _count_cases(gathered, part)
            candidates = find_candidates(part, raw.get((part.article_id, part.part), ()))
            for one in candidates:
                _add(gathered, part, one)
            present.update(one.key(part.words) for one in candidates)
            gathered.brackets.update(_find_brackets(part, candidates))
        _note_company(gathered, present)
    return gathered


def unite_names(parts: Iterable[Gathered]) -> Gathered:
    """What was gathered from all parts, no article in two of them, in the order of the articles."""
    whole = Gathered()
    for part in parts:
        for key, entry in part.entries.items():
            _add_entry(whole.entries.setdefault(key, Entry()), entry)
        for sums, more in (
            *((whole.brackets, part.brackets), (whole.together, part.together)),
            *((whole.beside, part.beside), (whole.lower, part.lower), (whole.upper, part.upper)),
        ):
            sums.update(more)  # type: ignore[arg-type] # each is of its own kind
    return whole


def index_names(names: pd.DataFrame) -> dict[tuple[str, str], list[Raw]]:
    """The pipeline's names per article and part, in order."""
    index: dict[tuple[str, str], list[Raw]] = {}
    rows = names[["article_id", "part", "start", "end", "label"]].itertuples(index=False)
    for article_id, part, start, end, label in rows:
        index.setdefault((article_id, part), []).append(Raw(start, end, label))
    for found in index.values():
        found.sort()
    return index


def find_titles(part: Part, first: int) -> list[str]:
    """The folded titles that stand directly in front of a word, nearest first."""
    titles = []
    index = first - 1
    while index >= 0 and first - index <= 4:
        word = part.words[index]
        near = joins(part.text, word, part.words[index + 1]) or word.fold == "of"
        if not near or not (word.fold in read_set("titles") and word.capital):
            break
        titles.append(word.fold)
        index -= 1
    return titles


def is_acronym(word: str) -> bool:
    """Whether a folded word is written in capitals, as acronyms are."""
    return 2 <= len(word) <= 6 and word.isupper() and word.isalpha()


def _add_entry(sums: Entry, more: Entry) -> None:
    for counted in ("count", "named", "plain", "inside", "articles"):
        setattr(sums, counted, getattr(sums, counted) + getattr(more, counted))
    sums.forms.update(more.forms)
    sums.titles.update(more.titles)
    add_votes(sums.votes, more.votes)


def _count_cases(gathered: Gathered, part: Part) -> None:
    gathered.lower.update(word.fold for word in part.words if not word.capital)
    gathered.upper.update(
        word.fold for word in part.words if word.capital and not word.opens and not word.titled
    )


def _add(gathered: Gathered, part: Part, one: Candidate) -> None:
    words = part.words
    entry = gathered.entries.setdefault(one.key(words), Entry())
    first = words[one.first]
    entry.count += 1
    entry.plain += not first.titled
    entry.named += bool(one.label) and not first.titled
    entry.inside += not first.titled and not first.opens
    if entry.last_article != part.article_id:
        entry.articles += 1
        entry.last_article = part.article_id
    form = " ".join(part.text[first.start : words[one.last].end].split())
    entry.forms[form] += 1
    titles = find_titles(part, one.first)
    entry.titles.update(titles)
    add_votes(entry.votes, weigh_mention(part, one, titled=bool(titles)))


def _find_brackets(part: Part, candidates: list[Candidate]) -> Iterator[tuple[str, Key]]:
    """`International Space Station (ISS)` and `ISS (International Space Station)`."""
    words, text = part.words, part.text
    for one in candidates:
        at = one.last + 1
        if at >= len(words) or text[words[one.last].end : words[at].start].strip(" '’s“\"") != "(":
            continue
        key = one.key(words)
        if is_acronym(words[at].fold) and text[words[at].end : words[at].end + 1] in {
            ")",
            ";",
            ",",
        }:
            if len(key) > 1 or words[at].fold[0] == key[0][0].upper():
                yield words[at].fold, key
        elif len(key) == 1 and is_acronym(key[0]):
            inner = next((other for other in candidates if other.first == at), None)
            if inner and inner.last > inner.first:
                yield key[0], inner.key(words)


def _note_company(gathered: Gathered, present: Counter[Key]) -> None:
    """Which short forms stand in one article with a longer name they may be short for."""
    for key in present:
        if len(key) == 1:
            continue
        for short in {key[:1], key[-1:], *list_short_forms(key)}:
            if short in present:
                gathered.together[short, key] += 1
                gathered.beside[short, key] += present[short]


def list_short_forms(key: Key) -> list[Key]:
    """What a longer name may be shortened to: its initials, less of its tail or its country."""
    letters = "".join(word[0] for word in key if word not in read_set("particles")).upper()
    shorts: list[Key] = [(letters,), ("".join(word[0] for word in key).upper(),)]
    core = [word for word in key if word not in read_set("company_suffixes")]
    shorts.append(("".join(word[0] for word in core).upper(),))
    if key[-1] not in read_pairs("head_words") or key[-1] in read_set("generic_tails"):
        shorts.append(key[:-1])
    if any(c.isdigit() for c in key[-1]) or (len(key) > 2 and is_country(key[0])):
        shorts.append(key[1:])
    if len(key) > 3 and key[:2] in read_countries():
        shorts.append(key[2:])
    return sorted({short for short in shorts if short and short[0]})


def is_country(word: str) -> bool:
    """Whether a folded word is a country or its adjective."""
    return (word,) in read_countries() or is_demonym(word)
