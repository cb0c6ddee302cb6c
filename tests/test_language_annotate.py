"""The language pass: spans point at their text, and nothing changes what it finds."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.articles import read_articles
from analysis.errors import MissingModelError
from analysis.language import Annotations, annotate, pipeline, workers
from analysis.language.store import find_cache_folder
from analysis.spans import cut_spans
from analysis.tables import TABLES, as_table

PARAGRAPHS = [
    "Ann Lee flew to Kazakhstan on Tuesday. She came back with Bo Berg.",
    "The European Space Agency said it would pay $12 million.",
    "“We are ready,” said Mr. Berg, 41, of the London office.",
    "Weather stopped the launch twice in May.",
]


def make_articles(texts: list[str], headlines: list[str] | None = None) -> pd.DataFrame:
    frame = pd.DataFrame({"article_id": [f"a{n}" for n in range(len(texts))], "text": texts})
    frame["headline"] = headlines or [""] * len(texts)
    frame["published"] = pd.Series(pd.NaT, index=frame.index)
    missing = [column for column in TABLES["articles"] if column not in frame]
    frame[missing] = ""
    return as_table(frame, "articles")


def check_same(one: Annotations, other: Annotations) -> None:
    for first, second in zip(one, other, strict=True):
        pd.testing.assert_frame_equal(first, second)


@pytest.fixture
def articles() -> pd.DataFrame:
    texts = ["\n\n".join(PARAGRAPHS[n:] + PARAGRAPHS[:n]) for n in range(4)]
    return make_articles(texts, ["Crew leaves", "", "London pays", ""])


def test_three_tables(articles: pd.DataFrame) -> None:
    before = articles.copy(deep=True)
    sentences, tokens, names = annotate(articles, cache=False)
    pd.testing.assert_frame_equal(articles, before)
    assert list(sentences) == list(TABLES["sentences"])
    assert list(tokens) == list(TABLES["tokens"])
    assert list(names) == list(TABLES["names"])
    own = sentences[(sentences["article_id"] == "a0") & (sentences["part"] == "text")]
    assert own["sentence"].to_list() == [
        "Ann Lee flew to Kazakhstan on Tuesday.",
        "She came back with Bo Berg.",
        *PARAGRAPHS[1:],
    ]
    assert sentences["part"].to_list()[:1] == ["headline"]
    assert {"Ann Lee", "Kazakhstan", "The European Space Agency"} <= set(names["mention"])


def test_numbers_run_through_each_part(articles: pd.DataFrame) -> None:
    _, tokens, _ = annotate(articles, cache=False)
    for _, own in tokens.groupby(["article_id", "part"]):
        assert own["token"].to_list() == list(range(len(own)))
        assert own["head"].between(0, len(own) - 1).all()
        assert set(own["sentence"]) == set(range(own["sentence"].max() + 1))
        sentence_of = dict(zip(own["token"], own["sentence"], strict=True))
        assert own["head"].map(sentence_of).to_list() == own["sentence"].to_list()


def test_no_articles_no_rows() -> None:
    for table in annotate(make_articles([]), cache=False):
        assert table.empty
    for table in annotate(make_articles([" \n "]), cache=False):
        assert table.empty


TEXTS = st.lists(
    st.sampled_from([*PARAGRAPHS, "It's 5 p.m.", "a", "…", "\u00a0x", "e\u0301té 🚀 \ufeff!"])
    | st.text(max_size=30),
    max_size=6,
).map("\n".join)


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(TEXTS, max_size=3))
def test_spans_point_at_their_text(texts: list[str]) -> None:
    articles = make_articles(texts, [text[:20] for text in texts])
    sentences, tokens, names = annotate(articles, cache=False)
    assert cut_spans(sentences, articles).to_list() == sentences["sentence"].to_list()
    assert cut_spans(names, articles).to_list() == names["mention"].to_list()
    words = cut_spans(tokens, articles)
    assert not words.str.isspace().any()
    assert (words != "").all()
    covered = "".join("".join(words).split())
    assert covered == "".join("".join(articles["headline"] + articles["text"]).split())


def test_the_result_does_not_depend_on_what_is_parsed_beside_it(articles: pd.DataFrame) -> None:
    whole = annotate(articles, cache=False)
    alone = [annotate(articles.iloc[[row]], cache=False) for row in range(len(articles))]
    turned = annotate(articles.iloc[::-1], cache=False)
    for at, table in enumerate(whole):
        parts = pd.concat([part[at] for part in alone], ignore_index=True)
        pd.testing.assert_frame_equal(parts, table)
        back = turned[at].sort_values("article_id", kind="stable", ignore_index=True)
        pd.testing.assert_frame_equal(back, table)


def test_any_number_of_processes_gives_the_same(
    articles: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = annotate(articles, cache=False, jobs=1)
    monkeypatch.setattr(workers, "_PAYS_FROM", 0)
    monkeypatch.setattr(workers, "_CHUNK", 60)
    check_same(annotate(articles, cache=False, jobs=2), one)


def test_a_lost_worker_costs_time_only(
    articles: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = workers._start_worker
    count = 0

    def start(arguments: list[str]) -> "subprocess.Popen[bytes]":
        nonlocal count
        worker = started(arguments)
        count += 1
        if count == 1:
            worker.kill()
        return worker

    one = annotate(articles, cache=False, jobs=1)
    monkeypatch.setattr(workers, "_PAYS_FROM", 0)
    monkeypatch.setattr(workers, "_CHUNK", 60)
    monkeypatch.setattr(workers, "_start_worker", start)
    check_same(annotate(articles, cache=False, jobs=2), one)


def test_only_names_and_sentences(articles: pd.DataFrame) -> None:
    full = annotate(articles, cache=False)
    sentences, tokens, names = annotate(articles, parse=False, cache=False)
    assert set(tokens["lemma"]) == {""}
    assert (tokens["head"] == tokens["token"]).all()
    assert tokens["start"].to_list() == full.tokens["start"].to_list()
    assert names["mention"].to_list() == full.names["mention"].to_list()
    assert sentences["sentence"].to_list() == full.sentences["sentence"].to_list()


def test_a_missing_pipeline_names_those_that_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MissingModelError) as caught:
        annotate(make_articles(["A."]), model="xx_none", cache=False)
    first, second = str(caught.value).splitlines()
    assert first == "No installed language pipeline is called 'xx_none'."
    assert second.startswith("Installed are: en_core_web_sm")
    monkeypatch.setattr(pipeline, "_PACKAGES", {"en_core_web_sm": ("no_such_package",)})
    with pytest.raises(MissingModelError) as caught:
        pipeline.find_package("en_core_web_sm")
    assert str(caught.value) == (
        "The language pipeline 'en_core_web_sm' is not installed.\n"
        "Install it with: pip install no-such-package"
    )


def test_progress_is_shown_when_asked_for(
    articles: pd.DataFrame, capsys: pytest.CaptureFixture[str]
) -> None:
    annotate(articles, cache=False)
    assert capsys.readouterr().err == ""
    annotate(articles, cache=False, progress=True)
    assert "reading the language: 100%" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"RASHOMON_CACHE": "/some/where"}, Path("/some/where")),
        ({"RASHOMON_CACHE": "off"}, None),
        ({"RASHOMON_CACHE": ""}, None),
        ({"XDG_CACHE_HOME": "/xdg"}, Path("/xdg/rashomon")),
    ],
)
def test_where_the_cache_is(
    environment: dict[str, str], folder: Path | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("RASHOMON_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", "linux")
    assert find_cache_folder() == folder


@pytest.mark.slow
def test_interrupting_keeps_what_is_done_and_leaves_no_process(
    corpora: Path, tmp_path: Path
) -> None:
    code = (
        "import sys; from analysis.articles import read_articles; from analysis.language import "
        "annotate; annotate(read_articles(sys.argv[1]).articles, jobs=2)"
    )
    environment = os.environ | {"RASHOMON_CACHE": str(tmp_path)}
    command = [sys.executable, "-c", code, str(corpora / "story_clusters.jsonl.gz")]
    process = subprocess.Popen(
        command, env=environment, stderr=subprocess.PIPE, start_new_session=True
    )
    while process.poll() is None and not list(tmp_path.rglob("*.keys")):
        time.sleep(0.1)  # until the first that is done has been kept
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode != 0
    time.sleep(2)
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    assert not list(tmp_path.rglob(".writing-*"))
    head = read_articles(corpora / "story_clusters.jsonl.gz").articles.head(5)
    check_same(annotate(head, cache=tmp_path), annotate(head, cache=False))
