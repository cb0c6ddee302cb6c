"""What a collection holds, and what is wrong with it."""

import pandas as pd

from analysis.findings.sentences import Finding, count_noun, format_date, join_list, make_finding

_MOST = 4  # outlets or warnings that one sentence lists


def describe_collection(
    inventory: pd.DataFrame, articles: pd.DataFrame, stories: pd.DataFrame | None = None
) -> list[Finding]:
    """How many articles, by whom, from when to when, and how many tell a story others tell too.

    `inventory` is made by `count_outlets`, one row per outlet.
    """
    if articles.empty:
        return [make_finding("The collection holds no article.")]
    words = int(inventory["words"].sum())
    known = inventory[~inventory["group"].isin(articles["article_id"])]
    by = f" by {count_noun(len(known), 'outlet')}" if len(known) else " without a named outlet"
    text = f"{count_noun(len(articles), 'article')}{by} hold {count_noun(words, 'word')}"
    findings = [make_finding(f"{text}; {_describe_range(articles)}.")]
    if len(known) > 1:
        largest = known.head(3)
        named = [
            f"{group} ({number:,}, {number / len(articles):.0%})"
            for group, number in zip(largest["group"], largest["articles"], strict=True)
        ]
        few = int((known["articles"] < 5).sum())
        rest = f"; {count_noun(few, 'outlet has', 'outlets have')} fewer than five" if few else ""
        findings.append(make_finding(f"Most articles come from {join_list(named)}{rest}."))
    if stories is not None and len(stories):
        findings.append(make_finding(_describe_stories(stories, articles)))
    return findings


def _describe_range(articles: pd.DataFrame) -> str:
    dated = articles.dropna(subset="published").sort_values("published", kind="stable")
    if dated.empty:
        return "none of them says when it was published"
    first, last = (
        format_date(row["published"], row["published_precision"])
        for row in (dated.iloc[0], dated.iloc[-1])
    )
    missing = len(articles) - len(dated)
    rest = f", {count_noun(missing, 'article')} without a date" if missing else ""
    when = f"all published on {first}" if first == last else f"published from {first} to {last}"
    return f"{when}{rest}"


def _describe_stories(stories: pd.DataFrame, articles: pd.DataFrame) -> str:
    outlet = articles.set_index("article_id")["outlet"]
    told = stories[stories["article_id"].isin(outlet.index)]
    tellers = told["article_id"].map(outlet).groupby(told["story"]).nunique()
    shared = tellers.index[tellers > 1]
    within = int(told["story"].isin(shared).sum())
    if not len(shared):
        return f"They tell {count_noun(len(tellers), 'story', 'stories')}, none by two outlets."
    if len(tellers) == 1:
        return f"They tell one story, in {count_noun(within, 'article')}."
    return (
        f"They tell {count_noun(len(tellers), 'story', 'stories')}; {len(shared):,} of these "
        f"{'is' if len(shared) == 1 else 'are'} told by two or more outlets, in "
        f"{count_noun(within, 'article')}."
    )


def describe_warnings(
    warning_counts: pd.DataFrame, warnings: pd.DataFrame, rejects: pd.DataFrame
) -> list[Finding]:
    """What to look at before trusting the numbers: what was left out, the frequent warnings."""
    findings = []
    if len(rejects):
        reasons = rejects["reason"].str.rstrip(".").value_counts()
        ranked = sorted(reasons.index, key=lambda reason: (-reasons[reason], reason))
        named = [f"{reason} ({reasons[reason]:,})" for reason in ranked]
        what = count_noun(len(rejects), "entry", "entries")
        findings.append(
            make_finding(f"{what} of the input could not be used: {join_list(named, most=_MOST)}.")
        )
    if warning_counts.empty:
        return [*findings, make_finding("No article shows any of the faults that are looked for.")]
    first = warning_counts.head(_MOST)
    for warning, number in zip(first["warning"], first["articles"], strict=True):
        places = warnings[warnings["warning"] == warning]
        text = f"{count_noun(number, 'article')}: {warning}"
        findings.append(make_finding(f"{text}.", places))
    if len(warning_counts) > _MOST:
        rest = len(warning_counts) - _MOST
        findings.append(make_finding(f"{count_noun(rest, 'further warning')} in the table below."))
    return findings


def describe_volume(volume: pd.DataFrame) -> Finding:
    """When most of the dated articles were published, in one sentence."""
    if volume.empty:
        return make_finding("No article says when it was published.")
    unit = str(volume["unit"].iloc[0])
    sums = volume.groupby("period")["articles"].sum()
    highest = pd.Timestamp(str(sums.idxmax()))
    total, empty = int(sums.sum()), int((sums == 0).sum())
    gap = f"; {count_noun(empty, unit)} without any" if empty else ""
    when = {
        "day": f"on {format_date(highest, 'day')}",
        "week": f"in the week from {format_date(highest, 'day')}",
        "month": f"in {format_date(highest, 'month')}",
        "year": f"in {format_date(highest, 'year')}",
    }[unit]
    text = (
        f"{count_noun(total, 'dated article')} over {count_noun(len(sums), unit)}, most of them "
        f"({int(sums.max()):,}) {when}{gap}."
    )
    if len(sums) == 1:
        text = f"All {count_noun(total, 'dated article')} appeared {when}."
    return make_finding(text)
