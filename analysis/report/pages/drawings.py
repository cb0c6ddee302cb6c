"""Pictures for the reports: SVG reduced to drawing, and its colours turned round for dark mode."""

import base64
import binascii
import re
from xml.etree import ElementTree

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_ELEMENTS = set(
    "svg g defs path use rect circle ellipse line polyline polygon text tspan clipPath title desc"
    " linearGradient radialGradient stop marker image pattern".split()
)
_FONTS = "text { font-family: 'Source Sans 3', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif }"
_COLOUR = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
_LIMIT = 4_000_000  # characters of one drawing; a scatter of 20,000 points stays below
PNG_START = b"\x89PNG\r\n\x1a\n"


def clean_svg(svg: str) -> str | None:
    """The drawing with nothing but shapes and words in it; nothing where it is no drawing.

    Scripts, styles, animation, foreign markup, event handlers and references to anything outside
    the drawing are left out.
    """
    if len(svg) > _LIMIT or "<!ENTITY" in svg:
        return None
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314 - no entities: checked above
    except ElementTree.ParseError:
        return None
    if root.tag != f"{_SVG}svg":
        return None
    _clean_element(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return name_plainly(text)


def make_svg_source(svg: str) -> str:
    """The drawing as a data URI that follows the reader's light or dark mode."""
    head = svg.index(">") + 1
    styled = f"{svg[:head]}<style>{_write_dark_style(svg)}</style>{svg[head:]}"
    return "data:image/svg+xml;base64," + base64.b64encode(styled.encode()).decode()


def make_png_source(encoded: str) -> str | None:
    """The picture as a data URI; nothing where it is no PNG."""
    try:
        data = base64.b64decode("".join(encoded.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    if not data.startswith(PNG_START) or len(data) > _LIMIT:
        return None
    return "data:image/png;base64," + base64.b64encode(data).decode()


def wrap_png(source: str) -> str:
    """A picture from `make_png_source` as a drawing, for Typst, which is handed text alone."""
    head = base64.b64decode(source.split(",", 1)[1])[16:24]
    width, height = (int.from_bytes(head[place : place + 4], "big") for place in (0, 4))
    size = f'width="{width}" height="{height}"'
    return f'<svg xmlns="{_SVG[1:-1]}" {size}><image {size} href="{source}"/></svg>'


def turn_colour(colour: str) -> str:
    """The colour with its lightness turned round, hue and strength kept: ink for dark paper.

    >>> turn_colour("#1d2126"), turn_colour("#ffffff")
    ('#e2e7ee', '#181818')
    """
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    lightness, a, b = _to_oklab([int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)])
    turned = 0.97 - 0.76 * max(0.0, lightness - 0.2) / 0.8
    if (a * a + b * b) ** 0.5 > 0.04:  # a colour, not a grey: light enough to be seen, no more
        turned = max(0.70, min(0.80, turned))
    return _to_hex(turned, a, b)


def name_plainly(text: str) -> str:
    """The markup without the prefixes that the parser gives to names."""
    text = text.replace("xmlns:ns0=", "xmlns=").replace("xmlns:ns1=", "xmlns:xlink=")
    return re.sub(
        r"<[^>]*>",
        lambda tag: re.sub(r"(</?)ns0:", r"\1", tag[0]).replace(" ns1:href=", " xlink:href="),
        text,
    )


def _clean_element(element: ElementTree.Element) -> None:
    for child in list(element):
        name = child.tag.removeprefix(_SVG) if isinstance(child.tag, str) else ""
        if name not in _ELEMENTS:
            element.remove(child)
        else:
            _clean_element(child)
    for name, value in list(element.attrib.items()):
        if not _is_harmless(name, value):
            del element.attrib[name]


def _is_harmless(name: str, value: str) -> bool:
    if name in (_HREF, "href"):
        return value.startswith(("#", "data:image/png;base64,"))
    if name.startswith("{") or name.lower().startswith("on"):
        return name == "{http://www.w3.org/XML/1998/namespace}space"
    outside = re.search(r"url\(\s*['\"]?(?!#)", value) or "javascript:" in value.lower()
    return not outside and "@import" not in value


def _write_dark_style(svg: str) -> str:
    """One rule for each colour the drawing uses."""
    rules = []
    for colour in sorted({found[0] for found in _COLOUR.finditer(svg)}):
        turned = turn_colour(colour)
        for use in ("fill", "stroke"):
            rules.append(f'[style*="{use}: {colour}"]{{{use}:{turned} !important}}')
            rules.append(f'[{use}="{colour}"]{{{use}:{turned}}}')
    ink = turn_colour("#1d2126")
    dark = f"text:not([style*='fill']){{fill:{ink}}}" + "".join(rules)
    return f"{_FONTS} @media (prefers-color-scheme: dark) {{ {dark} }}"


def _to_oklab(rgb: list[float]) -> tuple[float, float, float]:
    """Ottosson (2020), "A perceptual color space for image processing"."""
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _to_hex(lightness: float, a: float, b: float) -> str:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    parts = (min(1.0, max(0.0, c)) for c in linear)
    curved = (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in parts)
    return "#" + "".join(f"{round(255 * c):02x}" for c in curved)
