"""An archive whose language pass is in the cache, without one: made to measure what follows it.

python benchmarks/annotated.py ../shared/corpora --articles 100000 --out FOLDER [--check 200]
RASHOMON_CACHE=FOLDER/cache rashomon prepare FOLDER/articles.jsonl --out COLLECTION

Writes FOLDER/articles.jsonl, the archive of `archive.py`, and FOLDER/cache, the annotations of all
its paragraphs. Only the real paragraphs are parsed, once, into the usual cache: those of the
archive are theirs, carried over to the exchanged words by `carry.py`. So the tables are as large
and names as many as the pipeline finds in real articles, but what was found is no reading of the
archive's own text. `--check` says how well it fits, on some of the first articles, whose words are
real, and of the last.
"""

import argparse
import os
import re
import sys
from pathlib import Path
from typing import TextIO

import numpy as np
import pandas as pd
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parent.parent))

from analysis.articles import read_batches
from analysis.language import DEFAULT_MODEL, Annotations, annotate
from analysis.language.annotate import _list_origins, _list_pieces
from analysis.language.store import Store, find_cache_folder, make_key
from analysis.lenses.entities import find_mentions
from benchmarks.archive import PER_DAY, Source, format_article, load_source, make_rounds
from benchmarks.carry import carry_over, study_paragraphs

ARTICLES = "articles.jsonl"
CACHE = "cache"
NOTE = "the language pass was not run for these articles: annotations of real ones, carried over"
_SEGMENT = 1_000  # articles whose paragraphs lie in one file of the cache
_ROUND = 3_500  # articles of the first round, whose words are real
_WORD = re.compile(r"\w")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("corpora", type=Path, help="folder with the collections")
    parser.add_argument("--articles", type=int, default=10_000, help="how many to make")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--per-day", type=int, default=PER_DAY, help="articles a day")
    parser.add_argument("--check", type=int, default=0, help="how many to look at afterwards")
    arguments = parser.parse_args()
    if not arguments.corpora.is_dir():
        print(f"No folder {arguments.corpora}: nothing was made.", file=sys.stderr)
        return 2
    write_annotated(arguments.corpora, arguments.articles, arguments.out, per_day=arguments.per_day)
    print(f"{arguments.out / ARTICLES}: {arguments.articles:,} articles; {NOTE}")
    return check_annotated(arguments.out, arguments.check) if arguments.check else 0


def write_annotated(corpora: Path, size: int, folder: Path, *, per_day: int = PER_DAY) -> Path:
    """The archive and the cache of its annotations, in one folder."""
    source = load_source(corpora)
    known = study_paragraphs(_annotate_real(source), source.paragraphs, source.forms)
    folder.mkdir(parents=True, exist_ok=True)
    store = Store(folder / CACHE, _list_all_origins())
    first = 0
    unfinished = folder / f"{ARTICLES}.part"
    with unfinished.open("w", encoding="utf-8") as file:
        for articles, forms in make_rounds(source, size):
            texts = ["".join([forms[piece] for piece in line]) for line in source.paragraphs]
            _write_articles(file, articles, texts, first, per_day)
            first += len(articles)
            rows = carry_over(known, forms, [make_key(text) for text in texts])
            _keep(store, rows, [numbers for _, numbers in articles])
    unfinished.replace(folder / ARTICLES)
    return folder


def _annotate_real(source: Source) -> pa.Table:
    """What the pipeline finds in each real paragraph, from the usual cache where it is there."""
    texts = ["".join([source.forms[piece] for piece in line]) for line in source.paragraphs]
    ids = [str(number) for number in range(len(texts))]
    annotate(pd.DataFrame({"article_id": ids, "headline": "", "text": texts}))
    keys = [make_key(text) for text in texts]
    found = Store(find_cache_folder(), _list_all_origins()).fetch(keys)
    places = {key: place for place, key in enumerate(found["key"].to_pylist())}
    return found.take(pa.array([places[key] for key in keys]))


def _list_all_origins() -> list[str]:
    return [*_list_origins(DEFAULT_MODEL), "parse=True"]


def _write_articles(
    file: TextIO, articles: list[tuple[str, list[int]]], texts: list[str], first: int, per_day: int
) -> None:
    for number, (outlet, numbers) in enumerate(articles, first):
        text = "\n".join([texts[number] for number in numbers])
        file.write(format_article(number, outlet, text, per_day))


def _keep(store: Store, rows: pa.Table, articles: list[list[int]]) -> None:
    """The rows of all paragraphs, in the order of the articles."""
    for first in range(0, len(articles), _SEGMENT):
        numbers = dict.fromkeys(n for own in articles[first : first + _SEGMENT] for n in own)
        store.keep(rows.take(pa.array(list(numbers))))


def check_annotated(folder: Path, count: int) -> int:
    """Print how well annotations fit the first and the last articles; 1 where some are missing."""
    os.environ["RASHOMON_CACHE"] = str(folder / CACHE)
    articles = pd.concat([reading.articles for reading in read_batches(folder / ARTICLES)])
    step = max(1, _ROUND // count)
    ends = {
        "real words": articles.head(_ROUND).iloc[::step],
        "exchanged": articles.tail(_ROUND).iloc[::step],
    }
    table = pd.DataFrame([{"articles": end, **_describe(own)} for end, own in ends.items()])
    print(table.round(4).to_string(index=False))
    return int(table["not annotated"].any())


def _describe(articles: pd.DataFrame) -> dict[str, float]:
    pieces = _list_pieces(articles)
    there = Store(find_cache_folder(), _list_all_origins()).fetch(pieces["key"])
    missing = set(pieces["key"]) - set(there["key"].to_pylist())
    found = annotate(articles)
    mentions = find_mentions(articles, found.names, found.tokens)
    return {
        "paragraphs": len(pieces),
        "not annotated": len(missing),
        **_measure_fit(articles, found),
        "tokens": len(found.tokens) / len(articles),
        "sentences": len(found.sentences) / len(articles),
        "names": len(found.names) / len(articles),
        "mentions": len(mentions) / len(articles),
    }


def _measure_fit(articles: pd.DataFrame, found: Annotations) -> dict[str, float]:
    """The share of tokens, sentences and names that begin and end where words do."""
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    return {
        f"whole {name}": float(
            np.mean(
                [
                    not (_cuts_word(texts[own], start) or _cuts_word(texts[own], end))
                    for own, start, end in table[["article_id", "start", "end"]].itertuples(
                        index=False
                    )
                ]
            )
        )
        for name, table in found._asdict().items()
    }


def _cuts_word(text: str, at: int) -> bool:
    return _WORD.match(text[at - 1 : at]) is not None and _WORD.match(text[at : at + 1]) is not None


if __name__ == "__main__":
    sys.exit(main())
