"""What the warm parent does before it forks: it must leave one thread, or nothing can be forked."""

import subprocess
import sys
from pathlib import Path

import pytest

from analysis.report.engine.server import make_environment

CALL = """
from pathlib import Path
from analysis.report.engine.rehearsal import rehearse
from analysis.lenses.facts.units import _load_registry
rehearse()
print(len(list(Path("/proc/self/task").iterdir())), _load_registry.cache_info().currsize)
"""


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted in /proc")
def test_it_ends_with_one_thread_and_the_units_loaded() -> None:
    steady = {"JE_ARROW_MALLOC_CONF": "background_thread:false", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", CALL],
        env={**make_environment(), **steady},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.split() == ["1", "1"]
