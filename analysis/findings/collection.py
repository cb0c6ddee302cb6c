"""What was compared, and what the comparison cannot show."""

import pandas as pd

from analysis.findings.sentences import Finding, count_noun, format_date, join_list, make_finding
from analysis.tellings import label_articles

_FOREIGN = "perhaps not English"  # as the warnings of the inventory begin
_FEW = 6  # tellings that one sentence can name one by one


def describe_tellings(articles: pd.DataFrame, words: pd.DataFrame) -> list[Finding]:
    """How many tellings, how long they are, and when they were published."""
    if articles.empty:
        return [make_finding("There is no article to compare.")]
    in_text = words[words["part"] == "text"]
    lengths = articles["article_id"].map(in_text["article_id"].value_counts()).fillna(0).astype(int)
    if len(articles) <= _FEW:
        labels = label_articles(articles)
        named = [
            f"{label} ({count_noun(n, 'word')})" for label, n in zip(labels, lengths, strict=True)
        ]
        verb = "is read" if len(articles) == 1 else "are compared"
        sentence = f"{count_noun(len(articles), 'telling')} {verb}: {join_list(named)}"
    else:
        outlets = articles["outlet"][articles["outlet"] != articles["article_id"]].nunique()
        by = f" by {count_noun(outlets, 'outlet')}" if outlets else ""
        sentence = (
            f"{count_noun(len(articles), 'article')}{by} are compared, of {lengths.min():,} to "
            f"{lengths.max():,} words, {lengths.median():,.0f} in the middle"
        )
    return [make_finding(f"{sentence}; {_describe_dates(articles)}.")]


def _describe_dates(articles: pd.DataFrame) -> str:
    dated = articles.dropna(subset="published").sort_values("published", kind="stable")
    undated = len(articles) - len(dated)
    if dated.empty:
        return "none says when it was published" if undated > 1 else "it does not say when"
    first, last = (
        format_date(row["published"], row["published_precision"])
        for row in (dated.iloc[0], dated.iloc[-1])
    )
    both = "both " if len(dated) == 2 and not undated else "all " if len(dated) > 2 else ""
    when = f"on {first}" if first == last else f"between {first} and {last}"
    both = both if first == last else ""
    rest = f", {count_noun(undated, 'article')} without a date" if undated else ""
    return f"{both}published {when}{rest}"


def describe_limits(
    articles: pd.DataFrame,
    rejects: pd.DataFrame,
    *,
    stories: pd.DataFrame | None = None,
    warnings: pd.DataFrame | None = None,
) -> list[Finding]:
    """What these articles cannot show, as far as number, origin, stories and language decide it."""
    findings = []
    told = 0 if stories is None else stories["story"].nunique()
    if told > 1:
        findings.append(
            f"These articles look like {count_noun(told, 'different story', 'different stories')}, "
            "not like tellings of one: names and words are compared over all of them, statements "
            "within each."
        )
    known = articles[articles["outlet"] != articles["article_id"]]
    findings += _describe_language(articles, warnings)
    unknown = len(articles) - len(known)
    if unknown:
        whose = "No telling names its outlet" if not len(known) else f"{unknown:,} do not name one"
        findings.append(
            f"{whose}, so each of these stands for itself and is called by a letter."
            if not len(known)
            else f"Of {len(articles):,} articles {whose}; each of these is called by a letter."
        )
    per_outlet = known["outlet"].value_counts()
    if len(articles) > 1 and (per_outlet.empty or per_outlet.max() == 1):
        findings.append(
            "With one article for each outlet, no difference shown here can be told from chance "
            "or from the one writer's hand: every comparison is descriptive only."
        )
    elif len(per_outlet) > 1 and per_outlet.min() == 1:
        single = join_list(sorted(per_outlet.index[per_outlet == 1]))
        findings.append(f"One article stands for the whole outlet in the case of {single}.")
    if len(rejects):
        findings.append(
            f"{count_noun(len(rejects), 'entry', 'entries')} of the input could not be read or "
            f"was left out, the first because: {rejects['reason'].iloc[0].rstrip('.')}."
        )
    return [make_finding(text) for text in findings]


def _describe_language(articles: pd.DataFrame, warnings: pd.DataFrame | None) -> list[str]:
    """Articles that look like another language than the one names and speech are found in."""
    if warnings is None:
        return []
    foreign = warnings.loc[warnings["warning"].str.startswith(_FOREIGN), "article_id"].unique()
    if not len(foreign):
        return []
    labels = label_articles(articles)
    named = join_list([labels[article_id] for article_id in foreign], most=_FEW)
    verb = "is" if len(foreign) == 1 else "are"
    return [
        f"{named} {verb} perhaps not English, or no prose: where another language pipeline is "
        "needed, a zero there does not mean that a name is missing."
    ]
