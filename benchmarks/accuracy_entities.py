"""How well names are counted and resolved, beside what is done without resolving them.

`polnear` has the mentions by name of two people in each article, `meantime` chains of mentions that
are one entity across articles. The figures of one half are for development, of the other for show.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from analysis.language import annotate
from analysis.lenses.entities import find_mentions
from analysis.tables import as_table

PEOPLE = (("Donald Trump", "trump_count", 0.98), ("Hillary Clinton", "clinton_count", 0.95))
_NO_NAMES = {
    *("DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "PERCENT", "MONEY"),
    *("NORP", "LANGUAGE"),
}
_TOLD_APART = re.compile(r"\b(?:Trump|Sanders)\b")


class Mention(NamedTuple):
    """A mention with the cluster it is in; `head` is the offset of its main word, in the gold."""

    article_id: str
    start: int
    end: int
    cluster: Hashable
    head: int = -1


def measure_entities(corpora: Path) -> pd.DataFrame:
    """One row per measure: its value, the baseline of the same run, the aim, and how many n."""
    rows = [*_measure_polnear(corpora), *_measure_meantime(corpora)]
    return pd.DataFrame(rows, columns=["measure", "value", "baseline", "aim", "n"])


def _measure_polnear(corpora: Path) -> Iterable[tuple[Any, ...]]:
    """Exact counts and total error for two people, beside a search for the surname.

    The gold counts the surname in the text. It does not count a given name alone (first row: all
    mentions, second: those that carry the surname), takes `Mr. Clinton` for her, and leaves the
    bare surname `Clinton` out of nearly every article that names neither of two rivals (third row:
    the articles that name one). A right count therefore cannot meet it everywhere.
    """
    rows = _read_lines(corpora / "polnear.jsonl.gz")
    mentions = _find(_make_articles(rows, "title"))
    text = mentions[mentions["part"] == "text"]
    for split in ("train", "dev"):
        chosen = pd.DataFrame([row for row in rows if row["split"] == split]).set_index("id")
        for entity, column, aim in PEOPLE:
            named = text[text["entity"] == entity]
            name = f"polnear {split}: {entity.split()[-1]}"
            yield from _measure_person(name, named, chosen, chosen[column].astype(int), aim)


def _measure_person(
    name: str, named: pd.DataFrame, chosen: pd.DataFrame, gold: pd.Series, aim: float
) -> Iterable[tuple[Any, ...]]:
    """Mentions of one person, all and with the surname, against the gold and a plain search."""
    surname = name.rsplit(maxsplit=1)[-1]
    plain = chosen["text"].str.count(rf"\b{surname}\b")
    carried = named[named["mention"].str.contains(surname, case=False)]
    every, ours = (
        one["article_id"].value_counts().reindex(gold.index, fill_value=0)
        for one in (named, carried)
    )
    told = chosen["text"].str.contains(_TOLD_APART)
    right = plain == gold
    yield f"{name}, exact", (every == gold).mean(), right.mean(), aim, len(gold)
    yield f"{name}, exact with surname", (ours == gold).mean(), right.mean(), aim, len(gold)
    apart = (ours == gold)[told].mean()
    yield f"{name}, the same, a rival named", apart, right[told].mean(), aim, told.sum()
    errors = [(one - gold).abs().sum() / gold.sum() for one in (every, plain)]
    yield f"{name}, error of all counts", *errors, None, gold.sum()


def _measure_meantime(corpora: Path) -> Iterable[tuple[Any, ...]]:
    """Chains across articles, beside each surface form and label of the pipeline as an entity."""
    rows = _read_lines(corpora / "meantime.jsonl.gz")
    articles = _make_articles(rows, "")
    annotations = annotate(articles)
    mentions = find_mentions(articles, annotations.names, annotations.tokens)
    mentions = mentions[mentions["kind"] != "group"]
    names = annotations.names[~annotations.names["label"].isin(_NO_NAMES)]
    spans = ["article_id", "start", "end"]
    entities = mentions["entity"].where(mentions["entity"] != "", mentions.index.astype("str"))
    surfaces = names["mention"] + " " + names["label"]
    ours = _list_mentions(mentions[spans].assign(cluster=entities))
    raw = _list_mentions(names[spans].assign(cluster=surfaces))
    gold = _read_chains(rows)
    for half, remainder in (("even", 0), ("odd", 1)):
        chosen = {row["id"] for number, row in enumerate(rows) if number % 2 == remainder}
        key = [one for one in gold if one.article_id in chosen]
        scores = [
            score_chains(key, [one for one in found if one.article_id in chosen])
            for found in (ours, raw)
        ]
        for measure in scores[0]:
            aim = scores[1][measure] / 2 if measure == "error of counts per article" else None
            value, baseline = scores[0][measure], scores[1][measure]
            yield f"meantime {half}: {measure}", value, baseline, aim, len(key)


def _list_mentions(rows: pd.DataFrame) -> list[Mention]:
    return [Mention(*row) for row in rows.itertuples(index=False)]


def score_chains(gold: list[Mention], found: list[Mention]) -> dict[str, float]:
    """B-cubed F, CoNLL F1 (mean of MUC, B-cubed and CEAFe) and the error of counts per article.

    A mention is found where a name covers its main word. The gold names some entities only, so
    names beside it count neither for nor against; gold mentions that are not found count against.
    Sources: Vilain et al. 1995 (MUC), Bagga and Baldwin 1998 (B-cubed), Luo 2005 (CEAFe).
    """
    pairs = _align(gold, found)
    keys = _group([one.cluster for one in gold], range(len(gold)))
    answers = _group([found[there].cluster for there in pairs.values()], pairs)
    b_cubed = _b_cubed(keys, answers)
    muc, ceaf = _muc(keys, answers), _ceaf(keys, answers)
    return {
        "share of names found": len(pairs) / len(gold),
        "B-cubed F": b_cubed,
        "CoNLL F1": (muc + b_cubed + ceaf) / 3,
        "error of counts per article": _count_error(gold, found, pairs),
    }


def _align(gold: list[Mention], found: list[Mention]) -> dict[int, int]:
    """Gold mention to found mention, one to one: those that overlap most, equal spans first."""
    by_article: dict[str, list[int]] = {}
    for index, one in enumerate(found):
        by_article.setdefault(one.article_id, []).append(index)
    candidates = []
    for here, key in enumerate(gold):
        for there in by_article.get(key.article_id, []):
            one = found[there]
            shared = min(key.end, one.end) - max(key.start, one.start)
            if one.start <= key.head < one.end:
                union = max(key.end, one.end) - min(key.start, one.start)
                candidates.append((-shared / union, here, there))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, here, there in sorted(candidates):
        if here not in pairs and there not in taken:
            pairs[here] = there
            taken.add(there)
    return pairs


def _group(clusters: list[Hashable], places: Iterable[int]) -> list[set[int]]:
    groups: dict[Hashable, set[int]] = {}
    for cluster, place in zip(clusters, places, strict=True):
        groups.setdefault(cluster, set()).add(place)
    return list(groups.values())


def _b_cubed(keys: list[set[int]], answers: list[set[int]]) -> float:
    recall = sum(len(k & a) ** 2 / len(k) for k in keys for a in answers) / sum(map(len, keys))
    precision = sum(len(k & a) ** 2 / len(a) for k in keys for a in answers) / sum(
        map(len, answers)
    )
    return _f(precision, recall)


def _muc(keys: list[set[int]], answers: list[set[int]]) -> float:
    def links(sets: list[set[int]], others: list[set[int]]) -> float:
        parts = sum(len(one) - _count_parts(one, others) for one in sets)
        return parts / max(1, sum(len(one) - 1 for one in sets))

    return _f(links(answers, keys), links(keys, answers))


def _count_parts(one: set[int], others: list[set[int]]) -> int:
    shared = [len(one & other) for other in others]
    return sum(count > 0 for count in shared) + len(one) - sum(shared)


def _ceaf(keys: list[set[int]], answers: list[set[int]]) -> float:
    likeness = np.array([[2 * len(k & a) / (len(k) + len(a)) for a in answers] for k in keys])
    best = likeness[linear_sum_assignment(-likeness)].sum()
    return _f(best / len(answers), best / len(keys))


def _f(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _count_error(gold: list[Mention], found: list[Mention], pairs: dict[int, int]) -> float:
    """Differences per article and chain over all gold mentions, entities matched one to one."""
    together = Counter((gold[here].cluster, found[there].cluster) for here, there in pairs.items())
    chains = sorted({one.cluster for one in gold}, key=str)
    entities = sorted({cluster for _, cluster in together}, key=str)
    weights = np.array([[together[chain, entity] for entity in entities] for chain in chains])
    match = {
        entities[column]: chains[row]
        for row, column in zip(*linear_sum_assignment(-weights), strict=True)
        if weights[row, column]
    }
    wanted = Counter((one.article_id, one.cluster) for one in gold)
    near = [found[there] for there in pairs.values()]
    counted = Counter((one.article_id, match[one.cluster]) for one in near if one.cluster in match)
    cells = set(wanted) | set(counted)
    return sum(abs(wanted[cell] - counted[cell]) for cell in cells) / len(gold)


def _read_chains(rows: list[dict[str, Any]]) -> list[Mention]:
    """The gold's mentions by name; of two of one chain that overlap, the shorter."""
    chains: list[Mention] = []
    for row in rows:
        names = [one for one in row["mentions"] if one["head_pos"] == "PROPN"]
        chains.extend(
            Mention(row["id"], one["start"], one["end"], one["chain"], _find_head(one))
            for one in names
            if not any(_lies_inside(other, one) for other in names)
        )
    return chains


def _find_head(mention: dict[str, Any]) -> int:
    """The offset of the gold's head word: its last place in the mention."""
    return int(mention["start"] + max(0, mention["mention"].rfind(mention["head"])))


def _lies_inside(one: dict[str, Any], other: dict[str, Any]) -> bool:
    within = other["start"] <= one["start"] and one["end"] <= other["end"]
    shorter = one["end"] - one["start"] < other["end"] - other["start"]
    return within and shorter and bool(one["chain"] == other["chain"])


def _make_articles(rows: list[dict[str, Any]], headline: str) -> pd.DataFrame:
    articles = pd.DataFrame(
        {
            "article_id": [row["id"] for row in rows],
            "headline": [row[headline] if headline else "" for row in rows],
            "text": [row["text"] for row in rows],
        }
    )
    empty = {"outlet": "", "published": None, "published_precision": "", "credit": "", "url": ""}
    return as_table(articles.assign(**empty, source=""), "articles")


def _find(articles: pd.DataFrame) -> pd.DataFrame:
    annotations = annotate(articles)
    return find_mentions(articles, annotations.names, annotations.tokens)


def _read_lines(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
