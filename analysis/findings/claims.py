"""What the tellings agree on, where they contradict each other, and what one alone states."""

import re
from collections.abc import Hashable
from typing import Any

import pandas as pd

from analysis.findings.sentences import Finding, join_list, make_finding, quote_words
from analysis.lenses.facts.numbers import find_numerals
from analysis.tellings import label_articles

_FEW = 4  # tellings whose own statements one sentence each can list
_MOST = 4  # statements listed in one sentence
_NO_CONFLICT = "Among the statements that could be matched, no two contradict each other."
_DAY_WORDS = re.compile(
    r"\b(?:(?:mon|tue|wed|thu|fri|sat|sun)(?=\w*day)"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?=[a-z]*\b))|\d+"
)
_ALIKE = 0.05  # values this near, as a share of the larger, are no number that one alone states


def describe_claims(claims: pd.DataFrame, articles: pd.DataFrame) -> list[Finding]:
    """Contradictions one by one, then agreement, then what few tellings each state alone."""
    labels = label_articles(articles)
    if len(labels) < 2 or claims.empty:
        return []
    said = claims[claims["stated"] != ""].copy()
    said["about"] = said["about"].map(_name_slot)
    findings = [
        _describe_conflict(slot, labels)
        for _, slot in said[said["state"] == "conflict"].groupby("claim_id", sort=False)
    ]
    if not findings:
        findings = [make_finding(_NO_CONFLICT)]
    findings += _describe_agreement(said[said["state"] == "agree"], len(labels))
    findings += [
        _describe_exactness(slot, labels)
        for _, slot in said[said["state"] == "coarser"].groupby("claim_id", sort=False)
    ][:_MOST]
    if len(labels) <= _FEW:
        findings += _describe_only(said, labels)
    return findings


def _name_slot(about: str) -> str:
    """The slot's own word: what stands before the first semicolon; names alone are no topic."""
    first = about.partition("; ")[0]
    return first if first == first.lower() else ""


def _describe_conflict(slot: pd.DataFrame, labels: pd.Series) -> Finding:
    about = slot["about"].iloc[0]
    return make_finding(
        f"{_write_topic(about)}, the tellings cannot all be right: {_list_words(slot, labels)}.",
        slot,
    )


def _describe_exactness(slot: pd.DataFrame, labels: pd.Series) -> Finding:
    about = slot["about"].iloc[0]
    return make_finding(
        f"{_write_topic(about)} one telling is more exact than another: "
        f"{_list_words(slot, labels)}.",
        slot,
    )


def _write_topic(about: str) -> str:
    return f"On {quote_words(about)}" if about else "On one point"


def _list_words(slot: pd.DataFrame, labels: pd.Series) -> str:
    return join_list(
        [
            f"{labels[article_id]} says {quote_words(stated)}"
            for article_id, stated in zip(slot["article_id"], slot["stated"], strict=True)
        ]
    )


def _describe_agreement(said: pd.DataFrame, tellings: int) -> list[Finding]:
    """The first words of each slot stand for it; of two tellings both, where they differ."""
    if said.empty:
        return []
    first = said.drop_duplicates("claim_id")
    words = _name_statements(first)
    if tellings == 2:
        for place, (_, slot) in enumerate(said.groupby("claim_id", sort=False)):
            other = slot["stated"].iloc[-1]
            own = quote_words(slot["stated"].iloc[0])
            if quote_words(other).casefold() != own.casefold():
                words[place] = words[place].replace(own, f"{own} or {quote_words(other)}", 1)
    everyone = "Both tellings state" if tellings == 2 else "Stated alike in more than one telling:"
    return [make_finding(f"{everyone} {join_list(words, most=_MOST)}.", said)]


def _describe_only(said: pd.DataFrame, labels: pd.Series) -> list[Finding]:
    """What one telling says and no other, not even of something that was not matched with it."""
    findings = []
    for article_id, label in labels.items():
        of_it = said["article_id"] == article_id
        own = said[of_it & (said["state"] == "only")]
        # "This week" says nothing where nobody can tell of what.
        own = own[(own["about"] != "") | (own["kind"] != "time")]
        others = said[~of_it].to_dict("records")
        alone = [
            not any(_says_alike(one, other) for other in others) for one in own.to_dict("records")
        ]
        own = own[alone]
        if len(own):
            words = join_list(_name_statements(own), most=_MOST)
            findings.append(make_finding(f"Only {label} states {words}.", own))
    return findings


def _says_alike(one: dict[Hashable, Any], other: dict[Hashable, Any]) -> bool:
    """Whether two statements give one number to one noun, or use the same words of one topic.

    A day that others name too is no time that one telling alone states, whatever it tells of it.
    """
    if one["kind"] != other["kind"]:
        return False
    words, others = str(one["stated"]).casefold(), str(other["stated"]).casefold()
    topic = bool(one["about"]) and one["about"] == other["about"]
    if one["kind"] == "time":
        return words == others or _read_day(words) <= _read_day(others)
    if one["kind"] == "place":
        return topic and words == others
    if not topic and words.split()[-1] != others.split()[-1]:
        return False
    values, rest = ([n.value for n in find_numerals(text)][:1] for text in (words, others))
    if not values or not rest:
        return words == others
    return abs(values[0] - rest[0]) <= _ALIKE * max(values[0], rest[0])


def _read_day(words: str) -> set[str]:
    """The names of days and months, cut short, and the numbers in the words for a time."""
    told = {match.group().lstrip("0") for match in _DAY_WORDS.finditer(words)}
    return told or {words}


def _name_statements(said: pd.DataFrame) -> list[str]:
    """The words of each statement, with what it is about where they do not say so themselves."""
    return [
        quote_words(stated) + ("" if about.lower() in stated.lower() else f" ({about})")
        for stated, about in zip(said["stated"], said["about"], strict=True)
    ]
