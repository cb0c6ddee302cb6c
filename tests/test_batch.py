"""Many reports: planned from a file, made side by side, resumed, shown at a glance."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from analysis.cli.terminal import make_batch_progress
from analysis.errors import RashomonError, UsageError
from analysis.report.batch.index import render_index, write_table
from analysis.report.batch.parting import part_articles
from analysis.report.batch.plan import plan_batch
from analysis.report.batch.running import render_batch
from analysis.report.batch.tasks import Options, Result, Task
from analysis.report.engine.server import Unavailable
from analysis.report.verify import verify_report
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


def test_a_point_of_a_grid_is_called_by_its_values(folder: Path) -> None:
    (task,) = plan(folder, "grid: {top: [1], name: [a/b]}\n")
    assert (task.name[:14], task.title) == ("top-1_name-a_b", "top 1, name a/b")


def test_a_report_of_a_batch_is_the_same_made_alone(folder: Path) -> None:
    (folder / "runs.yaml").write_text("notebook: n.ipynb\narticles: [told]\ngrid: {top: [2, 4]}\n")
    both = Options("reports", ("html", "pdf"), (60, 600))
    assert [r.state for r in render_batch(Path("runs.yaml"), both, jobs=1)] == ["done", "done"]
    for name in ("top-2", "top-4"):
        assert verify_report(folder / "reports" / name / "n.run.json") == (True, [])


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


def write_story(folder: Path, *headlines: tuple[str, str]) -> None:
    """Tellings of one event, each with its day and headline."""
    text = "The museum in Arlon reopened its river hall after a flood, said Mara Lindqvist."
    (folder / "in").mkdir()
    (folder / "in" / "all.jsonl").write_text(
        "".join(
            json.dumps({"id": str(n), "outlet": f"O{n}", "date": day, "title": title, "text": text})
            + "\n"
            for n, (day, title) in enumerate(headlines)
        )
    )


def test_a_story_is_titled_by_the_headline_that_others_share_words_with(folder: Path) -> None:
    write_story(
        folder,
        ("2021-10-05", "Seven pictures of the week"),
        ("2021-10-06", "Arlon’s “river hall” reopens: a $3m repair"),
        ("2021-10-06", "River hall in Arlon reopens"),
        ("2021-10-07", "Hall reopens"),
    )
    parts = part_articles(["in"], "story", out=folder / "reports")
    assert [(part.name, part.title) for part in parts] == [
        ("2021-10-05 Seven pictures of the week", "2021-10-06 River hall in Arlon reopens")
    ]


def test_parts_take_the_corrections_along(folder: Path) -> None:
    write_story(folder, ("2021-10-05", "One"), ("2021-10-06", "Two"))
    corrections = folder / "in" / "overrides.yaml"
    corrections.write_text("drop: [Arlon]")
    (part,) = part_articles(["in/all.jsonl"], "story", out=folder / "reports")
    copy = Path(part.articles[0]).with_name("overrides.yaml")
    assert copy.read_text() == "drop: [Arlon]\n# Copied from in/overrides.yaml\n"
    corrections.write_text("drop: []\n")
    part_articles(["in"], "story", out=folder / "reports")
    assert copy.read_text().startswith("drop: []\n")
    copy.write_text("drop: [Mara Lindqvist]\n")
    with pytest.raises(UsageError) as raised:
        part_articles(["in"], "story", out=folder / "reports")
    assert str(raised.value) == (
        f"{copy}: made by hand, so it is not replaced.\n"
        "Move what it says to the corrections beside the articles, then remove it."
    )
    corrections.unlink()
    part_articles(["in"], "story", out=folder / "reports")
    assert copy.read_text() == "drop: [Mara Lindqvist]\n"


def test_top_keeps_the_largest_parts(folder: Path) -> None:
    outlets = ["B", "A", "C", "C", "B", "A", "C", "D"]
    rows = "".join(f"{outlet},Text {n}.\n" for n, outlet in enumerate(outlets))
    (folder / "all.csv").write_text(f"outlet,text\n{rows}")
    (folder / "runs.yaml").write_text(
        "notebook: n.ipynb\narticles: all.csv\nper: outlet\nat_least: 1\ntop: 2\n"
    )
    tasks = plan_batch(Path("runs.yaml"), folder / "reports")
    assert [task.name for task in tasks] == ["A", "C"]


def test_a_wrong_parameter_is_refused_before_parts_are_written(folder: Path) -> None:
    write_story(folder, ("2021-10-05", "One"), ("2021-10-06", "Two"))
    (folder / "runs.yaml").write_text(
        "notebook: n.ipynb\narticles: in\nper: story\nparameters:\n  tpo: 1\n"
    )
    with pytest.raises(UsageError, match=r"^runs.yaml, line 5: n takes no parameter 'tpo'"):
        plan_batch(Path("runs.yaml"), folder / "reports")
    assert not (folder / "reports").exists()


def test_without_a_headline_a_story_is_called_by_its_opening(folder: Path) -> None:
    write_story(folder, ("2021-10-05", ""), ("2021-10-06", ""))
    (part,) = part_articles(["in"], "story", out=folder / "reports")
    assert part.name == "2021-10-05 The museum in Arlon reopened its river hall after a flood"


@pytest.mark.parametrize(
    ("per", "notebook"),
    [("story", "story"), ("outlet", "collection"), ("month", "collection"), ("entity", "entity")],
)
def test_each_kind_of_part_has_its_notebook(per: str, notebook: str, folder: Path) -> None:
    rows = "".join(f"A,2021-10-05,Ada Lovelace met Charles Babbage {n}.\n" for n in range(2))
    (folder / "all.csv").write_text(f"outlet,date,text\n{rows}")
    (folder / "runs.yaml").write_text(f"articles: all.csv\nper: {per}\n")
    tasks = plan_batch(Path("runs.yaml"), folder / "reports")
    assert tasks
    assert {task.notebook for task in tasks} == {notebook}


def test_parts_never_lie_among_the_articles(folder: Path) -> None:
    write_story(folder, ("2021-10-05", "One"), ("2021-10-06", "Two"))
    with pytest.raises(UsageError, match="lies among the articles"):
        part_articles(["in"], "story", out=folder / "in" / "reports")
    assert [path.name for path in (folder / "in").iterdir()] == ["all.jsonl"]


def test_parts_read_columns_under_other_names(folder: Path) -> None:
    (folder / "all.csv").write_text("outlet,story\nA,One.\nA,Two.\n")
    (folder / "n.ipynb").unlink()
    make_notebook(
        folder / "n.ipynb",
        "len(articles)",
        parameters="articles: list[str] = []\nfields: dict[str, str] = {}\n",
    )
    (folder / "runs.yaml").write_text(
        "notebook: n.ipynb\narticles: all.csv\nper: outlet\nparameters: {fields: {text: story}}\n"
    )
    (task,) = plan_batch(Path("runs.yaml"), folder / "reports")
    assert task.values == {}, "the part has the usual names"
    assert json.loads(Path(task.articles[0]).read_text().splitlines()[0])["text"] == "One."


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
    assert [r.state for r in stopped] == ["done", "done", "failed", "not run"]
    assert stopped[3].message == "asked for"
    table = (folder / "reports" / "batch.csv").read_text()
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["state"] for row in rows] == ["done", "done", "failed", "not run"]


def test_fail_fast_makes_nothing_once_a_run_cannot_start(folder: Path) -> None:
    (folder / "runs.yaml").write_text(
        "notebook: n.ipynb\nruns:\n- {name: a, articles: told}\n- {name: b, articles: gone}\n"
    )
    reasons: dict[str, str] = {}
    found = render_batch(
        Path("runs.yaml"), options(), keep_going=False, explain=reasons.__setitem__
    )
    assert [r.state for r in found] == ["not run", "failed"]
    assert reasons == {
        "a/n": "not done yet",
        "b/n": "cannot start: gone: no such file or folder.",
    }
    assert not (folder / "reports" / "a").exists()


def test_stopped_from_outside_the_overview_tells_what_is_left(folder: Path) -> None:
    (folder / "runs.yaml").write_text(
        "notebook: n.ipynb\narticles: [told]\ngrid: {top: [1, 2, 4]}\n"
    )

    def stop(reached: list[Result], total: int) -> None:
        assert total == 3
        if len(reached) == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render_batch(Path("runs.yaml"), options(), jobs=1, show=stop)
    table = (folder / "reports" / "batch.csv").read_text()
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["state"] for row in rows] == ["done", "not run", "not run"]
    page = (folder / "reports" / "index.html").read_text()
    assert '<a class="late" href="#not-run">2 not run</a>' in page
    assert [r.state for r in render_batch(Path("runs.yaml"), options())] == [
        *("unchanged", "done", "done")
    ]


def test_without_fork_a_batch_is_made_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from analysis.report import run
    from analysis.report.batch import running
    from analysis.report.engine import process

    def refuse(kind: str = "") -> None:
        raise Unavailable("not here")

    monkeypatch.setattr(running, "start_server", refuse)
    monkeypatch.setattr(run, "start_server", refuse)
    monkeypatch.setattr(process, "share_server", refuse)
    (folder / "runs.yaml").write_text("notebook: n.ipynb\narticles: [told]\ngrid: {top: [2]}\n")
    for force in (False, True):
        (made,) = render_batch(Path("runs.yaml"), options(force=force))
        assert (made.state, made.message) == ("done", "")
    assert made.record["engine"] == "kernel: not here"


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
    page = render_index([result], ("html",))
    for tag in ("<script>alert", "<img", "<b>", "<i>", "<u>", "<s>"):
        assert tag not in page
    assert "default-src 'none'" in page
    assert page.count("<script>") == 1


def test_the_table_runs_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(write_table([make_result("@x")]).decode())))
    assert rows[0]["name"] == "'=1+1"
    assert rows[0]["run"] == "'@x"
    assert rows[0]["top"] == "-3", "a number is a number"


def test_columns_of_one_name_are_told_apart() -> None:
    result = make_result(results={"top": 5, "state": "on", "found": 2})
    head, row = csv.reader(io.StringIO(write_table([result]).decode()))
    assert head == [
        *("run", "title", "notebook", "name", "top", "state", "seconds"),
        *("found", "result state", "result top", "message"),
    ]
    assert row[4:10] == ["-3", "done", "0", "2", "on", "5"]


def test_a_long_finding_is_cut_between_words() -> None:
    page = render_index([make_result(headline="word " * 100), make_result("b")], ("html",))
    assert "word …</p>" in page
    assert "<time>" not in page
    assert "word " * 60 not in page


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "runs.yaml: holds nothing; name articles at least, such as articles: seeds"),
        ("# later\n", "runs.yaml: holds nothing; name articles at least, such as articles: seeds"),
        ("per: story\n", "runs.yaml, line 1: no articles to part; add them"),
        ("articles: told\nper: month\n", "runs.yaml, line 1: No month has at least 2 articles."),
        ("per: story\narticles: gone\n", "runs.yaml, line 2: No usable article in gone"),
    ],
)
def test_a_file_that_asks_for_nothing_is_refused(folder: Path, text: str, message: str) -> None:
    (folder / "runs.yaml").write_text(text)
    with pytest.raises(RashomonError) as caught:
        plan_batch(Path("runs.yaml"), folder / "reports")
    assert str(caught.value).startswith(message)


def test_a_file_of_runs_that_is_not_there_is_named(folder: Path) -> None:
    with pytest.raises(UsageError) as caught:
        plan_batch(Path("gone.yaml"), folder / "reports")
    assert str(caught.value) == "gone.yaml: no such file of runs.\nSee: rashomon batch --help"


class Screen(io.StringIO):
    """Standard error with somebody before it, or a log."""

    def __init__(self, watched: bool) -> None:
        super().__init__()
        self.watched = watched

    def isatty(self) -> bool:
        return self.watched


def tell_progress(monkeypatch: pytest.MonkeyPatch, *, watched: bool) -> str:
    """What is shown while 4 reports are made, 20 s after each other, after 30 s of getting warm."""
    screen, clock = Screen(watched), [0.0]
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr("analysis.cli.terminal.time.monotonic", lambda: clock[0])
    show = make_batch_progress()
    results = [make_result(state="failed"), *(make_result() for _ in range(3))]
    for done, now in enumerate((1.0, 30.0, 50.0, 60.0, 80.0)):
        clock[0] = now
        show(results[:done], 4)
    monkeypatch.undo()
    return screen.getvalue()


def test_a_log_has_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tell_progress(monkeypatch, watched=False) == (
        "rashomon: 1 of 4, 1 failed\nrashomon: 2 of 4, 1 failed, 40 s left\n"
    )


def test_a_terminal_has_one_line_that_goes_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = [line.strip() for line in tell_progress(monkeypatch, watched=True).split("\r")]
    assert shown == [
        *("", "0 of 4, 0 failed", "1 of 4, 1 failed", "2 of 4, 1 failed, 40 s left"),
        *("3 of 4, 1 failed, 15 s left", "", ""),
    ]
