"""The command line: light to start, clear in its errors, harmless in its exports."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from analysis.articles import read_articles
from analysis.cli import main, make_parser
from analysis.cli.exports import EXPORTS, encode_table, export_tables, make_inert
from analysis.cli.terminal import make_inert as make_line_inert
from analysis.errors import UsageError
from analysis.report.notebooks import find_notebook, list_notebooks
from analysis.tables import TABLES
from tests.make_notebook import make_notebook


def list_commands() -> dict[str, argparse.ArgumentParser]:
    for action in make_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise AssertionError("no commands")


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom analysis.cli import main\n"
        "try: main(['report', '--help'])\nexcept SystemExit: pass\n"
        "heavy = 'pandas numpy papermill nbformat jinja2 yaml spacy matplotlib typst'.split()\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", list_commands())
def test_every_help_ends_with_an_example(name: str) -> None:
    shown = list_commands()[name].format_help().strip().splitlines()
    assert shown[-2] == "example:"
    assert shown[-1].strip().startswith(f"rashomon {name}")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["report", "nowhere"], 3, "nowhere: no such file or folder."),
        (["report"], 2, "No articles are named."),
        (["report", "seeds", "--notebook", "stroy"], 2, "did you mean 'story'?"),
        (["report", "seeds", "--notebook", "none.ipynb"], 2, "none.ipynb: no such notebook."),
        (["report", "seeds", "-p", "tpo=3"], 2, "story takes no parameter 'tpo'"),
        (["report", "seeds", "-p", "articles=x"], 2, "name the articles on the command line"),
        (["report", "seeds", "--params", "none.yaml"], 2, "no such file of parameters"),
        (["tables", "nowhere", "--out", "t"], 3, "nowhere: no such file or folder."),
        (["tables", "seeds", "--out", "t", "--only", "x"], 2, "no such table; there are articles"),
        (["verify", "none.json"], 2, "none.json: not the record of a report"),
        (["batch", "none.yaml"], 2, "none.yaml: no such file"),
        (["parameters", "stroy"], 2, "did you mean 'story'?"),
    ],
)
def test_an_error_is_short_and_names_what_was_wrong(
    arguments: list[str], status: int, words: str, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [str(seeds) if argument == "seeds" else argument for argument in arguments]
    assert main(arguments) == status
    shown = capsys.readouterr().err
    assert words in shown
    assert len(shown.strip().splitlines()) <= 3


@pytest.mark.parametrize(
    "arguments",
    [
        ["reprot"],
        ["report", "seeds", "--formats", "docx"],
        ["report", "seeds", "--cell-limit", "0"],
        ["report", "seeds", "--name", "-x"],
        ["report", "seeds", "--formts", "html"],
        ["batch", "x.yaml", "--jobs", "0"],
        ["tables", "seeds"],
        ["report", "seeds", "--out", ""],
        ["tables", "seeds", "--out", " "],
        ["prepare", "seeds", "--out", ""],
        ["tables", "seeds", "--out", "t", "--field", "text"],
    ],
)
def test_wrong_usage_is_status_2_in_two_lines(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        "report river --out . --name river",
        "report river --out river --name mine",
        "report . --out river --name mine",
        "report river/a.txt --out . --name river",
        "tables river --out river --only articles",
        "stories river --out river/stories.csv",
        "prepare river --out river",
        "prepare river --out river/prepared",
        "prepare river/a.txt --out river",
    ],
)
def test_nothing_is_written_among_the_articles(
    arguments: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "river").mkdir()
    (tmp_path / "river" / "a.txt").write_text("The river rose.")
    assert main(arguments.split()) == 2
    assert "lies among the articles" in capsys.readouterr().err
    assert [path.name for path in tmp_path.rglob("*")] == ["river", "a.txt"]


def test_reports_may_lie_in_a_folder_of_their_own_among_the_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the articles are, `rashomon report .` does what one expects, again and again."""
    monkeypatch.chdir(tmp_path)
    make_notebook(tmp_path / "reports.ipynb", "len(articles)")
    (tmp_path / "a.txt").write_text("The river rose.")
    command = "report . --notebook reports.ipynb --name river"
    assert main(command.split()) == 0
    names = ["reports.html", "reports.ipynb", "reports.pdf", "reports.run.json"]
    assert sorted(path.name for path in (tmp_path / "reports/river").iterdir()) == names
    record = (tmp_path / "reports/river/reports.run.json").read_text()
    assert [row["source"] for row in json.loads(record)["articles"]] == ["a.txt", "reports.ipynb"]
    assert main(command.split()) == 0
    assert (tmp_path / "reports/river/reports.run.json").read_text() == record, "nothing to do"
    reading = read_articles(".")
    assert (len(reading.articles), reading.rejects.empty, len(reading.files)) == (1, True, 1)

    (tmp_path / "runs.yaml").write_text("articles: .\nnotebook: reports.ipynb\n")
    assert main(["batch", "runs.yaml"]) == 2
    assert "lies among the articles" in capsys.readouterr().err
    assert not (tmp_path / "reports" / "batch.csv").exists()
    (tmp_path / "reports" / "river" / "b.txt").write_text("It fell.")
    assert main([*command.split(), "--force"]) == 2
    assert "lies among the articles" in capsys.readouterr().err
    assert len(read_articles(".").articles) == 2


def test_debug_adds_the_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--debug", "report", "nowhere"]) == 3
    assert "Traceback" in capsys.readouterr().err
    assert main(["report", "nowhere", "--debug"]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_notebooks_and_parameters_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["notebooks"]) == 0
    shown = capsys.readouterr().out
    assert "story" in shown
    assert all(question.endswith("?") for question in list_notebooks().values())
    assert main(["parameters", "story"]) == 0
    assert "articles: list[str]" in capsys.readouterr().out
    assert find_notebook("story").is_file()


def test_a_notebook_that_is_none_is_refused(tmp_path: Path) -> None:
    from analysis.report.notebooks import read_notebook

    for content in (b"", b"{}", b"[]", b'{"cells": 3, "metadata": {}}', b"\xff", b"[" * 100_000):
        (tmp_path / "n.ipynb").write_bytes(content)
        with pytest.raises(UsageError, match="not a notebook of format 4"):
            read_notebook(tmp_path / "n.ipynb")
    path = make_notebook(tmp_path / "n.ipynb", "1")
    path.write_text(path.read_text().replace('"language": "python"', '"language": "R"'))
    with pytest.raises(UsageError, match="a notebook for R; reports run Python notebooks"):
        read_notebook(path)


def test_tables_are_written_with_their_columns(seeds: Path, tmp_path: Path) -> None:
    written = export_tables([str(seeds)], tmp_path, only=["articles", "rejects", "words"])
    assert [path.name for path in written] == ["articles.csv", "rejects.csv", "words.csv"]
    for path, rows in written.items():
        table = pd.read_csv(path, keep_default_na=False)
        assert list(table.columns) == list(TABLES[path.stem])
        assert len(table) == rows


def test_every_table_that_can_be_written_is_described() -> None:
    assert set(EXPORTS) <= set(TABLES)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "'=1", "＝1", "\r=1"])
def test_a_text_that_is_a_formula_is_made_inert_in_csv(text: str) -> None:
    table = pd.DataFrame({"text": [text, "plain - text"], "n": [-1, 2]})
    inert = make_inert(table)
    assert list(inert["text"]) == [f"'{text}", "plain - text"]
    assert list(inert["n"]) == [-1, 2]
    assert list(table["text"]) == [text, "plain - text"]


@pytest.mark.parametrize("file_format", ["jsonl", "parquet"])
def test_other_formats_keep_every_text_as_it_is(file_format: str, tmp_path: Path) -> None:
    table = pd.DataFrame({"text": ["=1+1", "é\n“x”"], "n": [1, 2]})
    path = tmp_path / "t"
    path.write_bytes(encode_table(table, file_format))
    read = pd.read_parquet(path) if file_format == "parquet" else pd.read_json(path, lines=True)
    assert list(read["text"]) == list(table["text"])


def test_no_control_or_format_character_is_left_in_a_line() -> None:
    assert make_line_inert("a\x1b[2J\x07\u202eb\u200f\x9b é\n") == (
        "a\\x1b[2J\\x07\\u202eb\\u200f\\x9b é\n"
    )


def test_a_field_under_another_name_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.csv").write_text("nr,paper,story\n1,Post,The river rose.\n")
    assert main(["tables", "x.csv", "--out", "t", "--only", "articles"]) == 3
    named = ["--field", "text=story", "--field", "outlet=paper"]
    assert main(["tables", "x.csv", "--out", "t", "--only", "articles", *named]) == 0
    table = pd.read_csv(tmp_path / "t" / "articles.csv")
    assert table[["outlet", "text"]].to_numpy().tolist() == [["Post", "The river rose."]]
    capsys.readouterr()
    assert main(["stories", "x.csv", "--out", "s.csv", *named]) == 0
    assert capsys.readouterr().out == "s.csv  1 article tells 1 story\n"
    assert main(["tables", "x.csv", "--out", "t", "--field", "tex=story"]) == 2
    assert "No field 'tex' to name a column for" in capsys.readouterr().err


def test_a_file_in_place_of_the_folder_is_refused(
    seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "t").write_text("")
    assert main(["tables", str(seeds), "--out", str(tmp_path / "t")]) == 2
    assert capsys.readouterr().err == f"rashomon: --out {tmp_path / 't'}: not a folder.\n"


@pytest.mark.filterwarnings("always")
def test_a_warning_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "told").mkdir()
    (tmp_path / "told" / "a.txt").write_text("The river rose.")
    (tmp_path / "told" / "overrides.yaml").write_text("drop:\n- Nobody Here\n")
    assert main(["tables", "told", "--out", "t", "--only", "mentions"]) == 0
    assert capsys.readouterr().err == (
        "rashomon: told/overrides.yaml, line 2: drop no longer applies,"
        " there is no 'Nobody Here'.\n"
    )
