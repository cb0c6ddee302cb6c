"""How fast the language pass is: by processes, without the parse, from the cache.

python benchmarks/annotate.py ../shared/corpora [--articles 100]

Also checks that every way gives the same tables.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pandas as pd

sys.path.insert(0, str(Path(__file__).parent.parent))

from analysis.articles import read_articles
from analysis.language import Annotations, annotate, load_pipeline


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("corpora", type=Path, help="folder with the collections")
    parser.add_argument("--articles", type=int, default=100, help="how many to annotate")
    arguments = parser.parse_args()
    if not arguments.corpora.is_dir():
        print(f"No folder {arguments.corpora}: nothing was measured.", file=sys.stderr)
        return 2
    articles = read_articles(arguments.corpora / "polnear.jsonl.gz").articles
    articles = articles.head(arguments.articles)
    load_pipeline()
    with tempfile.TemporaryDirectory() as cache:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        ways: dict[str, dict[str, Any]] = {
            "one process": {"cache": False, "jobs": 1},
            f"{cores} processes, cache empty": {"cache": cache},
            "cache full": {"cache": cache},
            "names and sentences only, one process": {"cache": False, "jobs": 1, "parse": False},
        }
        found = {way: measure(articles, options) for way, options in ways.items()}
    print_table(found)
    whole = [annotations for way, (_, annotations) in found.items() if "only" not in way]
    same = all(
        one.equals(other)
        for annotations in whole[1:]
        for one, other in zip(annotations, whole[0], strict=True)
    )
    print("every way gives the same tables" if same else "THE TABLES DIFFER")
    return int(not same)


def measure(articles: pd.DataFrame, options: dict[str, Any]) -> tuple[float, Annotations]:
    """Seconds and what was found."""
    began = time.perf_counter()
    annotations = annotate(articles, **options)
    return time.perf_counter() - began, annotations


def print_table(found: dict[str, tuple[float, Annotations]]) -> None:
    rows = [
        {
            "way": way,
            "seconds": round(seconds, 2),
            "tokens": len(annotations.tokens),
            "tokens a second": round(len(annotations.tokens) / seconds),
        }
        for way, (seconds, annotations) in found.items()
    ]
    print(pd.DataFrame(rows).to_string(index=False))


if __name__ == "__main__":
    sys.exit(main())
