"""Files to a prepared collection: articles read once, parts annotated and counted on Dask."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from tqdm import tqdm

from analysis.articles import read_batches
from analysis.articles.files import find_article_files
from analysis.collection.cluster import Crew, open_client
from analysis.collection.layout import (
    FORMAT,
    RECORD,
    hash_origins,
    is_done,
    name_part,
    read_record,
    remove_parts,
    write_json,
    write_part,
)
from analysis.collection.merge import (
    list_unfound,
    list_unresolved,
    list_unworded,
    merge_articles,
    merge_names,
    word_parts,
)
from analysis.collection.parts import describe_origin, prepare_part
from analysis.collection.remote import fetch_urls, is_url
from analysis.collection.texts import is_laid_out, lay_out_texts
from analysis.errors import UsageError
from analysis.language import DEFAULT_MODEL, list_origins
from analysis.tables import as_table

_TRIES = 3  # for a part whose worker fails; one that is killed is no failure of the part


class Prepared(NamedTuple):
    """What `prepare_collection` made: where, how much, and what had to be left out."""

    folder: Path
    articles: int
    parts: int
    made: int
    rejects: pd.DataFrame


class _Part(NamedTuple):
    name: str
    articles: int
    made_from: str


def prepare_collection(
    *paths: str | os.PathLike[str],
    out: str | os.PathLike[str],
    scheduler: str | None = None,
    workers: int | None = None,
    size: int = 500,
    fields: Mapping[str, str | Sequence[str]] | None = None,
    model: str = DEFAULT_MODEL,
    force: bool = False,
) -> Prepared:
    """A folder of Parquet parts: articles, sentences, tokens, names, counts, mentions, stories.

    Runs on the Dask `scheduler` named, else on `workers` processes here. The rows are the same
    whatever runs them. Stopped in the middle, the same call goes on where it stopped. A path may
    be a URL that fsspec reads, such as `s3://bucket/news`; `out` is a folder all workers see.

    Raises:
        NoArticlesError: nothing usable was found.
        UsageError: Dask is not installed, the scheduler does not answer, a URL cannot be read, or
            without `force`: `out` holds a collection of other articles.
    """
    if is_url(out):
        raise UsageError(f"{out}: a collection is written to a folder; name one for it.")
    with fetch_urls(paths) as local:
        return _prepare(Path(out), local, (scheduler, workers), size, fields, model, force=force)


def _prepare(
    folder: Path,
    paths: Sequence[str | os.PathLike[str]],
    where: tuple[str | None, int | None],
    size: int,
    fields: Mapping[str, str | Sequence[str]] | None,
    model: str,
    *,
    force: bool,
) -> Prepared:
    if not force:
        _check_same(folder, paths)
    (folder / RECORD).unlink(missing_ok=True)  # unfinished until the end
    tables: dict[str, list[pd.DataFrame]] = {"rejects": [], "files": []}
    origins = list_origins(model)
    parts = list(_write_articles(paths, folder, size, fields, origins, tables))
    remove_parts(folder, len(parts))
    todo = [part for part in parts if not is_done(folder, part.name, part.made_from)]
    failed = _make_parts(folder, parts, todo, model, where)
    rejects = [*tables["rejects"], _list_failed(failed)]
    whole = {
        "rejects": as_table(pd.concat(rejects, ignore_index=True), "rejects"),
        "files": as_table(pd.concat(tables["files"], ignore_index=True), "files"),
    }
    write_part(folder, name_part(0), whole)
    record = {
        "format": FORMAT,
        "model": model,
        "origins": hash_origins(origins),
        "parts": {part.name: part.articles for part in parts},
        "failed": failed,
        "files": dict(zip(whole["files"]["source"], whole["files"]["sha256"], strict=True)),
    }
    write_json(folder / RECORD, record)
    count = sum(part.articles for part in parts)
    return Prepared(folder, count, len(parts), len(todo) - len(failed), whole["rejects"])


def _check_same(folder: Path, paths: Sequence[str | os.PathLike[str]]) -> None:
    """A collection is made anew from files that it was made from, whatever came to them."""
    before = read_record(folder).get("files", {})
    found = {file.source for file in find_article_files(*paths).files}
    if before and found and found.isdisjoint(before):
        raise UsageError(
            f"{folder}: a collection of other articles ({next(iter(before))}), so it is kept.\n"
            "Name another folder with --out, or replace it with --force."
        )


def _write_articles(
    paths: Sequence[str | os.PathLike[str]],
    folder: Path,
    size: int,
    fields: Mapping[str, str | Sequence[str]] | None,
    origins: list[str],
    tables: dict[str, list[pd.DataFrame]],
) -> Iterator[_Part]:
    """Read in the order of the files, as ids must be unique over all of them; one part a batch."""
    number = 0
    for reading in read_batches(*paths, size=size, fields=fields):
        tables["rejects"].append(reading.rejects)
        tables["files"].append(reading.files)
        if reading.articles.empty:
            continue
        name = name_part(number)
        sha256 = write_part(folder, name, {"articles": reading.articles})["articles"]
        yield _Part(name, len(reading.articles), describe_origin(sha256, origins))
        number += 1


def _make_parts(
    folder: Path,
    parts: list[_Part],
    todo: list[_Part],
    model: str,
    where: tuple[str | None, int | None],
) -> dict[str, str]:
    """Annotate the parts `todo`, look across all; the parts that failed, with the reason.

    Nobody is asked for help where nothing is left to do.
    """
    origins = {part.name: part.made_from for part in parts}
    unfound, from_articles = list_unfound(folder, origins)
    unresolved, from_names = list_unresolved(folder, origins)
    texts_of = hash_origins(list(origins.values()))
    laid_out = is_laid_out(folder, texts_of)
    unworded, _ = list_unworded(folder, origins, from_names)
    if laid_out and not (todo or unfound or unresolved or unworded):
        return {}
    with open_client(*where) as client:
        if _on_terminal() and client.dashboard_link:
            sys.stderr.write(f"Dask dashboard: {client.dashboard_link}\n")
        crew = Crew(client)
        failed = dict(_run_parts(folder, todo, model, client))
        good = {name: origin for name, origin in origins.items() if name not in failed}
        for name in failed:
            (folder / "mentions" / f"{name}.parquet").unlink(missing_ok=True)
        unresolved, from_names = list_unresolved(folder, good)
        if unresolved:
            merge_names(folder, list(good), unresolved, from_names, crew)
        if not laid_out:
            place = str(folder.absolute())
            crew.finish([crew.start(lay_out_texts, place, list(origins), texts_of)], "texts")
        if unfound:
            merge_articles(folder, list(origins), unfound, from_articles, crew)
        unworded, made_from = list_unworded(folder, origins, from_names)
        if unworded:
            word_parts(folder, unworded, made_from, crew)
    return failed


def _run_parts(
    folder: Path,
    todo: list[_Part],
    model: str,
    client: Any,  # noqa: ANN401 (Dask is untyped)
) -> Iterator[tuple[str, str]]:
    """Every part that could not be made, with the reason."""
    from distributed import as_completed  # noqa: PLC0415 (only large collections need Dask)

    with tqdm(total=len(todo), desc="preparing", unit=" parts", disable=not _on_terminal()) as bar:
        futures = {
            client.submit(
                *(prepare_part, str(folder.absolute()), part.name, part.made_from, model),
                key=f"prepare-{part.name}",
                pure=False,
                retries=_TRIES - 1,
            ): part
            for part in todo
        }
        for future in as_completed(futures):  # type: ignore[no-untyped-call]
            bar.update()
            if future.status == "error":
                yield futures[future].name, _describe(future.exception())


def _on_terminal() -> bool:
    return sys.stderr.isatty()


def _describe(error: Any) -> str:  # noqa: ANN401 (whatever a worker raised)
    return f"{type(error).__name__}: {error}".splitlines()[0][:300]


def _list_failed(failed: Mapping[str, str]) -> pd.DataFrame:
    rows = [
        {"source": f"articles/{name}.parquet", "line": 0, "reason": f"not annotated: {reason}"}
        for name, reason in failed.items()
    ]
    return as_table(rows, "rejects")
