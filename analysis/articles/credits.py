"""Photo credits told from standfirsts: a line of names and agencies is not a sentence."""

import re
from functools import cache
from importlib.resources import files

_LEAD = re.compile(
    r"(?:(?:file )?(?:photo(?:graph|s|graphs)?|image|picture|illustration|credit)s?"
    r"\s*(?::|by\b|credit\b|courtesy\b|/)|courtesy of\b|©|\(c\))",
    re.IGNORECASE,
)
_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*$")
_INITIAL = re.compile(r"(?:\b[A-Z]|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|St))\.$")
_PARTS = re.compile(r"[/,|(–—]|\s-\s|\bvia\b")
_SMALL = frozenset("a an and at by da de del di du for from in la le of the van via von".split())
_LONGEST = 25  # words


def is_credit(line: str) -> bool:
    """Whether a line credits a picture: names, agencies and slashes, no sentence.

    >>> is_credit("Sergei Ivanov/TASS via Getty Images"), is_credit("Photo by Ann Lee")
    (True, True)
    >>> is_credit("Two crews share one station.")
    False
    """
    line = line.strip()
    words = line.split()
    if not words or len(words) > _LONGEST:
        return False
    if _LEAD.match(line) and _names_only(line[_LEAD.match(line).end() :]):  # type: ignore[union-attr]
        return True
    if _ENDS_SENTENCE.search(line) and not _INITIAL.search(line):
        return False
    if not _names_only(line):
        return False
    return _names_agency(line) or _joins_names(line)


def _names_only(line: str) -> bool:
    """Nearly every word that could be lower case is not: at least three in four."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’.-]*", line) if word not in _SMALL]
    capitals = sum(word[0].isupper() for word in words)
    return bool(capitals >= 0.75 * len(words))


def _names_agency(line: str) -> bool:
    """`Ann Lee, Reuters`, `NASA via AP`, `AP`, `AP/Ann Lee`: an agency beside a few names."""
    parts = [part.strip(" .()[]").casefold() for part in _PARTS.split(line) if part.strip(" .()[]")]
    if not parts:
        return False
    agencies = {name.casefold() for name in read_agencies()}
    leads = "/" in line and parts[0] in agencies
    return len(line.split()) <= 12 and (leads or parts[-1] in agencies)


def _joins_names(line: str) -> bool:
    """`Ann Lee/Daily Planet`: a slash between a person's two to four words and a short name."""
    left, slash, right = line.partition("/")
    return bool(slash) and 2 <= len(left.split()) <= 4 and 1 <= len(right.split()) <= 6


@cache
def read_agencies() -> tuple[str, ...]:
    """News and picture agencies as they sign photographs."""
    lines = files("analysis.articles").joinpath("agencies.txt").read_text("utf-8").splitlines()
    return tuple(line.strip() for line in lines if line and line[0] != "#")
