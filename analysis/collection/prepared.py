"""A prepared collection opened: tables are read from its folder when first asked for."""

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from analysis.collection.cluster import open_crew
from analysis.collection.layout import name_part
from analysis.collection.loose import Collection
from analysis.collection.queries import (
    count_part_terms,
    find_part_labels,
    find_part_quotes,
    load_rows,
    load_terms,
    pick_part_terms,
)
from analysis.collection.texts import open_texts
from analysis.language import Annotations
from analysis.lenses.entities import Correction, apply_overrides
from analysis.spans import SPAN
from analysis.tables import as_table
from analysis.tables.columns import TABLES


class PreparedCollection(Collection):
    """The same of a prepared collection: tables are read from its folder when first asked for."""

    def __init__(
        self, folder: Path, parts: list[str], overrides: list[Correction], scheduler: str | None
    ) -> None:
        self._folder, self._parts, self._overrides = folder, parts, overrides
        self._scheduler = scheduler

    @cached_property
    def articles(self) -> pd.DataFrame:  # type: ignore[override] # read when asked for
        """The table `articles`; a text takes memory when it is looked at."""
        columns = list(TABLES["articles"])
        named = [column for column in columns if column != "text"]
        tables = [self._load("articles", part, columns=named) for part in self._parts]
        held = pa.concat_tables([pa.Table.from_pandas(as_table([], "articles")[named]), *tables])
        texts = open_texts(self._folder, len(held))
        rows: pd.DataFrame = held.append_column("text", texts).select(columns).to_pandas()
        return rows

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

    @cached_property
    def reuse(self) -> pd.DataFrame:
        """The table `reuse`, over all articles."""
        return self._read("reuse")

    @cached_property
    def house_style(self) -> pd.DataFrame:
        """The table `house_style`, over all articles."""
        order = [*SPAN, "layer", "feature", "choice"]
        return self._read("house_style").sort_values(order, kind="stable", ignore_index=True)

    @cached_property
    def terms(self) -> pd.DataFrame:
        """The terms of the texts counted, part by part: `article_id word n`.

        Where no outlet has two articles, a row per use: `count_noise` cuts these into runs.
        """
        if self.articles["outlet"].is_unique:
            return as_table(pd.concat(self._each_part(load_terms), ignore_index=True), "words")
        return _unpack(self._each_part(count_part_terms))

    @cached_property
    def readability(self) -> pd.DataFrame:
        """What `compare_readability` needs to know of each article."""
        return self._read("readability")

    def find_terms(self, words: pd.Series, article_ids: pd.Series) -> pd.DataFrame:
        """Where some of the terms stand in the texts of some articles: the table `words`."""
        chosen = words.unique().tolist()
        found = pd.concat(self._each_part(pick_part_terms, dict.fromkeys(self._parts, chosen)))
        return as_table(found[found["article_id"].isin(article_ids)], "words")

    def find_labels(self, articles: pd.DataFrame) -> pd.DataFrame:
        """What some of the articles call those they name: the table `labels`."""
        return self._find_in_parts(find_part_labels, articles, "labels")

    def find_quotes(self, articles: pd.DataFrame) -> pd.DataFrame:
        """Who says what in some of the articles: the table `quotes`."""
        return self._find_in_parts(find_part_quotes, articles, "quotes")

    def annotate(self, articles: pd.DataFrame) -> Annotations:
        """Sentences, tokens and names of some of the articles: only their parts are opened."""
        parts = self._part_articles(articles)
        return Annotations(
            *(self._read(table, parts) for table in ("sentences", "tokens", "names"))
        )

    @cached_property
    def _ids_of_parts(self) -> dict[str, set[str]]:
        return {
            part: set(self._load("articles", part, columns=["article_id"])[0].to_pylist())
            for part in self._parts
        }

    def _part_articles(self, articles: pd.DataFrame) -> dict[str, list[str]]:
        """The ids of some articles by the part they are in."""
        wanted = set(articles["article_id"])
        held = {part: sorted(ids & wanted) for part, ids in self._ids_of_parts.items()}
        return {part: ids for part, ids in held.items() if ids}

    def _find_in_parts(
        self, find: Callable[..., pd.DataFrame], articles: pd.DataFrame, table: str
    ) -> pd.DataFrame:
        held = self._part_articles(articles).items()
        named = {part: ids for part, ids in held if self._find("mentions", part).exists()}
        found = self._each_part(find, named)
        return as_table(pd.concat([as_table([], table), *found], ignore_index=True), table)

    def _each_part(
        self, work: Callable[..., Any], given: Mapping[str, object] | None = None
    ) -> list[Any]:
        """What the work makes of parts, on the scheduler where one is named.

        Where something is `given` for parts, of these; else of all.
        """
        place = str(self._folder.absolute())
        parts = self._parts if given is None else list(given)
        corrected: dict[str, pd.DataFrame | None] = dict.fromkeys(parts)
        if self._overrides:
            own = self.mentions["article_id"]
            corrected = {part: self.mentions[own.isin(self._ids_of_parts[part])] for part in parts}
        more = {part: () if given is None else (given[part],) for part in parts}
        with open_crew(self._scheduler) as crew:
            each = [(place, part, corrected[part], *more[part]) for part in parts]
            return crew.each(work, each, "looking into parts")

    def _read(self, table: str, parts: Mapping[str, list[str]] | None = None) -> pd.DataFrame:
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
        return _unpack(tables)

    def _find(self, table: str, part: str) -> Path:
        """The file of a part, which a part that could not be annotated does not have."""
        return self._folder / table / f"{part}.parquet"

    def _load(self, table: str, part: str, **options: object) -> pa.Table:
        return load_rows(str(self._folder), table, part, **options)


def _unpack(tables: list[pa.Table]) -> pd.DataFrame:
    """The rows of all for pandas; the tables are used up, for together they take as much again."""
    whole = pa.concat_tables(tables).unify_dictionaries()
    tables.clear()
    rows: pd.DataFrame = whole.to_pandas()
    del whole
    pa.default_memory_pool().release_unused()
    return rows
