"""The words (or names) a group uses more than the others, with counts, rates and the test."""

from collections.abc import Callable

import pandas as pd

from analysis.displays.shown import Shown
from analysis.displays.tables import show_table
from analysis.displays.values import MISSING

_PLAIN = 3.84  # G2 at p = .05 for one word alone: only where no test is possible, and said so
_ROWS = 60
# What gives the rows of `words` for some words in some articles.
Finder = Callable[[pd.Series, pd.Series], pd.DataFrame]
_COLUMNS = {
    "who": "used more by",
    "word": "word",
    "n": "times",
    "articles": "in articles",
    "per_1000": "per 1,000 words",
    "elsewhere": "elsewhere",
    "at_least": "at least",
    "q": "q",
}


def show_distinct_words(
    compared: pd.DataFrame,
    words: pd.DataFrame | Finder,
    articles: pd.DataFrame,
    *,
    by: str | pd.Series = "outlet",
    stories: pd.DataFrame | None = None,
    word_class: str = "content",
    top: int = 6,
    title: str = "",
) -> Shown:
    """One row per group and word that the test bears out as used more, `top` for each group.

    Where no test is possible (one article each), the words that stand out most by plain G2, called
    descriptive. Behind the number stand the passages counted: `by` and `stories` as in the
    comparison. In place of `words` may stand what finds some of them, as `Collection.find_terms`.
    """
    rows = compared[(compared["word_class"] == word_class) & (compared["g2"] > 0)]
    tested = bool((compared["verdict"] != "descriptive only").any())
    found = rows[rows["verdict"] == "more"] if tested else rows[rows["g2"] >= _PLAIN]
    found = found.sort_values(
        ["group", "lrc", "g2", "word"], ascending=[True, False, False, True], kind="stable"
    )
    shown = found.groupby("group", sort=False).head(top)
    shown = shown.assign(
        who=shown["group"].str.removeprefix("www."),
        elsewhere=shown["per_1000_rest"],
        at_least=[f"{2**lrc:.1f}×" if lrc > 0 else MISSING for lrc in shown["lrc"]],
        q=[f"{q:.3f}" if q >= 0.001 else "<.001" for q in shown["q"].fillna(1.0)],
    )
    columns = dict(_COLUMNS)
    if word_class == "name":
        columns |= {"word": "name"}
    if not tested:
        columns.pop("q")
    return show_table(
        shown,
        columns=columns,
        articles=articles,
        evidence=_find_places(words, articles, shown, by, stories),
        keys=["group", "word"],
        title=title,
        note=_explain(len(found), len(shown), tested=tested),
        limit=_ROWS,
    )


def _find_places(
    words: pd.DataFrame | Finder,
    articles: pd.DataFrame,
    shown: pd.DataFrame,
    by: str | pd.Series,
    stories: pd.DataFrame | None,
) -> pd.DataFrame:
    """The occurrences that were counted, with the group they belong to."""
    ids = articles["article_id"]
    group = (articles[by] if isinstance(by, str) else ids.map(by)).astype("str")
    about = pd.DataFrame({"article_id": ids, "group": group})
    if stories is not None:
        about = about.merge(stories[["article_id", "story"]], on="article_id")
        tellers = about.groupby("story")["group"].transform("nunique")
        about = about[tellers > 1]
    if callable(words):
        own = about[about["group"].isin(shown["group"])]
        words = words(shown["word"], own["article_id"])
    used = words[(words["part"] == "text") & words["word"].isin(shown["word"])]
    return used.merge(about[["article_id", "group"]], on="article_id").reset_index(drop=True)


def _explain(found: int, shown: int, *, tested: bool) -> str:
    if not tested:
        return (
            "Descriptive only: with so few articles for each outlet no difference can be tested, "
            "and chance alone puts many words into such a list."
        )
    if not found:
        return "No difference is borne out by the test."
    more = f" Shown are {shown:,} of {found:,}." if shown < found else ""
    return (
        "Borne out by moving whole articles between outlets (q at most .05). “At least”: how many "
        f"times as often as elsewhere, read at the cautious end of its interval.{more}"
    )
