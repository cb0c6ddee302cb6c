"""Which articles tell the same story."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.lenses.stories.candidates import (
    Pairs,
    Run,
    Span,
    compare_run,
    cut_spans,
    find_neighbours,
    make_run,
    unite_pairs,
)
from analysis.lenses.stories.grouping import group_articles
from analysis.lenses.stories.listing import list_articles, order_articles
from analysis.lenses.stories.naming import name_stories
from analysis.lenses.stories.terms import Terms, count_terms, list_named
from analysis.lenses.stories.vectors import (
    Vectors,
    list_frequent,
    narrow_names,
    tally_vectors,
    unite_tallies,
    weigh_terms,
)
from analysis.lenses.stories.vocabulary import list_vocabulary, number_terms, unite_vocabularies
from analysis.progress import follow
from analysis.tables import as_table

DAYS = 180
THRESHOLD = 0.095
FLOOR = 0.4  # of the threshold: pairs less alike count as not alike at all


def find_stories(
    articles: pd.DataFrame,
    *,
    mentions: pd.DataFrame | None = None,
    known: pd.DataFrame | None = None,
    days: int = DAYS,
    threshold: float = THRESHOLD,
) -> pd.DataFrame:
    """One row per article: the story it tells, named by its first article, and how many tell it.

    Articles tell one story where they are, on average, `threshold` alike: TF-IDF of the whole, the
    lead and the heading, fading with the days between them and cut at `days`; articles without a
    date may belong to any time. Copies of one text count once, so that wire copy glues nothing.
    `known` is an earlier result: its stories keep their names and their articles, the other
    articles join them or found new ones. `mentions` gives the names; without it they are guessed
    from capitals.
    """
    known = as_table([], "stories") if known is None else known
    listed = list_articles(articles)
    kept, stands = order_articles(listed, known, days)
    ordered = listed.iloc[kept]
    old = ordered["article_id"].map(known.set_index("article_id")["story"])
    spans = cut_spans(ordered, old.isna().to_numpy())
    runs = _make_runs(spans, *_count_spans(articles, kept, spans, mentions))
    pairs = _find_pairs(runs, days, FLOOR * threshold)
    fixed = {row: story for row, story in enumerate(old) if not pd.isna(story)}
    groups = group_articles(pairs, len(kept), threshold=threshold, fixed=fixed)
    return name_stories(listed, groups[stands], known)


def _count_spans(
    articles: pd.DataFrame, kept: np.ndarray, spans: list[Span], mentions: pd.DataFrame | None
) -> tuple[list[Terms], list[pd.DataFrame]]:
    """The terms of each span of the articles `kept`: their counts, and what they are."""
    named = None if mentions is None else list_named(mentions)
    counted, vocabularies = [], []
    for span in follow(spans, "reading terms", unit=" runs", total=len(spans)):
        rows = span.start + np.arange(len(span.fresh))
        terms = count_terms(articles.iloc[kept[rows]], named)
        vocabularies.append(list_vocabulary(terms, rows))
        counted.append(terms._replace(vocabulary=[]))
    return counted, vocabularies


def _make_runs(
    spans: list[Span], counted: list[Terms], vocabularies: list[pd.DataFrame]
) -> list[Run]:
    """What each span tells; the counts are used up."""
    total = sum(len(span.fresh) for span in spans)
    vocabulary, codes = unite_vocabularies(vocabularies)
    numbers = number_terms(vocabulary, total)
    shared = int(numbers.column.max(initial=-1)) + 1
    vectors: list[Vectors] = []
    tallies = []
    for own in (numbers.take(code) for code in codes):
        vectors.append(weigh_terms(counted.pop(0), own, shared))
        tallies.append(tally_vectors(vectors[-1], own, total))
    tally = unite_tallies(tallies)
    frequent = list_frequent(tally, total)
    return [make_run(span, narrow_names(vectors.pop(0), tally.names), frequent) for span in spans]


def _find_pairs(runs: list[Run], days: float, floor: float) -> Pairs:
    return unite_pairs(_compare_runs(runs, days, floor))


def _compare_runs(runs: list[Run], days: float, floor: float) -> Iterator[Pairs]:
    spans = [run.span for run in runs]
    for number, run in enumerate(follow(runs, "comparing", unit=" runs", total=len(runs))):
        near = find_neighbours(spans, number, days)
        others = (runs[other] for other in near)
        yield compare_run(run, [spans[other] for other in near], others, days=days, floor=floor)
