"""A batch's overview in a real browser: found, sorted, followed, and no word from axe-core."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis.report.batch.index import render_index, write_table
from analysis.report.batch.tasks import Result, Task
from tests.browser.test_page import context, run_axe

__all__ = ["context"]

pytestmark = pytest.mark.slow

NAMES = ["100% #1 & co", "München 日本", "a{b} 'c'"]
TITLE = "2021-10-05 The river hall reopens"


def make_result(name: str, state: str, articles: int, title: str = "") -> Result:
    record = {
        "outputs": {"n.html": "", "n.pdf": ""},
        "headline": f"Both state {articles} of them.",
        "results": {"articles": articles, "conflicts": 0},
        "changes": [{"name": "articles", "before": articles - 1, "now": articles}],
    }
    task = Task(name, "n.ipynb", ("told",), {"top": articles}, "x", title)
    message = {"failed": "error: ValueError: three", "not run": "changed: articles"}.get(state, "")
    return Result(task, state, message, record)


@pytest.fixture
def page(context: Any, tmp_path: Path) -> Iterator[Any]:
    """The overview of three runs; nothing may be asked for and nothing said on the console."""
    states = zip(NAMES, ("done", "failed", "not run"), (9, 10, 8), ("", "", TITLE), strict=True)
    results = [make_result(*row) for row in states]
    (tmp_path / "index.html").write_text(render_index(results, ("html", "pdf")), encoding="utf-8")
    (tmp_path / "batch.csv").write_bytes(write_table(results))
    for name in NAMES:
        (tmp_path / name).mkdir()
        (tmp_path / name / "n.html").write_text(f"<title>{name}</title>", encoding="utf-8")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((tmp_path / "index.html").as_uri())
    yield page
    page.close()
    assert said == []


def list_shown(page: Any) -> list[str]:
    """The first cell of each row that is shown, in order, without its day."""
    cells = page.locator("tbody th:visible")
    return [str(text).rpartition("\n")[2] for text in cells.all_inner_texts()]


FIRST, SECOND, THIRD = NAMES[0], NAMES[1], TITLE[11:]


def test_runs_are_found_by_any_word_of_theirs(page: Any) -> None:
    assert list_shown(page) == [FIRST, SECOND, THIRD]
    page.fill("#find", "HALL river")
    assert list_shown(page) == [THIRD]
    assert page.inner_text("output") == "1 of 3"
    page.fill("#find", "valueerror")
    assert list_shown(page) == [SECOND]
    page.fill("#find", "nowhere")
    assert list_shown(page) == []
    assert page.inner_text("output") == "None of them holds this"
    page.fill("#find", "")
    assert len(list_shown(page)) == 3


def test_runs_are_sorted_by_what_they_came_to(page: Any) -> None:
    page.select_option("#sort", label="articles, most first")
    assert list_shown(page) == [SECOND, FIRST, THIRD], "ten are more than nine"
    page.select_option("#sort", label="State")
    assert list_shown(page) == [FIRST, SECOND, THIRD]
    page.select_option("#sort", label="Order of the batch")
    button = page.get_by_role("button", name="State")
    button.click()
    button.click()
    assert list_shown(page) == [THIRD, SECOND, FIRST]
    assert page.get_attribute("thead th >> nth=1", "aria-sort") == "descending"


@pytest.mark.parametrize("number", range(3))
def test_every_link_leads_to_its_report(number: int, page: Any) -> None:
    page.locator("tbody th a").nth(number).click()
    assert page.title() == NAMES[number]


@pytest.mark.parametrize("width", [320, 375, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_and_axe_finds_nothing(width: int, scheme: str, page: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert run_axe(page) == []
