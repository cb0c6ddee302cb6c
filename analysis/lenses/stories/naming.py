"""Stories named by their first article."""

import numpy as np
import pandas as pd

from analysis.tables import as_table


def name_stories(listed: pd.DataFrame, groups: np.ndarray, known: pd.DataFrame) -> pd.DataFrame:
    """One row per article: known stories keep their name, a new one has that of its first article.

    `groups` has the group of each of the articles `listed`; the first is so by date, then by id.
    """
    rows = listed[["article_id", "published"]].assign(group=groups)
    rows = rows.sort_values(["published", "article_id"])
    names = rows.groupby("group")["article_id"].first()
    own = rows.merge(known[["article_id", "story"]], on="article_id")
    names = own.groupby("group")["story"].last().combine_first(names)
    rows["story"] = rows["group"].map(names)
    absent = known[~known["article_id"].isin(rows["article_id"])].sort_values("article_id")
    told = pd.concat([rows[["article_id", "story"]], absent[["article_id", "story"]]])
    told["story_size"] = told["story"].map(told["story"].value_counts())
    return as_table(told.reset_index(drop=True), "stories")
