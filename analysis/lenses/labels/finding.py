"""What each telling calls the people and things it names."""

from collections import defaultdict
from itertools import chain as flatten

import pandas as pd

from analysis.articles import find_furniture
from analysis.lenses.labels.clauses import Tree, grow_trees
from analysis.lenses.labels.describing import find_descriptions
from analysis.lenses.labels.naming import Label, Named, find_at_name, share_plural
from analysis.lenses.labels.sifting import sift_labels, trim_labels
from analysis.tables import as_table

_NO_NAMES = {"group"}


def find_labels(
    mentions: pd.DataFrame, tokens: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """One row per label: a title, role, apposition or description, and whom it describes.

    Labels come from the dependency tree at each resolved mention; a description without the name
    is taken where it is plain whom it means. Mentions inside a longer name are left aside.
    """
    spans = _index_mentions(mentions)
    rows = []
    for (article_id, part), tree in grow_trees(tokens, articles):
        found = spans.get((article_id, part))
        if not found:
            continue
        beside = find_furniture(tree.text) if part == "text" else []
        labels = trim_labels(tree, _find_in_part(tree, found), beside)
        for label in sorted(set(labels), key=lambda one: one[1:3] + one[:1]):
            text = tree.text[label.start : label.end]
            rows.append((article_id, part, label.start, label.end, label.entity, text, label.form))
    columns = ["article_id", "part", "start", "end", "entity", "label", "form"]
    return as_table(pd.DataFrame(rows, columns=columns), "labels")


def _index_mentions(
    mentions: pd.DataFrame,
) -> dict[tuple[str, str], list[tuple[int, int, str, str]]]:
    """Resolved mentions per part in order, none inside another."""
    sure = mentions[(mentions["entity"] != "") & ~mentions["kind"].isin(_NO_NAMES)]
    rows = sure.sort_values(["start", "end"], ascending=[True, False], kind="stable")
    index: defaultdict[tuple[str, str], list[tuple[int, int, str, str]]] = defaultdict(list)
    columns = ["article_id", "part", "start", "end", "entity", "kind"]
    for article_id, part, *rest in rows[columns].itertuples(index=False):
        found = index[article_id, part]
        if not found or rest[0] >= found[-1][1]:
            found.append((rest[0], rest[1], rest[2], rest[3]))
    return index


def _find_in_part(tree: Tree, found: list[tuple[int, int, str, str]]) -> list[Label]:
    names = _place_names(tree, found)
    named = {index: one for one in names for index in range(one.first, one.last + 1)}
    people = [one for one in names if one.kind == "person"]
    chains = _list_chains(tree, people)
    labels = list(flatten.from_iterable(find_at_name(tree, one, named) for one in names))
    for series in chains:
        first = [label for label in labels if _stands_at(tree, label, series[0])]
        labels.extend(share_plural(tree, series, first))
    persons = {one.entity for one in people}
    labels = list(sift_labels(tree, labels, persons))
    described = find_descriptions(tree, people, chains, labels)
    return [*labels, *sift_labels(tree, described, persons)]


def _place_names(tree: Tree, found: list[tuple[int, int, str, str]]) -> list[Named]:
    """The mentions with the tokens they cover."""
    names = []
    index = 0
    for start, end, entity, kind in found:
        while index < len(tree.tokens) and tree.tokens[index].end <= start:
            index += 1
        inside = []
        while index < len(tree.tokens) and tree.tokens[index].start < end:
            inside.append(index)
            index += 1
        head = tree.choose_head(inside)
        if head is not None:
            names.append(Named(entity, kind, inside[0], inside[-1], head))
    return names


def _list_chains(tree: Tree, people: list[Named]) -> list[list[Named]]:
    """People named in one series: `Roe, Doe and Poe`."""
    by_head = {one.head: one for one in people}
    chains: dict[int, list[Named]] = {}
    for one in people:
        top = one.head
        while tree.tokens[top].dep == "conj" and tree.tokens[top].head in by_head:
            top = tree.tokens[top].head
        chains.setdefault(top, []).append(one)
    return [chain for chain in chains.values() if len(chain) > 1]


def _stands_at(tree: Tree, label: Label, one: Named) -> bool:
    return label.entity == one.entity and label.end <= tree.tokens[one.first].start
