"""How outlets differ across stories: words, who was first, whose words they print."""

import pandas as pd

from analysis.findings.sentences import Finding, count_noun, join_list, make_finding

_MOST = 4  # outlets or words that one sentence lists


def describe_distinct_words(
    compared: pd.DataFrame, noise: pd.DataFrame, *, word_class: str = "content"
) -> list[Finding]:
    """How many words the test bears out, in whom, and how many a simpler rule finds by chance."""
    own = compared[compared["word_class"] == word_class]
    what = "name" if word_class == "name" else "word"
    tested = own[own["verdict"] != "descriptive only"]
    if tested.empty:
        text = (
            f"No difference in {what}s can be tested: too few articles of each outlet. What is "
            "listed is descriptive only."
        )
        return [make_finding(text), *_describe_floor(noise, word_class)]
    found = tested[tested["verdict"] == "more"]
    groups = found["group"].value_counts()
    ranked = sorted(groups.index, key=lambda group: (-groups[group], group))
    named = [f"{group} ({count_noun(int(groups[group]), what)})" for group in ranked]
    compared_in = (
        f"Of {count_noun(tested['word'].nunique(), what)} that stand in enough articles, compared "
        f"in {count_noun(tested['group'].nunique(), 'outlet')}"
    )
    if found.empty:
        findings = [make_finding(f"{compared_in}, none is borne out as used more by one.")]
    else:
        listed = join_list(named, most=_MOST)
        verb = "is" if len(found) == 1 else "are"
        text = f"{compared_in}, {len(found):,} {verb} used more by one: {listed}."
        findings = [make_finding(text)]
    return [*findings, *_describe_floor(noise, word_class)]


def _describe_floor(noise: pd.DataFrame, word_class: str) -> list[Finding]:
    floor = noise[(noise["word_class"] == word_class) & (noise["rule"] == "g2")]
    if floor.empty:
        return []
    what = "names" if word_class == "name" else "words"
    dealt = "the outlets"
    if floor["unit"].iloc[0].startswith("runs"):
        dealt = "all texts cut into runs of 25 words and these"
    text = (
        f"The usual G2 table without correction would flag {floor['flagged'].sum():,} {what} in "
        f"all outlets; with {dealt} dealt out at random it still flags about "
        f"{floor['chance'].sum():,.0f}."
    )
    return [make_finding(text)]


def describe_precedence(precedence: pd.DataFrame) -> list[Finding]:
    """Who was first more often than its place in each story would have it by chance."""
    decided = precedence[precedence["stories"] > 0]
    if decided.empty:
        return [make_finding("The dates do not tell who ran a story first.")]
    clauses = [
        f"{row.group} in {row.ran_first:,} of {row.stories:,} (about {row.expected:,.0f} by chance)"
        for row in decided.head(_MOST).itertuples()
    ]
    return [make_finding(f"First with a story that others told too: {join_list(clauses)}.")]


def describe_reuse(reuse: pd.DataFrame, origins: pd.DataFrame) -> list[Finding]:
    """How much text is an agency's or another outlet's, and how many origins stories have."""
    total = reuse["words"].sum()
    if not total:
        return []
    shares = {
        kind: float((reuse[kind] * reuse["words"]).sum() / total)
        for kind in ("wire", "others", "quotes")
    }
    findings = [
        make_finding(
            f"Of all words {shares['wire']:.0%} are an agency's, {shares['others']:.0%} stand in "
            f"another outlet's article of the same time or earlier, and {shares['quotes']:.0%} are "
            "quotations that others print too."
        )
    ]
    several = origins[origins["outlets"] > 1]
    fewer = several[several["origins"] < several["outlets"]]
    if len(several) == 1:
        number = int(several["origins"].iloc[0])
        outlets = count_noun(int(several["outlets"].iloc[0]), "outlet")
        text = (
            f"The one story told by several outlets, {outlets}, has {count_noun(number, 'origin')}."
        )
        findings.append(make_finding(text))
    elif len(several) and not len(fewer):
        stories = count_noun(len(several), "story", "stories")
        text = f"The {stories} told by two or more outlets have as many origins as outlets."
        findings.append(make_finding(text))
    elif len(several):
        text = (
            f"Of {count_noun(len(several), 'story', 'stories')} told by two or more outlets, "
            f"{len(fewer):,} {'goes' if len(fewer) == 1 else 'go'} back to fewer origins than "
            "outlets"
        )
        if len(fewer):
            gap = (fewer["outlets"] - fewer["origins"]).to_numpy()
            most = fewer.iloc[int(gap.argmax())]
            text += f"; one is told by {most['outlets']:,} outlets from {most['origins']:,}"
        findings.append(make_finding(f"{text}."))
    return findings


def describe_word_shift(compared: pd.DataFrame, group: str) -> Finding:
    """How far the group's vocabulary is from the others', and by which words most."""
    own = compared[compared["group"] == group].sort_values(
        ["jsd", "word"], ascending=[False, True], kind="stable"
    )
    if own["jsd"].isna().all():
        return make_finding(f"Nobody tells a story that {group} tells, so nothing is compared.")
    more = own[own["per_1000"] > own["per_1000_rest"]]["word"].head(3).tolist()
    less = own[own["per_1000"] < own["per_1000_rest"]]["word"].head(3).tolist()
    clauses = [f"{join_list(more)} more"] * bool(more) + [f"{join_list(less)} less"] * bool(less)
    uses = f"; most by using {join_list(clauses)}" if clauses else ""
    text = (
        f"The vocabulary of {group} is {own['jsd'].sum():.3f} bits from the others' (0 the same, 1 "
        f"nothing in common){uses}."
    )
    return make_finding(text)
