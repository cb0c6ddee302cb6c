from pathlib import Path

from analysis.articles import read_articles
from analysis.displays.reading import show_reading


def test_the_tally_of_each_file_goes_into_the_record(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("id,text\na,One.\nb,Two.\na,One.\nc,\n")
    shown = show_reading(read_articles(tmp_path)).data
    (tally,) = shown["record"]["files"]
    assert tally["present"] == tally["read"] + tally["rejected"] + tally["duplicates"] == 4
    assert shown["results"] == {"articles": 2, "rejected": 1, "duplicates": 1}
    assert shown["note"].startswith("1 exact copy was left out. 1 entry was not loaded; the first,")
    assert [row[3]["text"] for row in shown["rows"]] == ["One.", "Two."]


def test_a_long_list_is_cut_and_says_so(tmp_path: Path) -> None:
    rows = "".join(f"a{row},Text {row}.\n" for row in range(40))
    (tmp_path / "rows.csv").write_text("id,text\n" + rows)
    shown = show_reading(read_articles(tmp_path)).data
    assert len(shown["rows"]) == 30
    assert shown["note"] == "The first 30 of 40 tellings."
    assert shown["total_rows"] == 40
