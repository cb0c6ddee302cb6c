"""Markdown cells to plain blocks: headings, paragraphs, lists; markup in them stays text."""

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

Block = dict[str, Any]
Inline = dict[str, Any]

_ALLOWED = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)
_SPANS = {"strong_open": "strong", "em_open": "em", "s_open": "struck"}
_NESTING = {"blockquote_open": "quote", "list_item_open": "item"}


def parse_prose(source: str) -> list[Block]:
    """The blocks of a markdown text.

    Kinds are `heading paragraph list quote pre rule`; inlines are `text strong em struck code link
    break`. HTML is text, images are their descriptions, other links than to the web, to mail and
    within the page are their words.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"])
    tokens = parser.parse(source)
    blocks, _ = _read_blocks(tokens, 0)
    return blocks


def write_inlines(inlines: list[Inline]) -> str:
    """The words alone."""
    return "".join(
        write_inlines(part["inlines"]) if "inlines" in part else part.get("text", " ")
        for part in inlines
    )


def _read_blocks(tokens: list[Token], place: int) -> tuple[list[Block], int]:
    """Blocks from `place` to the token that closes what they are in."""
    blocks: list[Block] = []
    while place < len(tokens):
        token = tokens[place]
        if token.nesting == -1:
            return blocks, place + 1
        block, place = _read_block(tokens, place)
        if block is not None:
            blocks.append(block)
    return blocks, place


def _read_block(tokens: list[Token], place: int) -> tuple[Block | None, int]:
    token = tokens[place]
    if token.type in ("heading_open", "paragraph_open"):
        return _read_line(tokens, place), place + 3
    if token.type in ("bullet_list_open", "ordered_list_open"):
        return _read_list(tokens, place)
    if token.type in _NESTING:
        inside, end = _read_blocks(tokens, place + 1)
        return {"kind": _NESTING[token.type], "blocks": inside}, end
    if token.type == "table_open":
        return _read_table(tokens, place)
    if token.type in ("fence", "code_block", "html_block"):
        return {"kind": "pre", "text": token.content.rstrip("\n")}, place + 1
    return ({"kind": "rule"} if token.type == "hr" else None), place + 1


def _read_line(tokens: list[Token], place: int) -> Block:
    """A heading or a paragraph: it opens, holds inlines, closes."""
    inlines = _read_inlines(tokens[place + 1].children or [])
    if tokens[place].type == "paragraph_open":
        return {"kind": "paragraph", "inlines": inlines}
    return {"kind": "heading", "level": int(tokens[place].tag[1]), "inlines": inlines}


def _read_list(tokens: list[Token], place: int) -> tuple[Block, int]:
    items, end = _read_blocks(tokens, place + 1)
    return {
        "kind": "list",
        "ordered": tokens[place].type == "ordered_list_open",
        "start": int(tokens[place].attrGet("start") or 1),
        "items": [item["blocks"] for item in items],
    }, end


def _read_table(tokens: list[Token], place: int) -> tuple[Block, int]:
    """A table written in markdown, as the words of its cells."""
    rows: list[list[str]] = []
    while tokens[place].type != "table_close":
        if tokens[place].type == "tr_open":
            rows.append([])
        elif tokens[place].type == "inline":
            rows[-1].append(write_inlines(_read_inlines(tokens[place].children or [])))
        place += 1
    cells = [[{"text": text, "evidence": []} for text in row] for row in rows[1:]]
    heads = [{"label": text, "align": "left"} for text in rows[0]]
    return {
        "kind": "table",
        "title": "",
        "note": "",
        "columns": heads,
        "rows": cells,
        "total_rows": len(cells),
        "evidence": [],
    }, place + 1


def _read_inlines(tokens: list[Token]) -> list[Inline]:
    inlines, _ = _read_span(tokens, 0)
    return inlines


def _read_span(tokens: list[Token], place: int) -> tuple[list[Inline], int]:
    """Inlines from `place` to the token that closes what they are in."""
    inlines: list[Inline] = []
    while place < len(tokens):
        token = tokens[place]
        place += 1
        if token.nesting == -1:
            return inlines, place
        if token.nesting == 1:
            inside, place = _read_span(tokens, place)
            inlines += _wrap(token, inside)
        else:
            inlines += _read_leaf(token)
    return inlines, place


def _wrap(token: Token, inside: list[Inline]) -> list[Inline]:
    if token.type in _SPANS:
        return [{"kind": _SPANS[token.type], "inlines": inside}]
    href = str(token.attrGet("href") or "")
    if token.type == "link_open" and _ALLOWED.match(href):
        return [{"kind": "link", "href": href, "inlines": inside}]
    return inside


def _read_leaf(token: Token) -> list[Inline]:
    if token.type == "hardbreak":
        return [{"kind": "break"}]
    if token.type == "softbreak":
        return [{"kind": "text", "text": " "}]
    if token.type == "code_inline":
        return [{"kind": "code", "text": token.content}]
    if token.type == "image":
        return [{"kind": "text", "text": f"[image: {token.content}]"}]
    return [{"kind": "text", "text": token.content}] if token.content else []
