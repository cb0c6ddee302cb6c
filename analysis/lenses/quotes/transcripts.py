"""Turns of a transcript: paragraphs that begin with a speaker's name and a colon, without marks."""

import re
from collections import Counter

from analysis.language.paragraphs import split_paragraphs
from analysis.lenses.quotes.cues import UNLISTED
from analysis.lenses.quotes.direct import Tag
from analysis.lenses.quotes.marks import Quoted
from analysis.lenses.quotes.parsed import Parsed

_NAME = r"[^\W\d_][\w.’'-]*"
_LABEL = re.compile(rf"({_NAME}(?: {_NAME}){{0,3}}):[ \u00a0]+(?=\S)")
_SHORTEST = 4  # words of a turn; less is a list (`Lee: 312 votes`)
_FEWEST = 2  # turns a speaker needs, and speakers a transcript needs


def find_turns(part: Parsed) -> dict[Quoted, Tag]:
    """The words of every turn, as if in quotation marks, with the tag its label is.

    Labels such as `Photo:` are told from speakers: at least two speakers take at least two turns
    each, and each is named elsewhere in the text too, or set in capitals.
    """
    if part.text.count(":") < _FEWEST * _FEWEST:
        return {}
    labelled = [
        (match, end)
        for start, end in split_paragraphs(part.text)
        if (match := _LABEL.match(part.text, start, end))
        and match.group()[0].isupper()
        and len(part.text[match.end() : end].split()) >= _SHORTEST
    ]
    counts = Counter(match.group(1) for match, _ in labelled)
    speakers = {name for name, n in counts.items() if n >= _FEWEST and _is_speaker(part, name)}
    if len(speakers) < _FEWEST:
        return {}
    turns = {}
    for match, end in labelled:
        name = list(part.between(*match.span(1)))
        colon = part.at(match.end(1))
        if match.group(1) in speakers and name and colon < len(part):
            turns[Quoted(match.end(), end, closed=True)] = Tag(
                colon, UNLISTED, [colon], name, after=False
            )
    return turns


def _is_speaker(part: Parsed, name: str) -> bool:
    """Whether a label is a name: in capitals, or its last word stands in the text without colon."""
    last = name.rpartition(" ")[2]
    if len(last) < 3:  # `Q` and `A` name nobody
        return False
    return name.isupper() or bool(re.search(rf"\b{re.escape(last)}\b(?!:)", part.text))
