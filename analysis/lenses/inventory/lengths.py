"""How many words each text has, from the table of words or straight from the texts."""

import pandas as pd

from analysis.language import count_text_lengths


def count_lengths(
    articles: pd.DataFrame, words: pd.DataFrame | None, *, among: frozenset[str] = frozenset()
) -> pd.DataFrame:
    """One row per article, in order: words of its text, and those of them that are `among` some.

    Without the table `words` the texts are counted at the speed of columns; the counts are the
    same, and no row per word is held.
    """
    if words is None:
        return count_text_lengths(articles, among=among).reset_index(drop=True)
    text = words[words["part"] == "text"]
    found = [text["article_id"], text.loc[text["word"].isin(among), "article_id"]]
    columns = [articles["article_id"].map(ids.value_counts()).fillna(0) for ids in found]
    return pd.DataFrame(dict(zip(("words", "among"), columns, strict=True))).astype("int64")
