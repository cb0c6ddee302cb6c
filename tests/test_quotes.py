"""Who is quoted: rows of `find_quotes` on sentences written for it."""

import random
import re
from pathlib import Path

import pandas as pd
import pytest

from analysis.language import annotate
from analysis.lenses.quotes import find_quotes
from analysis.spans import cut_spans
from analysis.tables import TABLES

# text: what is quoted, speaker, resolved speaker, cue, form; one line per row.
CASES = {
    "after a stop read as no end": (
        "Engineer David Hall put the cost at $3.5m. “It is too much,” Anna Bell told reporters.",
        ["“It is too much,”|Anna Bell|Anna Bell|told|direct"],
    ),
    "a stop before two passages": (
        "The bill came to $4m. “We will pay it,” and “we will not wait,” said Anna Bell.",
        ["“We will pay it,” and “we will not wait,”|Anna Bell|Anna Bell|said|mixed"],
    ),
    "begun before the marks": (
        "Ferries of Acme Inc. “failed badly,” Anna Bell said.",
        ["Ferries of Acme Inc. “failed badly,”|Anna Bell|Anna Bell|said|mixed"],
    ),
    "tag after": ("“We tried,” Anna Bell said.", ["“We tried,”|Anna Bell|Anna Bell|said|direct"]),
    "tag before": ('Anna Bell said, "We tried."', ['"We tried."|Anna Bell|Anna Bell|said|direct']),
    "single marks": ("‘We tried,’ Bell told the BBC.", ["‘We tried,’|Bell|Bell|told|direct"]),
    "verb first, interrupted": (
        "“We tried,” said Anna Bell, who ran the ferry. “We failed.”",
        [
            "“We tried,” said Anna Bell, who ran the ferry. “We failed.”"
            "|Anna Bell|Anna Bell|said|direct"
        ],
    ),
    "paragraphs": (
        "“One is late.\n\n“Two is later,” said Anna Bell.",
        ["“One is late.\n\n“Two is later,”|Anna Bell|Anna Bell|said|direct"],
    ),
    "indirect": (
        "Anna Bell said the ferry was late.",
        ["the ferry was late|Anna Bell|Anna Bell|said|indirect"],
    ),
    "tag in the middle": (
        "The ferry, Bell said, was late.",
        ["The ferry, Bell said, was late|Bell|Bell|said|indirect"],
    ),
    "according to": (
        "According to Anna Bell, the ferry was late.",
        ["the ferry was late|Anna Bell|Anna Bell|According to|indirect"],
    ),
    "mixed": (
        "Anna Bell called the ferry “a disgrace.”",
        ["the ferry “a disgrace.”|Anna Bell|Anna Bell|called|mixed"],
    ),
    "one speaker, two verbs": (
        "Bell denied that the ferry was late, adding that it “sailed on time.”",
        [
            "that the ferry was late|Bell|Bell|denied|indirect",
            "that it “sailed on time.”|Bell|Bell|adding|mixed",
        ],
    ),
    "pronoun": (
        "Anna Bell walked in. She said the ferry was late.",
        ["the ferry was late|She|Anna Bell|said|indirect"],
    ),
    "role": (
        "The ferry pilot Anna Bell sat down. “We tried,” said the pilot.",
        ["“We tried,”|the pilot|Anna Bell|said|direct"],
    ),
    "nobody named": (
        "The hall was full. “We tried and the ferry failed.” Then it was over.",
        ["“We tried and the ferry failed.”||||direct"],
    ),
    "name and colon": (
        "Anna Bell: “We tried and failed.”",
        ["“We tried and failed.”|Anna Bell|Anna Bell|:|direct"],
    ),
    "by a noun": (
        "They laughed at her claim that the ferry was late.",
        ["that the ferry was late|her||claim|indirect"],
    ),
    "by an adjective": (
        "Anna Bell is confident that the ferry will sail.",
        ["that the ferry will sail|Anna Bell|Anna Bell|is confident|indirect"],
    ),
    "passed on": (
        "Bell told reporters that Moore “slept all night,” adding, “I saw it.”",
        [
            "that Moore “slept all night,”|Bell|Bell|told|mixed",
            "“I saw it.”|Bell|Bell|adding|direct",
        ],
    ),
    "the sentence begins outside the marks": (
        "The ferry was a “disgrace,” Bell said.",
        ["The ferry was a “disgrace,”|Bell|Bell|said|mixed"],
    ),
    "a title inside the tag": (
        "“We tried,” Anna Bell said on “The Late Hour” on Monday. “We failed.”",
        [
            "“We tried,” Anna Bell said on “The Late Hour” on Monday. “We failed.”"
            "|Anna Bell|Anna Bell|said|direct"
        ],
    ),
    "asked if": (
        "Anna Bell asked the pilot whether the ferry was late.",
        ["whether the ferry was late|Anna Bell|Anna Bell|asked|indirect"],
    ),
    "as reported": (
        "The ferry was late, as Anna Bell reported.",
        ["The ferry was late|Anna Bell|Anna Bell|reported|indirect"],
    ),
    "passive": (
        "The ferry was criticized by Anna Bell.",
        ["The ferry|Anna Bell|Anna Bell|was criticized|indirect"],
    ),
    "seems": ("The ferry seems to be late.", ["The ferry seems to be late|||seems|indirect"]),
    "the last speaker goes on": (
        "Anna Bell met the crew. She said it was late. Then she said it was dark.",
        ["it was late|She|Anna Bell|said|indirect", "it was dark|she|Anna Bell|said|indirect"],
    ),
    "a name in the quotation does not speak": (
        "Anna Bell sat down. “I thanked Mary Moore twice,” she said.",
        ["“I thanked Mary Moore twice,”|she|Anna Bell|said|direct"],
    ),
    "a name nearer than the role's": (
        "The pilot Anna Bell left. Mary Moore came. The pilot said the ferry was late.",
        ["the ferry was late|The pilot||said|indirect"],
    ),
    "only a name for a thing": ("They saw a ferry called Dawn.", []),
    "idiom": ("That said, the ferry was late.", []),
    "a sentence of its own before": (
        "Anna Bell agreed. “The ferry was late and we failed.”",
        ["“The ferry was late and we failed.”|Anna Bell|Anna Bell|agreed|direct"],
    ),
    "a paragraph below a colon": (
        "Anna Bell said:\n\n“The ferry was late.”\n\n“We failed.”",
        ["“The ferry was late.”\n\n“We failed.”|Anna Bell|Anna Bell|said|direct"],
    ),
    "labels are no speakers": (
        "Photo: The ferry at the pier.\n\nPhoto: The pier at night.\n\n"
        "Video: The ferry at night.\n\nVideo: The pier at noon.",
        [],
    ),
    "a title is not said": ("She read “The Old Ferry” twice.", []),
    "nothing said": ("The ferry was late.", []),
}


def quote_text(text: str, headline: str = "") -> tuple[pd.DataFrame, pd.DataFrame]:
    articles = pd.DataFrame([{"article_id": "a", "headline": headline, "text": text}])
    noted = annotate(articles)
    kinds = noted.names["label"].map({"PERSON": "person", "ORG": "organisation"}).fillna("place")
    mentions = noted.names.assign(entity=noted.names["mention"], kind=kinds)
    return articles, find_quotes(articles, noted.sentences, noted.tokens, mentions)


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_what_is_said_by_whom(text: str, expected: list[str]) -> None:
    _, quotes = quote_text(text)
    shown = quotes[["quote", "speaker", "speaker_entity", "cue", "direct"]]
    assert ["|".join(row) for row in shown.itertuples(index=False)] == expected


def test_the_turns_of_a_transcript() -> None:
    turns = [
        "BELL: Why was the ferry late?",
        "MOORE: It was “very” dark there.",
        "BELL: And so you slept?",
    ]
    text = "\n\n".join([*turns, "MOORE: I did not sleep."])
    _, quotes = quote_text(text)
    assert list(quotes["speaker"]) == ["BELL", "MOORE", "BELL", "MOORE"]
    assert list(quotes["quote"])[1] == "It was “very” dark there."


def test_gaps_hold_what_is_not_said() -> None:
    text = "“We tried,” said Anna Bell. “We failed.”"
    _, quotes = quote_text(text)
    start, end = map(int, str(quotes.loc[0, "gaps"]).split("-"))
    assert text[start:end] == " said Anna Bell. "


def test_every_span_points_at_its_words() -> None:
    articles, quotes = quote_text(
        "Bell said it was “late.” “Why?” he asked.", "Bell: “It was late”"
    )
    assert list(cut_spans(quotes, articles)) == list(quotes["quote"])
    for name in ("speaker", "cue"):
        told = quotes[quotes[name] != ""]
        spans = told.assign(start=told[f"{name}_start"], end=told[f"{name}_end"])
        assert list(cut_spans(spans, articles)) == list(told[name])


@pytest.mark.parametrize(
    "text", ["", "“", "”", '"', "''", "“”", "” “", "“\n\n“\n\n“", "said", "—", "“\x00"]
)
def test_no_text_fails(text: str) -> None:
    _, quotes = quote_text(text)
    assert list(quotes.columns) == list(TABLES["quotes"])


def test_no_tokens_table_fails() -> None:
    """Whatever the parser answers, every row points at its words."""
    text = "“We,” said Bell, “tried that.” Moore: “No. She asked if “it” was, adding ‘yes’."
    words = [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]
    articles = pd.DataFrame([{"article_id": "a", "headline": "", "text": text}])
    draw = random.Random(1)
    for _ in range(200):
        rows = [
            {
                **{"article_id": "a", "part": "text", "start": start, "end": end, "token": n},
                **{
                    "sentence": n // 9,
                    "lemma": draw.choice(["say", "add", "to", "that", "accord"]),
                },
                **{"pos": draw.choice(["VERB", "NOUN", "PROPN", "PUNCT", "PRON", "ADJ", "AUX"])},
                **{"tag": draw.choice(["VBG", "VBN", ".", "NNP", "''", "POS"])},
                **{"dep": draw.choice("nsubj ccomp acl xcomp prep advcl acomp dobj relcl".split())},
                "head": draw.randrange(n, len(words)) if draw.random() < 0.5 else n,
            }
            for n, (start, end) in enumerate(words)
        ]
        quotes = find_quotes(articles, pd.DataFrame(), pd.DataFrame(rows), None)
        assert list(cut_spans(quotes, articles)) == list(quotes["quote"])


def test_without_mentions_the_words_are_kept() -> None:
    articles = pd.DataFrame([{"article_id": "a", "headline": "", "text": "Bell said no."}])
    noted = annotate(articles)
    for mentions in (None, noted.names.iloc[:0]):
        quotes = find_quotes(articles, noted.sentences, noted.tokens, mentions)
        assert (quotes["speaker_entity"] == "").all()


def test_the_arguments_are_not_changed() -> None:
    articles = pd.DataFrame([{"article_id": "a", "headline": "", "text": "Bell said it was late."}])
    noted = annotate(articles)
    before = noted.tokens.copy(deep=True)
    find_quotes(articles, noted.sentences, noted.tokens)
    pd.testing.assert_frame_equal(noted.tokens, before)


def test_the_seeds(seeds: Path) -> None:
    if not any(seeds.glob("*.txt")):
        pytest.skip("the two seed articles are not in seeds/")
    texts = [path.read_text(encoding="utf-8") for path in sorted(seeds.glob("*.txt"))]
    quotes = pd.concat(quote_text(text)[1] for text in texts)
    said = quotes[quotes["direct"] == "direct"]
    assert list(said["speaker"]) == [
        "the award-winning 37-year-old actor",
        "Shkaplerov",
        "Kremlin spokesperson Dmitry Peskov",
    ]
