"""What is asked of one part of a prepared collection, here or on a worker: rows, counts, finds."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.collection.loose import list_terms
from analysis.errors import UsageError
from analysis.language import split_words


def load_rows(folder: str, table: str, part: str, **options: object) -> pa.Table:
    """One part of a table, or what `pyarrow.parquet.read_table` takes of it by these options.

    Raises:
        UsageError: it is missing or damaged.
    """
    path = Path(folder) / table / f"{part}.parquet"
    try:
        return pq.read_table(path, partitioning=None, page_checksum_verification=True, **options)
    except (OSError, pa.ArrowException) as error:
        raise UsageError(
            f"{path}: missing or damaged.\nMake it anew, as the collection was made: "
            f"rashomon prepare ... --out {folder}"
        ) from error


def load_terms(
    folder: str, part: str, corrected: pd.DataFrame | None, columns: Sequence[str] | None = None
) -> pd.DataFrame:
    """The terms of one part; made anew where its mentions have been `corrected` since."""
    if corrected is None:
        terms: pd.DataFrame = load_rows(
            folder, "terms", part, columns=list(columns) if columns else None
        ).to_pandas()
        return terms
    articles, style = (
        load_rows(folder, table, part).to_pandas() for table in ("articles", "house_style")
    )
    return list_terms(split_words(articles), style, corrected)


def count_part_terms(folder: str, part: str, corrected: pd.DataFrame | None) -> pa.Table:
    """How often each article's text uses each term: `article_id word n`, names as numbers."""
    terms = load_terms(folder, part, corrected, ["article_id", "part", "word"])
    text = pa.Table.from_pandas(terms.loc[terms["part"] == "text", ["article_id", "word"]])
    counted = text.select(["article_id", "word"]).group_by(["article_id", "word"])
    columns = counted.aggregate([([], "count_all")]).columns
    encoded = [column.combine_chunks().dictionary_encode() for column in columns[:2]]
    n = columns[2].cast(pa.int32())
    return pa.table({"article_id": encoded[0], "word": encoded[1], "n": n})


def pick_part_terms(
    folder: str, part: str, corrected: pd.DataFrame | None, words: Sequence[str]
) -> pd.DataFrame:
    """Where some terms stand in the texts of one part."""
    terms = load_terms(folder, part, corrected)
    return terms[terms["word"].isin(words) & (terms["part"] == "text")]


def find_part_labels(
    folder: str, part: str, corrected: pd.DataFrame | None, article_ids: Sequence[str]
) -> pd.DataFrame:
    """What some articles of one part call those they name: the table `labels`."""
    from analysis.lenses.labels import find_labels  # noqa: PLC0415 (opening does without it)

    articles, tokens = _load_some(folder, part, article_ids, "articles", "tokens")
    return find_labels(_load_mentions(folder, part, corrected, article_ids), tokens, articles)


def find_part_quotes(
    folder: str, part: str, corrected: pd.DataFrame | None, article_ids: Sequence[str]
) -> pd.DataFrame:
    """Who says what in some articles of one part: the table `quotes`."""
    from analysis.lenses.quotes import find_quotes  # noqa: PLC0415

    told = ("articles", "sentences", "tokens")
    articles, sentences, tokens = _load_some(folder, part, article_ids, *told)
    mentions = _load_mentions(folder, part, corrected, article_ids)
    return find_quotes(articles, sentences, tokens, mentions)


def _load_mentions(
    folder: str, part: str, corrected: pd.DataFrame | None, article_ids: Sequence[str]
) -> pd.DataFrame:
    if corrected is None:
        return _load_some(folder, part, article_ids, "mentions")[0]
    return corrected[corrected["article_id"].isin(article_ids)]


def _load_some(
    folder: str, part: str, article_ids: Sequence[str], *tables: str
) -> list[pd.DataFrame]:
    """The rows of some articles of one part."""
    some = [("article_id", "in", article_ids)]
    return [load_rows(folder, table, part, filters=some).to_pandas() for table in tables]
