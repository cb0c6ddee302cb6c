"""Reuse on real articles, where they are: known copies are found, known wire copy is named."""

import gzip
import json
import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.lenses.overlaps import count_shared, find_agencies, find_overlaps

CORPORA = Path(__file__).parents[1].parent / "shared" / "corpora"


def read_rows(name: str) -> list[dict[str, Any]]:
    path = CORPORA / name
    if not path.exists():
        pytest.skip(f"{name} is not beside the project, in ../shared/corpora")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def cut_shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + 8]) for start in range(len(words) - 7)}


def test_copies_across_outlets_are_found() -> None:
    rows = read_rows("story_clusters.jsonl.gz")
    shingles = {row["id"]: cut_shingles(row["text"]) for row in rows}
    outlets = {row["id"]: row["outlet"] for row in rows}
    holders: dict[tuple[str, ...], list[str]] = {}
    for row in sorted(rows, key=lambda row: row["id"]):
        for shingle in shingles[row["id"]]:
            holders.setdefault(shingle, []).append(row["id"])
    common = Counter(pair for ids in holders.values() for pair in combinations(ids, 2))
    shares = {
        frozenset(pair): n / min(len(shingles[one]) for one in pair)
        for pair, n in common.items()
        if outlets[pair[0]] != outlets[pair[1]]
    }
    half = {pair for pair, share in shares.items() if share >= 0.5}
    nearly_all = {pair for pair, share in shares.items() if share >= 0.9}
    assert (len(half), len(nearly_all)) == (31, 17)  # as the corpus' own description says

    articles = pd.DataFrame(
        {
            "article_id": [row["id"] for row in rows],
            "published": pd.to_datetime(pd.Series([row["date"] for row in rows]), utc=True),
            "text": [row["text"] for row in rows],
        }
    )
    pairs = count_shared(find_overlaps(articles), articles)
    found = {
        frozenset(ids): share
        for *ids, share in zip(
            pairs["article_id"],
            pairs["other_id"],
            pairs[["share", "other_share"]].max(axis=1),
            strict=True,
        )
    }
    assert all(found[pair] >= 0.5 for pair in half)
    assert all(found[pair] >= 0.9 for pair in nearly_all)


def test_wire_copy_is_named_by_what_the_text_says() -> None:
    rows = read_rows("polnear.jsonl.gz")
    full = {"AP": "Associated Press", "UPI": "United Press International"}
    full |= {"AFP": "Agence France-Presse", "Reuters": "Reuters", "reuters": "Reuters"}
    gold = {row["id"]: full[row["wire"]] for row in rows if row["wire"] in full}
    articles = pd.DataFrame(
        {
            "article_id": [row["id"] for row in rows],
            "outlet": [row["outlet"] for row in rows],
            "credit": "",
            "text": [row["text"] for row in rows],
        }
    )
    found = find_agencies(articles)
    assert set(found.items()) <= set(gold.items())  # nobody is called an agency who is none
    assert len(found) >= 0.9 * len(gold)
