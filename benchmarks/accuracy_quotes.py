"""Attributions found in PolNeAR's development articles, beside two baselines of the same run.

A content is one set of characters, its pieces together. Two contents match where the characters
they share are at least .3 (or .8) of those either has; matches are made one to one, best first.
Exact and begin match compare unbroken spans as sets, white space at their ends left out, as in
CofeNet (Wang et al. 2022, COLING, table 6). A speaker is right where it has characters in common
with the gold source.
"""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.language import annotate, load_pipeline
from analysis.lenses.quotes import find_quotes

Span = tuple[int, int]
_MARKED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|''[^\n]*?''|‘[^’\n]*’")
_MARK = re.compile(r"[“”\"‘]|''")
_AIMS = {"source": 0.506, "cue": 0.534, "content": 0.286}  # CRF, exact, test split
_RULES = {"source": 0.107, "cue": 0.228, "content": 0.056}  # rules, exact, test split


class Told(NamedTuple):
    """One attribution: spans of its source, its cue and its content."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]


def measure_quotes(corpora: Path, *, split: str = "dev") -> pd.DataFrame:
    """One row per measure of one split of PolNeAR: `measure value baseline aim n`."""
    articles, gold = read_gold(corpora / "polnear.jsonl.gz", split)
    annotations = annotate(articles)
    quotes = find_quotes(articles, annotations.sentences, annotations.tokens, None)
    ours = list_found(quotes)
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    marked = {
        article_id: [Told([], [], [match.span()]) for match in _MARKED.finditer(text)]
        for article_id, text in texts.items()
    }
    rows = [
        *_measure_quoted(ours, gold, texts, "a regular expression", marked),
        *_measure_textacy(ours, gold, texts),
        *_measure_spans(ours, gold),
    ]
    return pd.DataFrame(rows, columns=["measure", "value", "baseline", "aim", "n"])


def read_gold(path: Path, split: str) -> tuple[pd.DataFrame, dict[str, list[Told]]]:
    """The articles of one split and, by article, the attributions that were annotated."""
    rows, gold = [], {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if record["split"] != split:
                continue
            text = record["text"]
            rows.append({"article_id": record["id"], "headline": "", "text": text})
            told = [
                Told(*(_read_spans(one.get(role), text) for role in ("Source", "Cue", "Content")))
                for one in record["attributions"]
            ]
            gold[record["id"]] = [one for one in told if one.content]
    return pd.DataFrame(rows), gold


def _read_spans(value: list[str] | None, text: str) -> list[Span]:
    """Spans of `["Source start end[;start end]", words]` without white space at their ends."""
    spans = []
    for piece in value[0].split(" ", 1)[1].split(";") if value else []:
        start, end = map(int, piece.split())
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        spans.append((start, start + len(words.strip())))
    return spans


def list_found(quotes: pd.DataFrame) -> dict[str, list[Told]]:
    """Attributions of the table `quotes`, by article; a quotation by nobody attributes nothing."""
    found: dict[str, list[Told]] = {}
    told = quotes[(quotes["part"] == "text") & ((quotes["cue"] != "") | (quotes["speaker"] != ""))]
    for row in told.to_dict("records"):
        content, at = [], row["start"]
        for gap in row["gaps"].split():
            first, last = map(int, gap.split("-"))
            content.append((at, first))
            at = last
        source = [(row["speaker_start"], row["speaker_end"])] if row["speaker"] else []
        cue = [(row["cue_start"], row["cue_end"])] if row["cue"] else []
        found.setdefault(row["article_id"], []).append(
            Told(source, cue, [*content, (at, row["end"])])
        )
    return found


def _measure_quoted(
    ours: dict[str, list[Told]],
    gold: dict[str, list[Told]],
    texts: dict[str, str],
    name: str,
    baseline: dict[str, list[Told]],
) -> Iterator[tuple[Any, ...]]:
    for least, aim in ((0.3, 0.82), (0.8, 0.62)):
        mine = _score_quoted(ours, gold, texts, least)
        theirs = _score_quoted(baseline, gold, texts, least)
        for n, measure in enumerate(("precision", "recall", "F1")):
            yield (
                f"quoted content, overlap {least}: {measure} (baseline: {name})",
                mine[n],
                theirs[n],
                aim if measure == "F1" else None,
                mine[3],
            )
    right, checked = _score_speakers(ours, gold, texts)
    yield "speaker right, of matched at .3", right / max(checked, 1), None, 0.9, checked


def _score_quoted(
    found: dict[str, list[Told]], gold: dict[str, list[Told]], texts: dict[str, str], least: float
) -> tuple[float, float, float, int]:
    """Precision, recall and F1 on contents that hold a quotation mark; how many the gold has."""
    hits = n_found = n_gold = 0
    for article_id, text in texts.items():
        wanted = _keep_quoted(gold.get(article_id, []), text)
        given = _keep_quoted(found.get(article_id, []), text)
        hits += len(_match(given, wanted, least))
        n_found += len(given)
        n_gold += len(wanted)
    return *_weigh(hits, n_found, n_gold), n_gold


def _keep_quoted(told: list[Told], text: str) -> list[Told]:
    return [one for one in told if any(_MARK.search(text[s:e]) for s, e in one.content)]


def _match(given: list[Told], wanted: list[Told], least: float) -> list[tuple[Told, Told]]:
    """Pairs of a found and a wanted attribution, one to one, most overlapping first."""
    pairs = []
    for i, one in enumerate(given):
        for j, other in enumerate(wanted):
            if (
                one.content[0][0] < other.content[-1][1]
                and other.content[0][0] < one.content[-1][1]
            ):
                pairs.append((-_overlap(one.content, other.content), i, j))
    used_i, used_j, matched = set(), set(), []
    for minus, i, j in sorted(pairs):
        if -minus >= least and i not in used_i and j not in used_j:
            used_i.add(i)
            used_j.add(j)
            matched.append((given[i], wanted[j]))
    return matched


def _overlap(one: list[Span], other: list[Span]) -> float:
    """Shared characters of all characters either has."""
    mine = {at for start, end in one for at in range(start, end)}
    theirs = {at for start, end in other for at in range(start, end)}
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0


def _score_speakers(
    ours: dict[str, list[Told]], gold: dict[str, list[Told]], texts: dict[str, str]
) -> tuple[int, int]:
    right = checked = 0
    for article_id, text in texts.items():
        given = _keep_quoted(ours.get(article_id, []), text)
        for one, other in _match(given, _keep_quoted(gold.get(article_id, []), text), 0.3):
            if other.source:
                checked += 1
                right += _overlap(one.source, other.source) > 0
    return right, checked


def _measure_textacy(
    ours: dict[str, list[Told]], gold: dict[str, list[Told]], texts: dict[str, str]
) -> Iterator[tuple[Any, ...]]:
    try:
        from textacy.extract import direct_quotations  # noqa: PLC0415 (may not be installed)
    except ImportError:
        yield "textacy's direct_quotations: not installed, not measured", None, None, None, 0
        return
    found: dict[str, list[Told]] = {}
    failed = 0
    for article_id, text in texts.items():
        try:
            rows = list(direct_quotations(load_pipeline()(text)))
        except Exception:  # noqa: BLE001 (that it raises is what is counted)
            failed += 1
            continue
        found[article_id] = [
            Told([], [], [(row.content.start_char, row.content.end_char)]) for row in rows
        ]
    for least in (0.3, 0.8):
        mine, theirs = (_score_quoted(some, gold, texts, least) for some in (ours, found))
        name = f"quoted content, overlap {least}: F1 (baseline: textacy's direct_quotations)"
        yield name, mine[2], theirs[2], None, mine[3]
    # An error of ours would have ended this run: none is caught.
    yield "articles that end in an error (baseline: textacy)", 0, failed, 0, len(texts)


def _measure_spans(
    ours: dict[str, list[Told]], gold: dict[str, list[Told]]
) -> Iterator[tuple[Any, ...]]:
    for kind in ("exact", "begin"):
        for role in ("source", "cue", "content"):
            hits = n_found = n_gold = 0
            for article_id, told in gold.items():
                wanted = _collect(told, role, kind)
                given = _collect(ours.get(article_id, []), role, kind)
                hits, n_found, n_gold = (
                    hits + len(wanted & given),
                    n_found + len(given),
                    n_gold + len(wanted),
                )
            exact = kind == "exact"
            yield (
                f"all attributions, {role}, {kind} match: F1 (baseline: published rules)",
                _weigh(hits, n_found, n_gold)[2],
                _RULES[role] if exact else None,
                _AIMS[role] if exact else None,
                n_gold,
            )


def _collect(told: list[Told], role: str, kind: str) -> set[Any]:
    spans = {span for one in told for span in getattr(one, role)}
    return spans if kind == "exact" else {start for start, _ in spans}


def _weigh(hits: int, n_found: int, n_gold: int) -> tuple[float, float, float]:
    precision, recall = hits / max(n_found, 1), hits / max(n_gold, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)
