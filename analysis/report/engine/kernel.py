"""Execution in a real Jupyter kernel: papermill's own way, with limits that hold.

Serves where processes cannot be forked, and notebooks that need a full kernel.
"""

import os
import signal
import sys
import tempfile
import threading
import time
from contextlib import suppress
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellExecutionError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine

from analysis.report.engine.cells import Failure, Limits, RunStopped, TruthfulManager, run_cells
from analysis.report.engine.guard import guard_kernel
from analysis.report.engine.server import make_environment

_GRACE = 3.0  # seconds between the request to stop and the end


class KernelEngine(Engine):  # type: ignore[misc]
    """Papermill's engine with a kernel of this very Python, time limits and a true record."""

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, **options: Any) -> Any:  # noqa: ANN401
        """Execute all cells; `managers` receives the record even when an exception ends it."""
        own = ("output_path", "progress_bar", "log_output")
        manager = TruthfulManager(nb, **{name: options[name] for name in own if name in options})
        manager.progress = options.get("progress")
        manager.instead = options.get("instead", "")
        options.get("managers", []).append(manager)
        manager.notebook_start()
        try:
            client = _Client(
                manager,
                kernel_name=kernel_name,
                timeout=None,
                startup_timeout=options.get("start_timeout", 60),
                record_timing=False,
                shutdown_kernel="immediate",
                extra_arguments=["--HistoryManager.enabled=False"],
                coalesce_streams=True,
                resources={"metadata": {"path": options.get("folder")}},
            )
            client.limits = options.get("limits") or Limits()
            with tempfile.TemporaryDirectory(prefix="rashomon-") as passing:
                client.km = _OwnKernel(transport="ipc", connection_file=f"{passing}/kernel.json")
                client.km.ip = f"{passing}/kernel"
                client.execute(env=make_environment())
        finally:
            manager.notebook_complete()
        return manager.nb


class _OwnKernel(AsyncKernelManager):
    """A kernel of the Python that runs this, whatever is installed under its name elsewhere."""

    @property
    def kernel_spec(self) -> KernelSpec:
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=command, display_name="Rashomon", language="python")


class _Client(PapermillNotebookClient):  # type: ignore[misc]
    """Papermill's client, with a watch that ends what goes past its limit."""

    limits: Any = None

    def execute(self, **options: Any) -> None:  # noqa: ANN401
        """As papermill's, without questions to a kernel that may be gone."""
        self.reset_execution_trackers()
        with self.setup_kernel(**options), guard_kernel(self.km.provisioner.pid):
            self.papermill_execute_cells()
            self.set_widgets_metadata()

    def papermill_execute_cells(self) -> None:
        self.ends_at = time.monotonic() + self.limits.run
        manager: TruthfulManager = self.nb_man
        run_cells(manager, self._execute_within_limits)

    def _execute_within_limits(self, cell: Any, index: int) -> None:  # noqa: ANN401
        left = min(self.limits.cell, max(0.0, self.ends_at - time.monotonic()))
        watch = _Watch(left, self.km.provisioner.pid)
        watch.start()
        try:
            self.execute_cell(cell, index)
        except (CellExecutionError, DeadKernelError) as error:
            if watch.rang:
                raise RunStopped(
                    Failure("time limit", f"stopped after {left:.0f} s", 124)
                ) from error
            if isinstance(error, DeadKernelError):
                message = "the process that ran this cell died"
                raise RunStopped(Failure("process died", message)) from error
            raise
        finally:
            watch.stop()


class _Watch(threading.Thread):
    """Interrupts a kernel when its time is over, and ends it when that does not help."""

    def __init__(self, seconds: float, process: int) -> None:
        super().__init__(daemon=True)
        self.seconds, self.process, self.rang = seconds, process, False
        self._stopped = threading.Event()

    def run(self) -> None:
        if self._stopped.wait(self.seconds):
            return
        self.rang = True
        self._send(signal.SIGINT)
        if not self._stopped.wait(_GRACE):
            self._send(signal.SIGKILL)

    def stop(self) -> None:
        self._stopped.set()

    def _send(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process, number)
