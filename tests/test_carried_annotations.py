"""Annotations carried over to exchanged words: what points at words still does."""

from itertools import pairwise
from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.parse import SCHEMA
from analysis.language.store import make_key
from benchmarks.carry import carry_over, study_paragraphs

FORMS = ["Storms", " ", "hit", "Ghent", ".", "don", "'", "t", "it"]
PARAGRAPHS = [[0, 1, 2, 1, 3, 4], [5, 6, 7, 1, 2, 1, 8]]  # Storms hit Ghent. / don't hit it
STORMS = {
    "key": make_key("Storms hit Ghent."),
    "characters": 17,
    "token_start": [0, 7, 11, 16],
    "token_end": [6, 10, 16, 17],
    "token_sentence": [0, 0, 0, 0],
    "token_head": [1, 1, 1, 1],
    "lemma": ["storm", "hit", "ghent", "."],
    "pos": ["NOUN", "VERB", "PROPN", "PUNCT"],
    "tag": ["NNS", "VBP", "NNP", "."],
    "dep": ["nsubj", "ROOT", "dobj", "punct"],
    "sentence_start": [0],
    "sentence_end": [17],
    "name_start": [11],
    "name_end": [16],
    "label": ["GPE"],
}
DONT = {
    "key": make_key("don't hit it"),
    "characters": 12,
    "token_start": [0, 2, 6, 10],
    "token_end": [2, 5, 9, 12],
    "token_sentence": [0, 0, 0, 0],
    "token_head": [2, 2, 2, 2],
    "lemma": ["do", "not", "hit", "it"],
    "pos": ["AUX", "PART", "VERB", "PRON"],
    "tag": ["VB", "RB", "VB", "PRP"],
    "dep": ["aux", "neg", "ROOT", "dobj"],
    "sentence_start": [0],
    "sentence_end": [12],
    "name_start": [],
    "name_end": [],
    "label": [],
}


def carry(forms: list[str]) -> list[tuple[str, dict[str, Any]]]:
    """Each paragraph as it is written with other forms, and its new annotations."""
    known = study_paragraphs(pa.Table.from_pylist([STORMS, DONT], SCHEMA), PARAGRAPHS, FORMS)
    texts = ["".join(forms[piece] for piece in line) for line in PARAGRAPHS]
    rows = carry_over(known, forms, [make_key(text) for text in texts])
    assert rows.schema == SCHEMA
    assert rows["key"].to_pylist() == [make_key(text) for text in texts]
    assert rows["characters"].to_pylist() == [len(text) for text in texts]
    return list(zip(texts, rows.to_pylist(), strict=True))


def cut(text: str, row: dict[str, Any], kind: str) -> list[str]:
    return [
        text[start:end] for start, end in zip(row[f"{kind}_start"], row[f"{kind}_end"], strict=True)
    ]


def test_the_same_words_keep_all_that_was_found() -> None:
    assert [row for _, row in carry(FORMS)] == [STORMS, DONT]


def test_other_words_take_the_place_of_the_old_and_a_word_in_two_tokens_is_cut_in_proportion() -> (
    None
):
    storms, dont = carry(["Rains", " ", "reached", "Storms", ".", "candle", "'", "t", "it"])
    assert cut(*storms, "token") == ["Rains", "reached", "Storms", "."]
    assert cut(*storms, "name") == ["Storms"]
    assert cut(*storms, "sentence") == ["Rains reached Storms."]
    assert cut(*dont, "token") == ["cand", "le't", "reached", "it"]
    assert storms[1]["token_head"] == STORMS["token_head"]


def test_a_lemma_is_the_one_the_new_word_has_elsewhere_as_that_part_of_speech() -> None:
    (_, storms), _ = carry(["Storms", " ", "Storms", "hit", ".", "don", "'", "t", "it"])
    assert storms["lemma"] == ["storm", "storms", "hit", "."]
    (_, storms), _ = carry(["hit", " ", "hit", "Storms", ".", "don", "'", "t", "it"])
    assert storms["lemma"] == ["hit", "hit", "storms", "."]


@given(st.lists(st.text("abcd", min_size=2, max_size=9), min_size=5, max_size=5))
def test_tokens_never_overlap_and_are_never_empty(words: list[str]) -> None:
    forms = [words[0], " ", words[1], words[2], ".", words[3], "'", "t", words[4]]
    for text, row in carry(forms):
        spans = list(zip(row["token_start"], row["token_end"], strict=True))
        assert all(start < end <= len(text) for start, end in spans)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
