r"""How fast words are counted: ours beside its peers, on the same articles in the same run.

python benchmarks/words.py ../shared/corpora [--megabytes 24] [--rounds 3]

Ours counts per article with the full normalisation and is checked against the plain definition on
every article. The peers do less: `lower` and `\w+`, all but CountVectorizer over the whole
collection. Peers that are not installed are left out.
"""

import argparse
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
AIMS = {"scikit-learn CountVectorizer": 5.0, "pandas findall, explode, value_counts": 8.0}


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
    rows = [
        {"counter": name, "seconds": seconds, "cpu": cpu, "MB/s": size / seconds}
        for name, count in list_counters().items()
        for seconds, cpu in [measure(count, articles, arguments.rounds)]
    ]
    table = pd.DataFrame(rows)
    table["ours is faster by"] = table["seconds"] / table["seconds"].iloc[0]
    table["in core seconds"] = table["cpu"] / table["cpu"].iloc[0]
    table["aim"] = table["counter"].map(AIMS)
    print(table.round(2).to_string(index=False, na_rep="-"))
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


def list_counters() -> dict[str, Callable[[pd.DataFrame], object]]:
    """What counts words, ours first, as far as it is installed."""
    counters: dict[str, Callable[[pd.DataFrame], object]] = {
        "ours, per article": count_article_words,
        "scikit-learn CountVectorizer": count_vectorizer,
        "pandas findall, explode, value_counts": count_pandas,
        "re and Counter": count_counter,
    }
    more = {"polars": count_polars, "duckdb": count_duckdb}
    return counters | {package: more[package] for package in more if find_spec(package)}


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


def count_pandas(articles: pd.DataFrame) -> object:
    return articles["text"].str.lower().str.findall(r"\w+").explode().value_counts()


def count_counter(articles: pd.DataFrame) -> object:
    find, counter = re.compile(r"\w+").findall, Counter[str]()
    for text in articles["text"]:
        counter.update(find(text.lower()))
    return counter


def count_polars(articles: pd.DataFrame) -> object:
    import polars  # noqa: PLC0415 (a peer, not needed otherwise)

    frame = polars.LazyFrame({"text": articles["text"].to_list()})
    words = frame.select(polars.col("text").str.to_lowercase().str.extract_all(r"\w+"))
    return words.explode("text").group_by("text").len().collect(engine="streaming")


def count_duckdb(articles: pd.DataFrame) -> object:
    import duckdb  # noqa: PLC0415 (a peer, not needed otherwise)

    texts = articles[["text"]].astype(object)  # named in the query below
    query = r"""select word, count(*) from
        (select unnest(regexp_extract_all(lower(text), '\w+')) as word from texts) group by word"""
    with duckdb.connect() as connection:
        connection.register("texts", texts)
        return connection.execute(query).fetchall()


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
