"""How a label is counted and shown: without its article, and whether it is of several at once."""

import pandas as pd

_OPENERS = ("the ", "a ", "an ")


def fold_label(label: str) -> str:
    """A label as it is counted: without an article, in lower case but for names, on one line.

    >>> fold_label("The award-winning actor"), fold_label("Kremlin spokesperson")
    ('award-winning actor', 'Kremlin spokesperson')
    """
    plain = " ".join(label.split())
    for opener in _OPENERS:
        if plain.casefold().startswith(opener):
            return plain[len(opener) :]
    return plain


def are_shared(labels: pd.DataFrame) -> pd.Series:
    """Whether each label also describes another, as `Billionaires` in front of three names does."""
    spans = labels[["article_id", "part", "start", "end"]]
    others = labels.groupby([labels[name] for name in spans], sort=False)["entity"]
    return others.transform("nunique") > 1
