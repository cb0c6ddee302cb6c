"""The sample report that git keeps is what the code renders today, byte for byte."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "reports" / "seeds"


@pytest.mark.slow
def test_the_sample_is_current(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "analysis", "report", "seeds", "--out", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True)
    for name in ("story.html", "story.pdf"):
        rendered = (tmp_path / "seeds" / name).read_bytes()
        assert rendered == (SAMPLE / name).read_bytes(), f"{name} is out of date: run `make sample`"
