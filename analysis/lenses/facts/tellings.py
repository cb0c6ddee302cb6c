"""Which articles tell one story, and so are compared with each other."""

import pandas as pd

from analysis.errors import UsageError

MOST_TELLINGS = 100  # more articles than this are a collection, not the tellings of one story


def group_tellings(
    articles: pd.DataFrame, stories: pd.DataFrame | None, *, asked_by: str
) -> list[tuple[str, list[str]]]:
    """Each story's name and its articles, in their order; without `stories` one without a name.

    Raises:
        UsageError: more articles than one story has, and no `stories`.
    """
    told = [str(article_id) for article_id in articles["article_id"]]
    if stories is None:
        if len(told) > MOST_TELLINGS:
            found = f"takes all articles as tellings of one story, but there are {len(told)}."
            right = "need their stories: pass stories=find_stories(articles)."
            raise UsageError(f"{asked_by} {found}\nMore than {MOST_TELLINGS} {right}")
        return [("", told)]
    story_of = dict(zip(stories["article_id"], stories["story"], strict=True))
    groups: dict[str, list[str]] = {}
    for article_id in told:
        groups.setdefault(str(story_of.get(article_id, article_id)), []).append(article_id)
    return list(groups.items())
