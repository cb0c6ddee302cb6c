"""The first line of a text file, credits told from standfirsts, and outlets from addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.articles.credits import is_credit
from analysis.articles.outlets import name_outlet
from analysis.articles.text import split_first_line


@pytest.mark.parametrize(
    ("content", "values"),
    [
        ("Just text.\nMore.\n", {"text": "Just text.\nMore.\n"}),
        ("date 2021-10-05\n\nText.", {"published": "2021-10-05", "text": "Text."}),
        (
            " date 2021-10-05 NASA/Jane Roe\r\n\r\n  Text.\r\n",
            {"published": "2021-10-05", "credit": "NASA/Jane Roe", "text": "  Text.\r\n"},
        ),
        (
            "\tdate 2021-10-05 Ann Lee/AP\nText.",
            {"published": "2021-10-05", "credit": "Ann Lee/AP", "text": "Text."},
        ),
        (
            "date 2021-10-05 A crew is in orbit.\n\nText.",
            {"published": "2021-10-05", "headline": "A crew is in orbit.", "text": "Text."},
        ),
        (
            "date 2021-10-05 All on one line.",
            {"published": "2021-10-05", "text": "All on one line."},
        ),
        ("date palms grow.\nText.", {"text": "date palms grow.\nText."}),
        ("date 2021-10-055 x\nText.", {"text": "date 2021-10-055 x\nText."}),
        ("Text.\ndate 2021-10-05 late\n", {"text": "Text.\ndate 2021-10-05 late\n"}),
        ("\ufeffText.", {"text": "Text."}),
    ],
)
def test_the_first_line(content: str, values: dict[str, str]) -> None:
    assert split_first_line(content) == values


@given(st.text())
def test_no_text_is_lost(content: str) -> None:
    values = split_first_line(content)
    assert content.endswith(values["text"]) or values["text"] in content


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Sergei Ivanov/TASS via Getty Images", True),
        ("Ann Lee / Reuters", True),
        ("Ann Lee, AP", True),
        ("NASA via AP", True),
        ("Ann Lee and Bo Berg/AFP/Getty Images", True),
        ("Photo by Ann Lee", True),
        ("Photo: Ann Lee for The Daily Planet", True),
        ("PHOTOGRAPH BY ANN LEE", True),
        ("© Ann Lee 2021", True),
        ("Credit: Ann Lee/Planet Pictures", True),
        ("Ann Lee/The Daily Planet", True),
        ("(AP Photo/Ann Lee)", True),
        ("Reuters", True),
        ("ESA/Jane Roe", True),
        ("NATO/Russia Talks Collapse", False),
        ("Two crews share one station.", False),
        ("The station/hotel opens to guests", False),
        ("Musk Goes to Space via Texas", False),
        ("Film crew blasts off to the station, says Reuters", False),
        ("Photo by photo, the crew recorded how the film was made on board", False),
        ("Roscosmos sends a crew to orbit", False),
        ("Russia Sends Film Crew To Space Station", False),
        ("", False),
    ],
)
def test_credits(line: str, credit: bool) -> None:
    assert is_credit(line) is credit


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("http://www.bbc.co.uk/news/1", "bbc.co.uk"),
        ("https://edition.cnn.com/a?b=c#d", "cnn.com"),
        ("HTTPS://News.Example.COM:8080/", "example.com"),
        ("https://blog.blogspot.com/x", "blog.blogspot.com"),
        ("http://127.0.0.1/x", "127.0.0.1"),
        ("http://[::1]/x", "::1"),
        ("http://localhost/x", "localhost"),
        ("example.com/x", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_outlets(url: str, outlet: str) -> None:
    assert name_outlet(url) == outlet
