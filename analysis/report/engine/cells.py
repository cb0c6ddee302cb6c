"""What became of each cell: papermill's record of a run, kept true when a run does not end well.

Papermill marks cells as completed that never ran when a kernel dies or a limit ends a run. Here a
cell is completed only after it was.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_output
from papermill.engines import NotebookExecutionManager

from analysis.report.notebooks import number_steps

# Named by the exception's class, because the cell ran in another process.
_STATUS = {"NoArticlesError": 3, "UsageError": 2, "MissingModelError": 2, "MemoryError": 137}


class Limits(NamedTuple):
    """How long a cell and a whole run may take, in seconds."""

    cell: float = 600
    run: float = 3600


class Failure(NamedTuple):
    """Why a run did not end well: which cell, in which words, and the exit status."""

    reason: str  # `error`, `time limit`, `process died`, `out of memory`, `interrupted`
    message: str
    status: int = 1
    cell: int | None = None


class RunStopped(Exception):  # noqa: N818 (reads as what it is)
    """The run ended in the middle of a cell; `failure` says why."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


class TruthfulManager(NotebookExecutionManager):  # type: ignore[misc]
    """Papermill's manager, except that only what was executed is marked as completed."""

    failure: Failure | None = None
    progress: Callable[[int, int], None] | None = None  # steps done, of how many
    engine = "kernel"  # or `forked`
    instead = ""  # why it was not forked
    modules: Sequence[str] = ()  # files that the notebook imported and that are not installed

    def notebook_complete(self, **_: Any) -> None:  # noqa: ANN401
        """Note the time; unlike papermill's, leave cells pending that never ran."""
        self.end_time = self.now()
        self.nb.metadata.papermill["end_time"] = self.end_time.isoformat()
        self.nb.metadata.papermill["duration"] = (self.end_time - self.start_time).total_seconds()
        self.cleanup_pbar()
        self.save()


def run_cells(manager: TruthfulManager, execute: Callable[[Any, int], None]) -> None:
    """Execute the cells in order until one fails, and note what became of each."""
    steps = number_steps(manager.nb.cells)
    for index, cell in enumerate(manager.nb.cells):
        manager.cell_start(cell, index)
        if manager.progress and steps[index]:
            manager.progress(steps[index] - 1, max(steps))
        try:
            execute(cell, index)
        except BaseException as error:
            manager.failure = name_failure(error, index)
            if not isinstance(error, CellExecutionError):
                cell.outputs.append(_write_output(manager.failure))
            manager.cell_exception(cell, cell_index=index, exception=error)
            if isinstance(error, CellExecutionError | RunStopped):
                return
            raise
        finally:
            manager.cell_complete(cell, cell_index=index)


def raise_for_error(cell: Any) -> None:  # noqa: ANN401 (a notebook node)
    """Raise what the cell raised, unless it is tagged as one that may."""
    if "raises-exception" in cell.metadata.get("tags", ()):
        return
    for output in cell.outputs:
        if output.output_type == "error" and not _is_exit(output):
            text = "\n".join(output.traceback)
            raise CellExecutionError(text, ename=output.ename, evalue=output.evalue)


def join_streams(outputs: list[Any]) -> list[Any]:
    """Neighbouring prints as one, without what a carriage return has overwritten."""
    joined: list[Any] = []
    for output in outputs:
        last = joined[-1] if joined else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            joined.append(output)
    for output in joined:
        if output.output_type == "stream":
            output.text = _overwrite(output.text)
    return joined


def _overwrite(text: str) -> str:
    """What a terminal shows in the end, where a line was written over."""
    if "\r" not in text:
        return text
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in lines)


def _is_exit(output: Any) -> bool:  # noqa: ANN401
    return output.ename == "SystemExit" and output.evalue in {"", "0", "None"}


def name_failure(error: BaseException, index: int | None) -> Failure:
    """Why a run ended with this; `index` is the cell it was in, None between two."""
    if isinstance(error, RunStopped):
        return error.failure._replace(cell=index)
    if isinstance(error, CellExecutionError):
        message = f"{error.ename}: {error.evalue}".rstrip(": ")
        reason = "out of memory" if error.ename == "MemoryError" else "error"
        return Failure(reason, message, _STATUS.get(error.ename, 1), index)
    status = getattr(error, "exit_status", 1)
    return Failure("interrupted", str(error) or type(error).__name__, status, index)


def _write_output(failure: Failure) -> Any:  # noqa: ANN401 (a notebook node)
    """What the cell itself could no longer say."""
    name = failure.reason.title().replace(" ", "")
    return new_output("error", ename=name, evalue=failure.message, traceback=[])


def list_cells(notebook: Any) -> list[dict[str, Any]]:  # noqa: ANN401 (a notebook node)
    """One row per code cell: position, state and seconds, for the record."""
    states = {"completed": "done", "failed": "failed"}
    return [
        {
            "cell": index,
            "state": states.get(cell.metadata.papermill.get("status"), "not run"),
            "seconds": cell.metadata.papermill.get("duration"),
            "outputs": len(cell.outputs),
        }
        for index, cell in enumerate(notebook.cells)
        if cell.cell_type == "code"
    ]
