"""JSON Lines, one object a line; and JSON files that hold one array, or one object."""

import json
from collections.abc import Iterator
from typing import IO, Any

from analysis.articles.fields import Bad, Literal
from analysis.articles.limits import Limits, describe_size

RawRow = tuple[int, dict[str, Any]]


def read_lines(stream: IO[str], limits: Limits, notes: list[str]) -> Iterator[RawRow | Bad]:
    """One item per line that holds something: its number and object, or why it holds none."""
    start = _skip_blank(stream)
    if start[1].lstrip("\ufeff \t").startswith("["):
        notes.append("one JSON array instead of one object per line")
        yield from read_json(stream, limits, notes, before=start[1])
        return
    for number, line in _number_lines(stream, start, limits.row_bytes):
        if isinstance(line, Bad):
            yield line
        elif not line.isspace():
            yield _parse_line(number, line)


def read_json(
    stream: IO[str], limits: Limits, notes: list[str], *, before: str = ""
) -> Iterator[RawRow | Bad]:
    """One item per object: of an array, of the one list an object holds, or the object itself."""
    text = before + stream.read(limits.json_bytes - len(before))
    if len(text) >= limits.json_bytes:
        size = describe_size(limits.json_bytes)
        yield Bad(0, f"one JSON value longer than {size}; write one object per line instead")
        return
    try:
        value = _parse(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and text.lstrip("\ufeff \t\r\n").startswith("{"):
            yield from _read_as_lines(text, limits)
            return
        yield Bad(error.lineno, f"not JSON: {_describe(error)}")
        return
    except (ValueError, RecursionError) as error:
        yield Bad(0, f"not JSON: {_describe(error)}")
        return
    for number, item in enumerate(_list_objects(value, notes), 1):
        yield (number, item) if isinstance(item, dict) else Bad(number, _describe_kind(item))


def _read_as_lines(text: str, limits: Limits) -> Iterator[RawRow | Bad]:
    for number, line in enumerate(text.lstrip("\ufeff").replace("\r\n", "\n").split("\n"), 1):
        if len(line) > limits.row_bytes:
            yield Bad(number, describe_long(limits.row_bytes))
        elif line and not line.isspace():
            yield _parse_line(number, line)


def _skip_blank(stream: IO[str]) -> tuple[int, str]:
    """Number and start of the first line that holds something."""
    number = 1
    while (line := stream.readline(_PEEK)) and not line.strip("\ufeff \t\r\n"):
        number += line.endswith(("\n", "\r"))
    return number, line


def _number_lines(
    stream: IO[str], start: tuple[int, str], longest: int
) -> Iterator[tuple[int, str | Bad]]:
    """Every line with its number; a line over the limit is passed over without being held."""
    number, line = start
    while line:
        if not line.endswith(("\n", "\r")):
            line += stream.readline(longest + 1 - len(line))
        if len(line.rstrip("\r\n")) > longest:
            while not line.endswith(("\n", "\r")) and (line := stream.readline(_PEEK)):
                pass
            yield number, Bad(number, describe_long(longest))
        else:
            yield number, line
        line = stream.readline(longest + 1)
        number += 1


def describe_long(longest: int) -> str:
    """Why a row is not held: the reason in `rejects`."""
    return f"longer than {describe_size(longest)}; raise the limit `row_bytes` to read it"


def _parse_line(number: int, line: str) -> RawRow | Bad:
    try:
        value = _parse(line.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        return Bad(number, f"not JSON: {_describe(error)}")
    if isinstance(value, dict):
        return number, value
    return Bad(number, _describe_kind(value))


def _parse(text: str) -> Any:  # noqa: ANN401 (JSON holds anything)
    return json.loads(
        text,
        object_pairs_hook=_take_pairs,
        parse_int=Literal,
        parse_float=Literal,
        parse_constant=_Constant,
    )


class _Constant:
    """`NaN` and `Infinity`, which JSON does not know: no text wherever they stand."""

    def __init__(self, name: str) -> None:
        self.name = name


def _take_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    taken = dict(pairs)
    if len(taken) == len(pairs):
        return taken
    seen: set[str] = set()
    twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    raise ValueError(f"the key {twice[:50]!r} stands twice in one object")


def _list_objects(value: object, notes: list[str]) -> list[Any]:
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return [value]
    lists = [key for key, held in value.items() if _holds_objects(held)]
    texts = sum(type(held) is str and len(held) > 200 for held in value.values())
    if len(lists) == 1 and not texts and not ({"text", "body", "content"} & value.keys()):
        notes.append(f"articles taken from the list {lists[0]!r}")
        return list(value[lists[0]])
    return [value]


def _holds_objects(held: object) -> bool:
    return isinstance(held, list) and bool(held) and all(isinstance(item, dict) for item in held)


def _describe_kind(value: object) -> str:
    if isinstance(value, list):
        return "an array where an object is expected"
    return "a single value where an object is expected"


def _describe(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deep"
    if isinstance(error, json.JSONDecodeError):
        message = f"{error.msg[:1].lower()}{error.msg[1:]}".removesuffix(" at")
        if error.msg.startswith("Unterminated") or error.pos >= len(error.doc.rstrip()):
            return f"cut off in the middle ({message} at character {error.colno})"
        return f"{message} at character {error.colno}"
    return str(error)


_PEEK = 1 << 16
