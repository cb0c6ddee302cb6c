"""A file of runs to the list of tasks: each run by itself, a grid's product, or one for each part.

Every parameter is checked against its notebook before anything starts.
"""

import itertools
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from analysis.errors import NoArticlesError, UsageError
from analysis.report.batch.parting import PARTINGS, part_articles
from analysis.report.batch.tasks import Task
from analysis.report.notebooks import find_notebook, read_notebook
from analysis.report.parameters.declared import Given, check_parameters, read_parameters
from analysis.report.parameters.settings import Lined, Plain, Setting, read_settings
from analysis.report.parameters.values import Mismatch, convert_value
from analysis.report.save import check_name, make_name

_KEYS = {"notebook", "articles", "parameters", "runs", "grid", "per", "at_least", "top", "model"}
# A comparison of tellings makes no sense for what one outlet wrote about everything.
_NOTEBOOKS = {"story": "story", "outlet": "collection", "month": "collection", "entity": "entity"}
_RUN_KEYS = {"name", "notebook", "articles", "parameters"}


class _Run(NamedTuple):
    """One run as it is asked for: nothing checked yet."""

    name: str
    notebook: str
    articles: list[str]
    parameters: Mapping[str, Any]
    where: str
    lines: Mapping[str, int]  # of the parameters, as far as they are known
    title: str = ""


def plan_batch(path: Path, out: Path) -> list[Task]:
    """The tasks that a file of runs asks for, in its order, each with a name of its own.

    Raises:
        UsageError: the file, a notebook or a parameter is not as it must be.
        NoArticlesError: there is nothing to part.
    """
    if not path.is_file():
        raise UsageError(f"{path}: no such file of runs.\nSee: rashomon batch --help")
    settings = read_settings(path)
    if not settings:
        raise UsageError(f"{path}: holds nothing; name articles at least, such as articles: seeds")
    _check_keys(settings, path)
    runs = list(_list_runs(settings, path, out))
    if not runs:
        raise UsageError(f"{path}: asks for no run.")
    known: dict[str, Any] = {}
    tasks = [_check_run(run, known) for run in runs]
    return _name_apart(tasks)


def _check_keys(settings: Mapping[str, Setting], path: Path) -> None:
    for name, setting in settings.items():
        if name not in _KEYS:
            wanted = ", ".join(sorted(_KEYS))
            raise UsageError(
                f"{path}, line {setting.line}: no setting {name!r}; there are {wanted}."
            )
    ways = [name for name in ("runs", "grid", "per") if name in settings]
    if len(ways) > 1:
        line = settings[ways[1]].line
        raise UsageError(f"{path}, line {line}: only one of runs, grid and per can be asked for.")


def _list_runs(settings: Mapping[str, Setting], path: Path, out: Path) -> Iterator[_Run]:
    values = {name: setting.value for name, setting in settings.items()}
    where = {name: f"{path}, line {setting.line}" for name, setting in settings.items()}
    base = _Run(
        "",
        _read(values.get("notebook", Plain("story")), "str", where.get("notebook", "")),
        _read_articles(values.get("articles", []), where.get("articles", "")),
        _read_mapping(values.get("parameters", {}), where.get("parameters", "")),
        str(path),
        _list_lines(values.get("parameters")),
    )
    if "model" in values:
        base.parameters["model"] = values["model"]  # type: ignore[index]
    if "runs" in values:
        yield from _list_single(values["runs"], base, where["runs"])
    elif "grid" in values:
        yield from _list_grid(values["grid"], base, where["grid"])
    elif "per" in values:
        yield from _list_parts(values, base, where, out)
    else:
        yield base._replace(name=make_name(Path(base.articles[0]).stem if base.articles else "all"))


def _list_single(items: Any, base: _Run, where: str) -> Iterator[_Run]:  # noqa: ANN401
    if not isinstance(items, list):
        raise UsageError(f"{where}: expected a list of runs.")
    named: set[tuple[str, str]] = set()
    for number, item in enumerate(items, 1):
        lines = _list_lines(item)
        here = f"{_name_line(base, lines, 'name', where)}, run {number}"
        item = _read_mapping(item, here)  # noqa: PLW2901
        for name in item:
            if name not in _RUN_KEYS:
                wanted = ", ".join(sorted(_RUN_KEYS))
                line = _name_line(base, lines, name, where)
                raise UsageError(f"{line}, run {number}: no setting {name!r}; a run has {wanted}.")
        parameters = {**base.parameters, **_read_mapping(item.get("parameters", {}), here)}
        articles = _read_articles(item["articles"], here) if "articles" in item else base.articles
        notebook = _read(item["notebook"], "str", here) if "notebook" in item else base.notebook
        name = _read(item["name"], "str", here) if "name" in item else ""
        if name:
            check_name(name)
            if (_fold(name), notebook) in named:
                raise UsageError(f"{here}: another run is named {name!r}; each needs its own name.")
            named.add((_fold(name), notebook))
        lines = {**base.lines, **_list_lines(item.get("parameters"))}
        yield _Run(name or f"run-{number}", notebook, articles, parameters, here, lines)


def _list_lines(value: Any) -> dict[str, int]:  # noqa: ANN401
    return value.lines if isinstance(value, Lined) else {}


def _name_line(base: _Run, lines: Mapping[str, int], name: str, otherwise: str) -> str:
    """File and line of a name, or of the first one beside it."""
    line = lines.get(name) or min(lines.values(), default=0)
    return f"{base.where}, line {line}" if line else otherwise


def _list_grid(grid: Any, base: _Run, where: str) -> Iterator[_Run]:  # noqa: ANN401
    lines = _list_lines(grid)
    grid = _read_mapping(grid, where)
    for name, choices in grid.items():
        if not isinstance(choices, list) or not choices:
            line = _name_line(base, lines, name, where)
            raise UsageError(f"{line}: {name}: expected a list of values.")
    for values in itertools.product(*grid.values()):
        chosen = dict(zip(grid, values, strict=True))
        notebook = _read(chosen.pop("notebook", Plain(base.notebook)), "str", where)
        name = "_".join(f"{key}-{_show(value)}" for key, value in chosen.items()) or notebook
        title = ", ".join(f"{key} {_show(value)}" for key, value in chosen.items())
        parameters = {**base.parameters, **chosen}
        yield _Run(
            *(make_name(name), notebook, base.articles, parameters, where),
            *({**base.lines, **lines}, title),
        )


def _list_parts(
    values: Mapping[str, Any], base: _Run, where: Mapping[str, str], out: Path
) -> Iterator[_Run]:
    here = where["per"]
    per = _read(values["per"], "str", here)
    if per not in PARTINGS:
        raise UsageError(f"{here}: expected per: {', '.join(PARTINGS)}; found {per!r}.")
    if not base.articles:
        raise UsageError(f"{here}: no articles to part; add them, such as articles: [seeds]")
    if "notebook" not in values:
        base = base._replace(notebook=_NOTEBOOKS[per])
    _check_run(base, {})  # before anything is read, and parts are written
    at_least = _read(values.get("at_least", Plain("2")), "int", where.get("at_least", here))
    top = _read(values["top"], "int", where["top"]) if "top" in values else None
    model = values.get("model", base.parameters.get("model"))
    fields = base.parameters.get("fields")
    try:
        parts = part_articles(
            base.articles,
            per,
            out=out,
            at_least=at_least,
            top=top,
            model=model and str(model),
            fields=_read(fields, "dict[str, str]", here) if fields else None,
        )
    except NoArticlesError as error:
        raise NoArticlesError(f"{where['articles']}: {error}") from error
    kept = dict(base.parameters)
    if per != "entity":
        kept.pop("fields", None)  # parts are written with the usual names
    for part in parts:
        yield base._replace(
            name=part.name,
            articles=part.articles,
            parameters={**kept, **part.parameters},
            where=here,
            title=part.title if part.title != part.name else "",
        )


def _check_run(run: _Run, known: dict[str, Any]) -> Task:
    if run.notebook not in known:
        path = find_notebook(run.notebook)
        known[run.notebook] = (path.stem, read_parameters(read_notebook(path)))
    stem, parameters = known[run.notebook]
    file = run.where.split(", line ")[0]
    places = {name: f"{file}, line {line}" for name, line in run.lines.items()}
    given = [
        Given(name, value, f"{places.get(name, run.where)}: {name}")
        for name, value in run.parameters.items()
    ]
    if "articles" in run.parameters:
        raise UsageError(f"{run.where}: articles are a setting of their own, not a parameter.")
    values = check_parameters(given, parameters, stem)
    return Task(run.name, run.notebook, tuple(run.articles), values, run.where, run.title)


def _name_apart(tasks: list[Task]) -> list[Task]:
    """Names that stay apart on systems that do not tell case or composed letters apart."""
    seen: set[tuple[str, str]] = set()
    apart = []
    for number, task in enumerate(tasks, 1):
        name = task.name
        key = (_fold(name), task.notebook)
        if key in seen:
            name = f"{name}-{number}"
            key = (_fold(name), task.notebook)
        seen.add(key)
        apart.append(task._replace(name=name))
    return apart


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _read_articles(value: Any, where: str) -> list[str]:  # noqa: ANN401
    articles: list[str] = _read(value if isinstance(value, list) else [value], "list[str]", where)
    return articles


def _read_mapping(value: Any, where: str) -> dict[str, Any]:  # noqa: ANN401
    if isinstance(value, Plain) and value == "":
        return {}
    if not isinstance(value, dict):
        raise UsageError(f"{where}: expected lines of the form 'name: value'.")
    return dict(value)


def _read(value: Any, type_name: str, where: str) -> Any:  # noqa: ANN401
    try:
        return convert_value(value, type_name)
    except Mismatch as error:
        raise UsageError(f"{where}: {error}") from error


def _show(value: Any) -> str:  # noqa: ANN401
    return "-".join(map(str, value)) if isinstance(value, list) else str(value)
