"""The passages behind the numbers as numbered notes, for paper."""

from collections.abc import Iterator
from typing import Any

Block = dict[str, Any]

PASSAGES = 6  # in one note: enough to judge a number by, and the page has the others
BUDGET = 400  # in one report, about eight pages; with many notes each has fewer
NOTES = 500  # in one report; the page has the others


def number_notes(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks with a `note` number in each cell that has evidence, and the notes in order.

    A note is `number about count passages`; the same passages of the same thing are one note.
    Beyond 500 notes a cell has none.
    """
    notes: list[Block] = []
    seen: dict[str, int] = {}
    numbered = [_number_block(block, notes, seen) for block in blocks]
    share = min(PASSAGES, max(1, BUDGET // max(1, len(notes))))
    return numbered, [_cut_note(note, share) for note in notes]


def count_left_out(blocks: list[Block]) -> int:
    """Cells with evidence that got no note."""
    return sum(
        1
        for block in blocks
        for cell in _list_cells(block)
        if cell["evidence"] and not cell["note"]
    )


def _number_block(block: Block, notes: list[Block], seen: dict[str, int]) -> Block:
    if block["kind"] == "table":
        rows = [
            [
                _number_cell(cell, block, notes, _name(row, place, block), seen)
                for place, cell in enumerate(row)
            ]
            for row in block["rows"]
        ]
        return {**block, "rows": rows}
    if block["kind"] == "findings":
        sentences = [
            _number_cell(cell, block, notes, cell["text"], seen) for cell in block["sentences"]
        ]
        return {**block, "sentences": sentences}
    if block["kind"] == "columns":
        return {
            **block,
            "columns": [_number_telling(one, block, notes, seen) for one in block["columns"]],
        }
    if block["kind"] == "figure" and block["table"]:
        return {**block, "table": _number_block(block["table"], notes, seen)}
    return block


def _number_telling(
    telling: Block, block: Block, notes: list[Block], seen: dict[str, int]
) -> Block:
    """Each marked sentence of a telling leads to what the others say."""
    paragraphs = [
        {
            **paragraph,
            "pieces": [
                _number_cell(piece, block, notes, f"{telling['label']}, {piece['mark']}", seen)
                for piece in paragraph["pieces"]
            ],
        }
        for paragraph in telling["paragraphs"]
    ]
    return {**telling, "paragraphs": paragraphs}


def _number_cell(
    cell: Block, block: Block, notes: list[Block], about: str, seen: dict[str, int]
) -> Block:
    if not cell["evidence"]:
        return {**cell, "note": None}
    passages = [block["evidence"][number] for number in cell["evidence"]]
    total = cell.get("total") or len(passages)
    note = {"about": about, "total": total, "passages": passages[:PASSAGES]}
    known = seen.get(repr(note))
    if known is None and len(notes) < NOTES:
        known = seen[repr(note)] = len(notes) + 1
        notes.append({"number": known, **note})
    return {**cell, "note": known}


def _cut_note(note: Block, share: int) -> Block:
    """The note with its share of passages, and how many there truly are."""
    shown, total = note["passages"][:share], note["total"]
    count = f"{len(shown)} of {total:,} passages" if total > len(shown) else _count(total)
    return {**note, "passages": shown, "count": count}


def _count(total: int) -> str:
    return f"{total:,} passage" if total == 1 else f"{total:,} passages"


def _name(row: list[Block], place: int, block: Block) -> str:
    first = str(row[0]["text"])
    return first if place == 0 else f"{first}, {block['columns'][place]['label']}"


def _list_cells(block: Block) -> Iterator[Block]:
    yield from block.get("sentences", ())
    for row in block.get("rows", ()):
        yield from row
    if block["kind"] == "figure" and block["table"]:
        yield from _list_cells(block["table"])
