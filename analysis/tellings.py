"""What each telling is called in sentences, tables and plots, and what their story is."""

import re
import textwrap
from collections import Counter

import pandas as pd

_WORD = re.compile(r"[^\W\d_]{3,}")
_LONGEST = 140  # characters of what a story is called


def label_articles(articles: pd.DataFrame) -> pd.Series:
    """A short, unique label for each article, by `article_id`, in the articles' order.

    The outlet's name where it is known; numbered where an outlet has several articles; a letter
    (A, B, ... Z, AA) where nobody says who published it.
    """
    known = [
        outlet if isinstance(outlet, str) and outlet != article_id else ""
        for outlet, article_id in zip(articles["outlet"], articles["article_id"], strict=True)
    ]
    several = {outlet for outlet, n in Counter(known).items() if outlet and n > 1}
    seen: Counter[str] = Counter()
    labels = []
    for outlet in known:
        seen[outlet] += 1
        if not outlet:
            labels.append(_letter(seen[outlet]))
        elif outlet in several:
            labels.append(f"{outlet} {seen[outlet]}")
        else:
            labels.append(outlet)
    return pd.Series(_part_twins(labels), index=articles["article_id"].tolist(), dtype="str")


def label_story(articles: pd.DataFrame, stories: pd.DataFrame | None = None) -> tuple[str, str]:
    """What the articles' story is called: a headline of theirs, and its middle day or nothing.

    It is the headline whose words most of the others share: the first article of a story is often
    a notice or carries a wrong date. A text without a headline is called by how it begins. Where
    `stories` parts the articles it is the largest one's headline, and the others are counted.
    """
    if articles.empty:
        return "", ""
    rest = ""
    if stories is not None:
        story = articles["article_id"].map(stories.set_index("article_id")["story"])
        sizes = sorted(story.value_counts().items(), key=lambda item: (-item[1], str(item[0])))
        if len(sizes) > 1:
            articles = articles[story == sizes[0][0]]
            rest = f" and {len(sizes) - 1:,} other {'story' if len(sizes) == 2 else 'stories'}"
    ordered = articles.sort_values(["published", "article_id"])
    dated = ordered[ordered["published_precision"] != ""]["published"]
    day = f"{dated.iloc[(len(dated) - 1) // 2]:%Y-%m-%d}" if len(dated) else ""
    return _choose_headline(ordered) + rest, day


def name_opening(headline: str, text: str) -> str:
    """The headline, or how the text begins."""
    opening = " ".join(text[:300].split())
    return " ".join(headline.split()) or textwrap.shorten(opening, 80, placeholder=" …")


def _choose_headline(articles: pd.DataFrame) -> str:
    heads = [name_opening(*row) for row in zip(articles["headline"], articles["text"], strict=True)]
    told = [set(_WORD.findall(head.casefold())) for head in heads]
    shared = Counter(word for words in told for word in words)
    weights = [sum(shared[word] - 1 for word in words) / (len(words) + 3) for words in told]
    chosen = heads[weights.index(max(weights))]
    if len(chosen) <= _LONGEST:
        return chosen
    return (
        textwrap.shorten(chosen, _LONGEST, placeholder=" …") if " " in chosen else chosen[:_LONGEST]
    )


def _letter(number: int) -> str:
    """1 is A, 26 is Z, 27 is AA: as spreadsheets number their columns."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def _part_twins(labels: list[str]) -> list[str]:
    """Labels that still collide (an outlet called `A`) get the article's running number."""
    counts = Counter(labels)
    return [
        label if counts[label] == 1 else f"{label} (article {row})"
        for row, label in enumerate(labels, 1)
    ]
