"""Take the README's picture: the sample report as a browser shows it.

`python docs/picture.py` writes docs/report.png; it needs Chromium on the path.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_SIZE = {"width": 1200, "height": 900}


def main() -> int:
    browser = shutil.which("chromium")
    if browser is None:
        print("No chromium on the path: docs/report.png stays as it is.", file=sys.stderr)
        return 1
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=browser,
            args=_FLAGS,
            viewport=_SIZE,
            reduced_motion="reduce",
        )
        page = context.pages[0]
        page.goto((ROOT / "reports" / "seeds" / "story.html").as_uri())
        page.evaluate(
            "[...document.querySelectorAll('h2')]"
            ".find(heading => heading.textContent.includes('In short')).scrollIntoView()"
        )
        page.wait_for_timeout(500)
        page.screenshot(path=ROOT / "docs" / "report.png")
        context.close()
    print("wrote docs/report.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
