"""Second pass: each mention to its entity, by what its article introduced."""

from collections.abc import Iterator
from itertools import groupby, zip_longest
from typing import Any

import pandas as pd

from analysis.lenses.entities.choosing import Scene, resolve_hit
from analysis.lenses.entities.directory import Directory, build_directory
from analysis.lenses.entities.gather import gather_names, index_names
from analysis.lenses.entities.overrides import Correction, apply_overrides
from analysis.lenses.entities.recover import Hit, find_hits, find_inner
from analysis.lenses.entities.words import split_parts
from analysis.tables import as_table

_JOINED = {" and ", " & ", " or "}
_OPEN = {"open", "given name, in a quotation"}  # rules that leave candidates, even one


def find_mentions(
    articles: pd.DataFrame,
    names: pd.DataFrame,
    tokens: pd.DataFrame,
    *,
    overrides: list[Correction] | None = None,
) -> pd.DataFrame:
    """One row per named mention in headline and text, resolved over the whole collection.

    A name inside a longer name is a mention of its own where it is an acronym or a person the
    article names, so spans may lie inside one another. A mention that may mean another entity has
    an empty `entity` and its `candidates`: a surname between equals, or a given name in somebody's
    quoted words where the article itself does not use it. `overrides` are corrections from
    `read_overrides`.
    """
    directory = build_directory(gather_names(articles, names, tokens))
    mentions = resolve_names(articles, names, tokens, directory)
    return as_table(apply_overrides(mentions, overrides or []), "mentions")


def resolve_names(
    articles: pd.DataFrame, names: pd.DataFrame, tokens: pd.DataFrame, directory: Directory
) -> pd.DataFrame:
    """One row per mention in some articles, by the directory of all articles."""
    raw = index_names(names)
    rows: list[dict[str, Any]] = []
    for _, parts in groupby(split_parts(articles, tokens), key=lambda part: part.article_id):
        hits = [
            hit
            for part in parts
            for hit in find_hits(part, raw.get((part.article_id, part.part), ()), directory)
        ]
        rows.extend(_resolve_article(hits, directory))
    return as_table(rows, "mentions")


def _resolve_article(hits: list[Hit], directory: Directory) -> Iterator[dict[str, Any]]:
    scene = Scene()
    for hit in hits:
        entity = directory.full.get(hit.key)
        if entity is not None and len(hit.key) > 1:
            scene.introduce(entity, hit.key, directory)
    people = set(scene.bearers) | scene.full
    resolved = [
        (hit, *(_share_surname(hit, after, directory) or resolve_hit(hit, scene, directory)))
        for hit, after in zip_longest(hits, hits[1:])
    ]
    used = {
        found[0]
        for hit, found, rule in resolved
        if rule.startswith("given name") and not _is_quoted(hit)
    }
    people |= {hit.key for hit, found, _ in resolved if found and directory.is_person(found[0])}
    for hit, entities, rule in resolved:
        if not entities:
            continue
        if rule.startswith("given name") and entities[0] not in used and _is_quoted(hit):
            yield _describe(hit, entities, "given name, in a quotation", directory)
            continue
        yield _describe(hit, entities, rule, directory)
        if len(hit.key) > 1 and not directory.is_person(entities[0]):
            for inner in find_inner(hit, people, directory):
                found, inner_rule = resolve_hit(inner, scene, directory)
                if len(found) == 1 and found != entities:
                    yield _describe(inner, found, f"inside, {inner_rule}", directory)


def _share_surname(
    hit: Hit, after: Hit | None, directory: Directory
) -> tuple[list[int], str] | None:
    """`John and Jane Roe`: a given name joined to a full name shares its surname."""
    if after is None or hit.part is not after.part or len(hit.key) > 1 or len(after.key) == 1:
        return None
    if hit.part.text[hit.end : after.start] not in _JOINED or hit.key not in directory.given:
        return None
    named = directory.full.get(after.key)
    if named is None or not directory.is_person(named):
        return None
    bearers = directory.given[hit.key].keys() & directory.surnames.get(after.key[-1:], {}).keys()
    return ([max(bearers)], "shared surname") if len(bearers) == 1 else None


def _is_quoted(hit: Hit) -> bool:
    """Whether a quotation that opened in the same paragraph has not closed before the hit."""
    text = hit.part.text
    before = text[text.rfind("\n", 0, hit.start) + 1 : hit.start]
    straight = before.count('"') % 2 == 1 or before.count("''") % 2 == 1
    return straight or before.count("“") > before.count("”")


def _describe(hit: Hit, entities: list[int], rule: str, directory: Directory) -> dict[str, Any]:
    sure = len(entities) == 1 and rule not in _OPEN
    return {
        "article_id": hit.part.article_id,
        "part": hit.part.part,
        "start": hit.start,
        "end": hit.end,
        "mention": hit.part.text[hit.start : hit.end],
        "entity": directory.names[entities[0]] if sure else "",
        "kind": directory.kinds[entities[0]],
        "candidates": "" if sure else " | ".join(sorted(directory.names[one] for one in entities)),
        "rule": rule,
    }
