"""Who is named, by whom, where first, and as what."""

import re
from collections import Counter

import pandas as pd

from analysis.findings.sentences import (
    Finding,
    count_noun,
    join_list,
    make_finding,
    quote_words,
)
from analysis.language.labels import are_shared, fold_label
from analysis.spans import PARTS
from analysis.tellings import label_articles

_FEW = 4  # tellings whose own names one sentence each can list
_WIDEST = 5  # names listed by the number of tellings that share them


def describe_names(
    entity_counts: pd.DataFrame, mentions: pd.DataFrame, articles: pd.DataFrame
) -> list[Finding]:
    """Which entities all tellings name, and which only one does; counts are per article.

    Peoples and faiths (`group`) are left out: "Russian" describes more often than it names.
    """
    named = entity_counts[(entity_counts["mentions"] > 0) & (entity_counts["kind"] != "group")]
    if named.empty:
        return [make_finding("No person, organisation or place is named.")]
    labels = label_articles(articles)
    by_entity = named.groupby("entity")
    order = by_entity["mentions"].sum().sort_values(ascending=False, kind="stable").index.tolist()
    tellings = by_entity["group"].nunique()
    if len(labels) == 1:
        return [_find(f"{labels.iloc[0]} names {join_list(order)}.", order, mentions)]
    shared = [entity for entity in order if tellings[entity] == len(labels)]
    alone = [entity for entity in order if tellings[entity] == 1]
    findings = [_describe_shared(shared, len(labels), mentions)]
    if len(labels) > _FEW:
        text = f"Of {len(order):,} names, {len(alone) or 'none'} stand in a single telling."
        several = [entity for entity in order if 1 < tellings[entity] < len(labels)]
        if several:
            findings.append(_describe_widest(several, tellings, mentions, len(labels)))
        return [*findings, make_finding(text)]
    for article_id, label in labels.items():
        names = set(named.loc[named["group"] == article_id, "entity"])
        own = [
            entity
            for entity in alone
            if entity in names and not _stands_elsewhere(entity, article_id, articles)
        ]
        if own:
            findings.append(_find(f"Only {label} names {join_list(own)}.", own, mentions))
    return findings


def _stands_elsewhere(entity: str, article_id: object, articles: pd.DataFrame) -> bool:
    """Whether another telling has these words too, if only as part of a longer name."""
    words = re.compile(rf"(?<!\w){re.escape(entity)}(?!\w)", re.IGNORECASE)
    others = articles[articles["article_id"] != article_id]
    return any(words.search(text) for part in PARTS for text in others[part])


def _describe_widest(
    order: list[str], tellings: "pd.Series[int]", mentions: pd.DataFrame, total: int
) -> Finding:
    widest = sorted(order, key=lambda entity: -tellings[entity])[:_WIDEST]
    named = [f"{entity} ({tellings[entity]:,} of {total:,})" for entity in widest]
    return _find(f"Named in several, though not in all: {join_list(named)}.", widest, mentions)


def _describe_shared(shared: list[str], tellings: int, mentions: pd.DataFrame) -> Finding:
    everyone = "Both tellings" if tellings == 2 else f"All {count_noun(tellings, 'telling')}"
    if not shared:
        return make_finding(f"No name stands in {'both' if tellings == 2 else 'all'} tellings.")
    return _find(f"{everyone} name {join_list(shared)}.", shared, mentions)


def _find(text: str, entities: list[str], mentions: pd.DataFrame) -> Finding:
    """The sentence with the first mention of each entity in each telling as evidence."""
    shown = mentions[mentions["entity"].isin(entities) & (mentions["part"] == "text")]
    first = shown.sort_values("start", kind="stable").drop_duplicates(["article_id", "entity"])
    return make_finding(text, first.sort_values(["article_id", "start"], kind="stable"))


def describe_first_names(mentions: pd.DataFrame, articles: pd.DataFrame) -> list[Finding]:
    """Which person or organisation each telling names first in its text: always one sentence."""
    labels = label_articles(articles)
    people = mentions[
        mentions["kind"].isin(["person", "organisation"])
        & (mentions["part"] == "text")
        & (mentions["entity"] != "")
    ]
    first = people.sort_values("start", kind="stable").drop_duplicates("article_id")
    entities = dict(zip(first["article_id"], first["entity"], strict=True))
    if not entities:
        return [make_finding("No person or organisation is named.")]
    return [make_finding(_describe_openings(entities, labels), first)]


def _describe_openings(entities: dict[str, str], labels: pd.Series) -> str:
    """`entities` are the first named, by article."""
    different = Counter(entities.values())
    if len(entities) > 1 and len(different) == 1:
        everyone = "both tellings" if len(entities) == 2 else f"{len(entities):,} tellings"
        return f"The first person or organisation named in {everyone} is {next(iter(different))}."
    if len(labels) > _FEW:
        ranked = sorted(different.items(), key=lambda pair: (-pair[1], pair[0]))[:_WIDEST]
        named = [f"{entity} in {n:,}" for entity, n in ranked]
        return f"First of people and organisations comes, of {len(labels):,}, {join_list(named)}."
    named = [
        f"in {label} {entities[article_id]}"
        for article_id, label in labels.items()
        if article_id in entities
    ]
    return f"The first person or organisation named is {join_list(named)}."


def describe_labels(labels: pd.DataFrame, articles: pd.DataFrame, *, top: int = 3) -> list[Finding]:
    """How the tellings differ in what they call the same person; the `top` most described."""
    names = label_articles(articles)
    text = labels[labels["part"] == "text"]
    text = text.assign(shared=are_shared(text))
    several = text.groupby("entity")["article_id"].nunique()
    sizes = text["entity"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    findings = []
    for entity in [entity for entity in sizes.index if several[entity] > 1]:
        rows = text[text["entity"] == entity]
        called = {
            names[article_id]: _list_wordings(group)
            for article_id, group in rows.groupby("article_id", sort=False)
        }
        different = {tuple(sorted(map(str.casefold, words))) for words in called.values()}
        if len(different) > 1 and len(called) <= _FEW:
            clauses = [
                f"{label} as {join_list(words, most=3)}" for label, words in sorted(called.items())
            ]
            findings.append(
                make_finding(f"{entity} is described by {'; by '.join(clauses)}.", rows)
            )
    return findings[:top]


def _list_wordings(labels: pd.DataFrame) -> list[str]:
    """The different labels without their articles, one form for upper and lower case."""
    words = [
        ("one of the " if shared else "") + quote_words(fold_label(str(label)))
        for label, shared in zip(labels["label"], labels["shared"], strict=True)
    ]
    return list({word.casefold(): word for word in words}.values())
