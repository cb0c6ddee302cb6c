"""What happens to one part, on whichever worker: the same calls a notebook makes."""

import json
from pathlib import Path

import pandas as pd

from analysis.collection.layout import load_table, write_json, write_part
from analysis.language import annotate, count_article_words, list_article_words


def prepare_part(folder: str, part: str, made_from: str, model: str) -> str:
    """Annotate and count one part of the articles; gives back the part's name.

    It reads and writes files and holds nothing: run twice, or on another worker, it does the same.
    """
    place = Path(folder)
    articles = load_table(place, "articles", part)
    hashes = write_part(place, part, make_tables(articles, model))
    write_json(place / "done" / f"{part}.json", {"made_from": made_from, "sha256": hashes})
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


def describe_origin(articles_sha256: str, origins: list[str]) -> str:
    """All that a part is made from, as one text to compare."""
    return json.dumps([articles_sha256, *origins])
