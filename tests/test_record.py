"""The record: what it depends on, when it answers, and its published shape."""

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from analysis.errors import MissingModelError, NoArticlesError, UsageError
from analysis.report.changes import compare_displays, compare_results
from analysis.report.job import Job, prepare_job
from analysis.report.parameters.declared import Given
from analysis.report.record import (
    explain_change,
    list_inputs,
    list_versions,
    make_key,
    read_record,
    write_record,
)
from analysis.report.run import render_report
from analysis.report.verify import verify_report
from tests.make_notebook import make_notebook

SCHEMA = json.loads((Path(__file__).parent.parent / "docs" / "run.schema.json").read_text())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "told").mkdir()
    (tmp_path / "told" / "a.txt").write_text("She said so.")
    make_notebook(tmp_path / "n.ipynb", "import helper\nprint(helper.WORD, top)", "top + 1")
    (tmp_path / "helper.py").write_text("WORD = 'one'\n")
    return tmp_path


def prepare(top: str = "3", formats: tuple[str, ...] = ("html",)) -> Job:
    from analysis.report.parameters.declared import split_argument

    given = [split_argument(f"top={top}")]
    return prepare_job(["told"], notebook="n.ipynb", given=given, formats=formats)


def explain(top: str = "3", formats: tuple[str, ...] = ("html",)) -> str:
    job = prepare(top, formats)
    return explain_change(read_record(job.record_path), job.parts, job.folder)


def test_a_run_is_done_again_only_when_something_has_changed(folder: Path) -> None:
    assert explain() == "not done yet"
    report = render_report(prepare())
    assert report.fresh
    assert (report.record["state"], report.record["subject"]) == ("done", "told")
    jsonschema.validate(report.record, SCHEMA)
    assert json.loads((folder / "reports/told/n.run.json").read_text()) == report.record
    assert explain() == ""
    assert not render_report(prepare()).fresh
    assert explain(top="4") == "changed: parameters"
    assert explain(formats=("html", "pdf")) == "changed: formats"

    article = folder / "told" / "a.txt"
    times = article.stat()
    article.write_text("She said no.")  # as many bytes, and the time it had
    os.utime(article, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert explain() == "changed: articles"
    article.write_text("She said so.")
    assert explain() == ""

    (folder / "helper.py").write_text("WORD = 'two'\n")
    assert explain() == f"changed: {(folder / 'helper.py').resolve()}"
    (folder / "helper.py").write_text("WORD = 'one'\n")
    (folder / "reports/told/n.html").write_text("touched")
    assert explain() == "n.html is missing or was changed"
    make_notebook(folder / "n.ipynb", "print(top)")
    assert explain() == "changed: notebook"


def test_the_record_of_a_failure_has_the_published_shape(folder: Path) -> None:
    make_notebook(folder / "n.ipynb", "print(1)", "1 / 0", "print(2)")
    record = render_report(prepare()).record
    jsonschema.validate(record, SCHEMA)
    assert record["failure"] == {
        "reason": "error",
        "message": "ZeroDivisionError: division by zero",
        "status": 1,
        "cell": 4,
        "step": 3,
    }
    assert [cell["state"] for cell in record["cells"]] == [
        *("done", "done", "done", "failed", "not run")
    ]
    page = (folder / "reports" / "told" / "n.html").read_text()
    assert "One step failed: 3." in page, "the page names the same step"
    assert explain() == "failed last time"


def test_two_runs_give_the_same_bytes_also_elsewhere(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    warn = "import warnings\nwarnings.warn('old')\nprint({'b', 'a', 'c'})"
    make_notebook(folder / "n.ipynb", warn)
    first = render_report(prepare(formats=("html", "pdf"))).record
    other = tmp_path_factory.mktemp("other")
    (folder / "told").rename(other / "told")
    (folder / "n.ipynb").rename(other / "n.ipynb")
    monkeypatch.chdir(other)
    second = render_report(prepare(formats=("html", "pdf"))).record
    for name in ("n.html", "n.pdf"):
        assert first["outputs"][name] == second["outputs"][name]


def test_inputs_are_regular_files_in_order(folder: Path) -> None:
    (folder / "told" / ".hidden").write_text("x")
    (folder / "told" / "b").mkdir()
    (folder / "told" / "b" / "c.txt").write_text("x")
    os.mkfifo(folder / "told" / "pipe.txt")
    (folder / "overrides.yaml").write_text("drop: []")
    assert [row["source"] for row in list_inputs(["told"])] == ["told/a.txt", "told/b/c.txt"]
    assert [row["source"] for row in list_inputs(["told/a.txt"])] == ["told/a.txt"]
    (folder / "told" / "overrides.yaml").write_text("drop: []")
    assert [row["source"] for row in list_inputs(["told/a.txt"])] == [
        *("told/a.txt", "told/overrides.yaml")
    ]
    with pytest.raises(NoArticlesError, match=r"nowhere: no such file or folder\."):
        list_inputs(["nowhere"])


def test_changes_are_named() -> None:
    assert compare_results({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}) == [
        {"name": "b", "before": 2, "now": 3},
        {"name": "c", "before": None, "now": 4},
    ]
    assert compare_results({}, {"a": 1}) == []


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"format": 99}', b"\xff"])
def test_a_broken_record_is_no_record(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "r").write_bytes(content)
    assert read_record(tmp_path / "r") == {}


def test_a_record_is_plain_text_of_any_text() -> None:
    record: dict[str, Any] = {"a": "é\u202e\ud800"}
    assert json.loads(write_record(record)) == record
    assert write_record(record).isascii()


def test_a_record_says_only_what_json_can_say() -> None:
    record = {"nan": float("nan"), "path": Path("x"), "pair": (1, None, True)}
    assert json.loads(write_record(record)) == {"nan": None, "path": "x", "pair": [1, None, True]}


def test_the_key_depends_on_every_part() -> None:
    assert make_key({"a": 1, "b": 2}) == make_key({"b": 2, "a": 1})
    assert make_key({"a": 1}) != make_key({"a": "1"})


def test_versions_name_what_it_stands_on() -> None:
    assert {"python", "rashomon", "pandas", "spacy", "typst"} <= set(list_versions())
    assert list_versions("no_such_model")["no_such_model"] == ""


def test_what_a_cell_refuses_leaves_the_earlier_report_alone(folder: Path) -> None:
    errors = "from analysis.errors import NoArticlesError, UsageError\n"
    told = "if top == 4: raise UsageError('No zone.\\nSuch as UTC.')\n"
    found = "if top == 5: raise NoArticlesError('Nothing there.')"
    make_notebook(folder / "n.ipynb", errors + told + found)
    render_report(prepare())
    before = {path.name: path.read_bytes() for path in (folder / "reports" / "told").iterdir()}
    with pytest.raises(UsageError, match=r"^n: No zone\.\nSuch as UTC\.$"):
        render_report(prepare("4"))
    with pytest.raises(NoArticlesError, match=r"^n: Nothing there\.$"):
        render_report(prepare("5"))
    after = {path.name: path.read_bytes() for path in (folder / "reports" / "told").iterdir()}
    assert after == before


def test_what_cannot_be_read_is_found_before_anything_is_executed(folder: Path) -> None:
    (folder / "empty").mkdir()
    with pytest.raises(NoArticlesError, match=r"^No file in empty\.$"):
        prepare_job(["empty"], notebook="n.ipynb")
    make_notebook(
        folder / "n.ipynb", "1", parameters='articles: list[str] = []\nmodel: str = "m"\n'
    )
    with pytest.raises(MissingModelError, match="No installed language pipeline is called 'xx_no'"):
        prepare_job(["told"], notebook="n.ipynb", given=[Given("model", "xx_no", "--model")])


def test_a_report_is_verified_from_any_folder(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_notebook(folder / "n.ipynb", "print(top)")
    path = render_report(prepare()).job.record_path.resolve()
    assert verify_report(path) == (True, [])
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(elsewhere)
    (elsewhere / "told").mkdir()
    (elsewhere / "told" / "a.txt").write_text("Something else.")
    assert verify_report(Path(os.path.relpath(path))) == (True, [])
    assert verify_report(path) == (True, []), "articles of the same name are not those"
    (folder / "told").rename(folder / "gone")
    (elsewhere / "told").rename(elsewhere / "gone")
    with pytest.raises(UsageError) as caught:
        verify_report(path)
    assert str(caught.value) == (
        f"{path}: its articles are not found from here: told.\n"
        "Run this in the folder that the report was made from."
    )
    assert Path.cwd() == elsewhere


def test_a_notebook_that_takes_no_articles_is_told_how(folder: Path) -> None:
    make_notebook(folder / "n.ipynb", "1", parameters="top: int = 3")
    with pytest.raises(UsageError) as caught:
        prepare_job(["told"], notebook="n.ipynb")
    assert str(caught.value) == (
        "n.ipynb takes no articles.\nTag a code cell 'parameters' and write in it:\n"
        "articles: list[str] = []  # files or folders"
    )


def make_table(*rows: tuple[str, int, str]) -> dict[str, Any]:
    columns = [{"label": "entity"}, {"label": "A"}, {"label": "kind"}]
    cells = [[{"text": name}, {"text": str(count)}, {"text": kind}] for name, count, kind in rows]
    return {"kind": "table", "title": "", "columns": columns, "rows": cells}


def make_findings(*sentences: str) -> dict[str, Any]:
    return {"kind": "findings", "sentences": [{"text": text} for text in sentences]}


def test_changes_name_findings_counts_and_ranks() -> None:
    rows = [("Ada", 9, "person"), ("Ben", 8, "person"), ("Cy", 7, "person"), ("Dora", 1, "place")]
    before = [make_findings("Two agree.", "It holds."), make_table(*rows)]
    now = [
        make_findings("It holds.", "Three agree."),
        {
            **{"kind": "figure", "title": ""},
            "table": make_table(
                ("Cy", 10, "person"), ("Ada", 9, "person"), ("Ben", 8, "group"), ("Eva", 2, "place")
            ),
        },
    ]
    found = compare_displays(before, now)
    assert [(row["name"], row["before"], row["now"]) for row in found] == [
        ("new finding", None, "Three agree."),
        ("no longer found", "Two agree.", None),
        ("entity “Cy”, A", "7", "10"),
        ("entity “Ben”, kind", "person", "group"),
        ("entity “Eva”", None, "A 2, kind place"),
        ("entity “Dora”", "A 1, kind place", None),
        ("entity “Cy”, rank", 3, 1),
    ]
    assert compare_displays(before, before) == []
    assert compare_displays([], now) == [], "the first time nothing has changed"


def test_rows_that_cannot_be_told_apart_are_not_compared() -> None:
    twins = make_table(("Ada", 1, "person"), ("Ada", 2, "person"))
    assert compare_displays([twins], [make_table(("Ada", 3, "person"))]) == []


def test_a_report_of_changed_articles_says_what_changed(folder: Path) -> None:
    make_notebook(
        folder / "n.ipynb",
        "import pandas as pd, analysis\n"
        "text = open(articles[0] + '/a.txt').read()\n"
        "times = [text.count(word) for word in ('so', 'no')]\n"
        "counts = pd.DataFrame({'word': ['so', 'no'], 'times': times})\n"
        "analysis.show_table(counts).recording(length=len(text))",
    )
    assert render_report(prepare()).record["changes"] == []
    (folder / "told" / "a.txt").write_text("She said no, no.")
    report = render_report(prepare())
    found = [(row["name"], row["before"], row["now"]) for row in report.record["changes"]]
    assert found == [
        ("length", 12, 16),
        ("word “so”, times", "1", "0"),
        ("word “no”, times", "0", "2"),
    ]
    jsonschema.validate(report.record, SCHEMA)
    page = (folder / "reports/told/n.html").read_text()
    assert "no longer" not in page, "what changed is in the record, not in the report"
