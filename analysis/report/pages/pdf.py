"""The report as one PDF: tagged, with bookmarks, vector figures and numbered notes of evidence.

A fixed template is fed with JSON, whose values it uses as strings only. Typst starts threads: never
call this in a process that forks afterwards.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import typst

from analysis.errors import RenderError
from analysis.report.engine.server import MOMENT
from analysis.report.pages.drawings import wrap_png
from analysis.report.pages.fonts import find_fonts, has_all_packages, name_missing
from analysis.report.pages.lettering import lift_words
from analysis.report.pages.notes import count_left_out, number_notes
from analysis.report.pages.paper import ROWS, break_words, fit_table

Block = dict[str, Any]

_TEMPLATE = Path(__file__).parent / "templates" / "page.typ"
_STANDARD = "ua-1"
_TITLE = 90
_LINES = 30  # of a traceback; the page has all of it
_BEHIND = 25  # rows of the data behind a figure
_NAMED = 8  # missing letters that a warning lists


class RenderedPdf(NamedTuple):
    """The file's bytes, and what its reader should know of how it was made."""

    bytes: bytes
    warnings: list[str]


def render_pdf(tree: Block) -> RenderedPdf:
    """The tree of `build_tree` as a PDF; the same tree gives the same bytes.

    Raises:
        RenderError: Typst cannot set it at all.
    """
    content, files = _prepare(tree)
    warnings = []
    missing = name_missing(_list_texts(content))
    if missing:
        more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
        hint = "" if has_all_packages() else " The extra `fonts` has more scripts."
        warnings.append(f"No font for: {', '.join(missing[:_NAMED])}{more}.{hint}")
    if content["left_out"]:
        warnings.append(
            f"{content['left_out']:,} numbers have no note in the PDF, only in the HTML."
        )
    sources = {
        "main.typ": _TEMPLATE.read_bytes(),
        "tree.json": json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"),
        **files,
    }
    try:
        return RenderedPdf(_compile(sources, [_STANDARD]), warnings)
    except (RuntimeError, ValueError, typst.TypstError) as error:
        reason = str(error).strip().splitlines()[0]
    try:
        pdf = _compile(sources, [])
    except (RuntimeError, ValueError, typst.TypstError) as error:
        raise RenderError(f"The PDF could not be set: {str(error).strip()[:400]}") from error
    return RenderedPdf(pdf, [*warnings, f"The PDF does not claim PDF/UA-1: {reason}"])


def _compile(sources: dict[str, bytes], standards: list[str]) -> bytes:
    # Several files at once are accepted, though the types do not say so.
    pdf: bytes = typst.compile(  # type: ignore[call-overload]
        sources,
        format="pdf",
        font_paths=find_fonts().loaded,
        ignore_system_fonts=True,
        pdf_standards=standards,
        timestamp=int(os.environ.get("SOURCE_DATE_EPOCH") or MOMENT),
    )
    return pdf


def _prepare(tree: Block) -> tuple[Block, dict[str, bytes]]:
    """What the template reads: notes numbered, tables cut, pictures as files beside it."""
    fonts = find_fonts()
    files: dict[str, bytes] = {}
    lead = len(tree["lead"])
    every = [*tree["lead"], *tree["blocks"]]
    codes = [block for block in every if block["kind"] == "code"]
    numbered, notes = number_notes(every)
    targets = {block["id"] for block in every if block["kind"] == "heading"}
    blocks = [_prepare_block(block, targets, files) for block in numbered]
    subject = tree["subject"]
    named = subject or tree["title"]
    content = {
        **tree,
        "fonts": fonts.families,
        "mono": fonts.mono,
        "keywords": [],
        "full_title": f"{subject} · {tree['title']}" if subject else tree["title"],
        "short_title": named if len(named) <= _TITLE else named[:_TITLE] + "…",
        "lead": [block for block in blocks[:lead] if not _is_folded(block)],
        "blocks": [block for block in blocks[lead:] if not _is_folded(block)],
        "codes": codes,
        "notes": notes,
        "notes_lead": "Each raised number leads here; the words counted are marked. Where a note "
        "shows some of its passages only, the HTML report has the others.",
        "left_out": count_left_out(numbered),
        "asked": _prepare_parameters(tree["parameters"]),
    }
    content.pop("results", None)
    return break_words(content), files


def _is_folded(block: Block) -> bool:
    """Code stands at the end; where a step is missing the reader is told in its place."""
    return bool(block["kind"] == "code" and block["state"] == "done")


def _prepare_block(block: Block, targets: set[str], files: dict[str, bytes]) -> Block:
    if block["kind"] == "table":
        return _prepare_table(block)
    if block["kind"] == "figure":
        table = block["table"]
        apart = lift_words(block["svg"])
        drawn = {
            "file": _add_file(files, apart.svg.encode(), "svg"),
            "width": apart.width,
            "height": apart.height,
            "words": apart.words,
        }
        behind = table and _prepare_table(table, most=_BEHIND)
        return {**block, "svg": "", **drawn, "table": behind}
    if block["kind"] == "picture":
        svg = wrap_png(block["source"])
        return {**block, "source": "", "file": _add_file(files, svg.encode(), "svg")}
    if block["kind"] in ("findings", "columns"):
        return {**block, "evidence": []}
    if block["kind"] == "error":
        last = block["traceback"].splitlines()[-_LINES:]
        return {**block, "traceback": "\n".join(last)}
    return _prepare_prose(block, targets)


def _prepare_table(table: Block, *, most: int = ROWS) -> Block:
    rows = [[{"note": None, **cell, "evidence": []} for cell in row] for row in table["rows"]]
    return {**fit_table({**table, "rows": rows}, most=most), "evidence": []}


def _prepare_prose(block: Block, targets: set[str]) -> Block:
    """Links are to the web or to a heading there is; all other prose stays as it is."""
    if block.get("kind") == "table":
        return _prepare_table(block)
    if block.get("kind") == "link":
        href = str(block["href"])
        block = {
            **block,
            "web": not href.startswith("#"),
            "target": href.startswith("#") and href[1:] in targets,
            "href": href.removeprefix("#"),
        }
    for key in ("inlines", "blocks"):
        if key in block:
            block = {**block, key: [_prepare_prose(part, targets) for part in block[key]]}
    if block.get("kind") == "list":
        items = [[_prepare_prose(part, targets) for part in item] for item in block["items"]]
        block = {**block, "items": items}
    return block


def _prepare_parameters(parameters: list[dict[str, str]]) -> Block:
    heads = [{"label": name, "align": "left"} for name in ("parameter", "value", "meaning")]
    rows = [
        [{"text": parameter[key], "evidence": []} for key in ("name", "value", "help")]
        for parameter in parameters
    ]
    table = {"title": "", "note": "", "columns": heads, "rows": rows, "total_rows": len(rows)}
    return _prepare_table(table)


def _add_file(files: dict[str, bytes], data: bytes, ending: str) -> str:
    name = f"picture-{len(files) + 1}.{ending}"
    files[name] = data
    return name


def _list_texts(data: Any) -> Iterator[str]:  # noqa: ANN401 - plain JSON of any shape
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _list_texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _list_texts(value)
