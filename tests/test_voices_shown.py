"""Who speaks, said and shown."""

import pandas as pd
import pytest

from analysis.displays.voices import show_voices
from analysis.findings import describe_voices
from analysis.tables import TABLES, as_table


def make_articles(*texts: str) -> pd.DataFrame:
    rows: list[dict[str, object]] = [
        {**dict.fromkeys(TABLES["articles"], ""), "article_id": f"a{row}", "outlet": f"a{row}"}
        | {"published": None, "text": text}
        for row, text in enumerate(texts)
    ]
    return as_table(rows, "articles")


def make_quotes(
    articles: pd.DataFrame, *found: tuple[int, str, str, str, str, str]
) -> pd.DataFrame:
    """Article, quote, speaker, speaker's entity, cue, `direct`."""
    rows: list[dict[str, object]] = []
    for row, quote, speaker, entity, cue, direct in found:
        start = str(articles["text"].iloc[row]).index(quote)
        span: dict[str, object] = {"article_id": f"a{row}", "part": "text", "start": start}
        span |= {"end": start + len(quote), "quote": quote, "speaker": speaker, "cue": cue}
        span |= {"speaker_entity": entity, "direct": direct, "act": "speech"}
        offsets = dict.fromkeys(("speaker_start", "speaker_end", "cue_start", "cue_end"), pd.NA)
        rows.append({**dict.fromkeys(TABLES["quotes"], ""), **offsets, **span})
    return as_table(rows, "quotes")


ARTICLES = make_articles("“We won,” Ada said. Ada said they won. “Lost.”", "A flick says it won.")
QUOTES = make_quotes(
    ARTICLES,
    (0, "“We won,”", "Ada", "Ada Lo", "said", "direct"),
    (0, "they won", "Ada", "Ada Lo", "Said", "indirect"),
    (0, "“Lost.”", "", "", "", "direct"),
    (1, "it won", "A flick", "", "says", "indirect"),
)


def test_each_speaker_has_a_row_and_nobody_is_last() -> None:
    shown = show_voices(QUOTES, ARTICLES).data
    assert [[cell["text"] for cell in row] for row in shown["rows"]] == [
        ["Ada Lo", "2 statements, 4 words (said)", "–"],
        ["nobody named", "1 statement, 1 word", "–"],
    ]
    cell = shown["rows"][0][1]
    assert [shown["evidence"][n]["match"] for n in cell["evidence"]] == ["“We won,”", "they won"]


def test_only_what_was_said_is_counted() -> None:
    text = "“We won,” said Ada, who smiled, “twice -- or more.”"
    articles = make_articles(text)
    quotes = make_quotes(articles, (0, text, "Ada", "Ada Lo", "said", "direct"))
    gap = f"{text.index(' said')}-{text.index('“twice')}"  # five words that are not hers
    shown = show_voices(quotes.assign(gaps=gap), articles).data
    assert shown["rows"][0][1]["text"] == "1 statement, 5 words (said)"


@pytest.mark.parametrize(
    ("quotes", "sentences"),
    [
        (QUOTES[:0], ["Nobody is quoted in quotation marks."]),
        (QUOTES, ["A quotes Ada Lo.", "B quotes nobody by name in quotation marks."]),
        (
            pd.concat([QUOTES[:1], QUOTES[:1]]),
            ["A quotes Ada Lo (two quotations).", "B quotes nobody by name in quotation marks."],
        ),
    ],
)
def test_sentences(quotes: pd.DataFrame, sentences: list[str]) -> None:
    assert [finding.text for finding in describe_voices(quotes, ARTICLES)] == sentences


def test_of_many_tellings_the_most_quoted_are_named() -> None:
    articles = make_articles(*["“Won,” Ada said."] * 3, "“Won,” Bo said.", "Nothing.")
    quotes = make_quotes(
        articles,
        *[(row, "“Won,”", "Ada", "Ada Lo", "said", "direct") for row in range(3)],
        (3, "“Won,”", "Bo", "Bo Li", "said", "direct"),
    )
    assert [finding.text for finding in describe_voices(quotes, articles)] == [
        "Quoted in more than one telling: Ada Lo (in 3 of 5)."
    ]
    assert [finding.text for finding in describe_voices(quotes[2:], articles)] == [
        "Two people and institutions are quoted by name, none in more than one telling."
    ]


def test_words_in_quotation_marks_are_quoted_though_the_sentence_is_not() -> None:
    articles = make_articles("Ada called it “a win”.")
    quotes = make_quotes(articles, (0, "“a win”", "Ada", "Ada Lo", "called", "mixed"))
    assert [finding.text for finding in describe_voices(quotes, articles)] == ["A quotes Ada Lo."]


def test_who_passes_a_quotation_on_is_not_quoted() -> None:
    articles = make_articles("“We won,” Ada said, according to Acme.")
    quotes = make_quotes(
        articles,
        (0, "“We won,”", "Ada", "Ada Lo", "said", "direct"),
        (0, "“We won,” Ada said", "Acme", "Acme", "according to", "mixed"),
    )
    assert [finding.text for finding in describe_voices(quotes, articles)] == ["A quotes Ada Lo."]
    assert [row[0]["text"] for row in show_voices(quotes, articles).data["rows"]] == ["Ada Lo"]
    own = quotes.assign(direct=["direct", "indirect"])
    assert len(show_voices(own, articles).data["rows"]) == 1
    same = own.assign(speaker="Ada", speaker_entity="Ada Lo")
    assert show_voices(same, articles).data["rows"][0][1]["text"].startswith("2 statements")


@pytest.mark.parametrize(
    ("speaker", "form", "shown"),
    [("she", "pronoun", "nobody named"), ("Ada Lo, head of Acme", "name", "Ada Lo")],
)
def test_a_pronoun_names_nobody_and_a_name_ends_at_its_comma(
    speaker: str, form: str, shown: str
) -> None:
    quotes = make_quotes(ARTICLES, (0, "“We won,”", speaker, "", "said", "direct"))
    quotes = quotes.assign(speaker_form=form)
    assert show_voices(quotes, ARTICLES).data["rows"][0][0]["text"] == shown
