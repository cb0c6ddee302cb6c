"""An executed notebook to a plain tree of texts and numbers, from which both reports are made."""

import ast
import re
from pathlib import Path
from typing import Any

from analysis.displays import make_all_legible
from analysis.report.notebooks import number_steps
from analysis.report.pages.outputs import SUBJECT_LIMIT, count_bytes, read_outputs, strip_ansi
from analysis.report.pages.prose import parse_prose, write_inlines
from analysis.report.pages.states import list_parameters, name_state, write_banner

Block = dict[str, Any]

SIZE_LIMIT = 14_000_000  # characters; the report stays under 20 MB
_UNTITLED = "Report"
_NAMED = 3  # files or folders that a report is called by
_ADDED_BY_PAPERMILL = {"papermill-error-cell-tag"}
_NO_SLUG = re.compile(r"[^\w]+")


def build_tree(notebook: dict[str, Any]) -> dict[str, Any]:
    """The notebook as `title subject lead banner parameters contents blocks results`, plain JSON.

    `title` is the question it asks, `subject` what it is asked of. `lead` are the blocks of the
    cell that holds the title. `blocks` are headings, prose, code, displays, texts, errors and
    pictures in order; `contents` names the headings. `banner` says what did not run, and is empty
    for a report that is whole.
    """
    cells = [cell for cell in notebook["cells"] if not _is_foreign(cell)]
    title = ""
    lead: list[Block] = []
    blocks: list[Block] = []
    for step, cell in zip(number_steps(cells), cells, strict=True):
        if cell["cell_type"] == "markdown":
            prose = parse_prose(_source(cell))
            if not title and prose and prose[0]["kind"] == "heading" and prose[0]["level"] == 1:
                title = write_inlines(prose[0]["inlines"]).strip()
                lead, rest = _split_lead(prose[1:])
                blocks += rest
            else:
                blocks += prose
        elif step:
            blocks += _join_step(blocks, _read_cell(cell, step))
    parameters = list_parameters(cells)
    blocks = _fit(_order_headings(lead + blocks))
    tree: dict[str, Any] = {
        "lang": str(notebook.get("metadata", {}).get("language", "en"))[:12] or "en",
        "title": title or _UNTITLED,
        "subject": _find_subject(blocks) or _name_articles(parameters),
        "banner": write_banner(cells, _read_failure(notebook)),
        "parameters": parameters,
        "lead": blocks[: len(lead)],
        "blocks": blocks[len(lead) :],
        "results": _gather_results(blocks),
    }
    tree["contents"] = [
        {"id": block["id"], "level": block["level"], "text": write_inlines(block["inlines"])}
        for block in tree["blocks"]
        if block["kind"] == "heading"
    ]
    legible: dict[str, Any] = make_all_legible(tree)
    return legible


def _split_lead(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """What stands before the first heading, and the rest."""
    kinds = [block["kind"] for block in blocks]
    end = kinds.index("heading") if "heading" in kinds else len(blocks)
    return blocks[:end], blocks[end:]


def _read_failure(notebook: dict[str, Any]) -> str:
    """Why the run stopped, where the program that ran it says so."""
    said = notebook.get("metadata", {}).get("rashomon", {})
    return strip_ansi(str(said.get("failure") or "")) if isinstance(said, dict) else ""


def _is_foreign(cell: dict[str, Any]) -> bool:
    """Cells that the tools put in to say what the banner says."""
    return bool(_ADDED_BY_PAPERMILL & set(_tags(cell)))


def _tags(cell: dict[str, Any]) -> list[str]:
    return list(cell.get("metadata", {}).get("tags", []))


def _source(cell: dict[str, Any]) -> str:
    source = cell["source"]
    return "".join(source) if isinstance(source, list) else str(source)


def _read_cell(cell: dict[str, Any], step: int) -> list[Block]:
    """The folded code, then what it put out."""
    state = name_state(cell)
    code = {"kind": "code", "source": _source(cell), "step": step, "state": state}
    return [code, *read_outputs(cell.get("outputs", []))]


def _join_step(before: list[Block], blocks: list[Block]) -> list[Block]:
    """The blocks; where their code goes on with the step before, it is added there."""
    last, (code, *shown) = before[-1] if before else {}, blocks
    if all(last.get(name) == code[name] for name in ("kind", "step", "state")):
        last["source"] += f"\n\n{code['source']}"
        return shown
    return blocks


def _order_headings(blocks: list[Block]) -> list[Block]:
    """Headings below the title, none more than one step deeper than the last, each with an id."""
    seen: dict[str, int] = {}
    level = 1
    ordered = []
    for block in blocks:
        if block["kind"] == "heading":
            level = min(max(2, block["level"]), level + 1)
            slug = _NO_SLUG.sub("-", write_inlines(block["inlines"]).lower()).strip("-") or "part"
            seen[slug] = seen.get(slug, 0) + 1
            name = slug if seen[slug] == 1 else f"{slug}-{seen[slug]}"
            block = {**block, "level": level, "id": name}  # noqa: PLW2901
        ordered.append(block)
    return ordered


def _fit(blocks: list[Block]) -> list[Block]:
    """Displays that would make the report too large are named, not shown."""
    left = SIZE_LIMIT
    fitted = []
    for block in blocks:
        size = count_bytes(block)
        if size > left:
            what = block.get("title") or block["kind"]
            note = f"[left out of this report: {what}, about {size / 1e6:,.1f} MB]"
            fitted.append({"kind": "plain", "text": note, "note": ""})
        else:
            left -= size
            fitted.append(block)
    return fitted


def _find_subject(blocks: list[Block]) -> str:
    """What a display says that the report is about; the first that does."""
    said = [str(block.pop("subject", "")) for block in blocks]
    return next(filter(None, said), "")


def _name_articles(parameters: list[dict[str, str]]) -> str:
    """The files or folders that were asked about, without where they lie."""
    given = next((row["value"] for row in parameters if row["name"] == "articles"), "")
    try:
        paths = ast.literal_eval(given)
    except (SyntaxError, ValueError):
        return ""
    if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
        return ""
    names = [Path(path).name for path in paths]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED])[:SUBJECT_LIMIT] + more


def _gather_results(blocks: list[Block]) -> dict[str, Any]:
    """The named results that displays carry, for the run's record."""
    results: dict[str, Any] = {}
    for block in blocks:
        results.update(block.pop("results", {}))
    return results
