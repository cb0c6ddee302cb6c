"""A notebook executed by papermill, in memory, within limits, and truthful about how it ended."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import papermill
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import remove_error_markers

from analysis.report.engine.beginning import Beginning
from analysis.report.engine.cells import Failure, Limits, TruthfulManager, name_failure
from analysis.report.engine.forked import ForkedEngine
from analysis.report.engine.kernel import KernelEngine
from analysis.report.engine.server import Server
from analysis.report.notebooks import insert_cell


class Outcome(NamedTuple):
    """An executed notebook, as far as it came, and why it came no further."""

    notebook: Any
    failure: Failure | None
    modules: Sequence[str] = ()  # files it imported that are not installed
    engine: str = "kernel"  # what ran it: `forked`, or a `kernel` and why


def execute_notebook(
    notebook: dict[str, Any],
    cell: str,
    *,
    folder: Path | None = None,
    limits: tuple[float, float] = (600, 3600),
    engine: str = "rashomon",
    server: Server | None = None,
    beginning: Beginning | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Outcome:
    """The notebook with `cell` behind its parameters, executed in `folder`.

    `limits` are the seconds that a cell and the whole run may take. With a `beginning` the run goes
    on from there; whoever calls sees to it that its cells are these.
    Interrupted from outside, the exception carries what was done so far as `outcome`.
    """
    logging.getLogger("papermill").addHandler(logging.NullHandler())
    logging.getLogger("papermill").propagate = False
    papermill_engines.register("rashomon", ForkedEngine)
    papermill_engines.register("rashomon-kernel", KernelEngine)
    managers: list[TruthfulManager] = []
    error: BaseException | None = None
    try:
        papermill.execute_notebook(
            insert_cell(notebook, cell),
            None,
            engine_name=engine,
            kernel_name="python3",
            progress_bar=False,
            managers=managers,
            folder=str(folder or Path.cwd()),
            limits=Limits(*limits),
            progress=progress,
            server=server,
            beginning=beginning,
        )
    except PapermillExecutionError:
        pass  # the manager noted it
    except BaseException as raised:
        if not managers:
            raise
        error = raised
    manager = managers[0]
    outcome = Outcome(
        remove_error_markers(manager.nb),
        manager.failure or (name_failure(error, None) if error else None),
        manager.modules,
        f"{manager.engine}: {manager.instead}".removesuffix(": "),
    )
    if error is not None:
        error.outcome = outcome  # type: ignore[attr-defined]
        raise error
    return outcome
