"""The HTML report in a real browser: no request, no console message, no word from axe-core."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.displays import (
    show_counts,
    show_figure,
    show_findings,
    show_passages,
    show_table,
    show_tellings,
)
from analysis.plots import plot_counts
from analysis.report.pages.html import render_html
from analysis.report.pages.tree import build_tree
from analysis.tables import as_table

pytestmark = pytest.mark.slow

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
TEXT = "Ada Lovelace met Charles Babbage. Lovelace wrote notes; Babbage built little."


def make_report() -> str:
    """A report with one of everything."""
    articles = as_table(
        [
            {
                "article_id": name,
                "outlet": name,
                "published": pd.Timestamp("2021-10-05", tz="UTC"),
                "published_precision": "day",
                "headline": "",
                "credit": "",
                "text": TEXT * (place + 1),
                "url": "",
                "source": "",
            }
            for place, name in enumerate(("one", "two"))
        ],
        "articles",
    )
    rows = [
        {
            "article_id": article["article_id"],
            "part": "text",
            "start": start,
            "end": start + len(name),
            "mention": name,
            "entity": name,
            "kind": "person",
            "candidates": "",
            "rule": "",
        }
        for article in articles.to_dict("records")
        for name in ("Lovelace", "Babbage")
        for start in [article["text"].index(name)]
    ]
    mentions = as_table(rows, "mentions")
    counts = as_table(
        [
            {
                "group": row["article_id"],
                "entity": row["entity"],
                "kind": "person",
                "mentions": 1,
                "open": 0,
                "articles": 1,
                "per_1000": 90.0,
            }
            for row in rows
        ],
        "entity_counts",
    )
    shown = [
        show_tellings(articles),
        show_findings([("Both name Lovelace.", mentions), "Nothing else."], articles=articles),
        show_counts(counts, mentions, articles, title="Who is named", note="By name."),
        show_counts(counts, mentions, articles),
        show_table(mentions.assign(mention="a long column of words " * 9), articles=articles),
        show_figure(plot_counts(counts, articles), finding="Each once.", table=counts),
        show_passages(mentions, articles, title="Passages"),
    ]
    outputs: list[dict[str, Any]] = [
        {"output_type": "display_data", "data": one._repr_mimebundle_()} for one in shown
    ]
    outputs += [
        {"output_type": "stream", "name": "stderr", "text": "a long line " * 40},
        {"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": ["a", "b"]},
    ]
    prose = "## Who\n\nWords with a [link](#who), `code` and a list:\n\n- a\n- b\n\n### Deeper\n\nx"
    code = {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": []}
    cells = [
        {"cell_type": "markdown", "source": "# Who is named?\n\nA lead of *two* articles."},
        {**code, "source": "top = 3  # rows", "metadata": {"tags": ["parameters"]}},
        {"cell_type": "markdown", "source": prose},
        {**code, "source": "show()", "outputs": outputs},
        {
            "cell_type": "markdown",
            "source": "## Limits\n\n> None.\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        },
        {**code, "source": "more()", "execution_count": None},
    ]
    return render_html(build_tree({"cells": cells}))


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"), executable_path=CHROMIUM, args=FLAGS
        )
        yield context
        context.close()


@pytest.fixture
def page(context: Any, tmp_path: Path) -> Iterator[Any]:
    """The report, opened; nothing may be asked for and nothing said on the console."""
    path = tmp_path / "report.html"
    path.write_text(make_report(), encoding="utf-8")
    page = context.new_page()
    said: list[str] = []
    page.on("request", lambda request: said.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path.as_uri())
    yield page
    # What axe-core does to the page is not the page's.
    asked = [what for what in said if not what.startswith("data:image/")]
    assert asked == [path.as_uri()]
    page.close()


def run_axe(page: Any) -> list[str]:
    """What axe-core finds, rule by rule with the element."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1400])
def test_axe_finds_nothing_with_passages_closed_and_open(
    page: Any, scheme: str, width: int
) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    assert run_axe(page) == []
    for details in page.locator("details").all():
        details.evaluate("element => element.open = true")
    assert run_axe(page) == []
    page.locator("td .opens").first.click()
    assert page.locator(".evidence:popover-open mark").first.is_visible()
    assert run_axe(page) == []


def test_a_number_opens_its_passages_from_the_keyboard(page: Any) -> None:
    number = page.locator("td .opens").first
    number.focus()
    page.keyboard.press("Enter")
    opened = page.locator(".evidence:popover-open")
    assert opened.locator("mark").first.inner_text() == "Babbage"
    page.keyboard.press("Escape")
    assert opened.count() == 0
    assert number.evaluate("element => element === document.activeElement")


@pytest.mark.parametrize("width", [320, 768, 1400])
def test_the_page_never_scrolls_sideways(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_skip_link_comes_first_and_leads_to_the_report(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


def test_headings_are_in_order(page: Any) -> None:
    levels = page.eval_on_selector_all(
        "h1, h2, h3, h4", "all => all.map(one => Number(one.tagName[1]))"
    )
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_figures_follow_dark_mode(page: Any) -> None:
    page.emulate_media(color_scheme="light")
    light = page.locator(".drawing img").first.screenshot()
    page.emulate_media(color_scheme="dark")
    assert page.locator(".drawing img").first.screenshot() != light
