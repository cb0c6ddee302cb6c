"""A prepared collection opened: tables are read from its folder when first asked for."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.collection.layout import name_part
from analysis.collection.loose import Collection, list_terms, select_terms
from analysis.errors import UsageError
from analysis.language import Annotations, split_words
from analysis.lenses.entities import Correction, apply_overrides
from analysis.spans import SPAN
from analysis.tables import as_table


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
            return as_table(pd.concat(list(self._list_terms()), ignore_index=True), "words")
        counted = [_count_terms(terms) for terms in self._list_terms("article_id", "part", "word")]
        rows: pd.DataFrame = pa.concat_tables(counted).to_pandas()
        return rows

    @cached_property
    def readability(self) -> pd.DataFrame:
        """What `compare_readability` needs to know of each article."""
        return self._read("readability")

    def find_terms(self, words: pd.Series, article_ids: pd.Series) -> pd.DataFrame:
        """Where some of the terms stand in the texts of some articles: the table `words`."""
        found = [select_terms(terms, words, article_ids) for terms in self._list_terms()]
        return as_table(pd.concat(found, ignore_index=True), "words")

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

    def _list_terms(self, *columns: str) -> Iterator[pd.DataFrame]:
        """The terms, part by part; made anew where mentions have been corrected since."""
        for part, ids in self._ids_of_parts.items():
            if not self._overrides:
                yield self._load("terms", part, columns=list(columns) or None).to_pandas()
                continue
            style, mentions = (
                table[table["article_id"].isin(ids)] for table in (self.house_style, self.mentions)
            )
            yield list_terms(split_words(self._load("articles", part).to_pandas()), style, mentions)

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


def _count_terms(terms: pd.DataFrame) -> pa.Table:
    """How often each article's text uses each term."""
    text = pa.Table.from_pandas(terms.loc[terms["part"] == "text", ["article_id", "word"]])
    counted = text.select(["article_id", "word"]).group_by(["article_id", "word"])
    return counted.aggregate([([], "count_all")]).rename_columns(["article_id", "word", "n"])
