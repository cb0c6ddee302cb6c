import pandas as pd

from analysis.displays.wordings import show_wordings
from analysis.tables import TABLES, as_table


def make_articles(*texts: str) -> pd.DataFrame:
    rows: list[dict[str, object]] = [
        {**dict.fromkeys(TABLES["articles"], ""), "article_id": f"a{row}", "outlet": f"a{row}"}
        | {"published": None, "text": text}
        for row, text in enumerate(texts)
    ]
    return as_table(rows, "articles")


def make_labels(articles: pd.DataFrame, *found: tuple[int, str, str]) -> pd.DataFrame:
    rows = []
    for row, entity, label in found:
        start = str(articles["text"].iloc[row]).index(label)
        span = {"article_id": f"a{row}", "part": "text", "start": start, "end": start + len(label)}
        rows.append({**span, "entity": entity, "label": label, "form": "title"})
    return as_table(rows, "labels")


def read_rows(data: dict) -> list[list[str]]:  # type: ignore[type-arg]
    return [[cell["text"] for cell in row] for row in data["rows"]]


def test_each_telling_has_its_column_and_silence_is_shown() -> None:
    articles = make_articles("Actor Ada, the star, and Bo.", "actress Ada")
    labels = make_labels(
        articles, (0, "Ada", "Actor"), (0, "Ada", "star"), (1, "Ada", "actress"), (0, "Bo", "and")
    )
    shown = show_wordings(labels, articles).data
    assert [column["label"] for column in shown["columns"]] == ["entity", "A", "B"]
    assert read_rows(shown) == [["Ada", "Actor; star", "actress"], ["Bo", "and", "–"]]
    assert [shown["evidence"][n]["match"] for n in shown["rows"][0][1]["evidence"]] == [
        "Actor",
        "star",
    ]


def test_each_of_several_is_one_of_them() -> None:
    articles = make_articles("Actors Ada and Bo, the star.")
    labels = make_labels(articles, (0, "Ada", "Actors"), (0, "Bo", "Actors"), (0, "Bo", "star"))
    assert read_rows(show_wordings(labels, articles).data) == [
        ["Bo", "one of the Actors; star"],
        ["Ada", "one of the Actors"],
    ]


def test_the_same_wording_is_counted_whatever_its_case_and_article() -> None:
    articles = make_articles("Actor Ada, actor Ada, star Ada, the actor")
    labels = make_labels(
        articles,
        (0, "Ada", "star"),
        (0, "Ada", "Actor"),
        (0, "Ada", "actor"),
        (0, "Ada", "the actor"),
    ).sort_values("start", ignore_index=True)
    assert read_rows(show_wordings(labels, articles).data) == [["Ada", "Actor (×3); star"]]


def test_many_tellings_share_one_column() -> None:
    articles = make_articles(*["actor Ada"] * 9)
    labels = make_labels(articles, *[(row, "Ada", "actor") for row in range(7)])
    shown = show_wordings(labels, articles).data
    assert [column["label"] for column in shown["columns"]] == ["entity", "label", "tellings of 9"]
    assert read_rows(shown) == [["Ada", "actor (×7)", "7"]]


def test_nothing_found_is_an_empty_table() -> None:
    articles = make_articles("Ada")
    assert read_rows(show_wordings(as_table([], "labels"), articles).data) == []
