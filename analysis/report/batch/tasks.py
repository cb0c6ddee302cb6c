"""What is asked of a batch, report by report, and what became of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from analysis.report.job import Job, prepare_job
from analysis.report.parameters.declared import Given


class Task(NamedTuple):
    """One report of many: what `prepare_job` is called with, in plain values."""

    name: str
    notebook: str
    articles: tuple[str, ...]
    values: Mapping[str, Any]  # checked by the notebook's own parameters before
    where: str  # where it was asked for, for messages
    title: str = ""  # what people call it, where that is not its name

    def list_given(self) -> list[Given]:
        """The values as they are handed to `check_parameters`."""
        return [Given(name, value, self.where) for name, value in self.values.items()]


class Result(NamedTuple):
    """What became of a task."""

    task: Task
    state: str  # `done`, `failed`, `unchanged`, `not run`
    message: str
    record: Mapping[str, Any]


class Options(NamedTuple):
    """What all tasks of a batch share."""

    out: str
    formats: tuple[str, ...]
    limits: tuple[float, float]
    force: bool = False


def prepare_task(task: Task, options: Options) -> Job:
    """The task checked, as far as that can be before anything runs; raises as `prepare_job`."""
    return prepare_job(
        tuple(task.articles),
        notebook=task.notebook,
        given=task.list_given(),
        out=Path(options.out),
        name=task.name,
        formats=options.formats,
    )
