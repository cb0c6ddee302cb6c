"""One entity in a few sentences: how widely it is named, what it is called, in whose words."""

import pandas as pd

from analysis.findings.sentences import Finding, count_noun, join_list, make_finding

_FEWEST = 5  # articles an outlet must have for its share to be worth a sentence
_NAMED = 5  # labels or neighbours in one sentence


def describe_naming(naming: pd.DataFrame, mentions: pd.DataFrame, *, entity: str) -> list[Finding]:
    """How widely the entity is named, and by whom most: one or two sentences, or three."""
    own = mentions[mentions["entity"] == entity]
    text = own[own["part"] == "text"]
    total, of = int(naming["articles"].sum()), int(naming["articles_of"].sum())
    groups = int((naming["articles"] > 0).sum())
    said = (
        f"{entity} is named {count_noun(len(text), 'time')} in the texts of {total:,} of {of:,}"
        f" articles, by {groups:,} of {len(naming):,} outlets."
    )
    findings = [make_finding(said, text), *_describe_most(naming, entity)]
    listed = mentions["candidates"].str.split(" | ", regex=False)
    unsure = mentions[[entity in names for names in listed]]
    if len(unsure):
        findings.append(
            make_finding(
                f"{count_noun(len(unsure), 'more mention')} that may mean {entity} or somebody else"
                " stayed open: not counted.",
                unsure,
            )
        )
    return findings


def _describe_most(naming: pd.DataFrame, entity: str) -> list[Finding]:
    """The outlet with the largest share of its articles, among those with a few."""
    enough = naming[naming["articles_of"] >= _FEWEST]
    if len(enough) < 2:
        return []
    first = enough.sort_values(["share", "articles", "group"], ascending=[False, False, True])
    most = first.iloc[0]
    others = enough[enough["group"] != most["group"]]
    if (others["share_high"] >= most["share_low"]).any():
        return [
            make_finding(
                f"Of the {len(enough):,} outlets with at least {_FEWEST} articles, none stands"
                f" clear of all others in the share of its articles that name {entity}."
            )
        ]
    return [
        make_finding(
            f"Of the {len(enough):,} outlets with at least {_FEWEST} articles, {most['group']}"
            f" names {entity} in the largest share of them: {most['share']:.0%}"
            f" ({most['articles']:,} of {most['articles_of']:,};"
            f" 95 % interval {most['share_low']:.0%} to {most['share_high']:.0%})."
        )
    ]


def describe_company(company: pd.DataFrame, counts: pd.DataFrame, *, entity: str) -> list[Finding]:
    """Who is named in one sentence with the entity, in most articles."""
    if counts.empty or (counts["kind"] == "group").all():
        return [make_finding(f"No sentence names {entity} together with anybody else.")]
    # Peoples and faiths describe more often than they name.
    top = counts[counts["kind"] != "group"].head(_NAMED)
    listed = [
        f"{other} (in {count_noun(articles, 'article')})"
        for other, articles in zip(top["entity"], top["articles"].tolist(), strict=True)
    ]
    shown = company[company["entity"].isin(top["entity"])]
    said = f"In one sentence with {entity} stand in most articles {join_list(listed)}."
    return [make_finding(said, shown)]


def describe_speech(by: pd.DataFrame, about: pd.DataFrame, *, entity: str) -> list[Finding]:
    """How often the entity speaks, and how often others speak of it."""
    own = count_noun(len(by), "statement")
    direct = int((by["direct"] == "direct").sum())
    others = count_noun(len(about), "statement")
    speak = "speaks" if len(about) == 1 else "speak"
    part = f", {direct or 'none'} of them in quotation marks" if len(by) else ""
    return [
        make_finding(f"The texts attribute {own} to {entity}{part}.", by),
        make_finding(
            f"{others} of others, or of nobody named, {speak} of {entity} by name.", about
        ),
    ]
