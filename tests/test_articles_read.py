"""Files to the articles table: what is loaded, under which id, and what a file's row says."""

import gzip
import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.articles import Limits, read, read_articles, read_batches
from analysis.articles.fields import SYNONYMS
from analysis.errors import NoArticlesError, UsageError

TEXT_NAMES = [
    *("text", "Body", "content", "article_text", "Full Text", "maintext", "articleBody"),
    *("bodyText", "plain_text", "content_text", "Article"),
]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def lines(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_the_seeds_are_read_as_collected(seeds: Path) -> None:
    articles, rejects, files = read_articles(seeds)
    assert list(articles["credit"]) == ["Sergei Savostyanov/TASS via Getty Images", ""]
    assert list(articles["headline"]) == [
        "",
        "Russia stakes claims in the space tourism race by launching the first film crew into"
        " orbit.",
    ]
    assert list(articles["published"]) == [pd.Timestamp("2021-10-05", tz="UTC")] * 2
    assert list(articles["published_precision"]) == ["day", "day"]
    assert list(articles["outlet"]) == list(articles["article_id"])
    assert articles["text"].str.startswith(("A Russian movie star", "Roscosmos, Russia’s")).all()
    assert rejects.empty
    assert list(files["present"]) == [1, 1]
    for article, file in zip(articles.itertuples(), sorted(seeds.glob("*.txt")), strict=True):
        assert file.read_text(encoding="utf-8").endswith(str(article.text))


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_one_article_in_every_form(tmp_path: Path, suffix: str) -> None:
    row = {"id": "a1", "outlet": "Post", "date": "2021-10-05", "title": "Up", "text": "They flew."}
    write(tmp_path / f"lines.jsonl{suffix}", lines(row))
    write(tmp_path / f"nd.ndjson{suffix}", lines(row | {"id": "a2"}))
    write(tmp_path / f"array.json{suffix}", json.dumps([row | {"id": "a3"}], indent=1))
    header = ",".join(row)
    write(tmp_path / f"rows.csv{suffix}", f"{header}\na4,Post,2021-10-05,Up,They flew.\n")
    write(tmp_path / f"tabs.tsv{suffix}", "id\ttext\na5\tThey flew.\n")
    write(tmp_path / f"plain.txt{suffix}", "They flew.")
    if not suffix:
        pd.DataFrame([row | {"id": "a6"}]).to_parquet(tmp_path / "table.parquet")
    articles, rejects, files = read_articles(tmp_path)
    ids = {"a1", "a2", "a3", "a4", "a5", "plain"} | (set() if suffix else {"a6"})
    assert set(articles["article_id"]) == ids
    assert set(articles["text"]) == {"They flew."}
    assert rejects.empty
    assert (files["present"] == files["read"]).all()


def test_folders_are_walked_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/9.txt", "c.txt", "a/1.txt"):
        write(tmp_path / name, f"Text of {name}.")
    articles, _, files = read_articles(tmp_path)
    assert list(articles["article_id"]) == ["1", "9", "2", "c"]
    assert [name.removeprefix(f"{tmp_path.name}/") for name in files["source"]] == [
        *("a/1.txt", "a/9.txt", "b/2.txt", "c.txt")
    ]


def test_sources_do_not_depend_on_where_the_folder_lies(tmp_path: Path) -> None:
    for place in ("here", "over/there"):
        write(tmp_path / place / "news" / "a.txt", "Text.")
    first = read_articles(tmp_path / "here" / "news")
    second = read_articles(tmp_path / "over" / "there" / "news")
    pd.testing.assert_frame_equal(first.articles, second.articles)
    pd.testing.assert_frame_equal(first.files, second.files)


def test_other_names_are_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", lines({"story": "They flew.", "Desk": "Wire room"}))
    articles = read_articles(path, fields={"text": "story", "outlet": ["house", "desk"]}).articles
    assert list(articles["text"] + articles["outlet"]) == ["They flew.Wire room"]
    with pytest.raises(UsageError) as caught:
        read_articles(path, fields={"story": "text"})
    assert str(caught.value) == (
        "No field 'story' to name a column for; there are: article_id, outlet, published, "
        "headline, text, url, credit, published_precision."
    )


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        ({"uuid": 7}, "article_id", "7"),
        ({"articleId": "007"}, "article_id", "007"),
        ({"id": 9223372036854775808}, "article_id", "9223372036854775808"),
        ({"publisher": "Post"}, "outlet", "Post"),
        ({"source": {"id": None, "name": "Post"}}, "outlet", "Post"),
        ({"url": "https://news.example.co.uk/1"}, "outlet", "example.co.uk"),
        ({"outlet": "", "link": "http://example.com/1"}, "outlet", "example.com"),
        ({}, "outlet", "x:1"),
        ({"publishedAt": "2021-10-05T08:22:00-04:00"}, "published_precision", "second"),
        ({"Publish Date": "2021-10-05"}, "published_precision", "day"),
        ({"wire": "AP"}, "credit", "AP"),
        ({"heading": "Crew in orbit"}, "headline", "Crew in orbit"),
        ({"Heading": "Second", "Title": "First"}, "headline", "First"),
        ({"Publication title": "Post", "Pages": "A1"}, "outlet", "Post"),  # ProQuest
        ({"media_name": "post.example", "media_id": 3}, "outlet", "post.example"),  # Media Cloud
        ({"source_domain": "post.example", "title_rss": "x"}, "outlet", "post.example"),
        ({"source": "https://www.post.example/a", "x": 1}, "outlet", "post.example"),
        ({"source": "https://a.example/1", "source-hostname": "Post"}, "outlet", "Post"),
        ({"pub": "Post"}, "outlet", "Post"),
        ({"outlet": "www.post.example"}, "outlet", "www.post.example"),  # kept as stated
        ({"DocumentIdentifier": "https://a.example/1"}, "url", "https://a.example/1"),  # GDELT
        ({"webPublicationDate": "2021-10-05T08:22:00Z"}, "published_precision", "second"),
        ({"stories_id": 12}, "article_id", "12"),
        ({"author": "Ann Lee", "section": "World", "description": "x"}, "headline", ""),
        ({"headline": " Kept as it is "}, "headline", " Kept as it is "),
    ],
)
def test_field_names_are_understood(
    tmp_path: Path, row: dict[str, object], column: str, value: str
) -> None:
    path = write(tmp_path / "x.jsonl", lines(row | {"body": "They flew."}))
    articles = read_articles(path).articles
    assert articles.loc[0, column] == value
    assert articles.loc[0, "source"] == "x.jsonl:1"


@pytest.mark.parametrize("name", TEXT_NAMES)
def test_the_text_has_many_names(tmp_path: Path, name: str) -> None:
    row = {"id": 1, name: "They flew.", "summary": "Not the text."}
    articles = read_articles(write(tmp_path / "x.jsonl", lines(row))).articles
    assert list(articles["text"]) == ["They flew."]


def test_columns_left_out_are_noted(tmp_path: Path) -> None:
    row = {"id": 1, "author": "Ann", "text": "One.", "section": "World", "year": 2021}
    write(tmp_path / "a.jsonl", lines(row, {"id": 2, "text": "Two.", "month": 10, "year": 2021}))
    write(tmp_path / "b.csv", "id,text,edition\n3,Three.,late\n")
    pd.DataFrame({"id": ["4"], "text": ["Four."], "length": [2]}).to_parquet(tmp_path / "c.parquet")
    write(tmp_path / "d.tsv", "id\ttext\n5\tFive.\n")
    write(tmp_path / "e.txt", "Six.")
    left_out = "columns left out, no known name fits"
    assert list(read_articles(tmp_path).files["notes"]) == [
        f"{left_out}: 'author', 'section', 'year' and 1 more",
        f"{left_out}: 'edition'",
        f"{left_out}: 'length'",
        "",
        "",
    ]


def test_a_column_named_by_hand_is_not_left_out(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", lines({"story": "They flew.", "text": "Cut."}))
    files = read_articles(path, fields={"text": "story"}).files
    assert list(files["notes"]) == ["columns left out, no known name fits: 'text'"]


def test_keys_that_are_data_are_counted_to_a_bound(tmp_path: Path) -> None:
    rows = [{"text": f"Text {n}."} | {f"k{n}_{k}": 1 for k in range(300)} for n in range(9)]
    notes = read_articles(write(tmp_path / "a.jsonl", lines(*rows))).files.loc[0, "notes"]
    assert notes == ("columns left out, no known name fits: 'k0_0', 'k0_1', 'k0_2' and 1,197 more")


def test_an_outlet_given_as_an_address_is_its_domain(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", lines({"source": "http://www.a.co.uk/x", "text": "One."}))
    articles, _, files = read_articles(path)
    assert articles.loc[0, "outlet"] == "a.co.uk"
    assert files.loc[0, "notes"] == "outlets given as web addresses named by their domain"


def test_the_page_on_files_lists_the_names() -> None:
    page = (Path(__file__).parent.parent / "docs" / "files.md").read_text(encoding="utf-8")
    for field in ("text", "headline", "outlet", "published", "article_id", "url"):
        names = ", ".join(name.replace("_", " ") for name in SYNONYMS[field].split())
        assert f"| `{field}` | {names} |" in page


def test_names_without_ids_are_the_files_and_the_lines(tmp_path: Path) -> None:
    write(tmp_path / "bbc/1.txt", "One.")
    write(tmp_path / "cnn/1.txt", "Two.")
    write(tmp_path / "rows.csv", 'text\nThree.\n"Four\nlines."\nFive.\n')
    articles = read_articles(tmp_path).articles
    folder = tmp_path.name
    assert list(articles["article_id"]) == [
        *(f"{folder}/bbc/1", f"{folder}/cnn/1", "rows:2", "rows:3", "rows:5")
    ]


def test_ids_that_two_files_use_are_led_by_the_file(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", lines({"id": 1, "text": "One."}))
    write(tmp_path / "b.jsonl", lines({"id": 1, "text": "Another."}, {"id": 2, "text": "Two."}))
    articles, rejects, files = read_articles(tmp_path)
    assert list(articles["article_id"]) == ["1", "b:1", "2"]
    assert rejects.empty
    assert files["notes"].to_list() == ["", "ids that another file uses led by this file's name"]


def test_exact_copies_are_counted_and_left_out(tmp_path: Path) -> None:
    row = {"id": 1, "text": "One."}
    write(tmp_path / "a.jsonl", lines(row, row, {"text": "No id."}, {"text": "No id."}))
    write(tmp_path / "b.jsonl", lines(row))
    write(tmp_path / "t/a.txt", "The same.")
    write(tmp_path / "u/a.txt", "The same.")  # two files, perhaps of two outlets: both stay
    articles, rejects, files = read_articles(tmp_path)
    assert len(articles) == 4
    assert rejects.empty
    assert files["duplicates"].to_list() == [2, 1, 0, 0]
    assert (files["present"] == files["read"] + files["rejected"] + files["duplicates"]).all()


def test_one_id_for_two_texts_of_one_file_is_listed(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", lines({"id": 1, "text": "One."}, {"id": 1, "text": "Two."}))
    _, rejects, _ = read_articles(tmp_path)
    assert rejects.to_dict("records") == [
        {
            "source": f"{tmp_path.name}/a.jsonl",
            "line": 2,
            "reason": f"its id '1' is taken by {tmp_path.name}/a.jsonl:1",
        }
    ]


def test_batches_add_up_to_the_whole(tmp_path: Path) -> None:
    for name in "abc":
        rows = [{"id": f"{name}{n}", "text": f"Text {n}."} for n in range(7)]
        write(tmp_path / f"{name}.jsonl", lines(*rows, {"id": "x"}))
    whole = read_articles(tmp_path)
    batches = list(read_batches(tmp_path, size=4))
    assert [len(batch.articles) for batch in batches] == [4, 4, 4, 4, 4, 1]
    for at, table in enumerate(whole):
        parts = pd.concat([batch[at] for batch in batches], ignore_index=True)
        pd.testing.assert_frame_equal(parts, table)


def test_many_articles_are_put_together_from_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"id": f"a{n}", "text": f"Text {n}.", "date": f"2020-01-{n + 1:02}"} for n in range(9)]
    path = write(tmp_path / "a.jsonl", lines(*rows, {"id": "x"}))
    whole = read_articles(path)
    monkeypatch.setattr(read, "_BATCH", 4)
    for joined, table in zip(read_articles(path), whole, strict=True):
        pd.testing.assert_frame_equal(joined, table)


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "One.")
    assert len(read_articles(tmp_path, path, path).files) == 1


def test_nothing_usable_is_said_in_three_lines(tmp_path: Path) -> None:
    write(tmp_path / "news" / "a.jsonl", lines({"id": 1}, {"id": 2}))
    with pytest.raises(NoArticlesError) as caught:
        read_articles(tmp_path / "news")
    assert str(caught.value) == (
        f"No usable article in {tmp_path / 'news'} (1 file read).\n"
        "news/a.jsonl, line 1: no field holds the text: found 'id'; looked for 'text' or 'body'"
        " or 'content' or 'articletext' or 'fulltext' or 'maintext' (and 1 more).\n"
        "Articles are .txt, .jsonl, .json, .csv, .tsv or .parquet files, or .gz of these."
    )
    columns = ",".join(f"a_column_of_many_words_{number}" for number in range(9))
    write(tmp_path / "x.csv", f"{columns}\n1,2,3,4,5,6,7,8,9\n")
    with pytest.raises(NoArticlesError) as caught:
        read_articles(tmp_path / "x.csv")
    second = str(caught.value).splitlines()[1]
    assert second.startswith("x.csv: no field holds the text: found 'a_column_of_many_words_0', ")
    assert second.endswith("', …."), "cut between words"
    with pytest.raises(NoArticlesError, match=r"no such file or folder"):
        list(read_batches(tmp_path / "nowhere"))
    with pytest.raises(NoArticlesError, match=r"^No usable article in no path at all"):
        read_articles()


def test_a_limit_can_be_raised(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", lines({"id": 1, "text": "x" * 2000}, {"id": 2, "text": "Short."}))
    small = Limits(row_bytes=1000)
    articles, rejects, _ = read_articles(tmp_path, limits=small)
    assert list(articles["article_id"]) == ["2"]
    assert rejects["reason"].to_list() == [
        "longer than 1 kB; raise the limit `row_bytes` to read it"
    ]
    assert len(read_articles(tmp_path).articles) == 2


def test_the_arguments_are_not_changed(tmp_path: Path) -> None:
    fields = {"text": ["story"]}
    write(tmp_path / "a.jsonl", lines({"story": "They flew."}))
    read_articles(tmp_path, fields=fields)
    assert fields == {"text": ["story"]}


@pytest.mark.parametrize(
    ("name", "read", "rejected"),
    [
        ("meantime.jsonl.gz", 60, 0),
        ("story_clusters.jsonl.gz", 383, 0),
        ("polnear.jsonl.gz", 924, 0),
        ("news_2017.csv.gz", 3788, 36),
        ("uk_immigration_2014.jsonl.gz", 2833, 0),
    ],
)
def test_real_collections_are_read_whole(
    corpora: Path, name: str, read: int, rejected: int
) -> None:
    articles, rejects, files = read_articles(corpora / name)
    assert (len(articles), len(rejects)) == (read, rejected)
    assert files.loc[0, "present"] == read + rejected
    assert articles["article_id"].is_unique
    assert set(rejects["reason"]) <= {"no text"}
