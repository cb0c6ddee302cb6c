"""Articles and what is found in them, from files or from a prepared collection, by one call.

From files a table is made when it is first asked for, by the functions a notebook would call; from
a prepared collection it is read, and nothing is parsed or resolved again.
"""

import os
import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.articles import Reading, read_articles
from analysis.collection.layout import find_collection, hash_origins, name_part
from analysis.errors import MissingModelError, UsageError
from analysis.language import DEFAULT_MODEL, Annotations, annotate, list_origins, split_words
from analysis.lenses.entities import Correction, apply_overrides, find_mentions, read_overrides

Fields = Mapping[str, str | Sequence[str]]


def read_collection(
    *paths: str | os.PathLike[str], fields: Fields | None = None, model: str | None = None
) -> "Collection":
    """Articles, and lazily all that notebooks find in them first; files or a prepared collection.

    An `overrides.yaml` beside the articles, or in the collection's folder, corrects its mentions.
    Without a `model` a prepared collection is taken as it was made, files with the usual one.

    Raises:
        NoArticlesError: nothing usable is there.
        UsageError: a prepared collection was made with another model, or `fields` is given for it.
    """
    overrides = read_overrides(*map(Path, paths))
    record = find_collection(paths[0]) if len(paths) == 1 else None
    if record is None:
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
    return PreparedCollection(Path(paths[0]), list(record["parts"]), overrides)


class Collection:
    """Articles and what is found in them, as tables: each is made when first asked for, and kept.

    `articles rejects files words sentences mentions stories overlaps`, over all articles;
    `annotate` gives sentences, tokens and names of some. Those of a prepared collection are read.
    """

    def __init__(self, reading: Reading, model: str, overrides: list[Correction]) -> None:
        self.articles, self.rejects, self.files = reading
        self._model, self._overrides = model, overrides

    @cached_property
    def words(self) -> pd.DataFrame:
        """The table `words`, all articles."""
        return split_words(self.articles)

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """The table `sentences`, all articles."""
        return self._annotations.sentences

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """The table `mentions`, resolved over all articles and corrected."""
        found = self._annotations
        return find_mentions(self.articles, found.names, found.tokens, overrides=self._overrides)

    @cached_property
    def stories(self) -> pd.DataFrame:
        """The table `stories`, over all articles."""
        from analysis.lenses.stories import find_stories  # noqa: PLC0415 (half a second)

        return find_stories(self.articles)

    @cached_property
    def overlaps(self) -> pd.DataFrame:
        """The table `overlaps`, over all articles."""
        from analysis.lenses.overlaps import find_overlaps  # noqa: PLC0415

        return find_overlaps(self.articles)

    def annotate(self, articles: pd.DataFrame) -> Annotations:
        """Sentences, tokens and names of some of the articles, in the collection's order."""
        wanted = set(articles["article_id"])
        return Annotations(
            *(
                table[table["article_id"].isin(wanted)].reset_index(drop=True)
                for table in self._annotations
            )
        )

    @cached_property
    def _annotations(self) -> Annotations:
        return annotate(self.articles, model=self._model)


class PreparedCollection(Collection):
    """The same of a prepared collection: tables are read from its folder when first asked for."""

    def __init__(self, folder: Path, parts: list[str], overrides: list[Correction]) -> None:
        self._folder, self._parts, self._overrides = folder, parts, overrides

    @cached_property
    def articles(self) -> pd.DataFrame:  # type: ignore[override] # read when asked for
        """The table `articles`."""
        return self._read("articles")

    @cached_property
    def rejects(self) -> pd.DataFrame:  # type: ignore[override]
        """The table `rejects`, of when the collection was prepared."""
        return self._read("rejects")

    @cached_property
    def files(self) -> pd.DataFrame:  # type: ignore[override]
        """The table `files`, of when the collection was prepared."""
        return self._read("files")

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """The table `sentences`, all articles."""
        return self._read("sentences")

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """The table `mentions`, resolved over all articles and corrected."""
        return apply_overrides(self._read("mentions"), self._overrides)

    @cached_property
    def stories(self) -> pd.DataFrame:
        """The table `stories`, over all articles."""
        return self._read("stories")

    @cached_property
    def overlaps(self) -> pd.DataFrame:
        """The table `overlaps`, over all articles."""
        return self._read("overlaps")

    def annotate(self, articles: pd.DataFrame) -> Annotations:
        """Sentences, tokens and names of some of the articles: only their parts are opened."""
        wanted = set(articles["article_id"])
        parts = {part: ids & wanted for part, ids in self._ids_of_parts.items() if ids & wanted}
        return Annotations(
            *(self._read(table, parts) for table in ("sentences", "tokens", "names"))
        )

    @cached_property
    def _ids_of_parts(self) -> dict[str, set[str]]:
        return {
            part: set(self._load("articles", part, columns=["article_id"])[0].to_pylist())
            for part in self._parts
        }

    def _read(self, table: str, parts: Mapping[str, set[str]] | None = None) -> pd.DataFrame:
        """A table, or the rows of some articles of some parts."""
        names = sorted(path.stem for path in (self._folder / table).glob("part-*.parquet"))
        if parts is None:
            tables = [self._load(table, part) for part in names]
        else:
            tables = [
                self._load(table, part, filters=[("article_id", "in", parts[part])])
                for part in names
                if part in parts
            ]
        if not tables:
            tables = [self._load(table, "".join(names[:1]) or name_part(0)).slice(0, 0)]
        rows: pd.DataFrame = pa.concat_tables(tables).to_pandas()
        return rows

    def _load(self, table: str, part: str, **options: object) -> pa.Table:
        path = self._folder / table / f"{part}.parquet"
        try:
            return pq.read_table(
                path, partitioning=None, page_checksum_verification=True, **options
            )
        except (OSError, pa.ArrowException) as error:
            raise UsageError(
                f"{path}: missing or damaged.\nMake it anew, as the collection was made: "
                f"rashomon prepare ... --out {self._folder}"
            ) from error


def _warn_of_age(path: str | os.PathLike[str], record: Mapping[str, Any]) -> None:
    """Say where the language was read by another version; one that is gone is no obstacle."""
    with suppress(MissingModelError):
        if hash_origins(list_origins(record["model"])) != record["origins"]:
            warnings.warn(
                f"{path}: prepared with another version of {record['model']} or its engine than "
                "the one installed here; its tables are taken as they are.",
                stacklevel=3,
            )
