"""Why mentions were taken for an entity: each decision's reason, in words."""

import pandas as pd

from analysis.errors import UsageError
from analysis.tables import as_table

_REASONS = {
    "full name": "these words are the name of {entity} throughout the collection",
    "variant": "another spelling or form of the name {entity}",
    "acronym": "the acronym is introduced in brackets, or made of the initials of {entity}, in an"
    " article that spells it out",
    "surname": "the article introduces one person of that name in full: {entity}",
    "surname and title": "of the bearers the article introduces, the title in front fits {entity}",
    "surname, best known here": "of the bearers the article introduces, {entity} is named most",
    "surname, best known in the collection": "the article introduces nobody of that name; nearly"
    " all articles that do introduce {entity}",
    "given name": "the article introduces one person of that given name: {entity}",
    "given name, best known in the collection": "nearly all articles that introduce somebody of"
    " that given name introduce {entity}",
    "given name, in a quotation": "a given name in quoted words of an article that does not itself"
    " use it; most likely {entity}, counted as open",
    "shared surname": "joined by `and` to a full name, whose surname both bear",
    "override": "a correction in the file of overrides says so",
    "open": "may mean more than one; counted as open for each of them",
}


def explain_entity(
    entity: str, mentions: pd.DataFrame, names: pd.DataFrame | None = None
) -> pd.DataFrame:
    """One row per form and rule by which mentions were taken for an entity, with the reason.

    Given the table `names`, a last row tells what the pipeline itself called these words.

    Raises:
        UsageError: no mention names the entity or leaves it open.
    """
    candidates = mentions["candidates"].str.split(" | ", regex=False)
    maybe = pd.Series([entity in one for one in candidates], index=mentions.index, dtype=bool)
    meant = mentions[(mentions["entity"] == entity) | maybe]
    if meant.empty:
        known = sorted(set(mentions["entity"]) - {""}, key=lambda one: _distance(one, entity))
        near = ", ".join(repr(one) for one in known[:3])
        raise UsageError(f"No mention was taken for {entity!r}.\nThe nearest names: {near}.")
    groups = meant.groupby(["mention", "rule"], sort=False)["article_id"].agg(["size", "nunique"])
    rows = groups.reset_index().set_axis(["mention", "rule", "mentions", "articles"], axis=1)
    rows["reason"] = [_give_reason(rule, entity) for rule in rows["rule"]]
    rows = rows.sort_values(["mentions", "mention", "rule"], ascending=[False, True, True])
    if names is not None:
        rows = pd.concat([rows, _describe_kind(entity, meant, names)])
    return as_table(rows, "entity_reasons")


def _give_reason(rule: str, entity: str) -> str:
    inside = rule.startswith("inside, ")
    reason = _REASONS[rule.removeprefix("inside, ")].format(entity=entity)
    return f"inside a longer name; {reason}" if inside else reason


def _describe_kind(entity: str, meant: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """What the pipeline called the words, beside the kind the vote gave."""
    spans = ["article_id", "part", "start", "end"]
    labels = meant.merge(names[[*spans, "label"]], on=spans)["label"].value_counts()
    ordered = sorted(labels.items(), key=lambda item: (-item[1], str(item[0])))
    told = ", ".join(f"{label} {count} times" for label, count in ordered) or "nothing"
    kind = meant["kind"].iloc[0]
    row = {"mention": entity, "rule": "kind", "mentions": len(meant)}
    row["articles"] = meant["article_id"].nunique()
    row["reason"] = (
        f"a vote over all mentions and what stands beside them: {kind}; the pipeline said {told}"
    )
    return pd.DataFrame([row])


def _distance(name: str, wanted: str) -> tuple[int, str]:
    shared = set(name.casefold().split()) & set(wanted.casefold().split())
    return -len(shared), name
