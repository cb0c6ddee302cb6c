"""One pass of the language pipeline over all articles: sentences, tokens and raw names.

Only this room knows spaCy; everything above reads the three tables. Each paragraph is parsed once,
however often it stands in the articles, and kept: a second pass reads instead of parsing.
"""

import os
import time
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.language.assemble import assemble_names, assemble_sentences, assemble_tokens
from analysis.language.paragraphs import split_paragraphs
from analysis.language.pipeline import DEFAULT_MODEL, list_origins
from analysis.language.store import Store, find_cache_folder, make_key
from analysis.language.workers import parse_on_all_cores
from analysis.progress import open_progress
from analysis.spans import list_parts

_KEEP_AFTER = 20  # seconds of work that Ctrl-C or a crash may cost


class Annotations(NamedTuple):
    """What the language pipeline found: the tables `sentences`, `tokens` and `names`."""

    sentences: pd.DataFrame
    tokens: pd.DataFrame
    names: pd.DataFrame


def annotate(
    articles: pd.DataFrame,
    *,
    model: str = DEFAULT_MODEL,
    parse: bool = True,
    cache: bool | str | os.PathLike[str] = True,
    progress: bool | None = None,
    jobs: int | None = None,
) -> Annotations:
    """Sentences, tokens and raw names of all articles, headline and text.

    Without `parse` only names and sentences are found, at twice the speed: tokens then have no
    lemma, part of speech or head. `cache` names a folder, or switches the usual one off; `progress`
    is shown on a terminal and in JupyterLab unless it says otherwise; `jobs` is the number of
    processes at most. None of the last three changes the result.

    Raises:
        MissingModelError: the pipeline named `model` is not installed.
    """
    pieces = _list_pieces(articles)
    store = Store(_find_folder(cache), [*_list_origins(model), f"parse={parse}"])
    texts = dict(zip(pieces["key"], pieces["content"], strict=True))
    rows = [_check_rows(store.fetch(texts), texts)]
    missing = texts.keys() - set(rows[0]["key"].to_pylist())
    todo = [(key, text) for key, text in texts.items() if key in missing]
    rows.extend(_parse_missing(todo, store, model, parse=parse, progress=progress, jobs=jobs))
    found = pa.concat_tables(rows)
    places = {key: place for place, key in enumerate(found["key"].to_pylist())}
    ordered = found.take(pa.array([places[key] for key in pieces["key"]], pa.int64()))
    return Annotations(
        assemble_sentences(pieces, ordered),
        assemble_tokens(pieces, ordered),
        assemble_names(pieces, ordered),
    )


def _list_pieces(articles: pd.DataFrame) -> pd.DataFrame:
    """One row per paragraph: `article_id part start content key`."""
    rows = [
        (article_id, part, start, content[start:end], make_key(content[start:end]))
        for article_id, part, content in list_parts(articles).itertuples(index=False)
        for start, end in split_paragraphs(content)
    ]
    columns = ["article_id", "part", "start", "content", "key"]
    return pd.DataFrame(rows, columns=columns).astype({"start": "int64", "key": object})


def _find_folder(cache: bool | str | os.PathLike[str]) -> Path | None:
    if isinstance(cache, bool):
        return find_cache_folder() if cache else None
    return Path(cache)


def _list_origins(model: str) -> list[str]:
    """All that a cached paragraph depends on: the pipeline and the code that reads its answer."""
    return [
        *list_origins(model),
        files("analysis.language").joinpath("parse.py").read_text("utf-8"),
    ]


def _check_rows(rows: pa.Table, texts: dict[bytes, str]) -> pa.Table:
    """The cached rows that can be right: of the text's length, nothing pointing beyond it."""
    lengths = np.array([len(texts[key]) for key in rows["key"].to_pylist()], dtype=np.int64)
    return rows.filter(pa.array(lengths == rows["characters"].to_numpy()))


def _parse_missing(
    todo: list[tuple[bytes, str]],
    store: Store,
    model: str,
    *,
    parse: bool,
    progress: bool | None,
    jobs: int | None,
) -> Iterator[pa.Table]:
    """Parse what the cache does not have, keeping what is done every few seconds and at the end."""
    if not todo:
        return
    unsaved: list[pa.Table] = []
    saved = time.monotonic()
    try:
        with (
            closing(parse_on_all_cores(todo, model, parse=parse, jobs=jobs)) as tables,
            open_progress(
                "reading the language",
                unit=" characters",
                total=sum(len(text) for _, text in todo),
                shown=progress,
            ) as bar,
        ):
            for table in tables:
                unsaved.append(table)
                bar.update(int(sum(table["characters"].to_pylist())))
                if time.monotonic() - saved > _KEEP_AFTER:
                    store.keep(pa.concat_tables(unsaved))
                    unsaved, saved = [], time.monotonic()
                yield table
    finally:
        if unsaved:
            store.keep(pa.concat_tables(unsaved))
