"""Whose words stand in each telling."""

import pandas as pd

from analysis.findings.sentences import Finding, count_noun, join_list, make_finding
from analysis.lenses.quotes.grouping import leave_bearers
from analysis.tellings import label_articles

_MARKED = ["direct", "mixed"]  # forms of speech that stand in quotation marks, whole or in part
_FEW = 4  # tellings that one sentence each can speak of
_MOST = 4  # speakers listed in one sentence


def describe_voices(quotes: pd.DataFrame, articles: pd.DataFrame) -> list[Finding]:
    """Whom each telling quotes in quotation marks; of many tellings, who is quoted in several.

    A sentence that takes only some words into quotation marks quotes too.
    """
    direct = leave_bearers(quotes[(quotes["part"] == "text") & quotes["direct"].isin(_MARKED)])
    # What follows a comma says who it is: "Ada Lo, director of".
    spoken = direct["speaker"].str.split(",").str[0]
    voices = direct["speaker_entity"].where(direct["speaker_entity"] != "", spoken)
    # A role or a document is not somebody to name: "a statement", "the spokesman".
    known = (direct["speaker_entity"] != "") | (direct["speaker_form"] == "name")
    named = direct.assign(voice=voices)[(voices != "") & known]
    if direct.empty:
        return [make_finding("Nobody is quoted in quotation marks.")]
    labels = label_articles(articles)
    if len(labels) > _FEW:
        return [_describe_many(named, len(labels))]
    findings = []
    for article_id, label in labels.items():
        own = named[named["article_id"] == article_id]
        if own.empty:
            findings.append(make_finding(f"{label} quotes nobody by name in quotation marks."))
            continue
        counts = own["voice"].value_counts(sort=False)
        order = sorted(counts.index, key=lambda voice: -counts[voice])
        people = [
            f"{voice} ({count_noun(int(counts[voice]), 'quotation')})"
            if counts[voice] > 1
            else str(voice)
            for voice in order
        ]
        findings.append(make_finding(f"{label} quotes {join_list(people, most=_MOST)}.", own))
    return findings


def _describe_many(named: pd.DataFrame, tellings: int) -> Finding:
    if named.empty:
        return make_finding("Quotations stand in these tellings, none with a named speaker.")
    pairs = named[["voice", "article_id"]].drop_duplicates()["voice"].value_counts(sort=False)
    several = [voice for voice in pairs.index if pairs[voice] > 1]
    if not several:
        number = count_noun(len(pairs), "person or institution", "people and institutions")
        verb = "is" if len(pairs) == 1 else "are"
        return make_finding(
            f"{number} {verb} quoted by name, none in more than one telling.", named
        )
    order = sorted(several, key=lambda voice: (-pairs[voice], str(voice)))[:_MOST]
    people = [f"{voice} (in {pairs[voice]:,} of {tellings:,})" for voice in order]
    text = f"Quoted in more than one telling: {join_list(people, most=_MOST)}."
    first = named[named["voice"].isin(order)].drop_duplicates(["voice", "article_id"])
    return make_finding(text, first)
