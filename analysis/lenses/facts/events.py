"""Events: words that tell one kind of event, and how much two clauses have in common."""

from collections import Counter
from functools import cache
from math import sqrt

from analysis.lenses.facts.units import read_lines, split_forms

Weights = tuple[tuple[str, float], ...]
_WEIGHT_OF_NOTHING = 8.0  # weight of a word wordfreq does not know: names, mostly
_LEAST_WEIGHT = 0.5
_COMMON = 3.5  # zipf scale: log10 of occurrences per billion words


def name_events(noun: str, verb: str, words: list[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The kinds of event told in a fact's clause, and those of its own verb or noun.

    A verb that says little (`take place`) is no event of its own.
    """
    classes = read_event_classes()
    plain = [word.replace("_", " ") for word in words]
    inside = {classes[word] for word in plain if word in classes}
    own = {classes[noun]} if noun in classes else set()
    if verb and (" " in verb or verb not in _read_light()):
        own.add(classify(verb))
    return frozenset(own | inside), frozenset(own)


def classify(word: str) -> str:
    """The kind of event a word tells, or the word itself.

    >>> classify("take off"), classify("liftoff"), classify("astronaut")
    ('launch', 'launch', 'astronaut')
    """
    return read_event_classes().get(word, word)


def weigh_clause(words: list[str], noun: str) -> Weights:
    """The clause's words, like events as one, each weighted by how rare it is in English."""
    from wordfreq import zipf_frequency  # noqa: PLC0415 (a moment to load; few calls need it)

    classed = Counter(classify(word.replace("_", " ")) for word in [*words, noun] if word)
    return tuple(
        sorted(
            (word, max(_LEAST_WEIGHT, _WEIGHT_OF_NOTHING - float(zipf_frequency(word, "en"))))
            for word in classed
            if word not in _read_light()
        )
    )


def compare_clauses(first: Weights, second: Weights) -> float:
    """Cosine of two weighted clauses, 0 to 1."""
    one, other = dict(first), dict(second)
    shared = sum(weight * other[word] for word, weight in one.items() if word in other)
    if not shared:
        return 0.0
    squares = [sum(weight * weight for weight in clause.values()) for clause in (one, other)]
    return shared / sqrt(squares[0] * squares[1])


def is_rare_word(word: str) -> bool:
    """Whether a word is no common English word: less than one in 300,000 words."""
    from wordfreq import zipf_frequency  # noqa: PLC0415 (a moment to load; few calls need it)

    return bool(zipf_frequency(word, "en") < _COMMON)


@cache
def read_event_classes() -> dict[str, str]:
    """Words that tell the same event to the name of that event: `lift off` to `launch`."""
    return {
        form: name
        for name, forms in read_lines("events.txt")
        for form in (name, *split_forms(forms))
    }


@cache
def _read_light() -> frozenset[str]:
    return frozenset(line[0] for line in read_lines("light_verbs.txt"))
