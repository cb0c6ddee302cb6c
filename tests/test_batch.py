"""Many reports: planned from a file, made side by side, resumed, shown at a glance."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from analysis.errors import UsageError
from analysis.report.batch.index import render_index, write_table
from analysis.report.batch.parting import part_articles
from analysis.report.batch.plan import plan_batch
from analysis.report.batch.running import render_batch
from analysis.report.batch.workers import Options, Result, Task
from tests.make_notebook import make_notebook


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "told").mkdir()
    (tmp_path / "told" / "a.txt").write_text("She said so.")
    make_notebook(tmp_path / "n.ipynb", "if top == 3: raise ValueError('three')\nprint(top, name)")
    return tmp_path


def plan(folder: Path, text: str) -> list[Task]:
    (folder / "runs.yaml").write_text("notebook: n.ipynb\narticles: [told]\n" + text)
    return plan_batch(Path("runs.yaml"), folder / "reports")


def options(**more: Any) -> Options:
    return Options("reports", ("html",), (60, 600), **more)


def test_a_grid_is_its_product(folder: Path) -> None:
    tasks = plan(folder, "parameters: {name: y}\ngrid:\n  top: [1, 2]\n  name: ['007', b]\n")
    assert [(task.name, task.values) for task in tasks] == [
        ("top-1_name-007", {"name": "007", "top": 1}),
        ("top-1_name-b", {"name": "b", "top": 1}),
        ("top-2_name-007", {"name": "007", "top": 2}),
        ("top-2_name-b", {"name": "b", "top": 2}),
    ]


def test_runs_are_themselves(folder: Path) -> None:
    runs = "- name: first\n- parameters: {top: 6}\n  articles: told/a.txt\n"
    tasks = plan(folder, f"parameters: {{top: 5}}\nruns:\n{runs}")
    assert [(t.name, t.articles, t.values) for t in tasks] == [
        ("first", ("told",), {"top": 5}),
        ("run-2", ("told/a.txt",), {"top": 6}),
    ]


def test_one_run_without_either(folder: Path) -> None:
    assert [task.name for task in plan(folder, "parameters: {top: 5}")] == ["told"]


def test_names_stay_apart(folder: Path) -> None:
    names = ["A/B", "A_B", "a_b", "é", "e\u0301"]
    text = "grid:\n  name:\n" + "".join(f"  - '{name}'\n" for name in names)
    found = [task.name for task in plan(folder, text)]
    assert len({name.casefold() for name in found}) == 5
    assert not any("/" in name for name in found)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tops: 3", "runs.yaml, line 3: no setting 'tops'"),
        ("grid: {top: [1]}\nper: story", "runs.yaml, line 4: only one of runs, grid and per"),
        ("grid: {top: 1}", "runs.yaml, line 3: top: expected a list of values."),
        ("grid: {tpo: [1]}", "n takes no parameter 'tpo'; did you mean 'top'?"),
        ("grid: {top: [x]}", "runs.yaml, line 3: top: expected a whole number, found 'x'."),
        ("runs: 3", "runs.yaml, line 3: expected a list of runs."),
        ("runs: [{nam: x}]", "runs.yaml, line 3, run 1: no setting 'nam'"),
        ("runs:\n- name: a\n- nam: b", "runs.yaml, line 5, run 2: no setting 'nam'"),
        ("grid:\n  top: [1]\n  tpo: [1]", "runs.yaml, line 5: n takes no parameter 'tpo'"),
        ("grid:\n  name: [a]\n  top: 1", "runs.yaml, line 5: top: expected a list of values."),
        ("runs:\n- name: a\n  parameters:\n    top: x", "runs.yaml, line 6: top: expected a whole"),
        ("runs:\n- name: a\n- name: A", "runs.yaml, line 5, run 2: another run is named 'A'"),
        ("runs: [{name: ../x}]", "--name '../x'"),
        ("runs: []", "asks for no run"),
        ("per: author", "expected per: story, outlet, entity, month; found 'author'."),
        ("parameters: {articles: [x]}", "articles are a setting of their own"),
    ],
)
def test_a_wrong_file_is_refused_before_anything_starts(
    text: str, message: str, folder: Path
) -> None:
    with pytest.raises(UsageError) as raised:
        plan(folder, text)
    assert message in str(raised.value)
    assert not (folder / "reports").exists()


def test_one_report_for_each_outlet_and_month(folder: Path) -> None:
    rows = [
        '{"id": "1", "outlet": "A/B", "date": "2021-10-05", "title": "T", "text": "One.\\r\\n"}',
        '{"id": "2", "outlet": "A/B", "date": "2021-10-06T10:00:00Z", "text": "Two “x”."}',
        '{"id": "3", "outlet": "C", "date": "2021-11-06", "text": "Three."}',
    ]
    (folder / "all.jsonl").write_text("\n".join(rows))
    parts = part_articles(["all.jsonl"], "outlet", out=folder / "reports")
    assert len(parts) == 1
    assert "/" not in parts[0].name
    import analysis

    columns = ["article_id", "outlet", "published", "published_precision", "headline", "text"]
    whole = analysis.read_articles("all.jsonl").articles[columns]
    part = analysis.read_articles(*parts[0].articles).articles[columns]
    assert part.equals(whole[whole["outlet"] == "A/B"].reset_index(drop=True))
    months = part_articles(["all.jsonl"], "month", out=folder / "reports", at_least=1)
    assert [part.name for part in months] == ["2021-10", "2021-11"]


def test_a_story_is_named_by_its_first_day_and_headline(folder: Path) -> None:
    text = (
        "The museum in Arlon reopened its river hall on Sunday after a flood, said Mara Lindqvist."
    )
    rows = [
        {"id": "b", "outlet": "B", "date": "2021-10-06", "title": "Later", "text": text},
        {"id": "a", "outlet": "A", "date": "2021-10-05", "title": "Hall: open?/", "text": text},
    ]
    (folder / "all.jsonl").write_text("\n".join(map(json.dumps, rows)))
    parts = part_articles(["all.jsonl"], "story", out=folder / "reports")
    assert [part.name for part in parts] == ["2021-10-05 Hall open"]


def test_a_broken_run_stops_no_other_and_nothing_is_done_twice(folder: Path) -> None:
    (folder / "runs.yaml").write_text(
        "notebook: n.ipynb\narticles: [told]\ngrid: {top: [1, 2, 3, 4]}\n"
    )
    results = render_batch(Path("runs.yaml"), options(), jobs=2)
    assert [r.state for r in results] == ["done", "done", "failed", "done"]
    assert results[2].message == "error: ValueError: three"
    table = (folder / "reports" / "batch.csv").read_text()
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["state"] for row in rows] == ["done", "done", "failed", "done"]
    assert [row["top"] for row in rows] == ["1", "2", "3", "4"]
    page = (folder / "reports" / "index.html").read_text()
    assert "error: ValueError: three" in page
    assert 'href="top-1/n.html"' in page

    reasons: dict[str, str] = {}
    again = render_batch(Path("runs.yaml"), options(), explain=reasons.__setitem__)
    assert [r.state for r in again] == ["unchanged", "unchanged", "failed", "unchanged"]
    assert reasons == {
        "top-1/n": "nothing has changed",
        "top-2/n": "nothing has changed",
        "top-3/n": "failed last time",
        "top-4/n": "nothing has changed",
    }
    assert (folder / "reports" / "index.html").read_text() == page
    stopped = render_batch(Path("runs.yaml"), options(force=True), jobs=1, keep_going=False)
    assert [r.state for r in stopped] == ["done", "done", "failed"]


def make_result(name: str = "<script>alert(1)</script>", **record: Any) -> Result:
    task = Task(name, "n.ipynb", ("told",), {"name": "=1+1", "top": -3}, "x")
    state = record.pop("state", "done")
    return Result(task, state, "<b>\x1b[2J", {"outputs": {"n.html": ""}, **record})


def test_the_page_is_inert() -> None:
    result = make_result(
        headline="<img src=x onerror=alert(1)>",
        results={"<i>": "<u>"},
        changes=[{"name": "<s>", "before": 1, "now": 2}],
    )
    page = render_index([result], 1, ("html",))
    for tag in ("<script>alert", "<img", "<b>", "<i>", "<u>", "<s>"):
        assert tag not in page
    assert "default-src 'none'" in page
    assert page.count("<script>") == 1


def test_the_table_runs_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(write_table([make_result("@x")]).decode())))
    assert rows[0]["name"] == "'=1+1"
    assert rows[0]["run"] == "'@x"
    assert rows[0]["top"] == "-3", "a number is a number"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "runs.yaml: holds nothing; name articles at least, such as articles: seeds"),
        ("# later\n", "runs.yaml: holds nothing; name articles at least, such as articles: seeds"),
        ("per: story\n", "runs.yaml, line 1: no articles to part; add them"),
    ],
)
def test_a_file_that_asks_for_nothing_is_refused(folder: Path, text: str, message: str) -> None:
    (folder / "runs.yaml").write_text(text)
    with pytest.raises(UsageError) as caught:
        plan_batch(Path("runs.yaml"), folder / "reports")
    assert str(caught.value).startswith(message)
