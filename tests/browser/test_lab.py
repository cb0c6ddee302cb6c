"""A real JupyterLab opens explore.ipynb and runs it in a real browser; every cell succeeds."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
]


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of a JupyterLab on copies of the notebooks, and their folder."""
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    runtime = tmp_path / "runtime"
    server = subprocess.Popen(
        [
            sys.executable,
            *("-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", "--port=0"),
            *("--allow-root", "--IdentityProvider.token=rashomon", f"--notebook-dir={tmp_path}"),
        ],
        env={
            **os.environ,
            "JUPYTER_RUNTIME_DIR": str(runtime),
            "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
            "PYTHONPATH": str(ROOT),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield wait_for_address(runtime, server), tmp_path / "notebooks"
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for_address(runtime: Path, server: "subprocess.Popen[bytes]") -> str:
    for _ in range(600):
        assert server.poll() is None, "JupyterLab ended by itself"
        for path in runtime.glob("jpserver-*.json"):
            return str(json.loads(path.read_text())["url"])
        time.sleep(0.1)
    raise AssertionError("JupyterLab did not start within a minute")


def wait_until_run(page: Any, path: Path) -> list[Any]:
    """The code cells once every one has run and been saved."""
    for _ in range(36):
        # A save while another is under way makes JupyterLab ask which of the two to keep.
        page.wait_for_timeout(5000)
        page.keyboard.press("Control+s")
        page.wait_for_timeout(2000)
        cells = [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
        if all(cell.execution_count for cell in cells):
            return cells
        if any(output.output_type == "error" for cell in cells for output in cell.outputs):
            return cells
    raise AssertionError("not every cell ran within four minutes")


def test_every_cell_of_the_tour_succeeds(lab: tuple[str, Path], tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    address, notebooks = lab
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            tmp_path / "profile", executable_path=CHROMIUM, args=FLAGS
        )
        page = browser.pages[0]
        page.set_viewport_size({"width": 1400, "height": 1000})
        page.goto(f"{address}lab/tree/notebooks/explore.ipynb?token=rashomon")
        page.get_by_role("menuitem", name="Run", exact=True).wait_for(timeout=60_000)
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
        # Cells sent to a kernel that is still starting are dropped.
        page.get_by_text("| Idle").wait_for(timeout=120_000)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        cells = wait_until_run(page, notebooks / "explore.ipynb")
        if os.environ.get("RASHOMON_SCREENSHOTS"):
            page.screenshot(path=Path(os.environ["RASHOMON_SCREENSHOTS"]) / "lab.png")
        browser.close()
    errors = [
        output.evalue for cell in cells for output in cell.outputs if output.output_type == "error"
    ]
    assert not errors
    assert all(cell.execution_count for cell in cells)
