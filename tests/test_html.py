"""The page: whole, self-contained, the same for the same tree."""

import re
from typing import Any

from analysis.displays import MIME, show_figure, show_findings
from analysis.displays.bundle import write_bundle
from analysis.plots import plot_counts
from analysis.report.pages.drawings import make_svg_source
from analysis.report.pages.html import render_html
from analysis.report.pages.tree import build_tree
from tests.hand_made import count_names
from tests.test_tree import ARTICLES, COUNTS, MENTIONS, SIDES, code, prose, show


def make_tree(*cells: dict[str, Any]) -> dict[str, Any]:
    return build_tree({"cells": [prose("# A question?\n\nA lead."), *cells]})


def test_the_same_tree_gives_the_same_page() -> None:
    tree = make_tree(code("x", show(COUNTS._repr_mimebundle_())))
    assert render_html(tree) == render_html(tree)


def test_a_page_is_one_file_that_asks_for_nothing() -> None:
    page = render_html(make_tree(code("x", show(COUNTS._repr_mimebundle_()))))
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert page.endswith("</html>\n")
    assert not re.search(r"https?://", page)
    assert "<script" not in page
    assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in page


def test_a_number_opens_its_own_passages() -> None:
    page = render_html(make_tree(code("x", show(COUNTS._repr_mimebundle_()))))
    targets = re.findall(r'class="opens" popovertarget="([^"]+)"', page)
    opened = re.findall(r'<div popover id="([^"]+)"', page)
    assert targets == opened
    assert len(set(targets)) == 3  # Ann once, Bob in each of two tellings
    assert page.count("<mark>Bob</mark>") == 2


def test_equal_numbers_in_one_row_open_different_passages() -> None:
    counts = count_names(MENTIONS, ARTICLES, "Bob")
    from analysis.displays import show_counts

    bundle = show_counts(counts, MENTIONS, ARTICLES)._repr_mimebundle_()
    page = render_html(make_tree(code("x", show(bundle))))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_what_is_not_whole_says_so_before_anything_else() -> None:
    page = render_html(make_tree(code("x", execution_count=None), code("y")))
    main = page[page.index("<main") :]
    assert main.index("This report is not whole") < main.index("A lead.")
    assert "One step did not run: 1." in page


def test_steps_that_put_out_nothing_are_folded_into_one() -> None:
    page = render_html(make_tree(code("a"), code("b"), code("c")))
    assert page.count('<details class="code') == 1
    assert "a\n\nb\n\nc" in page
    assert "1–3" in page


def test_a_figure_has_its_finding_as_words_and_its_data_as_a_table() -> None:
    counts = count_names(MENTIONS, ARTICLES, "Ann", "Bob")
    figure = show_figure(plot_counts(counts, ARTICLES), finding="Bob leads.", table=counts)
    page = render_html(make_tree(code("x", show(figure._repr_mimebundle_()))))
    assert 'alt="Bob leads."' in page
    assert '<img src="data:image/svg+xml;base64,' in page
    assert page.index("The data behind this figure") > page.index("Bob leads.")


def test_drawings_have_a_rule_for_each_colour_in_dark_mode() -> None:
    import base64

    svg = '<svg xmlns="http://www.w3.org/2000/svg"><path style="fill: #000000"/></svg>'
    drawn = base64.b64decode(make_svg_source(svg).split(",")[1]).decode()
    assert '[style*="fill: #000000"]{fill:#f5f5f5 !important}' in drawn
    assert "prefers-color-scheme: dark" in drawn


def test_findings_say_how_many_passages_stand_behind_them() -> None:
    shown = show_findings([("Bob.", MENTIONS), "No."], articles=ARTICLES)
    page = render_html(make_tree(code("x", show(shown._repr_mimebundle_()))))
    assert "3 passages" in page
    assert page.count("<div popover") == 1


def test_tellings_side_by_side_open_what_the_others_say() -> None:
    page = render_html(make_tree(code("x", show({MIME: write_bundle(SIDES)}))))
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert page.count("<div popover") == 1
    assert "<mark>y</mark>" in page


def test_rendering_loads_none_of_what_made_the_data() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from analysis.report.pages import html, pdf, tree;"
        "print([name for name in ('pandas', 'matplotlib', 'spacy') if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
