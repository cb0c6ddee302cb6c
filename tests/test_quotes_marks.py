"""Quotation marks as they are printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.lenses.quotes.marks import find_marked

CASES = {
    "curly": ("“Yes,” she said.", ["“Yes,”"]),
    "straight": ('"Yes," she said. "No."', ['"Yes,"', '"No."']),
    "two apostrophes": ("''Yes,'' she said. ''No.''", ["''Yes,''", "''No.''"]),
    "backticks": ("``Yes,'' she said.", ["``Yes,''"]),
    "single straight": ("It's 'a nice day,' she said.", ["'a nice day,'"]),
    "single curly": ("‘We’ve heard voters’ anger,’ she said.", ["‘We’ve heard voters’ anger,’"]),
    "guillemets": ("«Yes», she said.", ["«Yes»"]),
    "apostrophes only": ("The '90s, rock 'n' roll and Jess' dog's tail.", []),
    "nested single": ("“He called it ‘fine’ then,” she said.", ["“He called it ‘fine’ then,”"]),
    "nested curly": ("“She called it “fine” then,” he said.", ["“She called it “fine” then,”"]),
    "two closing alike": ("“We see that. “", ["“We see that. “"]),
    "inches": ('A 5\'6" man said "ok" twice.', ['"ok"']),
    "never closed, own paragraph": ("“We try.\n\nShe left.", ["“We try."]),
    "never closed, in a sentence": ("She said, “We try. Then she left.", ["“We try."]),
    "closed by the next opening": ('"We try. "We fail," she said.', ['"We try.', '"We fail,"']),
    "paragraphs": ("“One.\n\n“Two.\n\n“Three,” she said.", ["“One.\n\n“Two.\n\n“Three,”"]),
    "none": ("She said nothing.", []),
    "empty": ("", []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_passages_in_quotation_marks(text: str, expected: list[str]) -> None:
    assert [text[mark.start : mark.end] for mark in find_marked(text)] == expected


@given(st.text(alphabet="ab .,\n“”\"'‘’«»`5?", max_size=60))
def test_passages_are_in_order_apart_and_inside_the_text(text: str) -> None:
    last = 0
    for mark in find_marked(text):
        assert last <= mark.start < mark.end <= len(text)
        last = mark.end
