"""What each telling is called in sentences, tables and plots."""

from collections import Counter

import pandas as pd


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
