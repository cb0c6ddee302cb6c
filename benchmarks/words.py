r"""How fast words are counted: ours beside its peers, on the same articles in the same run.

python benchmarks/words.py ../shared/corpora [--megabytes 24] [--rounds 3]

Ours counts per article with the full normalisation and is checked against the plain definition on
every article. The peers do less: `lower` and `\w+`, and those that count `over all` give one table
for the whole collection, not a row per article and word. Peers that are not installed are left out.
"""

import argparse
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parent.parent))

from analysis.articles import read_articles
from analysis.language import count_article_words, fold_words, list_article_words

COLLECTIONS = ("news_2017.csv.gz", "polnear.jsonl.gz", "uk_immigration_2014.jsonl.gz")
PER_ARTICLE, OVER_ALL = "per article", "over all"
AIMS = {("scikit-learn CountVectorizer", PER_ARTICLE): 5.0, ("pandas", PER_ARTICLE): 8.0}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("corpora", type=Path, help="folder with the collections")
    parser.add_argument("--megabytes", type=float, default=24, help="how much text to count")
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many runs is shown")
    arguments = parser.parse_args()
    if not arguments.corpora.is_dir():
        print(f"No folder {arguments.corpora}: nothing was measured.", file=sys.stderr)
        return 2
    articles = load_articles(arguments.corpora, arguments.megabytes)
    size = sum(measure_bytes(articles)) / 1e6
    print(f"{len(articles):,} articles, {size:.1f} MB; best of {arguments.rounds}")
    print(f"load before: {describe_load()}")
    rows = [
        {"counter": name, "counts": what, "seconds": seconds, "cpu": cpu, "MB/s": size / seconds}
        for (name, what), count in list_counters().items()
        for seconds, cpu in [measure(count, articles, arguments.rounds)]
    ]
    table = pd.DataFrame(rows)
    table["ours is faster by"] = table["seconds"] / table["seconds"].iloc[0]
    table["in core seconds"] = table["cpu"] / table["cpu"].iloc[0]
    table["aim"] = [AIMS.get(key) for key in zip(table["counter"], table["counts"], strict=True)]
    print(table.round(2).to_string(index=False, na_rep="-"))
    print(f"load after: {describe_load()}")
    wrong = count_wrong(articles)
    print(f"articles whose counts differ from the plain definition: {wrong} of {len(articles):,}")
    return int(wrong > 0)


def load_articles(folder: Path, megabytes: float) -> pd.DataFrame:
    """Real articles up to a size; where there are too few, all of them."""
    articles = pd.concat(
        [read_articles(folder / name).articles for name in COLLECTIONS], ignore_index=True
    )
    held = pd.Series(measure_bytes(articles)).cumsum() <= megabytes * 1e6
    articles = articles[held].reset_index(drop=True)
    return articles.assign(article_id=articles.index.astype("str"))


def measure_bytes(articles: pd.DataFrame) -> list[int]:
    return [len(text.encode("utf-8")) for text in articles["text"]]


def describe_load() -> str:
    """Processes that ran or waited over the last minute, beside the cores there are."""
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def list_counters() -> dict[tuple[str, str], Callable[[pd.DataFrame], object]]:
    """What counts words, and whether per article; ours first, the others as far as installed."""
    counters: dict[tuple[str, str], Callable[[pd.DataFrame], object]] = {
        ("ours", PER_ARTICLE): count_article_words,
        ("scikit-learn CountVectorizer", PER_ARTICLE): count_vectorizer,
        ("pandas", PER_ARTICLE): count_pandas_per_article,
        ("pandas", OVER_ALL): count_pandas,
        ("re and Counter", PER_ARTICLE): count_counter_per_article,
        ("re and Counter", OVER_ALL): count_counter,
    }
    more: dict[tuple[str, str], Callable[[pd.DataFrame], object]] = {
        ("polars", PER_ARTICLE): count_polars_per_article,
        ("polars", OVER_ALL): count_polars,
        ("duckdb", PER_ARTICLE): count_duckdb_per_article,
        ("duckdb", OVER_ALL): count_duckdb,
    }
    return counters | {peer: more[peer] for peer in more if find_spec(peer[0])}


def measure(
    count: Callable[[pd.DataFrame], object], articles: pd.DataFrame, rounds: int
) -> tuple[float, float]:
    """Least seconds, on the clock and of all cores together."""
    clock, cpu = [], []
    for _ in range(rounds):
        began, worked = time.perf_counter(), time.process_time()
        count(articles)
        clock.append(time.perf_counter() - began)
        cpu.append(time.process_time() - worked)
    return min(clock), min(cpu)


def count_vectorizer(articles: pd.DataFrame) -> object:
    from sklearn.feature_extraction.text import CountVectorizer  # noqa: PLC0415 (a peer, not needed otherwise)

    return CountVectorizer().fit_transform(articles["text"])


def count_pandas_per_article(articles: pd.DataFrame) -> object:
    return explode_words(articles).groupby(level=0).value_counts()


def count_pandas(articles: pd.DataFrame) -> object:
    return explode_words(articles).value_counts()


def explode_words(articles: pd.DataFrame) -> pd.Series:
    return articles["text"].str.lower().str.findall(r"\w+").explode()


def count_counter_per_article(articles: pd.DataFrame) -> object:
    find = re.compile(r"\w+").findall
    return [Counter(find(text.lower())) for text in articles["text"]]


def count_counter(articles: pd.DataFrame) -> object:
    find, counter = re.compile(r"\w+").findall, Counter[str]()
    for text in articles["text"]:
        counter.update(find(text.lower()))
    return counter


def count_polars_per_article(articles: pd.DataFrame) -> object:
    return count_polars(articles, "article")


def count_polars(articles: pd.DataFrame, *by: str) -> object:
    import polars  # noqa: PLC0415 (a peer, not needed otherwise)

    texts = {"article": range(len(articles)), "text": articles["text"].to_list()}
    find = polars.col("text").str.to_lowercase().str.extract_all(r"\w+")
    words = polars.LazyFrame(texts).select(*by, find).explode("text")
    return words.group_by(*by, "text").len().collect(engine="streaming")


def count_duckdb_per_article(articles: pd.DataFrame) -> object:
    return count_duckdb(articles, "article, ")


def count_duckdb(articles: pd.DataFrame, by: str = "") -> object:
    import duckdb  # noqa: PLC0415 (a peer, not needed otherwise)

    texts = pd.DataFrame({"article": range(len(articles)), "text": articles["text"].astype(object)})
    query = rf"""select {by}word, count(*) from
        (select {by}unnest(regexp_extract_all(lower(text), '\w+')) as word from texts)
        group by {by}word"""
    with duckdb.connect() as connection:
        connection.register("texts", texts)
        return connection.sql(query).to_arrow_table()


def count_wrong(articles: pd.DataFrame) -> int:
    """Articles whose fast counts are not those of counting each folded word."""
    fast = list_article_words(count_article_words(articles))
    counted = {
        article_id: dict(zip(own["word"], own["n"], strict=True))
        for article_id, own in fast.groupby("article_id")
    }
    return sum(
        counted.get(article_id, {}) != dict(Counter(fold_words(text)))
        for article_id, text in articles[["article_id", "text"]].itertuples(index=False)
    )


if __name__ == "__main__":
    sys.exit(main())
