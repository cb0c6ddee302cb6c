"""Who gets a say: how often, how long, how early and by which verbs each speaker is quoted."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.lenses.quotes.grouping import SAID, group_quotes
from analysis.statistics import bootstrap_interval, wilson_interval
from analysis.tables import as_table

_STANCES = ("neutral", "doubting", "endorsing")
Floats = NDArray[np.float64]


def count_quotes(
    quotes: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str | pd.Series = "article_id",
    acts: tuple[str, ...] = SAID,
    top: int = 200,
) -> pd.DataFrame:
    """One row per group and speaker, on the complete grid: a zero is a finding.

    Counted is what stands in the text and is said or written; `acts` may add `thought`, `wish`,
    `judgement` and `evidence`. The row with an empty speaker counts all who are not named. Speakers
    beyond the `top` most quoted have no rows.

    Raises:
        UsageError: no such column, or an article the Series says nothing about.
    """
    said, groups = group_quotes(quotes, articles, by=by, acts=acts)
    grid = pd.MultiIndex.from_product([groups, _list_voices(said, top)], names=["group", "speaker"])
    counted = said.groupby(["group", "voice"], sort=True)
    first = said.groupby(["group", "voice", "article_id"])["at"].min()
    numbers = pd.DataFrame(
        {
            "quotes": counted.size(),
            "direct_quotes": (said["direct"] == "direct")
            .groupby([said["group"], said["voice"]])
            .sum(),
            "words": counted["words"].sum(),
            "articles": counted["article_id"].nunique(),
            **{
                stance: (said["stance"] == stance).groupby([said["group"], said["voice"]]).sum()
                for stance in _STANCES
            },
        }
    ).reindex(grid, fill_value=0)
    numbers["first_at"] = first.groupby(["group", "voice"]).mean().reindex(grid)
    numbers["verbs"] = _list_verbs(said).reindex(grid, fill_value="")
    return _order(as_table(numbers.reset_index(), "quote_counts"))


def compare_quotes(
    quotes: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str | pd.Series = "outlet",
    acts: tuple[str, ...] = SAID,
    top: int = 200,
) -> pd.DataFrame:
    """One row per group and speaker: shares of voice with their intervals, on the complete grid.

    Speakers beyond the `top` most quoted have no rows; every total includes them.

    Raises:
        UsageError: no such column, or an article the Series says nothing about.
    """
    said, groups = group_quotes(quotes, articles, by=by, acts=acts)
    voices = _list_voices(said, top)
    tables = [_share(said[said["group"] == group], group, voices) for group in groups]
    rows = pd.concat(tables) if tables and voices else pd.DataFrame()
    return _order(as_table(rows, "quote_comparison"))


def _list_voices(said: pd.DataFrame, top: int) -> list[str]:
    """The speakers most quoted in all groups together, then the empty one if there is any."""
    counts = said["voice"].value_counts()
    named = sorted(counts[counts.index != ""].items(), key=lambda item: (-item[1], str(item[0])))
    return [str(voice) for voice, _ in named[:top]] + [""] * ("" in counts.index)


def _list_verbs(said: pd.DataFrame) -> "pd.Series[str]":
    """The verbs of every group and speaker with their counts, most frequent first."""
    verbs = (
        said[said["verb"] != ""].groupby(["group", "voice", "verb"]).size().reset_index(name="n")
    )
    verbs = verbs.sort_values(["group", "voice", "n", "verb"], ascending=[True, True, False, True])
    shown = verbs["verb"] + " " + verbs["n"].astype("str")
    return shown.groupby([verbs["group"], verbs["voice"]], sort=True).agg(", ".join)


def _share(some: pd.DataFrame, group: str, voices: list[str]) -> pd.DataFrame:
    """The shares of the voices in one group; all its statements are the whole."""
    spoken = some["voice"].value_counts().reindex(voices, fill_value=0).to_numpy()
    words = some.groupby("voice")["words"].sum().reindex(voices, fill_value=0).to_numpy()
    doubting = (some["stance"] == "doubting").groupby(some["voice"]).mean().reindex(voices)
    low, high = wilson_interval(spoken, np.full(len(voices), len(some)))
    word_low, word_high = _resample(some, voices)
    of_words = int(some["words"].sum())
    return pd.DataFrame(
        {
            "group": group,
            "speaker": voices,
            "quotes": spoken,
            "of": len(some),
            "share": spoken / len(some) if len(some) else np.nan,
            "share_low": low,
            "share_high": high,
            "words": words,
            "of_words": of_words,
            "word_share": words / of_words if of_words else np.nan,
            "word_share_low": word_low,
            "word_share_high": word_high,
            "doubting_share": doubting.to_numpy(),
        }
    )


def _resample(some: pd.DataFrame, voices: list[str]) -> tuple[Floats, Floats]:
    """The interval of the shares of words: articles are drawn, since one article chooses at once.

    Where there is one article only its statements are drawn.
    """
    drawn = some["article_id"] if some["article_id"].nunique() > 1 else pd.Series(some.index)
    units, unit = np.unique(drawn.to_numpy().astype(str), return_inverse=True)
    if len(units) < 2:
        return np.full(len(voices), np.nan), np.full(len(voices), np.nan)
    place = {voice: column for column, voice in enumerate(voices)}
    columns = some["voice"].map(place).fillna(len(voices)).astype(int).to_numpy()
    sums = np.zeros((len(units), len(voices) + 1))
    np.add.at(sums, (unit, columns), some["words"].to_numpy())
    low, high = bootstrap_interval(sums, _to_shares)
    return low[:-1], high[:-1]


def _to_shares(sums: Floats) -> Floats:
    totals = sums.sum(axis=1, keepdims=True)
    return np.where(totals > 0, sums / np.maximum(totals, 1), np.nan)


def _order(table: pd.DataFrame) -> pd.DataFrame:
    """Groups by name; in each the most quoted first, those not named last."""
    unnamed = (table["speaker"] == "").to_numpy()
    return (
        table.assign(_unnamed=unnamed, _minus=-table["quotes"])
        .sort_values(["group", "_unnamed", "_minus", "speaker"], kind="stable")
        .drop(columns=["_unnamed", "_minus"])
        .reset_index(drop=True)
    )
