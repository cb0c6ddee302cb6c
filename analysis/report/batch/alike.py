"""Tasks of a batch that ask the same notebook about the same articles, and so begin alike."""

import json
from collections.abc import Iterable, Sequence

from analysis.errors import RashomonError
from analysis.report.batch.tasks import Options, Task, prepare_task
from analysis.report.engine.beginning import Beginning, begin
from analysis.report.engine.server import Server
from analysis.report.engine.shared import count_shared
from analysis.report.notebooks import insert_cell
from analysis.report.parameters.declared import write_cell


class Alike:
    """Tasks that differ in parameters only; their beginning is made when the first one starts."""

    def __init__(self) -> None:
        self.tasks: list[Task] = []
        self._left = 0
        self._begun: list[Beginning | None] = []

    def add(self, task: Task) -> None:
        """One more."""
        self.tasks.append(task)
        self._left += 1

    def begin(self, options: Options, server: Server) -> Beginning | None:
        """The first cells executed once for all; nothing where that is not safe or not worth it."""
        if not self._begun:
            self._begun.append(_begin(self.tasks, options, server))
        return self._begun[0]

    def leave(self) -> None:
        """One is done; with the last one the beginning ends."""
        self._left -= 1
        if not self._left and self._begun and self._begun[0]:
            self._begun[0].close()


def group_alike(tasks: Iterable[Task]) -> list[Alike]:
    """The tasks by notebook and articles, in the order in which each first comes."""
    groups: dict[tuple[str, tuple[str, ...]], Alike] = {}
    for task in tasks:
        groups.setdefault((task.notebook, tuple(task.articles)), Alike()).add(task)
    return list(groups.values())


def _begin(tasks: Sequence[Task], options: Options, server: Server) -> Beginning | None:
    try:
        job = prepare_task(tasks[0], options)
    except RashomonError:  # every task says so for itself
        return None
    cells = insert_cell(job.content, write_cell(job.parameters)).cells
    names = _list_differing(tasks)
    shared = cells[: count_shared(cells, names, job.parameters)]
    sources = {
        number: cell.source
        for number, cell in enumerate(shared)
        if cell.cell_type == "code" and cell.source.strip()
    }
    return begin(server, sources, names, seconds=options.limits[0]) if sources else None


def _list_differing(tasks: Sequence[Task]) -> list[str]:
    """Parameters that are not the same in all tasks."""
    names = sorted({name for task in tasks for name in task.values})
    return [
        name
        for name in names
        if len({json.dumps(task.values.get(name), default=repr) for task in tasks}) > 1
        or any(name not in task.values for task in tasks)
    ]
