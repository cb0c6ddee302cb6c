"""Paragraphs: where a line break parts them and where it does not."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.paragraphs import split_paragraphs

PROSE = (
    "The crew of three reached the station after a flight of a little more than three hours. "
    "They will stay for twelve days, and a cosmonaut who has been on board since spring will "
    "bring the visitors home. Nobody on board had expected the hatch to open so late."
)
SECOND = "A second paragraph tells of the film that is made there, and of those who pay for it."


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split_paragraphs(text)]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("", []),
        (" \n\t\n ", []),
        ("One.", ["One."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("  One. \r\n\r\n\tTwo.\r", ["One.", "Two."]),
        ("One\u2028Two\vThree\fFour", ["One", "Two", "Three", "Four"]),
        ("damaged\x85 text", ["damaged\x85 text"]),
        ("Team A\nTeam B\nTeam C\nTeam D", ["Team A", "Team B", "Team C", "Team D"]),
        ("HEADLINE OF THE DAY\nBy Ann Lee\nText.", ["HEADLINE OF THE DAY", "By Ann Lee", "Text."]),
        (f"{PROSE}\n{SECOND}\nThe end", [PROSE, SECOND, "The end"]),
    ],
)
def test_paragraphs(text: str, paragraphs: list[str]) -> None:
    assert cut(text) == paragraphs


@pytest.mark.parametrize("width", [40, 60, 72, 80])
@pytest.mark.parametrize("between", ["\n\n", "\n \n", "\r\n\r\n"])
def test_hard_wrapped_text_is_joined(width: int, between: str) -> None:
    wrapped = between.join(textwrap.fill(text, width) for text in (PROSE, SECOND))
    assert [" ".join(paragraph.split()) for paragraph in cut(wrapped)] == [PROSE, SECOND]


def test_a_short_last_line_parts_paragraphs_in_wrapped_text() -> None:
    wrapped = textwrap.fill(PROSE, 60) + "\n" + textwrap.fill(SECOND, 60)
    assert [" ".join(paragraph.split()) for paragraph in cut(wrapped)] == [PROSE, SECOND]


@pytest.mark.parametrize("unit", ["word ", "A sentence of some words. ", "x"])
def test_endless_lines_are_cut_at_a_sentence_or_space(unit: str) -> None:
    text = (unit * 50_000).strip()
    pieces = cut(text)
    assert max(map(len, pieces)) <= 20_000
    assert "".join("".join(pieces).split()) == "".join(text.split())
    if "." in unit:
        assert all(piece.endswith(".") for piece in pieces)


@given(st.text(alphabet="ab. \n\r\t\u2028é\u0301", max_size=400) | st.text(max_size=400))
def test_nothing_but_white_space_lies_between(text: str) -> None:
    at = 0
    for start, end in split_paragraphs(text):
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()
