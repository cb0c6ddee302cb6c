"""Nothing in an article, a name or an error becomes live in a report; all of it stays legible."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pikepdf
import pytest

from analysis.displays import (
    make_legible,
    show_counts,
    show_figure,
    show_findings,
    show_passages,
    show_table,
    show_tellings,
)
from analysis.plots import plot_counts
from analysis.report.pages.html import render_html
from analysis.report.pages.pdf import render_pdf
from analysis.report.pages.tree import build_tree
from analysis.tables import as_table

PAYLOADS = {
    "script": "<script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "link": "javascript:alert(1)",
    "style end": "</style></title></textarea><script src=http://evil.invalid/x.js></script>",
    "import": "<style>@import url(http://evil.invalid/x.css)</style>",
    "tex": r"costs $5 and $\input{/etc/passwd}$ \write18{id} %",
    "typst": '#eval("panic()") #panic("x") #image("/etc/passwd") $x$ *b* _i_ @ref <label>',
    "markdown": "[x](javascript:alert(1)) ![y](http://evil.invalid/y.png) <http://evil.invalid>",
    "bidi": "report\u202egnp.exe\u2066 done",
    "control": "a\x00b\x1b[2J\x07c\x9bd",
    "template": "{{ 7*7 }} {% include '/etc/passwd' %} {# x #} {{{",
    "attribute": '" onmouseover="alert(1)" autofocus onfocus=\'alert(1)\' x=`',
    "frame": "<iframe src=http://evil.invalid></iframe><svg onload=alert(1)><foreignObject>",
    "entity": "&lt;script&gt;alert(1)&#x3c;/script> ]]> <!-- --> <![CDATA[ <?php",
}
LIVE = {"script", "iframe", "object", "embed", "base", "form", "link", "audio", "video", "svg"}


def make_notebook(payload: str) -> dict[str, Any]:
    """A notebook with the payload in every place that text comes from."""
    text = f"Before it. {payload} After it."
    row = {
        "article_id": f"id {payload}",
        "outlet": f"outlet {payload}",
        "published": pd.NaT,
        "published_precision": "",
        "headline": f"headline {payload}",
        "credit": payload,
        "text": text,
        "url": payload,
        "source": payload,
    }
    articles = as_table([row], "articles")
    start = text.index(payload)
    span = {"article_id": row["article_id"], "part": "text", "start": start}
    mention = {
        **span,
        "end": start + len(payload),
        "mention": payload,
        "entity": f"entity {payload}",
        "kind": payload,
        "candidates": "",
        "rule": "",
    }
    mentions = as_table([mention], "mentions")
    counts = as_table(
        [
            {
                "group": row["article_id"],
                "entity": f"entity {payload}",
                "kind": payload,
                "mentions": 1,
                "open": 0,
                "articles": 1,
                "per_1000": 1.0,
            }
        ],
        "entity_counts",
    )
    shown = [
        show_tellings(articles, title=payload, note=payload),
        show_counts(counts, mentions, articles, title=payload),
        show_findings([(payload, mentions)], articles=articles),
        show_passages(mentions, articles, note=payload),
        show_table(pd.DataFrame({payload: [payload]}), title=payload),
        show_figure(plot_counts(counts, articles, title=payload), finding=payload, table=counts),
    ]
    outputs: list[dict[str, Any]] = [
        {"output_type": "display_data", "data": one._repr_mimebundle_(), "metadata": {}}
        for one in shown
    ]
    outputs += [
        {"output_type": "stream", "name": "stdout", "text": payload},
        {"output_type": "display_data", "data": {"text/html": payload, "text/plain": payload}},
        {"output_type": "display_data", "data": {"image/svg+xml": payload, payload: payload}},
        {"output_type": "error", "ename": payload, "evalue": payload, "traceback": [payload]},
    ]
    code = {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": []}
    # Control characters cannot stand in the source of a cell that is to be parsed.
    value = ascii(payload)
    return {
        "metadata": {"rashomon": {"failure": payload}},
        "cells": [
            {"cell_type": "markdown", "metadata": {}, "source": "# A report\n\nLead."},
            {**code, "source": f"name = {value}  # help", "metadata": {"tags": ["parameters"]}},
            {"cell_type": "markdown", "metadata": {}, "source": f"## Part\n\n`` {payload} ``"},
            {**code, "source": payload, "outputs": outputs},
        ],
    }


class Page(HTMLParser):
    """The page as a parser sees it: tags with attributes, and the text between."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module", params=PAYLOADS)
def payload(request: pytest.FixtureRequest) -> str:
    return PAYLOADS[request.param]


@pytest.fixture(scope="module")
def tree(payload: str) -> dict[str, Any]:
    return build_tree(make_notebook(payload))


def list_faults(page: Page) -> Iterator[str]:
    """Everything in the page that could act or ask for something."""
    for tag, attributes in page.tags:
        if tag in LIVE:
            yield tag
        for name, value in attributes.items():
            if name.startswith("on") or name in ("srcdoc", "style", "action", "formaction"):
                yield f"{tag} {name}"
            if name in ("src", "href", "data", "poster", "srcset") and not re.match(
                r"#|data:image/(png|svg\+xml);base64,", value
            ):
                yield f"{tag} {name}={value}"
            if name == "http-equiv" and value != "Content-Security-Policy":
                yield f"{tag} {value}"


def test_the_page_holds_nothing_live(tree: dict[str, Any]) -> None:
    page = Page(render_html(tree))
    assert list(list_faults(page)) == []
    policies = [at["content"] for tag, at in page.tags if "http-equiv" in at and tag == "meta"]
    assert [policy.split("; ")[:3] for policy in policies] == [
        ["default-src 'none'", "img-src data:", "style-src 'unsafe-inline'"]
    ]
    assert sum(tag == "h1" for tag, _ in page.tags) == 1
    assert sum(tag == "style" for tag, _ in page.tags) == 1


def test_the_page_keeps_the_text_legible(tree: dict[str, Any], payload: str) -> None:
    page = Page(render_html(tree))
    legible = make_legible(payload)
    assert page.text.count(legible) >= 10
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page.text)


def test_the_pdf_holds_nothing_live(tree: dict[str, Any], payload: str, tmp_path: Path) -> None:
    rendered = render_pdf(tree)
    path = tmp_path / "report.pdf"
    path.write_bytes(rendered.bytes)
    with pikepdf.open(path) as pdf:
        for name in ("/OpenAction", "/AA"):
            assert name not in pdf.Root
        assert "/JavaScript" not in pdf.Root.get("/Names", {})
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
        for page in pdf.pages:
            assert "/AA" not in page
            for note in page.get("/Annots", []):
                assert note["/Subtype"] == "/Link"
                assert "/A" not in note or note["/A"]["/S"] == "/GoTo"
    if shutil.which("pdftotext"):
        text = subprocess.run(
            ["pdftotext", "-layout", path, "-"], capture_output=True, check=True
        ).stdout.decode()
        joined = re.sub(r"[\s\u200b]", "", text)
        words = re.findall(r"[A-Za-z]{3,}", make_legible(payload))
        assert [word for word in words if word not in joined] == []


def test_the_displays_in_jupyterlab_hold_nothing_live(payload: str) -> None:
    for output in make_notebook(payload)["cells"][3]["outputs"][:6]:
        page = Page(output["data"]["text/html"])
        assert list(list_faults(page)) == []
        assert make_legible(payload) in page.text + output["data"]["text/plain"]


@pytest.mark.parametrize("name", sorted(set(PAYLOADS)))
def test_prose_of_a_notebook_is_never_markup(name: str) -> None:
    notebook = {
        "cells": [
            {"cell_type": "markdown", "metadata": {}, "source": f"# T {PAYLOADS[name]}"},
            {"cell_type": "markdown", "metadata": {}, "source": f"Words {PAYLOADS[name]}\n"},
        ]
    }
    tree = build_tree(notebook)
    page = Page(render_html(tree))
    faults = [fault for fault in list_faults(page) if not fault.startswith("a href=http://")]
    assert faults == []
    assert render_pdf(tree).warnings == []
