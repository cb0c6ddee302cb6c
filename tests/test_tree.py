"""The tree: what an executed notebook says, and nothing of its markup."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.displays import MIME, show_counts, show_table
from analysis.displays.bundle import read_bundle, write_bundle
from analysis.report.notebooks import number_steps
from analysis.report.pages.drawings import PNG_START, clean_svg, make_png_source, turn_colour
from analysis.report.pages.html import render_html
from analysis.report.pages.outputs import TEXT_LIMIT, read_display, read_outputs
from analysis.report.pages.prose import parse_prose, write_inlines
from analysis.report.pages.states import list_parameters, name_state, write_banner
from analysis.report.pages.tree import SIZE_LIMIT, build_tree
from tests.hand_made import count_names, find_names, make_articles

ARTICLES = make_articles(Daily="Ann met Bob.", Post="Bob was alone.")
MENTIONS = find_names(ARTICLES, "Ann", "Bob")
COUNTS = show_counts(count_names(MENTIONS, ARTICLES, "Ann", "Bob"), MENTIONS, ARTICLES)


def code(source: str, *outputs: dict[str, Any], **more: Any) -> dict[str, Any]:
    cell = {"cell_type": "code", "source": source, "metadata": {}, "execution_count": 1}
    return {**cell, "outputs": list(outputs), **more}


def prose(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": source, "metadata": {}}


def show(data: dict[str, Any]) -> dict[str, Any]:
    return {"output_type": "display_data", "data": data, "metadata": {}}


def test_a_notebook_becomes_title_lead_and_blocks() -> None:
    tree = build_tree(
        {
            "cells": [
                prose("# Who is *named*?\n\nTwo tellings."),
                code("top = 3  # rows", metadata={"tags": ["parameters"]}),
                prose("## Names\n\nText."),
                code("show()", show(COUNTS.recording(n=2)._repr_mimebundle_())),
            ]
        }
    )
    assert tree["title"] == "Who is named?"
    assert [block["kind"] for block in tree["lead"]] == ["paragraph"]
    kinds = [block["kind"] for block in tree["blocks"]]
    assert kinds == ["code", "heading", "paragraph", "code", "table"]
    assert tree["contents"] == [{"id": "names", "level": 2, "text": "Names"}]
    assert tree["parameters"] == [{"name": "top", "value": "3", "help": "rows"}]
    assert tree["banner"] is None
    assert tree["results"] == {"n": 2}
    assert json.loads(json.dumps(tree)) == tree


def test_headings_go_down_one_step_at_a_time_and_have_ids_of_their_own() -> None:
    tree = build_tree({"cells": [prose("# T\n\n#### A\n\n# A\n\n###### B\n\n## !\n\n## !")]})
    headings = [(entry["level"], entry["id"]) for entry in tree["contents"]]
    assert headings == [(2, "a"), (2, "a-2"), (3, "b"), (2, "part"), (2, "part-2")]


@pytest.mark.parametrize(
    ("articles", "subject"),
    [
        ("[]", ""),
        ("['../seeds']", "seeds"),
        ("['a/b.csv', 'c/', 'd', 'e', 'f']", "b.csv, c, d and 2 more"),
        ("list_them()", ""),
        ("'x'", ""),
        ("[1]", ""),
    ],
)
def test_without_a_name_a_report_is_about_the_articles_given(articles: str, subject: str) -> None:
    cell = code(f"articles = {articles}", metadata={"tags": ["parameters"]})
    assert build_tree({"cells": [prose("# T"), cell]})["subject"] == subject


def test_the_first_display_that_says_so_names_what_a_report_is_about() -> None:
    cell = code("articles = ['seeds']", metadata={"tags": ["parameters"]})
    named = COUNTS.about("Hall <b>\nopens", "", "2021-10-06")
    shown = [code("x", show(which._repr_mimebundle_())) for which in (COUNTS, named, COUNTS)]
    tree = build_tree({"cells": [prose("# T"), cell, *shown, *shown[:0:-1]]})
    assert tree["subject"] == "Hall <b> opens · 2021-10-06"
    assert all("subject" not in block for block in tree["blocks"])
    page = render_html(tree)
    assert "<title>Hall &lt;b&gt; opens · 2021-10-06 · T</title>" in page
    assert "<h1>T</h1>" in page
    assert '<p class="subject">Hall &lt;b&gt; opens · 2021-10-06</p>' in page
    assert '<p class="subject">' not in render_html(build_tree({"cells": [prose("# T")]}))


def test_a_notebook_without_a_title_is_a_report() -> None:
    assert build_tree({"cells": [prose("Words.")]})["title"] == "Report"


@pytest.mark.parametrize(
    ("source", "inlines"),
    [
        ("a **b** _c_", ["text", "strong", "text", "em"]),
        ("[x](https://example.org)", ["link"]),
        ("[x](mailto:a@b.c) [y](#z)", ["link", "text", "link"]),
        ("[x](data:text/html,x)", ["text"]),
        ("[x](file:///etc/passwd)", ["text"]),
        ("[x](/etc/passwd)", ["text"]),
        ("![alt](https://example.org/x.png)", ["text"]),
        ("<b>x</b>", ["text"]),
        ("`<b>`", ["code"]),
        ("a\\\nb", ["text", "break", "text"]),
    ],
)
def test_prose_has_no_live_inlines(source: str, inlines: list[str]) -> None:
    block = parse_prose(source)[0]
    assert [part["kind"] for part in block["inlines"]] == inlines


def test_prose_has_blocks_of_plain_kinds() -> None:
    source = "> q\n\n1. a\n   - b\n\n```\ncode\n```\n\n---\n\n<div>\n\n| a |\n|---|\n| b |"
    blocks = parse_prose(source)
    assert [b["kind"] for b in blocks] == ["quote", "list", "pre", "rule", "paragraph", "table"]
    assert blocks[1]["items"][0][1]["kind"] == "list"
    assert blocks[5]["rows"] == [[{"text": "b", "evidence": []}]]


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_prose(source: str) -> None:
    for block in parse_prose(source):
        if "inlines" in block:
            write_inlines(block["inlines"])


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        (code("x"), "done"),
        (code("x", execution_count=None), "not run"),
        (code("x", execution_count=None, metadata={"papermill": {"status": "completed"}}), "done"),
        (code("x", metadata={"papermill": {"status": "pending"}}), "not run"),
        (code("x", metadata={"papermill": {"status": "failed"}}), "failed"),
        (code("x", metadata={"papermill": {"status": "running"}}), "failed"),
        (code("x", {"output_type": "error"}), "failed"),
    ],
)
def test_states_of_cells(cell: dict[str, Any], state: str) -> None:
    assert name_state(cell) == state


def test_the_banner_says_what_did_not_run() -> None:
    done, failed = code("x"), code("x", {"output_type": "error"})
    missing = code("x", execution_count=None)
    assert write_banner([done, done]) is None
    assert write_banner([missing]) == {
        "title": "This notebook has not been run",
        "lines": ["It shows no results."],
    }
    assert write_banner([done, failed, missing, missing], "It stopped.") == {
        "title": "This report is not whole",
        "lines": [
            "It stopped.",
            "One step failed: 2. The error stands below the step.",
            "2 steps did not run: 3 to 4.",
            "4 steps in all. What depends on these is missing or incomplete.",
        ],
    }


GIVEN = {"tags": ["injected-parameters"]}


@pytest.mark.parametrize(
    ("cells", "steps"),
    [
        ([prose("# T"), code("x"), prose("y"), code("z")], [0, 1, 0, 2]),
        ([code("x"), code(" \n"), code("z")], [1, 0, 2]),
        ([code("a = 1"), code("a = 2", metadata=GIVEN), code("z")], [1, 1, 2]),
        ([code("a = 2", metadata=GIVEN), code("z")], [1, 1]),
        ([code(["a\n", "b"])], [1]),  # type: ignore[arg-type]
    ],
)
def test_the_cell_we_put_in_is_no_step(cells: list[dict[str, Any]], steps: list[int]) -> None:
    assert number_steps(cells) == steps


def test_given_parameters_stand_with_the_step_that_declares_them() -> None:
    failed = code("1 / 0", {"output_type": "error", "ename": "E", "evalue": "m", "traceback": []})
    tree = build_tree({"cells": [code("a = 1"), code("a = 2", metadata=GIVEN), failed]})
    shown = [(b["step"], b["source"], b["state"]) for b in tree["blocks"] if b["kind"] == "code"]
    assert shown == [(1, "a = 1\n\na = 2", "done"), (2, "1 / 0", "failed")]
    assert tree["banner"]["lines"][0].startswith("One step failed: 2.")
    missing = code("a = 2", metadata=GIVEN, execution_count=None)
    tree = build_tree({"cells": [code("a = 1"), missing, code("b")]})
    states = [(b["step"], b["state"]) for b in tree["blocks"]]
    assert states == [(1, "done"), (1, "not run"), (2, "done")]
    assert tree["banner"]["lines"][0] == "One step did not run: 1."


def test_parameters_are_those_it_ran_with_and_nothing_is_executed() -> None:
    cells = [
        code("a: int = 1  # first\nb = f()\nprint(1)", metadata={"tags": ["parameters"]}),
        code("# Parameters\na = 7", metadata={"tags": ["injected-parameters"]}),
        code("broken = (", metadata={"tags": ["parameters"]}),
    ]
    assert list_parameters(cells) == [
        {"name": "a", "value": "7", "help": "first"},
        {"name": "b", "value": "f()", "help": ""},
    ]


def test_markup_of_a_cell_is_never_used() -> None:
    data = {"text/html": "<b>x</b>", "text/plain": "x", "application/javascript": "alert(1)"}
    assert read_outputs([show(data)]) == [{"kind": "plain", "text": "x", "note": ""}]
    assert read_outputs([show({"text/html": "<b>"})]) == [
        {"kind": "plain", "text": "[not shown here: text/html]", "note": ""}
    ]


def test_prints_are_joined_without_colours_and_cut_with_their_true_size() -> None:
    stream = {"output_type": "stream", "name": "stdout", "text": "\x1b[31m" + "x" * TEXT_LIMIT}
    block = read_outputs([stream, {**stream, "text": "y" * TEXT_LIMIT}])[0]
    assert block["note"] == f"20,000 of {2 * TEXT_LIMIT + 5:,} characters are shown."
    assert "[ … 20,005 characters … ]" in block["text"]
    assert len(block["text"]) < TEXT_LIMIT + 40
    assert block["text"].startswith("xxx")
    assert block["text"].endswith("yyy")


def test_errors_do_not_say_where_the_code_lies() -> None:
    lines = ["File /home/a/analysis/x.py:3, in f", "File /v/lib/python3/site-packages/y.py:1"]
    error = {"output_type": "error", "ename": "E", "evalue": "m", "traceback": lines}
    assert read_outputs([error])[0]["traceback"].splitlines() == [
        "File …/analysis/x.py:3, in f",
        "File …/site-packages/y.py:1",
    ]


def test_errors_are_text() -> None:
    error = {"output_type": "error", "ename": "E", "evalue": "m", "traceback": ["\x1b[0;31mE", "m"]}
    block = {"kind": "error", "name": "E", "message": "m", "traceback": "E\nm"}
    assert read_outputs([error]) == [block]


@pytest.mark.parametrize(
    "spoilt",
    [
        None,
        "x",
        {"kind": "unknown"},
        {"kind": "table"},
        {**COUNTS.data, "rows": [[{"text": "one cell"}]]},
        {**COUNTS.data, "columns": []},
        {**COUNTS.data, "evidence": [{"start": "x"}]},
        {"kind": "figure", "title": "", "alt": "", "svg": "<svg/>", "table": None},
        {"kind": "figure", "title": "", "alt": "x", "svg": "<html/>", "table": None},
        {"kind": "findings", "sentences": [{}]},
    ],
)
def test_what_only_claims_to_be_a_display_is_not_shown_as_one(spoilt: Any) -> None:
    assert read_display(spoilt) is None
    blocks = read_outputs([show({MIME: write_bundle(spoilt), "text/plain": "plain"})])
    assert blocks == [{"kind": "plain", "text": "plain", "note": ""}]


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", "[" * 100_000, 7, {"kind": "table"}])
def test_a_bundle_that_cannot_be_read_is_no_display(text: Any) -> None:
    assert read_bundle({MIME: text}) is None


def test_a_bundle_may_come_in_lines() -> None:
    assert read_bundle({MIME: ['{"kind":', '"table"}']}) == {"kind": "table"}


def test_evidence_beyond_the_passages_is_dropped() -> None:
    rows = [[{"text": "x", "evidence": [-1, 0, 99]}] * len(COUNTS.data["columns"])]
    block = read_display({**COUNTS.data, "rows": rows})
    assert block is not None
    assert block["rows"][0][0]["evidence"] == [0]


def test_a_report_stays_small() -> None:
    import pandas as pd

    large = show_table(pd.DataFrame({"a": ["x" * 4000] * 900}), limit=900, title="Large")
    outputs = [show(large._repr_mimebundle_(include=[MIME])) for _ in range(5)]
    tree = build_tree({"cells": [code("x", *outputs)]})
    assert len(json.dumps(tree)) < SIZE_LIMIT
    assert tree["blocks"][-1]["text"] == "[left out of this report: Large, about 3.6 MB]"


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.mark.parametrize(
    ("inside", "kept"),
    [
        ('<path d="M 0 0" />', '<path d="M 0 0" />'),
        ("<script>x</script><path />", "<path />"),
        ("<foreignObject><b>x</b></foreignObject>", ""),
        ("<style>@import url(x)</style>", ""),
        ('<rect onload="x" />', "<rect />"),
        ('<use xlink:href="#a" />', '<use xlink:href="#a" />'),
        ('<use xlink:href="http://x/#a" />', "<use />"),
        ('<image href="/etc/passwd" />', "<image />"),
        ('<rect style="fill: url(http://x)" />', "<rect />"),
        ('<rect style="fill: url(#p)" />', '<rect style="fill: url(#p)" />'),
        ("<set attributeName='href' to='x' />", ""),
        ('<text x="1">a &lt; b</text>', '<text x="1">a &lt; b</text>'),
    ],
)
def test_drawings_keep_shapes_and_words_alone(inside: str, kept: str) -> None:
    cleaned = clean_svg(SVG.format(inside))
    assert cleaned is not None
    assert cleaned.partition(">")[2].removesuffix("</svg>") == kept or not kept


@pytest.mark.parametrize("svg", ["", "<svg", "<html/>", '<!DOCTYPE s [<!ENTITY a "b">]><svg/>'])
def test_what_is_no_drawing_is_none(svg: str) -> None:
    assert clean_svg(svg) is None


def test_pictures_are_png_or_nothing() -> None:
    png = base64.b64encode(PNG_START + b"rest").decode()
    assert make_png_source(png) == f"data:image/png;base64,{png}"
    assert make_png_source(base64.b64encode(b"<svg>").decode()) is None
    assert make_png_source("not base64!") is None


def test_dark_mode_turns_lightness_round() -> None:
    assert turn_colour("#000") == "#f5f5f5"
    assert turn_colour("#ffffff") == "#181818"


SIDES: dict[str, Any] = {
    "kind": "columns",
    "title": "",
    "note": "",
    "key": [{"state": "shared", "label": "told"}],
    "columns": [
        {
            "label": "A",
            "paragraphs": [
                {
                    "headline": False,
                    "pieces": [
                        {
                            "state": "shared",
                            "mark": "also B",
                            "evidence": [0, 9],
                            "parts": [{"text": "<b>x</b>", "role": "name"}],
                        }
                    ],
                }
            ],
        }
    ],
    "evidence": [{"article": "B", "start": 0, "end": 1, "match": "y"}],
}


def test_tellings_side_by_side_are_read_field_by_field() -> None:
    block = read_display(SIDES)
    assert block is not None
    piece = block["columns"][0]["paragraphs"][0]["pieces"][0]
    assert piece["evidence"] == [0]
    assert read_display({**SIDES, "key": [{"state": "x onload=y", "label": ""}]}) is None


def test_huge_prints_and_errors_are_cut_before_they_are_read() -> None:
    huge = "\x1b[31mx" * 10_000_000
    stream = {"output_type": "stream", "name": "stdout", "text": huge}
    error = {"output_type": "error", "ename": "E", "evalue": huge, "traceback": [huge]}
    blocks = read_outputs([stream, error])
    assert blocks[0]["note"] == f"20,000 of {len(huge):,} characters are shown."
    assert sum(len(repr(block)) for block in blocks) < 40_000
