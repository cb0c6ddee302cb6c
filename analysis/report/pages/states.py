"""What happened to the cells, and what the notebook was asked: told from what it carries."""

import ast
import io
import tokenize
from typing import Any

from analysis.report.notebooks import number_steps

_PARAMETER_TAGS = ("parameters", "injected-parameters")


def name_state(cell: dict[str, Any]) -> str:
    """`done`, `failed` or `not run`; a cell that was cut off has failed."""
    status = cell.get("metadata", {}).get("papermill", {}).get("status")
    outputs = cell.get("outputs", [])
    if status in ("failed", "running") or any(out["output_type"] == "error" for out in outputs):
        return "failed"
    if status == "pending" or (status != "completed" and cell.get("execution_count") is None):
        return "not run"
    return "done"


def write_banner(cells: list[dict[str, Any]], failure: str = "") -> dict[str, Any] | None:
    """What a reader must know first: why the run stopped, which steps failed or never ran."""
    states: dict[int, set[str]] = {}
    for step, cell in zip(number_steps(cells), cells, strict=True):
        if step:
            states.setdefault(step, set()).add(name_state(cell))
    failed = [step for step, found in states.items() if "failed" in found]
    missing = [step for step, found in states.items() if "not run" in found and step not in failed]
    if not failed and not missing and not failure:
        return None
    if len(missing) == len(states) and not failure:
        return {"title": "This notebook has not been run", "lines": ["It shows no results."]}
    lines = [failure] if failure else []
    if failed:
        lines.append(f"{_count(failed)} failed: {_list(failed)}. The error stands below the step.")
    if missing:
        lines.append(f"{_count(missing)} did not run: {_list(missing)}.")
    lines.append(f"{len(states)} steps in all. What depends on these is missing or incomplete.")
    return {"title": "This report is not whole", "lines": lines}


def list_parameters(cells: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Name, value as run and help of each parameter, in the notebook's order."""
    found: dict[str, dict[str, str]] = {}
    for tag in _PARAMETER_TAGS:
        for cell in cells:
            if tag in cell.get("metadata", {}).get("tags", []):
                for name, value, help_text in _read_assignments(_source(cell)):
                    known = found.get(name, {}).get("help", "")
                    found[name] = {"name": name, "value": value, "help": help_text or known}
    return list(found.values())


def _source(cell: dict[str, Any]) -> str:
    source = cell["source"]
    return "".join(source) if isinstance(source, list) else str(source)


def _count(steps: list[int]) -> str:
    return "One step" if len(steps) == 1 else f"{len(steps)} steps"


def _list(steps: list[int]) -> str:
    """Running numbers as ranges: 3, 5 to 9."""
    ranges: list[list[int]] = []
    for step in steps:
        if ranges and step == ranges[-1][-1] + 1:
            ranges[-1].append(step)
        else:
            ranges.append([step])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in ranges)


def _read_assignments(source: str) -> list[tuple[str, str, str]]:
    """Name, value as text, and comment of each assignment; nothing is executed."""
    try:
        statements = ast.parse(source).body
        comments = _read_comments(source)
    except (SyntaxError, ValueError, tokenize.TokenError, RecursionError):
        return []
    found = []
    for statement in statements:
        if isinstance(statement, ast.AnnAssign):
            target: ast.expr = statement.target
        elif isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target = statement.targets[0]
        else:
            continue
        if isinstance(target, ast.Name) and statement.value is not None:
            value = ast.get_source_segment(source, statement.value) or ""
            found.append((target.id, value, comments.get(statement.end_lineno or 0, "")))
    return found


def _read_comments(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {
        token.start[0]: token.string.lstrip("# ")
        for token in tokens
        if token.type == tokenize.COMMENT
    }
