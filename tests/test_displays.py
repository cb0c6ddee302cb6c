"""What a cell shows: the same in three faces, and every number with its passages."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.displays import (
    MIME,
    cut_passages,
    make_all_legible,
    make_legible,
    show_counts,
    show_emphasis,
    show_figure,
    show_findings,
    show_passages,
    show_side_by_side,
    show_table,
    show_tellings,
)
from analysis.displays.bundle import read_bundle
from analysis.displays.passages import CONTEXT, SAMPLE, sample_rows
from analysis.displays.values import name_column, write_column, write_value
from analysis.errors import UsageError
from analysis.plots import plot_counts
from analysis.tables import as_table
from tests.hand_made import count_names, find_names, make_articles

ARTICLES = make_articles(
    Daily="Ann met Bob.\n\nAnn left. Bob stayed, and Ann wrote.", Post="Bob was alone."
)
MENTIONS = find_names(ARTICLES, "Ann", "Bob")
COUNTS = count_names(MENTIONS, ARTICLES, "Ann", "Bob")


def test_counts_stand_side_by_side_and_open_what_they_count() -> None:
    shown = show_counts(COUNTS, MENTIONS, ARTICLES, title="Named").data
    assert [column["label"] for column in shown["columns"]] == ["entity", "kind", "Daily", "Post"]
    assert [[cell["text"] for cell in row] for row in shown["rows"]] == [
        ["Ann", "person", "3", "0"],
        ["Bob", "person", "2", "1"],
    ]
    for row in shown["rows"]:
        for cell in row[2:]:
            behind = [shown["evidence"][number] for number in cell["evidence"]]
            assert [passage["match"] for passage in behind] == [row[0]["text"]] * int(cell["text"])


def test_every_number_of_a_table_is_that_many_passages() -> None:
    shown = show_counts(COUNTS, MENTIONS, ARTICLES).data
    numbers = [cell for row in shown["rows"] for cell in row[2:]]
    assert sum(int(cell["text"]) for cell in numbers) == len(shown["evidence"]) == len(MENTIONS)


def test_many_groups_become_a_sum_and_in_how_many_it_stands() -> None:
    articles = make_articles(**{f"outlet{n}": "Ann. " * (n % 2 + 1) for n in range(10)})
    mentions = find_names(articles, "Ann")
    shown = show_counts(count_names(mentions, articles, "Ann"), mentions, articles).data
    labels = [column["label"] for column in shown["columns"]]
    assert labels == ["entity", "kind", "mentions", "tellings of 10"]
    assert [cell["text"] for cell in shown["rows"][0]] == [
        "Ann",
        "person",
        str(5 * 1 + 5 * 2),
        "10",
    ]


def test_headlines_are_not_counted_and_not_opened() -> None:
    mentions = MENTIONS.assign(part=["headline"] + ["text"] * (len(MENTIONS) - 1))
    shown = show_counts(COUNTS, mentions, ARTICLES).data
    assert len(shown["evidence"]) == len(MENTIONS) - 1


def test_groups_other_than_articles() -> None:
    counts = COUNTS.assign(group=COUNTS["group"].map({"Daily-1": "big", "Post-1": "small"}))
    by = pd.Series({"Daily-1": "big", "Post-1": "small"})
    shown = show_counts(counts, MENTIONS, ARTICLES, by=by).data
    assert [column["label"] for column in shown["columns"]] == ["entity", "kind", "big", "small"]
    assert len(shown["rows"][0][2]["evidence"]) == 3


def test_only_the_most_frequent_are_shown_and_the_rest_is_said() -> None:
    shown = show_counts(COUNTS, MENTIONS, ARTICLES, top=1).data
    assert len(shown["rows"]) == 1
    assert shown["total_rows"] == 2
    assert shown["note"] == "1 of 2 rows shown."


def test_more_passages_than_can_be_read_are_a_fixed_sample_that_says_so() -> None:
    articles = make_articles(Daily="Ann. " * 50)
    mentions = find_names(articles, "Ann")
    counts = count_names(mentions, articles, "Ann")
    first, second = (show_counts(counts, mentions, articles).data for _ in range(2))
    cell = first["rows"][0][2]
    assert (cell["text"], len(cell["evidence"]), cell["total"]) == ("50", SAMPLE, 50)
    assert "fixed sample" in first["note"]
    assert first == second


def test_a_table_of_spans_is_its_own_evidence() -> None:
    shown = show_table(MENTIONS, columns=["article_id", "mention"], articles=ARTICLES).data
    assert [column["label"] for column in shown["columns"]] == ["telling", "mention"]
    for row in shown["rows"]:
        assert shown["evidence"][row[1]["evidence"][0]]["match"] == row[1]["text"]


def test_a_table_finds_its_evidence_by_the_columns_both_have() -> None:
    table = pd.DataFrame({"entity": ["Bob", "Cy"], "mentions": [3, 0]})
    shown = show_table(table, articles=ARTICLES, evidence=MENTIONS).data
    assert [len(row[1]["evidence"]) for row in shown["rows"]] == [3, 0]


def test_a_table_writes_intervals_beside_their_value_and_names_columns() -> None:
    table = pd.DataFrame({"rate": [1.5], "rate_low": [0.5], "rate_high": [2.5]})
    shown = show_table(table, columns={"rate": "per mille"}, title="T", note="N").data
    assert shown["rows"] == [[{"text": "1.50 (0.50 to 2.50)", "evidence": []}]]
    assert shown["columns"] == [{"label": "per mille", "align": "right"}]


@pytest.mark.parametrize("table", [MENTIONS.head(0), pd.DataFrame({"a": []}), COUNTS.head(0)])
def test_empty_tables_are_shown_empty(table: pd.DataFrame) -> None:
    shown = show_table(table, articles=ARTICLES).data
    assert shown["rows"] == []
    assert show_counts(COUNTS.head(0), MENTIONS.head(0), ARTICLES).data["rows"] == []


def test_arguments_are_not_changed() -> None:
    before = [table.copy() for table in (COUNTS, MENTIONS, ARTICLES)]
    show_counts(COUNTS, MENTIONS, ARTICLES)
    show_table(MENTIONS, articles=ARTICLES)
    show_tellings(ARTICLES)
    for table, old in zip((COUNTS, MENTIONS, ARTICLES), before, strict=True):
        pd.testing.assert_frame_equal(table, old)


def test_findings_open_their_passages_and_may_have_none() -> None:
    findings = ["Nothing.", ("Ann is named.", MENTIONS[:3]), ("Empty.", MENTIONS[:0])]
    shown = show_findings(findings, articles=ARTICLES).data
    assert [len(sentence["evidence"]) for sentence in shown["sentences"]] == [0, 3, 0]
    assert [passage["match"] for passage in shown["evidence"]] == ["Ann"] * 3


def test_passages_say_how_many_there_truly_are() -> None:
    shown = show_passages(MENTIONS, ARTICLES, sample=2, note="By name.").data
    assert shown["total"] == 6
    assert shown["note"] == "By name. A fixed sample of 2 of 6 passages."


def test_tellings_name_what_is_not_known() -> None:
    articles = ARTICLES.assign(
        outlet=["Daily", "Post-1"],
        published=pd.to_datetime(pd.Series(["", "2021-10"]), utc=True, format="%Y-%m"),
        published_precision=["", "month"],
    )
    articles = as_table(articles, "articles")
    rows = [[cell["text"] for cell in row] for row in show_tellings(articles).data["rows"]]
    assert rows == [
        ["Daily", "Daily", "–", "Ann met Bob. Ann left. Bob stayed, and Ann wrote.", "10"],
        ["A", "not named", "2021-10", "Bob was alone.", "3"],
    ]


def test_emphasis_tells_where_each_telling_first_names_whom() -> None:
    rows = [
        {"article_id": "Daily-1", "entity": "Ann", "mentions": 3, "in_headline": 0},
        {"article_id": "Post-1", "entity": "Ann", "mentions": 0, "in_headline": 0},
    ]
    more = {"in_first_sentence": 0, "in_first_third": 0, "first_start": 0, "first_end": 3}
    emphasis = as_table(
        [{**rows[0], **more, "first_at": 0.25}, {**rows[1], **more, "first_at": None}], "emphasis"
    )
    shown = show_emphasis(emphasis, MENTIONS, ARTICLES).data
    assert [cell["text"] for cell in shown["rows"][0]] == ["Ann", "after 25 %", "–"]
    assert [len(cell["evidence"]) for cell in shown["rows"][0]] == [0, 1, 0]


def test_a_figure_needs_a_finding() -> None:
    axes = plot_counts(COUNTS, ARTICLES)
    with pytest.raises(UsageError) as raised:
        show_figure(axes, finding=" ")
    words = "A figure needs a finding: one sentence that says what it shows."
    assert str(raised.value) == words
    show_figure(axes, finding="Ann is named most.")


def test_a_figure_is_the_same_bytes_for_the_same_table_and_is_closed() -> None:
    import matplotlib.pyplot as plt

    first, second = (
        show_figure(plot_counts(COUNTS, ARTICLES), finding="Ann is named most.", table=COUNTS)
        for _ in range(2)
    )
    assert first.data == second.data
    assert plt.get_fignums() == []
    svg = first.data["svg"]
    assert "Date" not in svg
    assert "DejaVu" not in svg
    assert not re.search(r'[ "]-?\d+\.\d{3,}', svg)
    assert first.data["table"]["kind"] == "table"


def test_the_three_faces_hold_the_same() -> None:
    shown = show_counts(COUNTS, MENTIONS, ARTICLES, title="Named").recording(most="Ann", n=3)
    bundle = shown._repr_mimebundle_()
    assert set(bundle) == {MIME, "text/html", "text/plain"}
    assert read_bundle(bundle) == shown.data
    assert shown.data["results"] == {"most": "Ann", "n": 3}
    assert bundle["text/plain"] == (
        "Named\n"
        "entity  kind    Daily  Post\n"
        "Ann     person      3     0\n"
        "Bob     person      2     1"
    )
    text: list[str] = []
    parser = HTMLParser()
    parser.handle_data = text.append  # type: ignore[method-assign, assignment]
    parser.feed(bundle["text/html"])
    assert "3" in text
    assert set(shown._repr_mimebundle_(include=["text/plain"])) == {"text/plain"}


@settings(deadline=None)
@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 40))
def test_a_passage_reads_on_as_the_text_does(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    articles = make_articles(Daily=text)
    spans = pd.DataFrame({"article_id": ["Daily-1"], "part": "text", "start": start, "end": end})
    passage = cut_passages(spans, articles)[0]
    before, after = passage["before"].removeprefix("… "), passage["after"].removesuffix(" …")

    def squeeze(words: str) -> str:
        return re.sub(r"\s", "", words)

    assert squeeze(before + passage["match"] + after) in squeeze(text)
    assert len(before) <= CONTEXT
    assert len(after) <= CONTEXT


def test_passages_are_read_page_by_page() -> None:
    pages = [show_passages(MENTIONS, ARTICLES, sample=4, page=page).data for page in (1, 2)]
    assert [len(page["evidence"]) for page in pages] == [4, 2]
    assert pages[1]["note"] == "Passages 5 to 6 of 6; page 2 of 2."
    read = [(p["article_id"], p["start"]) for page in pages for p in page["evidence"]]
    assert read == list(MENTIONS[["article_id", "start"]].itertuples(index=False, name=None))
    with pytest.raises(UsageError) as caught:
        show_passages(MENTIONS, ARTICLES, sample=4, page=3)
    assert str(caught.value) == "There is no page 3: the pages go from 1 to 2."


def test_a_table_of_many_rows_is_shown_in_part_and_says_its_size() -> None:
    many = pd.DataFrame({"word": "w", "n": range(200_000)})
    shown = show_table(many)
    assert len(shown.data["rows"]) == 50
    assert shown.data["total_rows"] == 200_000
    assert shown.data["note"] == (
        "A fixed sample, in the order of the table. 50 of 200,000 rows shown."
    )
    assert len(shown._repr_mimebundle_()["text/html"]) < 100_000
    numbers = [int(row[1]["text"].replace(",", "")) for row in shown.data["rows"]]
    assert numbers == sorted(set(numbers))
    assert numbers[0] > 0 and numbers[-1] > 150_000, "not the first rows: they are of one day"
    assert show_table(many).data == shown.data
    first = show_table(many, limit=3).data
    assert [row[1]["text"] for row in first["rows"]] == ["0", "1", "2"]
    assert first["note"] == "3 of 200,000 rows shown."


def test_a_sample_keeps_the_passages_of_its_rows() -> None:
    articles = make_articles(Daily="Ann. " * 80)
    spans = pd.DataFrame(
        {"article_id": "Daily-1", "part": "text", "start": range(0, 400, 5), "n": range(80)}
    ).assign(end=lambda rows: rows["start"] + 3)
    shown = show_table(spans, columns=["n"], articles=articles).data
    for row in shown["rows"]:
        (number,) = row[0]["evidence"]
        assert shown["evidence"][number]["start"] == 5 * int(row[0]["text"])


def test_passages_are_cut_at_word_borders_and_placed() -> None:
    articles = make_articles(Daily="alpha " * 40 + "\n\nHERE " + "omega " * 40)
    start = articles["text"][0].index("HERE")
    spans = pd.DataFrame(
        {"article_id": ["Daily-1"], "part": "text", "start": start, "end": start + 4}
    )
    passage = cut_passages(spans, articles)[0]
    assert passage["before"].startswith("… alpha ")
    assert passage["after"].endswith(" omega …")
    assert passage["place"] == "paragraph 2"
    sentences = pd.DataFrame(
        {"article_id": ["Daily-1"] * 2, "part": "text", "start": [0, start], "end": [9, start + 9]}
    )
    assert cut_passages(spans, articles, sentences=sentences)[0]["place"] == "sentence 2"


def test_samples_are_always_the_same_and_in_order() -> None:
    assert (
        sample_rows(range(100), 5)
        == sample_rows(range(100), 5)
        == sorted(sample_rows(range(100), 5))
    )
    assert sample_rows([3, 1], 5) == [3, 1]


@pytest.mark.parametrize(
    ("text", "legible"),
    [
        ("plain – “text” 中 😀\n\tx", "plain – “text” 中 😀\n\tx"),
        ("a\x00b", "a⟨U+0000⟩b"),
        ("x\u202ey\u2069", "x⟨U+202E⟩y⟨U+2069⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\ufffe", "⟨U+FFFE⟩"),
    ],
)
def test_text_is_made_legible(text: str, legible: str) -> None:
    assert make_legible(text) == legible
    assert make_all_legible({"k": [text, 1, None]}) == {"k": [legible, 1, None]}


@settings(deadline=None)
@given(st.text())
def test_legible_text_can_be_written_and_stays_so(text: str) -> None:
    legible = make_legible(text)
    assert legible.encode().decode() == legible
    assert make_legible(legible) == legible


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (-1234, "−1,234"),
        (0.0, "0"),
        (1.5, "1.50"),
        (0.00001, "1e-05"),
        (float("nan"), "–"),
        (float("inf"), "∞"),
        (False, "no"),
        (pd.NaT, "–"),
        (pd.Timestamp("2021-10-05"), "2021-10-05"),
        (pd.Timestamp("2021-10-05 12:22", tz="UTC"), "2021-10-05 12:22 UTC"),
        (pd.Timestamp("2021-10-05").date(), "2021-10-05"),
        ([1], "[1]"),
    ],
)
def test_values_are_written_for_readers(value: object, written: str) -> None:
    assert write_value(value) == written


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ([0.5, 0.25], ["0.500", "0.250"]),
        ([12.3456, 1.0], ["12.35", "1.00"]),
        ([123.456, -2.0], ["123.5", "−2.0"]),
        ([0.0001, -0.0001, 0.0], ["<0.001", "−<0.001", "0.000"]),
        ([None, 1.0], ["–", "1.00"]),
    ],
)
def test_columns_align_their_decimals(values: list[float], written: list[str]) -> None:
    assert write_column(pd.Series(values)) == written


def test_columns_are_named_in_words() -> None:
    assert name_column("per_1000_rest") == "per 1,000 rest"


def make_matches() -> pd.DataFrame:
    """Daily's second sentence is told by Post too; its first only there."""
    daily, post = ("Ann met Bob.", "Ann left."), ("Bob was alone.",)
    text = ARTICLES["text"][0]
    rows = []
    for name, sentence in [("Daily-1", one) for one in daily] + [("Post-1", one) for one in post]:
        shared = sentence in ("Ann left.", "Bob was alone.")
        start = text.index(sentence) if name == "Daily-1" else 0
        other = ("Post-1", 0, 14) if name == "Daily-1" else ("Daily-1", 14, 23)
        rows.append(
            {
                "article_id": name,
                "part": "text",
                "start": start,
                "end": start + len(sentence),
                "statement": 0,
                "told": "also told" if shared else "only here",
                "told_by": other[0] if shared else "",
                "match_id": other[0] if shared else "",
                "match_part": "text" if shared else "",
                "match_start": other[1] if shared else None,
                "match_end": other[2] if shared else None,
                "similarity": 1.0,
            }
        )
    return as_table(rows, "sentence_matches")


def test_tellings_stand_side_by_side_with_what_the_others_say() -> None:
    shown = show_side_by_side(make_matches(), ARTICLES, mentions=MENTIONS).data
    assert [column["label"] for column in shown["columns"]] == ["Daily", "Post"]
    first, second = (paragraph["pieces"][0] for paragraph in shown["columns"][0]["paragraphs"])
    assert (first["state"], first["mark"], first["evidence"]) == ("only", "", [])
    assert (second["state"], second["mark"]) == ("shared", "also Post")
    assert shown["evidence"][second["evidence"][0]]["match"] == "Bob was alone."
    assert first["parts"] == [
        {"text": "Ann", "role": "name"},
        {"text": " met ", "role": ""},
        {"text": "Bob", "role": "name"},
        {"text": ".", "role": ""},
    ]
    assert shown["key"] == [
        {"state": "shared", "label": "told by others too (2)"},
        {"state": "only", "label": "told only here (1)"},
    ]


def test_a_sentence_in_conflict_opens_what_it_contradicts() -> None:
    rows = [
        {"article_id": "Daily-1", "part": "text", "start": 4, "end": 7, "stated": "met"},
        {"article_id": "Post-1", "part": "text", "start": 8, "end": 13, "stated": "alone"},
    ]
    more = {"claim_id": "c", "about": "", "kind": "", "state": "conflict", "reason": "", "also": ""}
    claims = as_table([{**row, **more} for row in rows], "claims")
    shown = show_side_by_side(make_matches(), ARTICLES, claims=claims).data
    piece = shown["columns"][0]["paragraphs"][0]["pieces"][0]
    assert (piece["state"], piece["mark"]) == ("conflict", "conflict")
    assert [shown["evidence"][number]["match"] for number in piece["evidence"]] == ["alone"]
