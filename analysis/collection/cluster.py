"""Who does the work: a Dask scheduler that is named, processes on this machine, or this one."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from analysis.errors import UsageError
from analysis.progress import follow

_TRIES = 3  # for work that fails; a worker that is killed is no failure of the work


class Crew:
    """The workers of a Dask client; without one, this process does all work at once itself.

    What is started may be given to other work in place of its result, which then stays with the
    workers: only what is finished comes here.
    """

    def __init__(self, client: Any = None) -> None:  # noqa: ANN401 (Dask is untyped)
        self.client = client

    def start(self, work: Callable[..., Any], *given: Any) -> Any:  # noqa: ANN401
        """What will have the result of the work."""
        if self.client is None:
            return work(*given)
        return self.client.submit(work, *given, pure=False, retries=_TRIES - 1)

    def each(
        self,
        work: Callable[..., Any],
        given: Sequence[tuple[Any, ...]],
        doing: str,
        *,
        unit: str = " parts",
    ) -> list[Any]:
        """The results of the work with each of what is given, in order, with a bar beside them."""
        if self.client is None:
            return [work(*one) for one in follow(given, doing, unit=unit, total=len(given))]
        return self.finish([self.start(work, *one) for one in given], doing, unit=unit)

    def finish(self, started: Sequence[Any], doing: str, *, unit: str = " parts") -> list[Any]:
        """The results, in order, with a bar beside them."""
        waiting = follow(started, doing, unit=unit, total=len(started))
        return [one if self.client is None else one.result() for one in waiting]


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


@contextmanager
def open_crew(scheduler: str | None) -> Iterator[Crew]:
    """The workers of a scheduler that is named; else this process.

    Raises:
        UsageError: Dask is not installed, or the scheduler does not answer.
    """
    if not scheduler:
        yield Crew()
        return
    with open_client(scheduler, None) as client:
        yield Crew(client)


def _count_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
