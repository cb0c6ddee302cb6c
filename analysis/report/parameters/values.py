"""Given values to the types a notebook declares, exactly or not at all.

`Plain` text (from the command line, or without quotes in YAML) is read as the declared type;
values that carry a type already (quoted text, JSON) must be of it.
"""

import ast
import math
import re
from collections.abc import Callable
from typing import Any

from analysis.report.parameters.settings import Plain, is_valid_text

_WHOLE = re.compile(r"[+-]?(0|[1-9][0-9]{0,999})")
_NUMBER = re.compile(r"[+-]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?")
_TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_EMPTY = {"", "~", "null", "Null", "NULL"}
_NAMES = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "None": "null",
}


class Mismatch(ValueError):  # noqa: N818 (reads as what it is)
    """A value that is not of the type; the message says what would be."""


def convert_value(value: Any, type_name: str) -> Any:  # noqa: ANN401 (any plain value)
    """The value as the type says.

    >>> convert_value(Plain("007"), "str"), convert_value(Plain("7"), "int")
    ('007', 7)

    Raises:
        Mismatch: the value is not of that type.
    """
    try:
        node = ast.parse(type_name, mode="eval").body
    except SyntaxError:
        raise Mismatch(f"its type {type_name!r} cannot be given from outside.") from None
    return _convert(value, node)


def _convert(value: Any, node: ast.expr) -> Any:  # noqa: ANN401
    if isinstance(node, ast.Constant) and node.value is None:
        node = ast.Name("None")
    if isinstance(node, ast.Name) and node.id in _SIMPLE:
        return _SIMPLE[node.id](value)
    if isinstance(node, ast.BinOp):
        return _convert_union(value, [node.left, node.right], ast.unparse(node))
    if isinstance(node, ast.Subscript):
        outer = ast.unparse(node.value)
        inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if outer in _NESTED:
            return _NESTED[outer](value, inner)
    raise Mismatch(f"its type {ast.unparse(node)!r} cannot be given from outside.")


def _to_text(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, Plain) and value in _EMPTY:
        if value == "":
            return ""
        raise Mismatch(f"expected a text; {str(value)!r} means nothing there: put it in quotes.")
    if isinstance(value, str):
        if not is_valid_text(value):
            raise Mismatch("the text is not valid Unicode (half of a surrogate pair).")
        return str(value)
    raise _expect("str", value)


def _to_whole(value: Any) -> int:  # noqa: ANN401
    if isinstance(value, Plain) and _WHOLE.fullmatch(value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise _expect("int", value)


def _to_number(value: Any) -> float:  # noqa: ANN401
    if isinstance(value, Plain) and _NUMBER.fullmatch(value) and math.isfinite(float(value)):
        return float(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300:
        return float(value)
    raise _expect("float", value)


def _to_truth(value: Any) -> bool:  # noqa: ANN401
    if isinstance(value, Plain) and value.lower() in _TRUTHS:
        return _TRUTHS[value.lower()]
    if isinstance(value, bool):
        return value
    raise _expect("bool", value)


def _to_nothing(value: Any) -> None:  # noqa: ANN401
    if value is not None and not (isinstance(value, Plain) and value in _EMPTY):
        raise _expect("None", value)


def _convert_union(value: Any, nodes: list[ast.expr], name: str) -> Any:  # noqa: ANN401
    # Nothing is tried first, so that `~` for `str | None` is nothing and not a text.
    for node in sorted(nodes, key=lambda node: ast.unparse(node) != "None"):
        try:
            return _convert(value, node)
        except Mismatch:
            continue
    raise Mismatch(f"expected {name}, found {_show(value)}.")


def _convert_list(value: Any, inner: list[ast.expr]) -> list[Any]:  # noqa: ANN401
    if not isinstance(value, list):
        raise Mismatch(f"expected a list, such as [a, b], found {_show(value)}.")
    return [_convert(item, inner[0]) for item in value]


def _convert_mapping(value: Any, inner: list[ast.expr]) -> dict[str, Any]:  # noqa: ANN401
    if not isinstance(value, dict):
        raise Mismatch(f"expected a mapping, such as {{a: b}}, found {_show(value)}.")
    return {_to_text(str(name)): _convert(item, inner[-1]) for name, item in value.items()}


def _convert_choice(value: Any, inner: list[ast.expr]) -> Any:  # noqa: ANN401
    choices = [ast.literal_eval(node) for node in inner]
    for choice in choices:
        if value == choice or (isinstance(value, Plain) and value == str(choice)):
            return choice
    raise Mismatch(f"expected one of {', '.join(map(str, choices))}; found {_show(value)}.")


def _convert_untyped(value: Any) -> Any:  # noqa: ANN401
    """A list or mapping whose items have no declared type: unquoted text stays text."""
    if isinstance(value, list):
        return [_convert_untyped(item) for item in value]
    if isinstance(value, dict):
        return {_to_text(str(name)): _convert_untyped(item) for name, item in value.items()}
    return _to_text(value) if isinstance(value, str) else value


def _expect(type_name: str, value: Any) -> Mismatch:  # noqa: ANN401
    return Mismatch(f"expected {_NAMES[type_name]}, found {_show(value)}.")


def _show(value: Any) -> str:  # noqa: ANN401
    shown = repr(str(value)) if isinstance(value, Plain) else repr(value)
    return shown if len(shown) <= 60 else shown[:60] + "…"


def _convert_optional(value: Any, inner: list[ast.expr]) -> Any:  # noqa: ANN401
    return _convert_union(value, [ast.Name("None"), *inner], "a value or null")


def _to_list(value: Any) -> Any:  # noqa: ANN401
    return _untyped(value, list)


def _to_mapping(value: Any) -> Any:  # noqa: ANN401
    return _untyped(value, dict)


def _untyped(value: Any, kind: type) -> Any:  # noqa: ANN401
    if not isinstance(value, kind):
        raise Mismatch(f"expected a {kind.__name__}, found {_show(value)}.")
    return _convert_untyped(value)


_SIMPLE: dict[str, Callable[[Any], Any]] = {
    "str": _to_text,
    "int": _to_whole,
    "float": _to_number,
    "bool": _to_truth,
    "None": _to_nothing,
    "list": _to_list,
    "dict": _to_mapping,
}
_NESTED: dict[str, Callable[[Any, list[ast.expr]], Any]] = {
    "list": _convert_list,
    "dict": _convert_mapping,
    "Literal": _convert_choice,
    "Optional": _convert_optional,
}
