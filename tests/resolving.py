"""Names resolved on sentences made by hand, their tokens and labels given without any model."""

import re

import pandas as pd

from analysis.lenses.entities import find_mentions
from analysis.spans import cut_spans
from analysis.tables import TABLES, as_table

_WORD = re.compile(r"\w+(?:['’]\w+)?|[^\w\s]")
_REST = " nothing else was heard of it that day, as far as anyone could tell."  # no title case
_SMALL = {"The", "A", "In", "On", "Later", "But", "He", "She", "Critics", "Now", "Today"}


def make_articles(*texts: str) -> pd.DataFrame:
    """Articles `a0`, `a1` ..., with no headline, and a clause without names behind each text."""
    ids = [f"a{number}" for number in range(len(texts))]
    return pd.DataFrame(
        {"article_id": ids, "headline": "", "text": [text + _REST for text in texts]}
    )


def make_tokens(articles: pd.DataFrame) -> pd.DataFrame:
    """Tokens with what the rules ask for: proper nouns by capitals, sentences by full stops."""
    rows = []
    for article_id, text in zip(articles["article_id"], articles["text"], strict=True):
        sentence = 0
        for token, match in enumerate(_WORD.finditer(text)):
            word = match.group()
            tied = text[: match.start()].endswith("-")  # the pipeline parts `Hae-won`
            proper = (word[0].isupper() or tied) and word not in _SMALL
            pos = "PROPN" if proper else "NOUN" if word[0].isalnum() else "PUNCT"
            row = {"article_id": article_id, "part": "text", "start": match.start()}
            row |= {"end": match.end(), "sentence": sentence, "token": token, "pos": pos}
            rows.append(row | {"lemma": word.lower(), "tag": "NN", "dep": "dep", "head": token})
            sentence += word == "." and text[match.end() : match.end() + 2].strip().istitle()
    return as_table(pd.DataFrame(rows), "tokens")


def make_names(articles: pd.DataFrame, **labels: str) -> pd.DataFrame:
    """Raw names: each keyword is a label and its words, parted by `|`, wherever they stand."""
    rows = []
    for article_id, text in zip(articles["article_id"], articles["text"], strict=True):
        for label, words in labels.items():
            for word in words.split("|"):
                for match in re.finditer(rf"\b{re.escape(word)}\b", text):
                    row = {"article_id": article_id, "part": "text", "start": match.start()}
                    rows.append(row | {"end": match.end(), "mention": word, "label": label})
    return as_table(pd.DataFrame(rows, columns=list(TABLES["names"])), "names")


def resolve(*texts: str, **labels: str) -> list[tuple[str, str]]:
    """Mentions and their entities, in order; an open one as `?` and its candidates."""
    articles = make_articles(*texts)
    mentions = find_mentions(articles, make_names(articles, **labels), make_tokens(articles))
    assert cut_spans(mentions, articles).tolist() == mentions["mention"].tolist()
    entities = mentions["entity"].where(mentions["entity"] != "", "? " + mentions["candidates"])
    return list(zip(mentions["mention"], entities, strict=True))
