"""The report as one HTML file: nothing live in it, nothing asked of the network."""

from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader

from analysis.displays.faces import make_environment
from analysis.report.pages.drawings import make_svg_source

_LOADER = FileSystemLoader(Path(__file__).parent / "templates")


def render_html(tree: dict[str, Any]) -> str:
    """The tree of `build_tree` as a page; the same tree gives the same characters."""
    lead = _number(tree["lead"], "lead")
    blocks = _number(tree["blocks"], "d")
    page = make_environment(_LOADER).get_template("page.html")
    return page.render(tree={**tree, "lead": lead, "blocks": blocks}).strip() + "\n"


def _number(blocks: list[dict[str, Any]], prefix: str) -> list[dict[str, Any]]:
    """Each block with an id of its own; no heading's id holds a colon."""
    step = 0
    numbered = []
    for place, block in enumerate(_join_codes(blocks), 1):
        step = block.get("step", step)
        source = make_svg_source(block["svg"]) if block["kind"] == "figure" else ""
        numbered.append(
            {"until": 0, "step": step, "source": source, **block, "uid": f"{prefix}:{place}"}
        )
    return numbered


def _join_codes(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Steps that put out nothing are folded together with the step that follows them."""
    joined: list[dict[str, Any]] = []
    for block in blocks:
        last = joined[-1] if joined else {}
        if block["kind"] == last.get("kind") == "code" and block["state"] == last["state"]:
            both = f"{last['source']}\n\n{block['source']}"
            joined[-1] = {**last, "source": both, "until": block["step"]}
        else:
            joined.append(block)
    return joined
