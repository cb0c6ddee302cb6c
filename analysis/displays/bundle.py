"""A display's data in a notebook's file: one text of JSON under a media type of its own.

Kept as one text because papermill and nbformat copy, check and indent every value of a nested
output several times over, which took longer than rendering it.
"""

import json
from collections.abc import Mapping
from typing import Any

MIME = "application/vnd.rashomon.display"


def write_bundle(data: Mapping[str, Any]) -> str:
    """The data as a notebook's output holds it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def read_bundle(faces: Mapping[str, Any]) -> dict[str, Any] | None:
    """The data among an output's faces; nothing where it holds none that can be read."""
    text = faces.get(MIME)
    if isinstance(text, list):  # the form in which notebooks keep lines of text
        text = "".join(map(str, text))
    if not isinstance(text, str):
        return None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
