"""How right the comparison of claims is, on pairs of our own sentences labelled by hand.

The gold (`tests/gold/claims/`) says for each pair whether its two values contradict each other,
agree, are one coarser than the other, or speak of different things. One half was written first and
not looked at while rules were mended on the other.
"""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.language import annotate
from analysis.lenses.entities import find_mentions
from analysis.lenses.facts import compare_facts, find_facts
from analysis.lenses.timeline import find_times
from analysis.tables import as_table

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "claims"
HALVES = {"develop": "tuned on", "held_out": "set aside"}
LABELS = ("conflict", "agree", "coarser", "different")
_PUBLISHED = "2021-10-06"
_AIMS = {"conflict precision": 0.90}


def measure_claims(corpora: Path) -> pd.DataFrame:
    """One row per measure: `measure value baseline aim n`, for each half of the gold.

    The baseline takes any two unequal numbers for a conflict and any two equal ones for agreement.
    """
    rows = []
    for half, name in HALVES.items():
        pairs = read_pairs(half)
        found = judge_pairs(pairs)
        plain = [_judge_plainly(pair) for pair in pairs]
        for label in LABELS:
            measures = (_score(pairs, answers, label) for answers in (found, plain))
            ours, theirs = measures
            for measure, value, n in ours:
                baseline = next(other for what, other, _ in theirs if what == measure)
                rows.append(
                    {"measure": f"{measure} ({name})", "value": value, "baseline": baseline}
                    | {"aim": _AIMS.get(measure), "n": n}
                )
    return pd.DataFrame(rows, columns=["measure", "value", "baseline", "aim", "n"])


def read_pairs(half: str) -> list[dict[str, Any]]:
    """The labelled pairs of one half, in the order of the file."""
    lines = (GOLD / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def judge_pairs(pairs: list[dict[str, Any]]) -> list[str]:
    """What `compare_facts` says of each pair, all pairs in one pass, each its own story."""
    articles = as_table(
        [
            {"article_id": f"{number}-{side}", "outlet": side, "headline": "", "text": pair[side]}
            | {"published": pd.Timestamp(_PUBLISHED, tz="UTC"), "published_precision": "day"}
            | {"credit": "", "url": "", "source": ""}
            for number, pair in enumerate(pairs)
            for side in ("first", "second")
        ],
        "articles",
    )
    stories = pd.DataFrame({"article_id": articles["article_id"]})
    stories["story"] = stories["article_id"].str.split("-").str[0]
    annotations = annotate(articles)
    mentions = find_mentions(articles, annotations.names, annotations.tokens)
    inputs = (articles, annotations.sentences, annotations.tokens, mentions)
    claims = compare_facts(find_facts(*inputs), find_times(*inputs), articles, stories=stories)
    told = claims[claims["stated"] != ""]
    return [
        _judge(pair, told[told["article_id"].str.startswith(f"{n}-")])
        for n, pair in enumerate(pairs)
    ]


def _judge(pair: dict[str, Any], told: pd.DataFrame) -> str:
    """The state of the slot that holds both values; `different` where none does."""
    for _, claim in told.groupby("claim_id", sort=False):
        held = dict(zip(claim["article_id"].str.split("-").str[1], claim["stated"], strict=True))
        sides = zip(("first", "second"), pair["stated"], strict=True)
        if all(_overlap(words, held.get(side, "")) for side, words in sides):
            state = str(claim["state"].iloc[0])
            return "different" if state in ("only", "not comparable") else state
    return "different"


def _overlap(words: str, stated: str) -> bool:
    return bool(stated) and (words in stated or stated in words)


def _judge_plainly(pair: dict[str, Any]) -> str:
    one, other = (words.casefold().split()[0] for words in pair["stated"])
    return "agree" if one == other else "conflict"


def _score(
    pairs: list[dict[str, Any]], answers: list[str], label: str
) -> list[tuple[str, float, int]]:
    wanted = [pair["label"] == label for pair in pairs]
    given = [answer == label for answer in answers]
    hits = sum(one and other for one, other in zip(wanted, given, strict=True))
    share = {"precision": (hits, sum(given)), "recall": (hits, sum(wanted))}
    return [
        (f"{label} {name}", hit / of if of else float("nan"), of)
        for name, (hit, of) in share.items()
    ]
