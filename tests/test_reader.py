"""A reader of passages: every page in one output, turned without script and without the kernel."""

import re
from typing import Any

import pandas as pd
import pytest

from analysis.displays import show_passages, show_reader
from analysis.displays.reader import PAGES
from analysis.errors import UsageError
from tests.hand_made import make_articles

ARTICLES = make_articles(Daily="".join(f"Ann {number:03}. " for number in range(130)))
SPANS = pd.DataFrame(
    {"article_id": "Daily-1", "part": "text", "start": range(0, 9 * 130, 9)}
).assign(end=lambda rows: rows["start"] + 7)


def write(**options: Any) -> str:
    return str(show_reader(SPANS, ARTICLES, **options)._repr_mimebundle_()["text/html"])


def test_every_passage_stands_on_one_page_in_order() -> None:
    page = write(sample=20)
    assert re.findall(r"<mark>(.*?)</mark>", page) == [f"Ann {number:03}" for number in range(130)]
    assert page.count('type="radio"') == 7
    assert page.count(" checked>") == 1
    assert "Passages 121 to 130 of 130; page 7 of 7." in page
    assert "Read on" not in page
    assert "<script" not in page


def test_labels_lead_to_the_pages_beside() -> None:
    page = write(sample=50)
    ids = re.findall(r'id="(r\w+-\d)"', page)
    assert [one.partition("-")[2] for one in ids] == ["1", "2", "3"]
    assert re.findall(r'for="(.*?)"', page) == [ids[1], ids[0], ids[2], ids[1]]


def test_beyond_its_pages_it_says_how_to_read_on() -> None:
    page = write(sample=2)
    assert page.count('type="radio"') == PAGES
    assert f"Read on with <code>page={PAGES + 1}</code>." in page
    later = write(sample=2, page=PAGES + 1)
    assert re.findall(r"<mark>(.*?)</mark>", later)[0] == f"Ann {2 * PAGES:03}"


def test_elsewhere_it_is_the_page_it_opens_at() -> None:
    assert show_reader(SPANS, ARTICLES).data == show_passages(SPANS, ARTICLES, page=1).data
    few = show_reader(SPANS.head(3), ARTICLES)
    assert "radio" not in few._repr_mimebundle_()["text/html"]
    assert show_reader(SPANS.head(0), ARTICLES).data["evidence"] == []
    with pytest.raises(UsageError) as caught:
        show_reader(SPANS, ARTICLES, page=8)
    assert str(caught.value) == "There is no page 8: the pages go from 1 to 7."


def test_texts_are_escaped() -> None:
    text = "<b>Ann</b> " * 30
    articles = make_articles(Daily=text)
    spans = SPANS.head(30).assign(start=range(0, 330, 11), end=range(10, 340, 11))
    shown = show_reader(spans, articles, title="<i>")._repr_mimebundle_()["text/html"]
    assert "<b>" not in shown
    assert "<i>" not in shown
