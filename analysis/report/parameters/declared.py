"""A notebook's parameters: what it takes, whether given values fit, and the cell that sets them.

The cell tagged `parameters` is read, never run: `top: int = 15  # words shown per group` says name,
type, default and help. Values never become code: the cell that sets them is made from `repr` of
checked plain values.
"""

import ast
import difflib
import io
import tokenize
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from analysis.errors import UsageError
from analysis.report.notebooks import find_tagged
from analysis.report.parameters.settings import Plain, Setting, is_valid_text, read_value
from analysis.report.parameters.values import Mismatch, convert_value

_GUESSED = {"str", "int", "float", "bool", "list", "dict"}


class Parameter(NamedTuple):
    """One parameter of a notebook: name, type, default as it stands in the cell, help."""

    name: str
    type: str
    default: str
    help: str


class Given(NamedTuple):
    """A value somebody gave for a parameter, and where: `-p`, or a file and line."""

    name: str
    value: Any
    where: str


def read_parameters(notebook: Mapping[str, Any]) -> list[Parameter]:
    """The parameters of a notebook, in the order of its cell; none where no cell is tagged.

    Raises:
        UsageError: the cell is not Python.
    """
    number = find_tagged(dict(notebook), "parameters")
    if number is None:
        return []
    source = notebook["cells"][number]["source"]
    try:
        statements = ast.parse(source).body
        comments = _read_comments(source)
    except (SyntaxError, ValueError, tokenize.TokenError) as error:
        raise UsageError(f"The cell tagged 'parameters' is not Python: {error}.") from error
    return [
        Parameter(name, _name_type(annotation, value), ast.unparse(value), comments.get(line, ""))
        for name, annotation, value, line in _list_assignments(statements)
    ]


def split_argument(argument: str) -> Given:
    """A parameter from the command line, written `NAME=VALUE`."""
    name, equals, value = argument.partition("=")
    if not equals or not name:
        raise UsageError(f"-p {argument}: expected NAME=VALUE, such as -p top=10")
    return Given(name.strip(), Plain(value), f"-p {name.strip()}")


def list_settings(settings: Mapping[str, Setting], source: str) -> list[Given]:
    """Parameters from a file."""
    return [
        Given(name, setting.value, f"{source}, line {setting.line}: {name}")
        for name, setting in settings.items()
    ]


def check_parameters(
    given: Iterable[Given], parameters: list[Parameter], notebook: str
) -> dict[str, Any]:
    """Name and typed value of every given parameter.

    Raises:
        UsageError: unknown, misspelt, given twice, or not of the notebook's type.
    """
    known = {parameter.name: parameter for parameter in parameters}
    values: dict[str, Any] = {}
    for name, value, where in given:
        if name not in known:
            raise UsageError(_describe_unknown(name, list(known), where, notebook))
        if name in values:
            raise UsageError(f"{where}: {name!r} is given twice.")
        values[name] = _type_value(value, known[name], where)
    return values


def write_cell(values: Mapping[str, Any]) -> str:
    """Python source that sets the values; evaluating it gives exactly them."""
    lines = [f"{name} = {value!r}" for name, value in values.items()]
    return "\n".join(["# Parameters", *lines])


def _read_comments(source: str) -> dict[int, str]:
    """The comment on each line of the source."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {
        token.start[0]: token.string.lstrip("#").strip()
        for token in tokens
        if token.type == tokenize.COMMENT
    }


def _list_assignments(
    statements: list[ast.stmt],
) -> Iterable[tuple[str, ast.expr | None, ast.expr, int]]:
    for statement in statements:
        line = statement.end_lineno or statement.lineno
        if isinstance(statement, ast.AnnAssign) and statement.value is not None:
            if isinstance(statement.target, ast.Name):
                yield statement.target.id, statement.annotation, statement.value, line
        elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            yield statement.targets[0].id, None, statement.value, line


def _name_type(annotation: ast.expr | None, value: ast.expr) -> str:
    """The type that is written, or the default's where none is."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        return annotation.value
    if annotation is not None:
        return ast.unparse(annotation)
    try:
        guessed = type(ast.literal_eval(value)).__name__
    except ValueError:
        return "str"
    return guessed if guessed in _GUESSED else "str"


def _type_value(value: Any, parameter: Parameter, where: str) -> Any:  # noqa: ANN401
    if isinstance(value, Plain) and where.startswith("-p"):
        value = _read_argument(value, parameter, where)
    try:
        typed = convert_value(value, parameter.type)
    except Mismatch as error:
        raise UsageError(f"{where}: {error}") from error
    if type(typed) is int and typed < 1 and parameter.type == "int" and _is_positive(parameter):
        raise UsageError(f"{where}: expected a whole number from 1 up, found {typed}.")
    return typed


def _is_positive(parameter: Parameter) -> bool:
    """A number of things: its default is one, so nothing below one can be meant."""
    return parameter.default.isdecimal() and int(parameter.default) > 0


def _read_argument(value: Plain, parameter: Parameter, where: str) -> Any:  # noqa: ANN401
    """A list or mapping on the command line is written as in YAML; one word is a list of one."""
    if not is_valid_text(value):
        raise UsageError(f"{where}: the value is not valid Unicode.")
    if parameter.type.startswith(("list", "dict")):
        return read_value(value, where) if value.lstrip()[:1] in {"[", "{"} else [value]
    return value


def _describe_unknown(name: str, known: list[str], where: str, notebook: str) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    shown = name if len(name) <= 60 else name[:60] + "…"
    hint = f"did you mean {near[0]!r}?" if near else f"it takes {', '.join(known) or 'none'}."
    place = where.removesuffix(f": {name}")
    return f"{place}: {notebook} takes no parameter {shown!r}; {hint}"
