"""Which words the tellings share, beside what chance alone would leave to each."""

import pandas as pd

from analysis.findings.sentences import Finding, count_noun, join_list, make_finding
from analysis.tellings import label_articles

_FEW = 4  # tellings that one sentence each can speak of


def describe_shared_words(
    shared: pd.DataFrame, noise: pd.DataFrame, articles: pd.DataFrame
) -> list[Finding]:
    """How many content words all tellings use, and how many one alone, beside chance.

    `shared` is made by `find_shared_words`, `noise` by `count_noise`, both by article.
    """
    content = shared[shared["word_class"] == "content"]
    if content.empty or len(articles) < 2:
        return []
    every = content[content["state"] == "all"]
    tellings = "both tellings" if len(articles) == 2 else f"all {len(articles):,} tellings"
    carriers = f", most often {join_list(every['word'].head(5).tolist())}" if len(every) else ""
    verb = "stands" if len(every) == 1 else "stand"
    share = f"Of {count_noun(len(content), 'content word')}, {len(every):,} {verb} in {tellings}"
    findings = [make_finding(f"{share}{carriers}.")]
    if len(articles) <= _FEW:
        findings.append(make_finding(_describe_own(content, noise, articles)))
    return findings


def _describe_own(content: pd.DataFrame, noise: pd.DataFrame, articles: pd.DataFrame) -> str:
    floor = noise[(noise["word_class"] == "content") & (noise["rule"] == "only")]
    chance = dict(zip(floor["group"], floor["chance"], strict=True))
    own = content.loc[content["state"] == "one", "group"].value_counts()
    clauses = [
        f"{label} {own.get(article_id, 0):,} (chance alone: about {chance.get(article_id, 0):,.0f})"
        for article_id, label in label_articles(articles).items()
    ]
    return f"Content words of one telling alone: {join_list(clauses)}."
