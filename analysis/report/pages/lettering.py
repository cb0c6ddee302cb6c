"""The words in a drawing, taken out of it, so that the page sets them in its own fonts.

Typst draws SVG text with few fonts and one weight; set by the page itself the words of a figure
are in any script, selectable, and as heavy as they were meant.
"""

import re
from typing import Any, NamedTuple
from xml.etree import ElementTree

from analysis.report.pages.drawings import name_plainly

_SVG = "{http://www.w3.org/2000/svg}"
_ROTATE = re.compile(r"rotate\(\s*(-?[\d.]+)")
_MOVE = re.compile(r"translate\(\s*(-?[\d.]+)[ ,]+(-?[\d.]+)\s*\)")
_BOLD = 600


class Lettering(NamedTuple):
    """A drawing without its words, its size in points, and the words with their places."""

    svg: str
    width: float
    height: float
    words: list[dict[str, Any]]


def lift_words(svg: str) -> Lettering:
    """The drawing and its words apart; words in a moved or scaled group stay in the drawing."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - cleaned when the tree was built
    words: list[dict[str, Any]] = []
    _lift(root, words)
    width, height = _measure(root)
    return Lettering(
        name_plainly(ElementTree.tostring(root, encoding="unicode")), width, height, words
    )


def _lift(element: ElementTree.Element, words: list[dict[str, Any]]) -> None:
    for child in list(element):
        if child.tag == f"{_SVG}text" and len(child) == 0:
            words.append(_read_words(child))
            element.remove(child)
        elif "transform" not in child.attrib:
            _lift(child, words)


def _read_words(element: ElementTree.Element) -> dict[str, Any]:
    style = _read_style(element)
    transform = element.get("transform", "")
    moved, turned = _MOVE.search(transform), _ROTATE.search(transform)
    size = _read_number(style.get("font-size") or style.get("font", ""), 10)
    bold = style.get("font-weight", "400")
    return {
        "text": element.text or "",
        "x": _read_number(element.get("x", ""), 0) + (float(moved[1]) if moved else 0),
        "y": _read_number(element.get("y", ""), 0) + (float(moved[2]) if moved else 0),
        "angle": float(turned[1]) if turned else 0.0,
        "size": size,
        "weight": _BOLD if bold == "bold" or (bold.isdigit() and int(bold) >= _BOLD) else 400,
        "italic": style.get("font-style") in ("italic", "oblique"),
        "anchor": style.get("text-anchor", "start"),
        "fill": _read_colour(style.get("fill", "")),
        "opacity": _read_number(style.get("opacity", ""), 1),
    }


def _read_style(element: ElementTree.Element) -> dict[str, str]:
    """Style declarations and attributes as one."""
    pairs = (part.split(":", 1) for part in element.get("style", "").split(";") if ":" in part)
    return {**element.attrib, **{name.strip(): value.strip() for name, value in pairs}}


def _read_colour(value: str) -> str:
    return value if re.fullmatch(r"#[0-9a-fA-F]{6}", value) else "#1d2126"


def _read_number(value: str, default: float) -> float:
    found = re.search(r"-?\d*\.?\d+", value)
    return float(found[0]) if found else float(default)


def _measure(root: ElementTree.Element) -> tuple[float, float]:
    box = root.get("viewBox", "").replace(",", " ").split()
    if len(box) == 4:
        return _read_number(box[2], 400), _read_number(box[3], 300)
    return _read_number(root.get("width", ""), 400), _read_number(root.get("height", ""), 300)
