"""The PDF: tagged, titled, with bookmarks, notes for the numbers, the same for the same tree."""

import io
from typing import Any

import pandas as pd
import pikepdf
import pytest

from analysis.displays import MIME, show_figure, show_findings, show_table
from analysis.displays.bundle import write_bundle
from analysis.plots import plot_counts
from analysis.report.pages.drawings import PNG_START
from analysis.report.pages.fonts import PLAIN, _cover_basic, find_fonts, name_missing
from analysis.report.pages.lettering import lift_words
from analysis.report.pages.notes import NOTES, PASSAGES, number_notes
from analysis.report.pages.outputs import read_display
from analysis.report.pages.paper import COLUMNS, break_words, fit_table
from analysis.report.pages.pdf import RenderedPdf, render_pdf
from analysis.report.pages.tree import build_tree
from tests.hand_made import count_names
from tests.test_tree import ARTICLES, COUNTS, MENTIONS, SIDES, code, prose, show


def render(*cells: dict[str, Any]) -> RenderedPdf:
    return render_pdf(build_tree({"cells": [prose("# A question?\n\nA lead."), *cells]}))


def make_figure() -> dict[str, Any]:
    counts = count_names(MENTIONS, ARTICLES, "Ann", "Bob")
    shown = show_figure(plot_counts(counts, ARTICLES), finding="Bob leads.", table=counts)
    return show(shown._repr_mimebundle_())


def walk(node: Any, depth: int = 0) -> list[Any]:
    """Every element of the tag tree."""
    found = [node]
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child and depth < 60:
            found += walk(child, depth + 1)
    return found


@pytest.fixture(scope="module")
def whole() -> bytes:
    rendered = render(
        prose("## Names\n\nText with a [link](#names) and <b>."),
        code("x", show(COUNTS._repr_mimebundle_()), make_figure()),
        prose("### Deeper\n\n- a\n- b"),
        prose("## Limits"),
    )
    assert rendered.warnings == []
    return rendered.bytes


def test_the_same_tree_gives_the_same_bytes(whole: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert render(code("x", make_figure())) == render(code("x", make_figure()))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert b"20010909014640" in render(code("x")).bytes


def test_it_is_tagged_with_title_language_and_claims_ua1(whole: bytes) -> None:
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        assert pdf.Root["/MarkInfo"]["/Marked"]
        assert str(pdf.Root["/Lang"]) == "en"
        assert pdf.Root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert str(pdf.docinfo["/Title"]) == "A question?"
        with pdf.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"


def test_the_tag_tree_has_headings_tables_and_figures_with_words(whole: bytes) -> None:
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        tags = walk(pdf.Root["/StructTreeRoot"])[1:]
        names = [str(tag["/S"]) for tag in tags]
        assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure", "/L", "/Link"} <= set(names)
        figures = [tag for tag in tags if tag["/S"] == "/Figure"]
        assert {str(figure["/Alt"]) for figure in figures} == {"Bob leads."}


def test_its_title_names_what_it_is_about() -> None:
    named = COUNTS.about("Hall opens", "2021-10-06")
    rendered = render(code("x", show(named._repr_mimebundle_())))
    assert rendered.warnings == []
    with pikepdf.open(io.BytesIO(rendered.bytes)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Hall opens · 2021-10-06 · A question?"


def test_bookmarks_are_the_headings(whole: bytes) -> None:
    with pikepdf.open(io.BytesIO(whole)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        assert titles[:2] == ["Names", "Limits"]
        assert [item.title for item in outline.root[0].children] == ["Deeper"]
        assert titles[2:] == ["Notes: where the numbers come from", "The code of each step"]


@pytest.mark.parametrize(
    ("all_fonts", "hint"), [(True, ""), (False, " The extra `fonts` has more scripts.")]
)
def test_letters_without_a_font_are_named(
    all_fonts: bool, hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.report.pages.pdf.has_all_packages", lambda: all_fonts)
    rendered = render(prose("A letter of a script nobody has: \U00012000."))
    assert rendered.warnings == ["No font for: U+12000 CUNEIFORM SIGN A." + hint]
    assert rendered.bytes.startswith(b"%PDF")


def test_letters_of_the_text_font_are_not_missing() -> None:
    assert name_missing(["Plain – “text” ⟨U+0000⟩ é ß œ → ≥ −"]) == []


def test_plain_letters_are_in_the_text_font() -> None:
    spaces = {"\n", "\t", "\u200b", "\u00ad"}
    assert PLAIN - _cover_basic() <= spaces


def test_fonts_are_ours_and_the_last_resort_is_last() -> None:
    fonts = find_fonts()
    assert fonts.families[0] == "Source Sans 3"
    assert fonts.families[-1] == "Last Resort High-Efficiency"


def test_numbers_have_notes_in_order_and_long_ones_say_how_many_more() -> None:
    passage = {"article": "A", "place": "p", "before": "", "match": "x", "after": ""}
    cells = [
        {"text": "Ann", "evidence": []},
        {"text": "30", "evidence": list(range(20)), "total": 30},
        {"text": "1", "evidence": [3]},
    ]
    columns = [{"label": name} for name in ("entity", "A", "B")]
    table = {"kind": "table", "rows": [cells], "columns": columns, "evidence": [passage] * 20}
    blocks, notes = number_notes([table])
    assert [cell["note"] for cell in blocks[0]["rows"][0]] == [None, 1, 2]
    assert [note["about"] for note in notes] == ["Ann, A", "Ann, B"]
    assert [note["count"] for note in notes] == [f"{PASSAGES} of 30 passages", "1 passage"]
    assert [len(note["passages"]) for note in notes] == [PASSAGES, 1]


def test_beyond_the_limit_of_notes_the_report_says_so() -> None:
    findings = [(f"Sentence {n}.", MENTIONS[:1]) for n in range(NOTES + 3)]
    shown = show_findings(findings, articles=ARTICLES)
    rendered = render(code("x", show(shown._repr_mimebundle_())))
    assert rendered.warnings == ["3 numbers have no note in the PDF, only in the HTML."]


def test_wide_tables_are_cut_into_parts_with_the_same_first_column() -> None:
    columns = [{"label": f"c{n}", "align": "left"} for n in range(30)]
    row = [{"text": str(n), "evidence": []} for n in range(30)]
    table = {"columns": columns, "rows": [row], "note": "", "total_rows": 1}
    parts = fit_table(table)["parts"]
    assert all(part["columns"][0]["label"] == "c0" for part in parts)
    assert all(len(part["columns"]) <= COLUMNS for part in parts)
    shown = [column["label"] for part in parts for column in part["columns"][1:]]
    assert shown == [f"c{n}" for n in range(1, 30)]


def test_long_words_may_break_and_short_ones_and_links_do_not() -> None:
    broken = break_words({"text": "x" * 60, "href": "y" * 60, "more": ["short words " * 9]})
    assert broken["text"].replace("\u200b", "") == "x" * 60
    assert "\u200b" in broken["text"]
    assert broken["href"] == "y" * 60
    assert broken["more"] == ["short words " * 9]


def test_words_are_lifted_out_of_a_drawing_with_their_places() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><g>'
        '<text style="font-size: 9px; text-anchor: end; fill: #123456" x="5" y="7" '
        'transform="rotate(-0 5 7)">a</text>'
        '<text style="font-weight: 700" transform="translate(3 4) rotate(-90)">b</text></g>'
        '<g transform="scale(2)"><text>stays</text></g></svg>'
    )
    lettering = lift_words(svg)
    assert (lettering.width, lettering.height) == (200, 100)
    places = [(w["text"], w["x"], w["y"], w["angle"]) for w in lettering.words]
    assert places == [("a", 5, 7, 0), ("b", 3, 4, -90)]
    assert (lettering.words[0]["anchor"], lettering.words[0]["fill"]) == ("end", "#123456")
    assert [word["weight"] for word in lettering.words] == [400, 600]
    assert "stays" in lettering.svg
    assert ">a<" not in lettering.svg


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame({f"column {n}": ["word " * 20] for n in range(40)}),
        pd.DataFrame({"a": ["x" * 3000]}),
        pd.DataFrame({"a": range(3000)}),
        pd.DataFrame({"": []}),
    ],
)
def test_any_table_can_be_set(table: pd.DataFrame) -> None:
    shown = show_table(table, limit=5000)
    assert render(code("x", show(shown._repr_mimebundle_()))).bytes.startswith(b"%PDF")


def test_a_figure_that_nearly_fits_is_drawn_smaller_and_leaves_no_hole() -> None:
    """Full size it is 560 points high, of 680 on a page; a line of prose takes about 18."""
    svg = (
        "<svg xmlns='http://www.w3.org/2000/svg' width='400' height='500'><path d='M0 0h9'/></svg>"
    )
    figure = show({MIME: write_bundle({"kind": "figure", "title": "", "alt": "A.", "svg": svg})})
    pages = {}
    for lines in (0, 4, 24):
        cells = [prose("# A question?"), prose("\n\n".join(["Line."] * lines)), code("x", figure)]
        tree = build_tree({"cells": cells})
        shown = [block for block in tree["blocks"] if block["kind"] != "code"]
        rendered = render_pdf({**tree, "blocks": shown})
        assert rendered.warnings == []
        with pikepdf.open(io.BytesIO(rendered.bytes)) as pdf:
            pages[lines] = len(pdf.pages)
    assert pages == {0: 1, 4: 1, 24: 2}


def test_failures_and_missing_steps_are_said_on_paper() -> None:
    error = {"output_type": "error", "ename": "E", "evalue": "why", "traceback": ["t"]}
    rendered = render(code("x", error), code("y", execution_count=None))
    assert rendered.warnings == []


def test_the_same_passages_of_the_same_thing_are_one_note() -> None:
    blocks, notes = number_notes([COUNTS.data, COUNTS.data])
    assert blocks[0] == blocks[1]
    assert len(notes) == 3


def test_tellings_side_by_side_have_notes() -> None:
    blocks, notes = number_notes([read_display(SIDES) or {}])
    assert notes[0]["about"] == "A, also B"
    assert blocks[0]["columns"][0]["paragraphs"][0]["pieces"][0]["note"] == 1
    assert render(code("x", show({MIME: write_bundle(SIDES)}))).warnings == []


def test_a_picture_of_pixels_is_set_too() -> None:
    import base64
    import struct
    import zlib

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    pixels = zlib.compress(b"\0\xff\0\0")
    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    png = PNG_START + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    rendered = render(code("x", show({"image/png": base64.b64encode(png).decode()})))
    assert rendered.warnings == []
    with pikepdf.open(io.BytesIO(rendered.bytes)) as pdf:
        assert any(
            isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image" for o in pdf.objects
        )
