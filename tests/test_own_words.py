from analysis.displays.own_words import show_own_words
from analysis.language import split_words
from analysis.tables import TABLES, as_table


def test_own_words_stand_beside_chance_and_lead_to_the_text() -> None:
    rows: list[dict[str, object]] = [
        {**dict.fromkeys(TABLES["articles"], ""), "article_id": key, "outlet": key}
        | {"published": None, "text": text}
        for key, text in (("a", "film crew film"), ("b", "sea crew"))
    ]
    articles = as_table(rows, "articles")
    shared = as_table(
        [
            {"word": "crew", "word_class": "content", "state": "all", "group": "", "groups": 2}
            | {"n": 2},
            {"word": "film", "word_class": "content", "state": "one", "group": "a", "groups": 1}
            | {"n": 2},
            {"word": "sea", "word_class": "content", "state": "one", "group": "b", "groups": 1}
            | {"n": 1},
        ],
        "shared_words",
    )
    noise = as_table(
        [
            {"group": key, "word_class": "content", "rule": "only", "flagged": 1, "chance": 0.8}
            | {"chance_high": 1.0, "shuffles": 20, "unit": "articles"}
            for key in "ab"
        ],
        "word_noise",
    )
    shown = show_own_words(shared, noise, split_words(articles), articles).data
    assert [[cell["text"] for cell in row] for row in shown["rows"]] == [
        ["A", "1", "about 1", "film (×2)"],
        ["B", "1", "about 1", "sea"],
    ]
    assert [shown["evidence"][n]["start"] for n in shown["rows"][0][3]["evidence"]] == [0, 10]


def test_without_words_a_telling_has_none_of_its_own() -> None:
    empty = as_table([], "articles")
    shown = show_own_words(
        as_table([], "shared_words"), as_table([], "word_noise"), split_words(empty), empty
    )
    assert shown.data["rows"] == []
