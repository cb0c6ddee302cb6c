"""Names as words: what is counted and compared once a name is one thing, not two or three words."""

import numpy as np
import pandas as pd

from analysis.spans import SPAN
from analysis.tables import as_table


def label_words(words: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """One row per word, or per mention of a resolved name in place of its words: a table `words`.

    A name's row carries the entity's full name as its `word`, so `count_words` and `compare_words`
    count `Bill Clinton` and `Mr. Clinton` as one, and tell it from the word `clinton`. Its class is
    `name`. Mentions that are still open stay words.
    """
    known = mentions[mentions["entity"] != ""].sort_values(
        ["article_id", "part", "start", "end"], ascending=[True, True, True, False], kind="stable"
    )
    known = known.drop_duplicates(["article_id", "part", "start"])
    covered = np.zeros(len(words), dtype=bool)
    used = np.zeros(len(known), dtype=bool)
    starts, ends = known["start"].to_numpy(), known["end"].to_numpy()
    begins = words["start"].to_numpy()
    places = known.groupby(["article_id", "part"], sort=False).indices
    for key, rows in words.groupby(["article_id", "part"], sort=False).indices.items():
        if key not in places:
            continue
        own = places[key]
        place = np.searchsorted(starts[own], begins[rows], side="right") - 1
        inside = (place >= 0) & (begins[rows] < ends[own][place])
        covered[rows] = inside
        used[own[place[inside]]] = True  # a name whose words are all set apart is not counted
    names = known.loc[used, [*SPAN, "entity"]].rename(columns={"entity": "word"})
    order = {article_id: row for row, article_id in enumerate(words["article_id"].unique())}
    both = pd.concat([words[~covered], names], ignore_index=True)
    both["order"] = both["article_id"].map(order)
    return as_table(both.sort_values(["order", "part", "start"], kind="stable"), "words")
