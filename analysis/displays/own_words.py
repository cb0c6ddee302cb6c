"""The words of one telling alone, beside how many chance would leave to it."""

import pandas as pd

from analysis.displays.passages import Cell, gather_evidence
from analysis.displays.shown import Shown
from analysis.displays.tables import make_table
from analysis.tellings import label_articles

MOST = 10  # words named for one telling
_HEADS = [
    ("telling", "left"),
    ("words of its own", "right"),
    ("by chance", "right"),
    ("the most used of them", "left"),
]


def show_own_words(
    shared: pd.DataFrame,
    noise: pd.DataFrame,
    words: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    top: int = 15,
    title: str = "",
    note: str = "",
) -> Shown:
    """One row per telling: its own content words, how many chance leaves it, the most used.

    `shared` is made by `find_shared_words` and `noise` by `count_noise`, both by article; `words`
    are the occurrences. With more than `top` tellings, those with the most words of their own.
    """
    own = shared[(shared["state"] == "one") & (shared["word_class"] == "content")]
    floor = noise[(noise["rule"] == "only") & (noise["word_class"] == "content")]
    chance = dict(zip(floor["group"], floor["chance"], strict=True))
    numbers = own["group"].value_counts().to_dict()
    labels = label_articles(articles)
    if len(labels) < 2:
        note = f"{note} With one telling there is nothing to compare its words with.".strip()
        labels = labels[:0]
    places = _locate(words)
    rows: list[list[Cell]] = []
    for article_id in sorted(labels.index, key=lambda key: -numbers.get(key, 0))[:top]:
        most = own[own["group"] == article_id].head(MOST)
        named = [
            f"{word} (×{n})" if n > 1 else str(word)
            for word, n in zip(most["word"], most["n"], strict=True)
        ]
        behind = [row for word in most["word"] for row in places.get((article_id, word), [])]
        rows.append(
            [
                Cell(text=str(labels[article_id]), evidence=[]),
                Cell(text=f"{numbers.get(article_id, 0):,}", evidence=[]),
                Cell(text=f"about {chance.get(article_id, 0):,.0f}", evidence=[]),
                Cell(text=", ".join(named) or "–", evidence=behind),
            ]
        )
    passages = gather_evidence([row[-1] for row in rows], words, articles)
    heads = [{"label": label, "align": align} for label, align in _HEADS]
    return Shown(make_table(heads, rows, passages, title=title, note=note, total=len(labels)))


def _locate(words: pd.DataFrame) -> dict[tuple[object, object], list[int]]:
    """Row numbers of each word in the text of each article."""
    text = pd.DataFrame({"row": range(len(words))}, index=words.index)
    text[["article_id", "word"]] = words[["article_id", "word"]]
    groups = text[words["part"] == "text"].groupby(["article_id", "word"], sort=False)["row"]
    return {(key[0], key[1]): [int(row) for row in rows] for key, rows in groups}
