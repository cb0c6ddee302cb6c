"""Articles and what is found in them, from files or from a prepared collection, by one call.

From files a table is made when it is first asked for, by the functions a notebook would call; from
a prepared collection it is read, and nothing is parsed or resolved again.
"""

import os
import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from analysis.articles import read_articles
from analysis.collection.layout import find_collection, hash_origins, read_record
from analysis.collection.loose import Collection
from analysis.collection.prepared import PreparedCollection
from analysis.errors import MissingModelError, UsageError
from analysis.language import DEFAULT_MODEL, list_origins
from analysis.lenses.entities import read_overrides

SCHEDULER = "RASHOMON_SCHEDULER"  # how a report's process learns of the one that is named
Fields = Mapping[str, str | Sequence[str]]


def read_collection(
    *paths: str | os.PathLike[str],
    fields: Fields | None = None,
    model: str | None = None,
    scheduler: str | None = None,
) -> Collection:
    """Articles, and lazily all that notebooks find in them first; files or a prepared collection.

    An `overrides.yaml` beside the articles, or in the collection's folder, corrects its mentions.
    Without a `model` a prepared collection is taken as it was made, files with the usual one. What
    goes part by part runs on the Dask `scheduler` named, or that `RASHOMON_SCHEDULER` names.

    Raises:
        NoArticlesError: nothing usable is there.
        UsageError: a prepared collection was made with another model or by another version, stands
            beside other articles, or `fields` is given for it; a scheduler is named for files.
    """
    if scheduler:
        check_prepared(paths)
    overrides = read_overrides(*map(Path, paths))
    record = find_collection(paths[0]) if len(paths) == 1 else None
    if record is None:
        _check_readable(paths)
        reading = read_articles(*paths, fields=fields)
        return Collection(reading, model or DEFAULT_MODEL, overrides)
    if model and record["model"] != model:
        raise UsageError(
            f"{paths[0]}: prepared with the pipeline {record['model']}, not {model}.\n"
            f"Ask for that one, or prepare it anew: rashomon prepare ... --model {model}"
        )
    if fields:
        raise UsageError(
            f"{paths[0]}: a prepared collection has its columns already; leave `fields` empty.\n"
            "Columns under other names are told when it is made: rashomon prepare ... --field"
        )
    _warn_of_age(paths[0], record)
    named = scheduler or os.environ.get(SCHEDULER)
    return PreparedCollection(Path(paths[0]), list(record["parts"]), overrides, named)


def check_prepared(paths: Sequence[str | os.PathLike[str]]) -> None:
    """Accept what a scheduler can work on: one prepared collection.

    Raises:
        UsageError: it is something else.
    """
    if len(paths) != 1 or not read_record(paths[0]):
        raise UsageError(
            f"{', '.join(map(str, paths[:3]))}: a scheduler works on one prepared collection.\n"
            "Make it first: rashomon prepare ARTICLES --out COLLECTION --scheduler ADDRESS"
        )


def _check_readable(paths: Sequence[str | os.PathLike[str]]) -> None:
    """A collection is no folder of articles: it stands alone, and is of this version."""
    for path in paths:
        if find_collection(path):
            raise UsageError(
                f"{path}: a prepared collection cannot be read with other articles; name it alone."
            )
        if read_record(path):
            raise UsageError(
                f"{path}: prepared by another version of Rashomon.\n"
                f"Make it anew, as it was made: rashomon prepare ... --out {path}"
            )


def _warn_of_age(path: str | os.PathLike[str], record: Mapping[str, Any]) -> None:
    """Say where the language was read by another version; one that is gone is no obstacle."""
    with suppress(MissingModelError):
        if hash_origins(list_origins(record["model"])) != record["origins"]:
            warnings.warn(
                f"{path}: prepared with another version of {record['model']} or its engine than "
                "the one installed here; its tables are taken as they are.",
                stacklevel=3,
            )
