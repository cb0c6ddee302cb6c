"""Text from anywhere, made harmless to layout and still legible.

Control characters, direction overrides and lone surrogates change how everything around them is
drawn, or cannot be drawn at all. They are shown by name instead of obeyed.
"""

import re
from typing import Any

_LINE_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\u0085]")
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and newline
    r"\u202a-\u202e\u2066-\u2069"  # direction embeddings, overrides and isolates
    r"\ud800-\udfff"  # lone surrogates: no encoding can write them
    r"\ufdd0-\ufdef\ufffe\uffff]"  # not characters at all
)


def make_legible(text: str) -> str:
    r"""The text with each unsafe character replaced by its name, such as `⟨U+202E⟩`.

    >>> make_legible("a\x1b[2Jb")
    'a⟨U+001B⟩[2Jb'
    """
    return _UNSAFE.sub(_name, _LINE_BREAKS.sub("\n", text))


def make_all_legible(data: Any) -> Any:  # noqa: ANN401 - plain JSON of any shape
    """The same JSON with every text in it made legible, keys included."""
    if isinstance(data, str):
        return make_legible(data)
    if isinstance(data, dict):
        return {make_legible(str(key)): make_all_legible(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [make_all_legible(value) for value in data]
    return data


def _name(found: re.Match[str]) -> str:
    """By number: pictures of control characters are in few fonts."""
    return f"⟨U+{ord(found[0]):04X}⟩"
