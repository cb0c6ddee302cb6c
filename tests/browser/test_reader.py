"""The reader of passages turns its pages in a real browser, by mouse and by keyboard."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis.displays import show_reader
from tests.hand_made import make_articles

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
]


def test_one_page_shows_at_a_time(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    articles = make_articles(Daily="Ann met Bob. " * 50)
    spans = pd.DataFrame({"article_id": "Daily-1", "part": "text", "start": range(0, 650, 13)})
    shown = show_reader(spans.assign(end=spans["start"] + 3), articles)
    path = tmp_path / "reader.html"
    path.write_text("<!doctype html>" + shown._repr_mimebundle_()["text/html"])
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.goto(path.as_uri())
        pages = page.locator("section.page")

        def visible() -> list[int]:
            return [number for number, one in enumerate(pages.all(), 1) if one.is_visible()]

        assert visible() == [1]
        pages.nth(0).get_by_text("next ›").click()
        assert visible() == [2]
        page.keyboard.press("ArrowRight")
        assert visible() == [3]
        pages.nth(2).get_by_text("‹ back").click()
        assert visible() == [2]
        browser.close()
