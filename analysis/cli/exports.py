"""Every table that the public functions offer, written as files.

`TABLES` is the list: a name, and how it follows from the tables before it. Only what was asked for,
and what that needs, is computed.
"""

import io
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

import analysis
from analysis.errors import NoArticlesError, UsageError
from analysis.report.save import save_files

# What a spreadsheet takes for the start of a formula, also behind spaces or our own mark.
_FORMULA = re.compile(r"^[\s']*[=+\-@\t\r＝＋－＠]")


class Tables(dict[str, Any]):
    """Tables by name, each computed when it is first asked for."""

    def __missing__(self, name: str) -> Any:  # noqa: ANN401 (tables and what they come from)
        self[name] = value = TABLES[name](self)
        return value


# A few articles are tellings of one story; a collection is parted first.
_ONE_STORY = 100


def _part_stories(tables: Tables) -> pd.DataFrame | None:
    return tables["stories"] if len(tables["articles"]) > _ONE_STORY else None


_PARSED = ("articles", "sentences", "tokens", "mentions")
_SOURCES: dict[str, Callable[[Tables], Any]] = {
    "annotations": lambda t: analysis.annotate(t["articles"], **t["options"]),
}
EXPORTS: dict[str, Callable[[Tables], pd.DataFrame]] = {
    "articles": lambda t: t["reading"].articles,
    "rejects": lambda t: t["reading"].rejects,
    "files": lambda t: t["reading"].files,
    "sentences": lambda t: t["annotations"].sentences,
    "tokens": lambda t: t["annotations"].tokens,
    "names": lambda t: t["annotations"].names,
    "words": lambda t: analysis.split_words(t["articles"]),
    "word_counts": lambda t: analysis.count_words(t["words"], t["articles"]),
    "word_comparison": lambda t: analysis.compare_words(t["words"], t["articles"]),
    "word_noise": lambda t: analysis.count_noise(t["words"], t["articles"]),
    "shared_words": lambda t: analysis.find_shared_words(t["words"], t["articles"]),
    "house_style": lambda t: analysis.find_house_style(t["articles"], t["words"]),
    "house_style_counts": lambda t: analysis.count_house_style(t["house_style"], t["articles"]),
    "mentions": lambda t: analysis.find_mentions(
        t["articles"], t["names"], t["tokens"], overrides=t["overrides"]
    ),
    "entity_counts": lambda t: analysis.count_entities(t["mentions"], t["articles"], t["words"]),
    "labels": lambda t: analysis.find_labels(t["mentions"], t["tokens"], t["articles"]),
    "emphasis": lambda t: analysis.compare_emphasis(t["mentions"], t["articles"], t["sentences"]),
    "quotes": lambda t: analysis.find_quotes(*(t[name] for name in _PARSED)),
    "facts": lambda t: analysis.find_facts(*(t[name] for name in _PARSED)),
    "timeline": lambda t: analysis.find_times(*(t[name] for name in _PARSED)),
    "claims": lambda t: analysis.compare_facts(
        t["facts"], t["timeline"], t["articles"], stories=_part_stories(t)
    ),
    "sentence_matches": lambda t: analysis.match_sentences(
        t["sentences"], t["articles"], t["mentions"], stories=_part_stories(t)
    ),
    "coverage": lambda t: analysis.count_coverage(
        t["sentence_matches"], t["articles"], stories=_part_stories(t)
    ),
    "stories": lambda t: analysis.find_stories(t["articles"]),
    "overlaps": lambda t: analysis.find_overlaps(t["articles"]),
}
TABLES = {**_SOURCES, **EXPORTS}


def export_tables(
    articles: Sequence[str],
    out: Path,
    *,
    file_format: str = "csv",
    only: Sequence[str] | None = None,
    model: str | None = None,
    fields: Mapping[str, str] | None = None,
) -> dict[Path, int]:
    """Rows written to each file.

    Raises:
        UsageError: a table is asked for that there is not.
        NoArticlesError: no article could be read.
    """
    if out.exists() and not out.is_dir():
        raise UsageError(f"--out {out}: not a folder.")
    names = list(only or EXPORTS)
    for name in names:
        if name not in EXPORTS:
            raise UsageError(f"--only {name}: no such table; there are {', '.join(EXPORTS)}.")
    options = {"model": model} if model else {}
    tables = Tables(
        reading=read(articles, fields),
        options=options,
        overrides=analysis.read_overrides(*articles),
    )
    written = {}
    contents = {}
    for name in names:
        contents[f"{name}.{file_format}"] = encode_table(tables[name], file_format)
        written[out / f"{name}.{file_format}"] = len(tables[name])
    save_files(out, contents)
    return written


def export_stories(
    articles: Sequence[str], out: Path, *, fields: Mapping[str, str] | None = None
) -> tuple[int, int]:
    """Write the table `stories`; returns how many articles and how many stories there are."""
    file_format = out.suffix.lstrip(".")
    if file_format not in {"csv", "parquet", "jsonl"}:
        raise UsageError(f"--out {out}: expected a file that ends in .csv, .parquet or .jsonl.")
    stories = analysis.find_stories(read(articles, fields).articles)
    save_files(out.parent, {out.name: encode_table(stories, file_format)})
    return len(stories), stories["story"].nunique()


def read(articles: Sequence[str], fields: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401
    """The articles of all paths.

    Raises:
        NoArticlesError: there are none.
    """
    for path in articles:
        if not Path(path).exists():
            raise NoArticlesError(f"{path}: no such file or folder.")
    return analysis.read_articles(*articles, fields=fields)


def encode_table(table: pd.DataFrame, file_format: str) -> bytes:
    """The table in a file's format; in CSV no cell can run as a formula."""
    if file_format == "parquet":
        buffer = io.BytesIO()
        table.to_parquet(buffer, index=False)
        return buffer.getvalue()
    if file_format == "jsonl":
        text = table.to_json(orient="records", lines=True, date_format="iso", force_ascii=False)
        return text.encode()
    return make_inert(table).to_csv(index=False).encode()


def make_inert(table: pd.DataFrame) -> pd.DataFrame:
    """The table with a `'` before each text that a spreadsheet would run as a formula."""
    return table.assign(
        **{
            str(column): table[column].map(_guard, na_action="ignore")
            for column in table.columns
            if str(table[column].dtype) in {"str", "object"}
        }
    )


def _guard(value: Any) -> Any:  # noqa: ANN401
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
