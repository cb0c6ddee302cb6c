"""When it happened, as far as the tellings say."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd

from analysis.errors import UsageError
from analysis.findings.sentences import Finding, count_noun, join_list, make_finding, quote_words
from analysis.tellings import label_articles

_EXACT = pd.Timedelta(hours=1)
_ANYWHERE = pd.Timedelta(days=1)  # a clock time left open this far is told without its zone
_MOST = 4  # exact times listed in one sentence


def describe_times(
    timeline: pd.DataFrame, articles: pd.DataFrame, *, zone: str = "UTC"
) -> list[Finding]:
    """How many times are stated, and those that are exact to the hour: always one sentence.

    Raises:
        UsageError: `zone` is not the name of a time zone.
    """
    local = _find_zone(zone)
    known = timeline.dropna(subset=["earliest", "latest"])
    if known.empty:
        return [make_finding("No telling states a time that can be placed.")]
    narrow = known["latest"] - known["earliest"] < _EXACT
    exact = known[narrow | known["precision"].isin(["minute", "hour"])]
    number = count_noun(len(known), "time")
    verb = "is" if len(known) == 1 else "are"
    if exact.empty:
        return [make_finding(f"{number} {verb} stated, none of them to the hour.", known)]
    labels = label_articles(articles)
    first = exact.sort_values(["earliest", "article_id", "start"], kind="stable")
    listed = [
        f"{labels[article_id]} {quote_words(stated)} ({_write_span(earliest, latest, local)})"
        for article_id, stated, earliest, latest in zip(
            first["article_id"], first["stated"], first["earliest"], first["latest"], strict=True
        )
    ]
    text = f"{number} {verb} stated, to the hour by {join_list(listed, most=_MOST)}."
    return [make_finding(text, first)]


def _find_zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(
            f"There is no time zone {name[:60]!r}; names are like UTC or Europe/Moscow."
        ) from error


def _write_span(earliest: pd.Timestamp, latest: pd.Timestamp, zone: ZoneInfo) -> str:
    """The moment; both ends where it is open by an hour or more, none where the zone is unsaid."""
    if latest - earliest >= _ANYWHERE:
        return "zone not stated"
    begins = _write_moment(earliest, zone)
    return begins if latest - earliest < _EXACT else f"{begins} to {_write_moment(latest, zone)}"


def _write_moment(moment: pd.Timestamp, zone: ZoneInfo) -> str:
    local = moment.tz_convert(zone)
    return f"{local.day} {local.strftime('%B %Y, %H:%M')} {zone.key}"
