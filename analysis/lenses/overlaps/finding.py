"""Passages that two articles share, aligned to the characters in both."""

from collections.abc import Sequence

import pandas as pd

from analysis.language import find_words
from analysis.lenses.overlaps.passages import Passage, join_passages
from analysis.lenses.overlaps.quoted import find_quoted, share_quoted
from analysis.lenses.overlaps.shingles import find_runs
from analysis.tables import as_table

_COLUMNS = "article_id other_id start end other_start other_end words quoted".split()


def find_overlaps(articles: pd.DataFrame, *, words: int = 8, characters: int = 50) -> pd.DataFrame:
    """One row per passage two articles share: at least so many words or characters, edits bridged.

    `article_id` is the later of the two (by date, then id): what it shares, the other had. Words
    are compared in their folded form, so quotes, dashes and case do not hide a copy; up to five
    words may be changed, added or left out between two equal runs. `words` counts the equal ones.
    Of a phrase that very many articles share, each is compared with the fifty earliest.
    """
    ordered = articles.sort_values(["published", "article_id"], na_position="first")
    ids, texts = ordered["article_id"].tolist(), ordered["text"].tolist()
    found = [find_words(text) for text in texts]
    quoted: dict[int, list[tuple[int, int]]] = {}
    rows = []
    for runs in find_runs([[word for _, _, word in text] for text in found]):
        for text, other, passages in join_passages(runs):
            for passage in passages:
                start, end = _measure(found[text], passage.start, passage.end)
                if passage.words < words and _count_same(passage, start, end) < characters:
                    continue
                if text not in quoted:
                    quoted[text] = find_quoted(texts[text])
                spans = (
                    start,
                    end,
                    *_measure(found[other], passage.other_start, passage.other_end),
                )
                share = share_quoted(quoted[text], start, end)
                rows.append((ids[text], ids[other], *spans, passage.words, share))
    return as_table(pd.DataFrame(rows, columns=_COLUMNS), "overlaps")


def _measure(words: Sequence[tuple[int, int, str]], first: int, last: int) -> tuple[int, int]:
    """The characters from the first word to the last, exclusive."""
    return words[first][0], words[last - 1][1]


def _count_same(passage: Passage, start: int, end: int) -> float:
    """Characters of the passage that are the same in both, by its share of equal words."""
    return (end - start) * passage.words / (passage.end - passage.start)
