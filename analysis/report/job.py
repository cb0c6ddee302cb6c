"""A report that is to be made: everything checked that can be checked before a process starts."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from analysis.errors import NoArticlesError, UsageError
from analysis.report import record as records
from analysis.report.notebooks import find_notebook, read_notebook
from analysis.report.parameters.declared import Given, check_parameters, read_parameters
from analysis.report.save import check_apart, check_targets, make_name

FORMATS = ("html", "pdf")


class Job(NamedTuple):
    """All that a report depends on, checked, before anything has been executed."""

    notebook: Path
    content: dict[str, Any]
    parameters: dict[str, Any]
    parts: dict[str, Any]
    inputs: list[dict[str, Any]]
    folder: Path
    formats: tuple[str, ...]

    @property
    def stem(self) -> str:
        """Name of the notebook, which its outputs carry."""
        return make_name(self.notebook.stem)

    @property
    def record_path(self) -> Path:
        """Where the record of this job is."""
        return self.folder / f"{self.stem}.run.json"


def prepare_job(
    articles: Iterable[str],
    *,
    notebook: str = "story",
    given: Iterable[Given] = (),
    out: Path = Path("reports"),
    name: str | None = None,
    formats: Iterable[str] = FORMATS,
) -> Job:
    """Everything checked that can be checked before a process starts.

    Raises:
        UsageError: notebook, parameters or output folder are not as they must be.
        NoArticlesError: a path does not exist, or no file is there.
        MissingModelError: the language pipeline that is asked for is not installed.
    """
    path = find_notebook(notebook)
    content = read_notebook(path)
    known = read_parameters(content)
    articles = list(articles)
    if not articles and any(parameter.name == "articles" for parameter in known):
        raise UsageError("No articles are named.\nSuch as: rashomon report FOLDER")
    if articles and not any(parameter.name == "articles" for parameter in known):
        raise UsageError(
            f"{path.name} takes no articles.\nTag a code cell 'parameters' and write in it:\n"
            "articles: list[str] = []  # files or folders"
        )
    values = check_parameters(_add_articles(given, articles), known, path.stem)
    inputs = records.list_inputs(articles)
    if articles and not inputs:
        raise NoArticlesError(f"No file in {', '.join(articles[:3])}.")
    if isinstance(values.get("model"), str):
        records.check_model(values["model"])
    parts = {
        "notebook": hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest(),
        "articles": [row["sha256"] for row in inputs],
        "parameters": values,
        "versions": records.list_versions(values.get("model")),
        "code": records.hash_code(),
        "formats": sorted(formats),
    }
    files = [f"{make_name(path.stem)}.{kind}" for kind in (*formats, "ipynb", "run.json")]
    folder = check_targets(out, name if name is not None else _name_run(articles, path), files)
    check_apart(folder, articles, reports=out)
    return Job(path, content, values, parts, inputs, folder, tuple(formats))


def _add_articles(given: Iterable[Given], articles: list[str]) -> list[Given]:
    given = list(given)
    for value in given:
        if value.name == "articles":
            raise UsageError(f"{value.where}: name the articles on the command line instead.")
    return [Given("articles", articles, "ARTICLES"), *given] if articles else given


def _name_run(articles: list[str], notebook: Path) -> str:
    """The folder's or file's own name, without its endings; the notebook's where none is named."""
    if not articles:
        return make_name(notebook.stem)
    path = Path(articles[0])
    path = path if path.name else path.resolve()
    name = path.resolve().name if path.name in {"..", "."} else path.name
    if not path.is_dir():
        name = name.removesuffix(".gz")
        name = name.removesuffix(Path(name).suffix) or name
    return make_name(name)
