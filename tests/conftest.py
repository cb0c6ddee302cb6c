"""What many tests need: the seeds and, where they are, the real collections."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from analysis.report.engine.server import Server, Unavailable, start_server

ROOT = Path(__file__).parent.parent

# No test measures time, so none fails on a busy machine; in CI the same examples come every time.
settings.register_profile(
    "steady",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def seeds() -> Path:
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def corpora() -> Path:
    folder = ROOT.parent / "shared" / "corpora"
    if not folder.is_dir():
        pytest.skip("the real collections are not beside this checkout (../shared/corpora)")
    return folder


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    try:
        started = start_server("loop")
    except Unavailable as error:
        pytest.skip(str(error))
    yield started
    started.close(wait=True)
