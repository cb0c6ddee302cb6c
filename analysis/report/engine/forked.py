"""Papermill's engine `rashomon`: each notebook in a fresh process forked from a warm parent.

Usable from papermill itself (`papermill --engine rashomon`). Where processes cannot be forked
safely the notebook runs in a real kernel instead, with the same results.
"""

from typing import Any

from analysis.report.engine.server import Unavailable
from analysis.report.notebooks import number_steps


class ForkedEngine:
    """Papermill's engine with a forked process instead of a kernel.

    Not derived from papermill's own, and papermill comes in when it is used: papermill imports this
    module while it is itself being imported, and whoever imports this one first would meet half of
    the other.
    """

    @classmethod
    def execute_notebook(
        cls,
        nb: Any,  # noqa: ANN401
        kernel_name: str,
        output_path: str | None = None,
        progress_bar: bool = True,
        log_output: bool = False,
        **options: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Execute all cells; falls back to a real kernel where that cannot be."""
        from analysis.report.engine.cells import TruthfulManager  # noqa: PLC0415
        from analysis.report.engine.process import open_process  # noqa: PLC0415

        own = {"output_path": output_path, "progress_bar": progress_bar, "log_output": log_output}
        try:
            process = open_process(options)
        except Unavailable as error:
            from analysis.report.engine.kernel import KernelEngine  # noqa: PLC0415 (rarely needed)

            own["instead"] = str(error)
            return KernelEngine.execute_notebook(nb, kernel_name, **own, **options)
        manager = TruthfulManager(nb, **own)
        manager.engine = "forked"
        if process.shown:
            steps = number_steps(nb.cells)[max(process.shown)]
            manager.instead = f"its first {steps} steps ran once for several reports"
        manager.progress = options.get("progress")
        options.get("managers", []).append(manager)
        manager.notebook_start()
        try:
            process.run_notebook(manager)
        finally:
            process.close()
            manager.notebook_complete()
        return manager.nb

    @staticmethod
    def nb_kernel_name(nb: Any, name: str | None = None) -> Any:  # noqa: ANN401
        """As papermill's engines do."""
        from papermill.utils import nb_kernel_name  # noqa: PLC0415

        return nb_kernel_name(nb, name)

    @staticmethod
    def nb_language(nb: Any, language: str | None = None) -> Any:  # noqa: ANN401
        """As papermill's engines do."""
        from papermill.utils import nb_language  # noqa: PLC0415

        return nb_language(nb, language)
