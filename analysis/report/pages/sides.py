"""Tellings side by side, rebuilt field by field from data that claims to be that."""

from typing import Any

Block = dict[str, Any]

_STATES = ("", "only", "shared", "conflict")
_ROLES = ("", "name", "quote")


def read_columns(data: Block, evidence: list[Block]) -> Block:
    """The display with nothing but texts, numbers and the states and roles there are."""
    return {
        "kind": "columns",
        "title": str(data["title"]),
        "note": str(data["note"]),
        "key": [
            {"state": _choose(entry["state"], _STATES), "label": str(entry["label"])}
            for entry in data["key"]
        ],
        "columns": [
            {
                "label": str(column["label"]),
                "paragraphs": [_read_paragraph(one, len(evidence)) for one in column["paragraphs"]],
            }
            for column in data["columns"]
        ],
        "evidence": evidence,
    }


def _read_paragraph(paragraph: Block, passages: int) -> Block:
    return {
        "headline": bool(paragraph["headline"]),
        "pieces": [
            {
                "state": _choose(piece["state"], _STATES),
                "mark": str(piece["mark"]),
                "evidence": [int(n) for n in piece["evidence"] if 0 <= int(n) < passages],
                "parts": [
                    {"text": str(part["text"]), "role": _choose(part["role"], _ROLES)}
                    for part in piece["parts"]
                ],
            }
            for piece in paragraph["pieces"]
        ],
    }


def _choose(value: object, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ValueError(f"{value!r} is none of {known}")
    return str(value)
