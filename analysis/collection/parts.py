"""What happens to one part, on whichever worker: the same functions a notebook's calls are made of.

They read and write files and hold nothing: run twice, or on another worker, they do the same.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis.collection.layout import load_table, write_done, write_part
from analysis.collection.loose import list_terms
from analysis.language import annotate, count_article_words, list_article_words, split_words
from analysis.lenses.entities import (
    Directory,
    Gathered,
    build_directory,
    gather_names,
    resolve_names,
    unite_names,
)
from analysis.lenses.readability import measure_readability
from analysis.tables import as_table

MENTIONS = "mentions"  # the step that follows the first one
TERMS = "terms"  # the last step: it needs the mentions, and what is found over all


def prepare_part(folder: str, part: str, made_from: str, model: str) -> str:
    """Annotate and count one part of the articles; gives back the part's name."""
    place = Path(folder)
    articles = load_table(place, "articles", part)
    hashes = write_part(place, part, make_tables(articles, model))
    write_done(place, part, made_from, hashes)
    return part


def make_tables(articles: pd.DataFrame, model: str) -> dict[str, pd.DataFrame]:
    """The tables that need one part of the articles alone."""
    annotations = annotate(articles, model=model, jobs=1, progress=False)
    return {
        "sentences": annotations.sentences,
        "tokens": annotations.tokens,
        "names": annotations.names,
        "word_counts": list_article_words(count_article_words(articles)),
    }


def gather_part(folder: str, part: str) -> Gathered:
    """The forms of names in one part, counted."""
    return gather_names(*_load_names(folder, part))


def unite_parts(gathered: Sequence[Gathered]) -> Gathered:
    """The forms of names in several parts that follow each other."""
    return unite_names(gathered)


def make_directory(gathered: Gathered) -> Directory:
    """The entities of all parts; what was gathered stays, for it may be asked for again."""
    return build_directory(unite_names([gathered]))


def resolve_part(folder: str, part: str, made_from: str, directory: Directory) -> str:
    """Resolve the mentions of one part by the directory of all; gives back the part's name."""
    mentions = resolve_names(*_load_names(folder, part), directory)
    hashes = write_part(Path(folder), part, {MENTIONS: mentions})
    write_done(Path(folder), part, made_from, hashes, step=MENTIONS)
    return part


def word_part(folder: str, part: str, made_from: str) -> str:
    """Write the terms of one part and how hard its articles are to read; gives back its name."""
    place = Path(folder)
    articles = load_table(place, "articles", part)
    style = load_table(place, "house_style", part)
    mentions, sentences = (
        load_table(place, table, part)
        if (place / table / f"{part}.parquet").exists()
        else as_table([], table)  # a part that could not be annotated
        for table in ("mentions", "sentences")
    )
    words = split_words(articles)
    tables = {
        "terms": list_terms(words, style, mentions),
        "readability": measure_readability(words, sentences),
    }
    write_done(place, part, made_from, write_part(place, part, tables), step=TERMS)
    return part


def describe_origin(articles_sha256: str, origins: list[str]) -> str:
    """All that a part is made from, as one text to compare."""
    return json.dumps([articles_sha256, *origins])


def _load_names(folder: str, part: str) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    articles, names, tokens = (
        load_table(Path(folder), table, part) for table in ("articles", "names", "tokens")
    )
    return articles, names, tokens
