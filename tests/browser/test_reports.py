"""Every notebook rendered on the seeds: whole, and in a real browser still and accessible."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from analysis.report.notebooks import list_notebooks

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=sorted(list_notebooks()))
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The HTML of one notebook on the seeds; the other files stand beside it."""
    out = tmp_path_factory.mktemp("reports")
    command = [sys.executable, "-m", "analysis", "report", "seeds", "--out", str(out)]
    subprocess.run([*command, "--notebook", request.param], cwd=ROOT, check=True)
    return out / "seeds" / f"{request.param}.html"


def test_every_cell_is_done_and_nothing_was_warned_of(report: Path) -> None:
    record = json.loads(report.with_suffix(".run.json").read_text(encoding="utf-8"))
    assert record["state"] == "done"
    assert record["warnings"] == []
    assert {cell["state"] for cell in record["cells"]} == {"done"}


def test_the_pdf_is_tagged_and_named_by_its_question(report: Path) -> None:
    with pikepdf.open(report.with_suffix(".pdf")) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("en")
        assert str(pdf.docinfo["/Title"]).endswith("?")
        assert pdf.Root.Outlines.Count != 0


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("Debian's chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "profile", executable_path=CHROMIUM, args=FLAGS
        )
        yield context.pages[0]
        context.close()


def test_it_opens_without_request_message_or_barrier(report: Path, page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    requests: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    page.goto(report.as_uri())
    page.wait_for_timeout(500)
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    assert messages == []
    found = Axe().run(page).response["violations"]
    assert [(violation["id"], violation["nodes"][0]["html"][:200]) for violation in found] == []


@pytest.mark.parametrize("width", [320, 375, 1400])
def test_it_fits_the_width_it_is_given(report: Path, page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(report.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
