"""An archive of any size, made of real articles: more of them, day after day, as archives grow.

There are some 5,000 real articles, so they come round by round. In each round three of ten are
dissolved and their paragraphs (or sentences) handed out to the others, so that an article has the
5 kB of text the aims are stated for, and no paragraph stands twice. Words that are not everyday
ones are exchanged with words about as frequent, and some of the rarest with new ones: so the rounds
tell other stories, share no more text than real articles do, and the vocabulary grows as it does in
archives. Articles follow one another in the order of their real dates, so many a day.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from wordfreq import zipf_frequency

from analysis.articles import read_articles

COLLECTIONS = ("news_2017.csv.gz", "polnear.jsonl.gz", "story_clusters.jsonl.gz")
PER_DAY = 250  # what fifteen newspapers print
_FIRST_DAY = date(2010, 1, 1)
_DISSOLVED = 0.3
_EVERYDAY = 6.0  # Zipf frequency from which a word stays itself, as `the` and `would`
_BAND = 40  # words about as frequent: neighbours among so many
_NEW = 0.25  # of the words that only one article uses
_PIECES = re.compile(r"\w+|\W+")


class Source(NamedTuple):
    """Real articles: their outlets, each article as numbers of paragraphs, these of forms.

    A form is a word, or what stands between two words.
    """

    outlets: list[str]
    articles: list[list[int]]
    paragraphs: list[list[int]]
    forms: list[str]
    spread: Counter[str]  # in how many articles a word stands, lower case
    words: list[str]  # those that are exchanged, the most widespread first


class Round(NamedTuple):
    """The real articles once, recombined: outlet and paragraphs of each, and all forms."""

    articles: list[tuple[str, list[int]]]
    forms: list[str]


def write_archive(corpora: Path, size: int, path: Path, *, per_day: int = PER_DAY) -> Path:
    """A JSON Lines file of so many articles."""
    source = load_source(corpora)
    with path.open("w", encoding="utf-8") as file:
        for number, (outlet, text) in enumerate(_list_texts(source, size)):
            file.write(format_article(number, outlet, text, per_day))
    return path


def load_source(corpora: Path) -> Source:
    """The real articles of some collections, in the order of their dates."""
    articles = pd.concat([read_articles(corpora / name).articles for name in COLLECTIONS])
    articles = articles.sort_values(["published", "article_id"])
    forms: dict[str, int] = {}
    paragraphs: dict[str, int] = {}
    spread: Counter[str] = Counter()
    numbered = []
    for text in articles["text"]:
        cut = text.split("\n") if "\n" in text else re.split(r"(?<=[.!?]) ", text)
        lines = [line.strip() for line in cut if line.strip()]
        spread.update({piece.lower() for line in lines for piece in _PIECES.findall(line)})
        numbered.append([paragraphs.setdefault(line, len(paragraphs)) for line in lines])
    pieces = [
        [forms.setdefault(piece, len(forms)) for piece in _PIECES.findall(line)]
        for line in paragraphs
    ]
    return Source(
        articles["outlet"].tolist(), numbered, pieces, list(forms), spread, _list_words(spread)
    )


def make_rounds(source: Source, size: int) -> Iterator[Round]:
    """Round after round, until there are so many articles."""
    chance = random.Random(1)
    made = 0
    while made < size:
        forms = _exchange(source, chance) if made else source.forms
        articles = _recombine(source, chance)[: size - made]
        made += len(articles)
        yield Round(articles, forms)


def format_article(number: int, outlet: str, text: str, per_day: int) -> str:
    """One article as a line of JSON, its day by its number."""
    day = (_FIRST_DAY + timedelta(days=number // per_day)).isoformat()
    row = {"id": f"a{number}", "outlet": outlet, "date": day, "text": text}
    return json.dumps(row, ensure_ascii=False) + "\n"


def _list_texts(source: Source, size: int) -> Iterator[tuple[str, str]]:
    """Outlet and text, article by article."""
    for articles, forms in make_rounds(source, size):
        for outlet, numbers in articles:
            lines = (source.paragraphs[number] for number in numbers)
            yield outlet, "\n".join("".join([forms[piece] for piece in line]) for line in lines)


def _list_words(spread: Counter[str]) -> list[str]:
    ordered = sorted(spread.items(), key=lambda item: (-item[1], item[0]))
    return [
        word
        for word, _ in ordered
        if word.isalpha() and len(word) > 2 and zipf_frequency(word, "en") < _EVERYDAY
    ]


def _recombine(source: Source, chance: random.Random) -> list[tuple[str, list[int]]]:
    """Seven of ten articles, with the paragraphs of the others among theirs."""
    kept: list[list[int]] = []
    outlets, loose = [], []
    for outlet, lines in zip(source.outlets, source.articles, strict=True):
        if chance.random() < _DISSOLVED:
            loose.extend(lines)
        else:
            outlets.append(outlet)
            kept.append(list(lines))
    for line in loose:
        lines = chance.choice(kept)
        lines.insert(chance.randint(0, len(lines)), line)
    return list(zip(outlets, kept, strict=True))


def _exchange(source: Source, chance: random.Random) -> list[str]:
    """Each form as this round writes it."""
    words = source.words
    bands = [words[first : first + _BAND] for first in range(0, len(words), _BAND)]
    other = dict(
        zip(words, [w for band in bands for w in chance.sample(band, len(band))], strict=True)
    )
    ending = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=4))
    for word in words:
        if source.spread[word] == 1 and chance.random() < _NEW:
            other[word] = word + ending
    return [_write_like(form, other.get(form.lower(), form)) for form in source.forms]


def _write_like(form: str, word: str) -> str:
    """The word in the case of the form."""
    if form.islower() or word is form:
        return word
    return word.upper() if form.isupper() else word.capitalize()
