"""Who does the work: a Dask scheduler that is named, or processes on this machine."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from analysis.errors import UsageError


@contextmanager
def open_client(scheduler: str | None, workers: int | None) -> Iterator[Any]:
    """A Dask client, closed at the end with all that was started for it.

    Raises:
        UsageError: Dask is not installed, or the scheduler does not answer.
    """
    try:
        import dask  # noqa: PLC0415 (only large collections need Dask)
        from distributed import Client, LocalCluster  # noqa: PLC0415
    except ImportError as error:
        raise UsageError(
            "Preparing a collection needs Dask.\nInstall it with: pip install 'rashomon[scale]'"
        ) from error
    # A worker killed by the system takes its part with it; that is no fault of the part's.
    settings = {"distributed.scheduler.allowed-failures": 10, "distributed.logging.distributed": 50}
    with dask.config.set(settings), ExitStack() as stack:
        address: Any = scheduler
        if scheduler is None:
            address = stack.enter_context(
                LocalCluster(  # type: ignore[no-untyped-call]
                    n_workers=workers or _count_cores(),
                    threads_per_worker=1,
                    dashboard_address="127.0.0.1:0",
                    silence_logs=50,
                )
            )
        try:
            client = stack.enter_context(Client(address, timeout=20))  # type: ignore[no-untyped-call]
        except (OSError, TimeoutError, ValueError) as error:
            raise UsageError(f"No Dask scheduler answers at {scheduler}.") from error
        yield client


def _count_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
