"""Files of parameters and of runs, read strictly: YAML or JSON in, plain values out.

Nothing in such a file is ever code. A value without quotes in YAML stays the text that stands
there (`Plain`), and the notebook's own parameters say what it is: so `007` and `NO` arrive as they
were written. Tags, anchors, aliases and duplicate keys are refused, which also ends alias bombs.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from analysis.errors import UsageError

_LARGEST = 16 * 2**20
_DEEPEST = 20
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_INVALID = re.compile(r"[\ud800-\udfff]")


class Plain(str):
    """Text without quotes: the parameter it is for says whether it is a number, a date, a text."""

    __slots__ = ()


class Setting(NamedTuple):
    """A value and the line it stands on."""

    value: Any
    line: int


class Lined(dict[str, Any]):
    """A mapping inside a YAML file that knows the `lines` its names stand on."""

    def __init__(self, pairs: Mapping[str, Setting]) -> None:
        super().__init__({name: setting.value for name, setting in pairs.items()})
        self.lines = {name: setting.line for name, setting in pairs.items()}


def read_settings(path: Path) -> dict[str, Setting]:
    """The top-level keys of a YAML or JSON file, in order, with value and line.

    Raises:
        UsageError: the file cannot be read, or holds what a file of settings must not.
    """
    text = _read_text(path)
    if path.suffix.lower() == ".json":
        return _read_json(text, path)
    return _read_yaml(text, str(path))


def read_value(text: str, source: str) -> Any:  # noqa: ANN401 (any plain value)
    """One value written as YAML: `[a, b]` on the command line."""
    return _read_yaml(f"value: {text}", source)["value"].value


def _read_text(path: Path) -> str:
    try:
        if not path.is_file():
            raise UsageError(f"{path}: no such file of parameters.")
        if path.stat().st_size > _LARGEST:
            raise UsageError(f"{path}: larger than {_LARGEST // 2**20} MB.")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise UsageError(f"{path}, line {line}: not UTF-8.") from error
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}.") from error
    control = _CONTROL.search(text)
    if control:
        line = text[: control.start()].count("\n") + 1
        raise UsageError(f"{path}, line {line}: holds a control character.")
    return text


def _read_yaml(text: str, source: str) -> dict[str, Setting]:
    import yaml  # noqa: PLC0415 (only commands that read a file need it)

    if not text.strip():
        return {}
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events = _check_events(yaml.parse(text, Loader=loader), source)
    try:
        next(events), next(events)  # start of stream and document
        first = next(events, None)
        if first is None or (isinstance(first, yaml.ScalarEvent) and first.value == ""):
            return {}
        if not isinstance(first, yaml.MappingStartEvent):
            raise UsageError(f"{source}, line 1: expected lines of the form 'name: value'.")
        settings = dict(_read_pairs(events, source))
        next(events)
        if not isinstance(next(events), yaml.StreamEndEvent):
            raise UsageError(f"{source}: holds more than one document (a line with '---').")
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "not readable as YAML"
        raise UsageError(f"{source}{where}: {problem}.") from error
    return settings


def _check_events(events: Iterator[Any], source: str) -> Iterator[Any]:
    """The same events; a tag, an anchor, an alias or deep nesting ends them with an error."""
    depth = 0
    for event in events:
        kind = type(event).__name__
        where = f"{source}, line {event.start_mark.line + 1}"
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            raise UsageError(f"{where}: anchors and aliases (& and *) are not read here.")
        if getattr(event, "tag", None):
            raise UsageError(f"{where}: tags (!) are not read here; write the plain value.")
        depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")
        if depth > _DEEPEST:
            raise UsageError(f"{where}: nested more than {_DEEPEST} deep.")
        yield event


def _read_pairs(events: Iterator[Any], source: str) -> Iterator[tuple[str, Setting]]:
    seen: set[str] = set()
    for event in events:
        if type(event).__name__ == "MappingEndEvent":
            return
        line = event.start_mark.line + 1
        if type(event).__name__ != "ScalarEvent":
            raise UsageError(f"{source}, line {line}: a list or a mapping cannot be a name.")
        name = event.value
        if name in seen:
            raise UsageError(f"{source}, line {line}: {name!r} stands there twice.")
        seen.add(name)
        yield name, Setting(_read_node(next(events), events, source), line)


def _read_node(event: Any, events: Iterator[Any], source: str) -> Any:  # noqa: ANN401
    kind = type(event).__name__
    if kind == "ScalarEvent":
        return Plain(event.value) if event.implicit[0] else event.value
    if kind == "MappingStartEvent":
        return Lined(dict(_read_pairs(events, source)))
    items = []
    for item in events:
        if type(item).__name__ == "SequenceEndEvent":
            break
        items.append(_read_node(item, events, source))
    return items


def _read_json(text: str, path: Path) -> dict[str, Setting]:
    try:
        pairs = json.loads(text, object_pairs_hook=_Pairs, parse_constant=_refuse_constant)
        if not isinstance(pairs, _Pairs):
            raise UsageError(f'{path}, line 1: expected an object: {{"name": value}}.')
        return {
            name: Setting(_read_json_node(value, text, path), _find_line(name, text))
            for name, value in _check_pairs(pairs, text, path)
        }
    except json.JSONDecodeError as error:
        raise UsageError(f"{path}, line {error.lineno}: {error.msg}.") from error
    except RecursionError as error:
        raise UsageError(f"{path}: nested more than {_DEEPEST} deep.") from error
    except ValueError as error:
        raise UsageError(f"{path}: {error}.") from error


class _Pairs(list[tuple[str, Any]]):
    """An object's members as they stand, so that a name given twice is seen."""


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number that can be computed with")


def _check_pairs(pairs: _Pairs, text: str, path: Path) -> _Pairs:
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            line = _find_line(name, text, last=True)
            raise UsageError(f"{path}, line {line}: {name!r} stands there twice.")
    return pairs


def _read_json_node(value: Any, text: str, path: Path, depth: int = 1) -> Any:  # noqa: ANN401
    if depth > _DEEPEST:
        raise UsageError(f"{path}: nested more than {_DEEPEST} deep.")
    if isinstance(value, _Pairs):
        return {
            name: _read_json_node(item, text, path, depth + 1)
            for name, item in _check_pairs(value, text, path)
        }
    if isinstance(value, list):
        return [_read_json_node(item, text, path, depth + 1) for item in value]
    return value


def _find_line(name: str, text: str, *, last: bool = False) -> int:
    found = [match.start() for match in re.finditer(re.escape(json.dumps(name)) + r"\s*:", text)]
    return text[: found[-1 if last else 0]].count("\n") + 1 if found else 1


def is_valid_text(text: str) -> bool:
    """Whether a text holds only characters: no half of a surrogate pair."""
    return not _INVALID.search(text)
