"""Nasty files: every row is loaded exactly or listed with its reason, and the sums come out."""

import gzip
import json
import os
import resource
import socket
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.articles import Limits, Reading, read_articles
from analysis.articles.rows import FileReading
from analysis.errors import NoArticlesError

SETTINGS = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
QUOTES = "quotation marks that do not add up: inside a quoted field they must be doubled"
QUOTE = '"'
LONE = "a quotation mark that opens a field is never closed"


def read(path: Path, content: str | bytes, name: str) -> Reading:
    """What is read of one file beside one good article, so that something always is."""
    (path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    (path / "good.txt").write_text("Good.")
    reading = read_articles(path)
    check_sums(reading)
    assert "good" in set(reading.articles["article_id"]), "a bad file stopped a good one"
    return Reading(
        reading.articles[reading.articles["article_id"] != "good"], reading.rejects, reading.files
    )


def check_sums(reading: Reading) -> None:
    files = reading.files
    assert (files["present"] == files["read"] + files["rejected"] + files["duplicates"]).all()
    assert files["read"].sum() == len(reading.articles)
    assert files["rejected"].sum() == len(reading.rejects)
    assert (reading.rejects["reason"] != "").all()
    assert reading.articles["article_id"].is_unique


CSV = [
    ("bom", b"\xef\xbb\xbfid,text\n1,caf\xc3\xa9\n", {"1": "café"}, []),
    ("utf-16", "id,text\n1,café\n".encode("utf-16"), {"1": "café"}, []),
    ("utf-16-be", b"\xfe\xff" + "id,text\n1,café\n".encode("utf-16-be"), {"1": "café"}, []),
    ("utf-16 unmarked", "id,text\n1,cafe\n".encode("utf-16-le"), {"1": "cafe"}, []),
    ("cp1252", "id,text\n1,“café”\n".encode("cp1252"), {"1": "“café”"}, []),
    ("nul", b"id,text\n1,a\0b\n", {"1": "a\0b"}, []),
    ("newlines", b'id,text\r\n1,a\n2,"b\r\nc"\r3,d', {"1": "a", "2": "b\r\nc", "3": "d"}, []),
    ("inner quote", 'id,text\n1,say "no" now\n', {"1": 'say "no" now'}, []),
    ("doubled quote", 'id,text\n1,"say ""no"" now"\n', {"1": 'say "no" now'}, []),
    ("undoubled quote", 'id,text\n1,"say "no" now"\n2,b\n', {"2": "b"}, [(2, QUOTES)]),
    ("lone quote", 'id,text\n1,"lone\n2,b\n3,c\n', {"2": "b", "3": "c"}, [(2, LONE)]),
    ("lone before quoted", 'id,text\n1,"lone\n2,"b"\n3,c\n', {"2": "b", "3": "c"}, [(2, QUOTES)]),
    (
        "undoubled quote over lines",
        'id,date,text\n1,2020-01-01,"Line\nHe said "no", and left, ok\nmore"\n2,2020-01-02,b\n',
        {"2": "b"},
        [(2, QUOTES)],
    ),
    (
        "too few",
        "id,date,text\n1,2020-01-01\n2,,b\n",
        {"2": "b"},
        [(2, "2 fields where the header has 3")],
    ),
    ("too many", "id,text\n1,a,b\n2,b\n", {"2": "b"}, [(2, "3 fields where the header has 2")]),
    ("blank lines", "\n\nid,text\n\n1,a\n\n", {"1": "a"}, []),
    ("semicolons", "id;text\n1;a, b\n", {"1": "a, b"}, []),
    ("tabs", "id\ttext\n1\ta, b\n", {"1": "a, b"}, []),
    ("bars", "id|text\n1|a\n", {"1": "a"}, []),
    ("sep line", "sep=;\nid;text\n1;a, b\n", {"1": "a, b"}, []),
    ("header only", "id,text\n", {}, []),
    ("empty", "", {}, []),
    ("empty text", "id,text\n1,\n2,  \n3,c\n", {"3": "c"}, [(2, "no text"), (3, "no text")]),
    (
        "NA and friends",
        "id,text\nNA,NA\nNone,None\nnan,nan\nTRUE,TRUE\n007,007\n9223372036854775808,1e5\n1_000,#N/A\n",
        {
            **{"NA": "NA", "None": "None", "nan": "nan", "TRUE": "TRUE", "007": "007"},
            **{"9223372036854775808": "1e5", "1_000": "#N/A"},
        },
        [],
    ),
    (
        "two columns of one name",
        "id,text,text\n1,a,b\n",
        {},
        [(0, "two columns are named 'text'; which one is meant is open")],
    ),
    ("two columns not needed", "id,x,x,text\n1,2,3,a\n", {"1": "a"}, []),
    (
        "no header",
        "1,2020-01-01,A text of a row\n",
        {},
        [
            (
                0,
                "no field holds the text: found '1', '2020-01-01', 'A text of a row'; looked"
                " for 'text' or 'body' or 'content' or 'articletext' or 'fulltext' or 'maintext'",
            )
        ],
    ),
    ("long field", f"id,text\n1,{'x' * 200_000}\n", {"1": "x" * 200_000}, []),
    (
        "damaged byte among UTF-8",
        "id,text\n1,café naïve\n2,X\n3,é\n".encode().replace(b"X", b"\xff"),
        {"1": "café naïve", "3": "é"},
        [(3, "'text' holds the byte 0xff, which is not UTF-8")],
    ),
    ("duplicate ids", "id,text\n1,a\n1,b\n1,a\n", {"1": "a"}, [(3, "its id '1' is taken by {}:2")]),
    ("impossible date", "id,date,text\n1,2017-02-30,a\n", {"1": "a"}, []),
    ("future date", "id,date,text\n1,2999-01-01,a\n", {"1": "a"}, []),
    ("formula", "id,text\n1,=1+1\n", {"1": "=1+1"}, []),
    ("spaces", "id,text\n1,  a  \n", {"1": "  a  "}, []),
]


@pytest.mark.parametrize(("name", "content", "texts", "bad"), CSV, ids=[case[0] for case in CSV])
def test_csv(
    tmp_path: Path,
    name: str,
    content: str | bytes,
    texts: dict[str, str],
    bad: list[tuple[int, str]],
) -> None:
    articles, rejects, files = read(tmp_path, content, "x.csv")
    assert dict(zip(articles["article_id"], articles["text"], strict=True)) == texts
    source = f"{tmp_path.name}/x.csv"
    assert list(zip(rejects["line"], rejects["reason"], strict=True)) == [
        (line, reason.format(source)) for line, reason in bad
    ]
    guess = {"cp1252": "cp1252 (guess)", "utf-16 unmarked": "utf-16-le (guess)"}
    told = {"utf-16": "utf-16", "utf-16-be": "utf-16"}
    assert files.loc[1, "encoding"] == {**guess, **told}.get(name, "utf-8")


@pytest.mark.parametrize("rows", [1, 3, 400])
@pytest.mark.parametrize("bad", ['x,"lone', 'x,"a "b" c"', "x,a,b", "x"])
def test_a_bad_row_takes_no_good_one_with_it(tmp_path: Path, rows: int, bad: str) -> None:
    good = "".join(f"{n},text {n}\n" for n in range(rows))
    more = "".join(f"{n},text {n}\n" for n in range(rows, 2 * rows))
    articles, rejects, _ = read(tmp_path, f"id,text\n{good}{bad}\n{more}", "x.csv")
    assert articles["text"].to_list() == [f"text {n}" for n in range(2 * rows)]
    assert rejects["line"].to_list() == [rows + 2]


JSONL = [
    ("bom", b'\xef\xbb\xbf{"id":1,"text":"caf\xc3\xa9"}\n', {"1": "café"}, []),
    ("utf-16", '{"id":1,"text":"é"}\n'.encode("utf-16"), {"1": "é"}, []),
    ("no last newline", '{"id":1,"text":"a"}', {"1": "a"}, []),
    ("mixed newlines", '{"id":1,"text":"a"}\r\n\n{"id":2,"text":"b"}\n', {"1": "a", "2": "b"}, []),
    ("line separators in text", '{"id":1,"text":"a\u2028b\x85c"}\n', {"1": "a\u2028b\x85c"}, []),
    ("escaped nul", '{"id":1,"text":"a\\u0000b"}\n', {"1": "a\0b"}, []),
    ("emoji", '{"id":1,"text":"\\ud83d\\ude00"}\n', {"1": "😀"}, []),
    (
        "half a character",
        '{"id":1,"text":"a\\ud83d"}\n{"id":2,"text":"b"}\n',
        {"2": "b"},
        [(1, "'text' holds half a character (\\ud83d)")],
    ),
    (
        "truncated last line",
        '{"id":1,"text":"a"}\n{"id":2,"te',
        {"1": "a"},
        [(2, "not JSON: cut off in the middle (unterminated string starting at character 9)")],
    ),
    (
        "duplicate keys",
        '{"id":1,"text":"a","text":"b"}\n{"id":2,"text":"b"}\n',
        {"2": "b"},
        [(1, "not JSON: the key 'text' stands twice in one object")],
    ),
    ("NaN as text", '{"id":1,"text":NaN}\n', {}, [(1, "'text' holds no JSON value, not text")]),
    ("NaN elsewhere", '{"id":1,"score":NaN,"text":"a"}\n', {"1": "a"}, []),
    ("null", '{"id":1,"text":null}\n', {}, [(1, "no text")]),
    ("true", '{"id":1,"text":true}\n', {}, [(1, "'text' holds true or false, not text")]),
    ("a list", '{"id":1,"text":["a"]}\n', {}, [(1, "'text' holds a list, not text")]),
    ("an object", '{"id":1,"text":{"a":1}}\n', {}, [(1, "'text' holds an object, not text")]),
    (
        "numbers as written",
        '{"id":1.50,"text":123456789012345678901}\n',
        {"1.50": "123456789012345678901"},
        [],
    ),
    ("array", '[{"id":1,"text":"a"},\n {"id":2,"text":"b"}]\n', {"1": "a", "2": "b"}, []),
    ("array rows", '["a"]\n{"id":2,"text":"b"}\n', None, None),
    ("a bare value", '"a"\n', {}, [(1, "a single value where an object is expected")]),
    ("nested too deep", "[" * 5 + '{"a":' * 100_000, {}, None),
    (
        "deep line",
        '{"id":1,"x":' + "[" * 100_000 + "\n" + '{"id":2,"text":"b"}\n',
        {"2": "b"},
        None,
    ),
    ("huge number", '{"id":1,"x":' + "9" * 10_000 + ',"text":"a"}\n', {"1": "a"}, []),
    ("empty", "", {}, []),
    ("blank", "\n \n", {}, []),
    ("cp1252", '{"id":1,"text":"“a”"}\n'.encode("cp1252"), {"1": "“a”"}, []),
    (
        "damaged byte",
        b'{"id":1,"text":"\xc3\xa9\xc3\xa9"}\n{"id":2,"text":"\xe9"}\n',
        {"1": "éé"},
        [(2, "'text' holds the byte 0xe9, which is not UTF-8")],
    ),
    ("no id twice", '{"text":"a"}\n{"text":"b"}\n', {"x:1": "a", "x:2": "b"}, []),
]


@pytest.mark.parametrize(
    ("name", "content", "texts", "bad"), JSONL, ids=[case[0] for case in JSONL]
)
def test_json_lines(
    tmp_path: Path,
    name: str,
    content: str | bytes,
    texts: dict[str, str] | None,
    bad: list[tuple[int, str]] | None,
) -> None:
    articles, rejects, files = read(tmp_path, content, "x.jsonl")
    if texts is not None:
        assert dict(zip(articles["article_id"], articles["text"], strict=True)) == texts, name
    if bad is not None:
        assert list(zip(rejects["line"], rejects["reason"], strict=True)) == bad
    if name == "array":
        assert files.loc[1, "notes"] == "one JSON array instead of one object per line"


JSON = [
    ('{"id":1,"text":"a"}', {"1": "a"}, 0),
    ('[{"id":1,"text":"a"},3]', {"1": "a"}, 1),
    ('{"id":1,"text":"a"}\n{"id":2,"text":"b"}\n{"id":3,', {"1": "a", "2": "b"}, 1),
    ('{"status":"ok","articles":[{"id":1,"content":"a"}]}', {"1": "a"}, 0),
    ('[{"id":1,"text":"a"},', {}, 1),
    ("[]", {}, 0),
    ("not json", {}, 1),
]


@pytest.mark.parametrize(("content", "texts", "bad"), JSON)
def test_json_files(tmp_path: Path, content: str, texts: dict[str, str], bad: int) -> None:
    articles, rejects, _ = read(tmp_path, content, "x.json")
    assert dict(zip(articles["article_id"], articles["text"], strict=True)) == texts
    assert len(rejects) == bad


TEXT = [
    ("bom", b"\xef\xbb\xbfcaf\xc3\xa9", "café", "utf-8"),
    ("utf-16", "café".encode("utf-16"), "café", "utf-16"),
    ("utf-32", "café".encode("utf-32"), "café", "utf-32"),
    ("cp1252", "“café”".encode("cp1252"), "“café”", "cp1252 (guess)"),
    ("latin-1", b"a\x81b", "a\x81b", "latin-1 (guess)"),
    ("cyrillic", ("Экипаж прилетел на станцию. " * 20).encode("cp1251"), None, None),
    ("newlines", b"a\r\nb\rc\n", "a\r\nb\rc\n", "utf-8"),
    ("empty", b"", None, "utf-8"),
    ("damaged", "naïve café é".encode() + b"\xff", None, "utf-8"),
    ("odd utf-16", "café".encode("utf-16") + b"\0", None, "utf-16"),
]


@pytest.mark.parametrize(("name", "content", "text", "encoding"), TEXT, ids=[t[0] for t in TEXT])
def test_text_files(
    tmp_path: Path, name: str, content: bytes, text: str | None, encoding: str | None
) -> None:
    articles, rejects, files = read(tmp_path, content, "x.txt")
    assert len(articles) + len(rejects) == 1
    if text is not None:
        assert articles["text"].to_list() == [text], name
    if encoding:
        assert files.loc[1, "encoding"] == encoding
    else:
        assert files["encoding"].str.endswith("(guess)").to_list() == [False, True]


def test_a_line_of_50_mb_is_passed_over(tmp_path: Path) -> None:
    rows = [{"id": 1, "text": "x" * 50_000_000}, {"id": 2, "text": "b"}]
    content = "\n".join(json.dumps(row) for row in rows)
    articles, rejects, _ = read(tmp_path, content, "x.jsonl")
    assert articles["article_id"].to_list() == ["2"]
    assert rejects["reason"].to_list() == [
        "longer than 10 MB; raise the limit `row_bytes` to read it"
    ]
    (tmp_path / "x.jsonl").unlink()
    articles, rejects, _ = read(tmp_path, f"id,text\n1,{'x' * 50_000_000}\n2,b\n", "x.csv")
    assert articles["article_id"].to_list() == ["2"]
    assert rejects["line"].to_list() == [2]


def test_what_is_no_article_is_told(tmp_path: Path) -> None:
    for name in ("README.md", "overrides.yaml", "params.yaml", ".hidden.txt", "story.run.json"):
        (tmp_path / name).write_text("text: x")
    (tmp_path / "readme.txt").write_text("About.")
    (tmp_path / "page.html").write_text("<p>")
    (tmp_path / "data.pkl").write_bytes(b"cos\nsystem\n(S'false'\ntR.")
    articles, rejects, _ = read(tmp_path, "", "empty.txt")
    about = "by its name about the folder, not an article; name the file itself to read it"
    other = (
        "not an article file; these are: "
        ".txt, .jsonl, .ndjson, .json, .csv, .tsv, .parquet, each also .gz"
    )
    found = {
        source.split("/")[1]: reason
        for source, reason in zip(rejects["source"], rejects["reason"], strict=True)
    }
    assert found == {
        "readme.txt": about,  # and nothing of `story.run.json`: a report is no article
        "page.html": other,
        "data.pkl": other,
        "empty.txt": "no text",
    }
    assert articles.empty


def test_pipes_sockets_and_devices_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket.jsonl"))
        _, rejects, _ = read(tmp_path, "a", "a.txt")
    assert rejects["reason"].to_list() == ["a pipe, not a file", "a socket, not a file"]
    with pytest.raises(NoArticlesError, match="a pipe, not a file"):
        read_articles(tmp_path / "pipe.txt")
    with pytest.raises(NoArticlesError, match="a device, not a file"):
        read_articles("/dev/zero")


def test_links(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("Outside.")
    folder = tmp_path / "news"
    (folder / ".store").mkdir(parents=True)
    (folder / ".store" / "blob").write_text("Stored.")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "round").symlink_to(folder)
    (folder / "out.txt").symlink_to(outside)
    (folder / "gone.txt").symlink_to("nothing.txt")
    (folder / "same.txt").symlink_to("a.txt")
    (folder / "stored.txt").symlink_to(".store/blob")
    articles, rejects, _ = read(folder, "A.", "a.txt")
    assert set(articles["text"]) == {"A.", "Stored."}
    assert dict(zip(rejects["source"], rejects["reason"], strict=True)) == {
        "news/gone.txt": "a link to nothing",
        "news/loop.txt": "a link that leads in a circle",
        "news/out.txt": "a link out of the folder; name its target to read it",
    }
    (tmp_path / "way").symlink_to(folder)
    assert len(read_articles(tmp_path / "way").articles) == 3, "a link that is named is followed"


def test_a_folder_may_be_named_like_a_file(tmp_path: Path) -> None:
    (tmp_path / "x.txt").mkdir()
    (tmp_path / "x.txt" / "a.txt").write_text("A.")
    assert read_articles(tmp_path).articles["article_id"].to_list() == ["a"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_listed(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "shut").chmod(0)
    (tmp_path / "b.txt").write_text("B.")
    (tmp_path / "b.txt").chmod(0)
    _, rejects, _ = read(tmp_path, "A.", "a.txt")
    assert set(rejects["reason"]) == {"may not be read: permission denied"}


def test_refused_files_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def refuse(path: Path, mode: str = "r") -> IO[Any]:
        if path.name == "b.txt" and mode == "rb":
            raise PermissionError(13, "Permission denied")
        return opened(path, mode)

    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(Path, "open", refuse)
    rejects = read_articles(tmp_path).rejects
    assert rejects["reason"].to_list() == ["may not be read: permission denied"]


def test_a_file_removed_while_reading_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "b.txt").write_text("B.")
    describe = FileReading.describe

    def remove(reading: FileReading) -> dict[str, object]:
        (tmp_path / "b.txt").unlink(missing_ok=True)
        return describe(reading)

    monkeypatch.setattr(FileReading, "describe", remove)
    _, rejects, files = read(tmp_path, "A.", "a.txt")
    assert rejects["reason"].to_list() == ["gone before it could be read"]
    assert files["sha256"].str.len().to_list() == [64, 0, 64]


def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("A.")
    (tmp_path / "new\nline.txt").write_text("B.")
    articles, _, _ = read(tmp_path, "C.", "c.txt")
    assert articles["article_id"].to_list() == ["c", "caf\\xe9", "new\nline"]
    assert articles["source"].str.encode("utf-8").notna().all()


def limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000, 3_000_000_000))


def read_apart(path: Path) -> dict[str, list[object]]:
    """What a process with little memory reads: rejects and the number of articles."""
    code = (
        "import sys, json; from analysis.articles import read_articles;"
        f"reading = read_articles({str(path)!r});"
        "print(json.dumps([len(reading.articles), reading.rejects['reason'].to_list()]))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        timeout=100,
        preexec_fn=limit_memory,
        env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )
    count, reasons = json.loads(shown.stdout)
    return {"articles": [count], "reasons": reasons}


def test_bombs_do_not_go_off(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Good.")
    block = gzip.compress(b"x" * 10_000_000)
    (tmp_path / "a.txt.gz").write_bytes(block * 30)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b'{"id":1,"text":"b"}\n') + block * 30)
    values = pa.array(["x" * 5_000_000], pa.string())
    packed = pa.DictionaryArray.from_arrays(pa.array(np.zeros(600, "int32")), values)
    pq.write_table(pa.table({"text": packed}), tmp_path / "c.parquet", compression="zstd")
    assert (tmp_path / "c.parquet").stat().st_size < 100_000
    found = read_apart(tmp_path)
    # of the JSON Lines the first row is read, the endless line and what is too much are not
    assert found["articles"] == [2]
    assert [str(reason).split(";")[0].split(" from")[0] for reason in found["reasons"]] == [
        "longer than 10 MB",
        "unpacks to more than 100 MB",
        "unpacks to more than 100 MB",
    ]


def test_an_honest_archive_may_unpack_when_the_limit_is_raised(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Good.")
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b'{"text":"a"}\n' * 100_000))
    low, high = Limits(free_bytes=1000, expansion=2), Limits(free_bytes=10_000_000)
    assert len(read_articles(tmp_path, limits=low).rejects) == 1
    assert read_articles(tmp_path, limits=high).rejects.empty


def make_parquet(path: Path, rows: int = 50) -> bytes:
    frame = pd.DataFrame(
        {
            "id": [f"n{n}" for n in range(rows)],
            "text": [f"Text {n} of the table." for n in range(rows)],
            "date": pd.date_range("2021-10-05 08:22", periods=rows, tz="UTC"),
        }
    )
    frame.to_parquet(path / "x.parquet", write_page_checksum=True)
    return (path / "x.parquet").read_bytes()


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.9, 0.99])
def test_damaged_parquet_and_gzip(tmp_path: Path, share: float) -> None:
    whole = make_parquet(tmp_path)
    _, rejects, _ = read(tmp_path, whole[: int(share * len(whole))], "x.parquet")
    assert len(rejects) == 1
    (tmp_path / "x.parquet").unlink()
    packed = gzip.compress("".join(f"Line {n}.\n" for n in range(1000)).encode())
    _, rejects, _ = read(tmp_path, packed[: int(share * len(packed))], "x.txt.gz")
    assert len(rejects) == 1


@SETTINGS
@given(at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_in_gzip_is_found(tmp_path: Path, at: float, bit: int) -> None:
    packed = bytearray(gzip.compress(b"".join(b"Line %d.\n" % n for n in range(200)), mtime=0))
    whole = gzip.decompress(bytes(packed)).decode()
    packed[int(at * len(packed))] ^= 1 << bit
    articles, rejects, _ = read(tmp_path, bytes(packed), "x.txt.gz")
    assert len(rejects) == 1 or articles["text"].to_list() == [whole]


def test_parquet_values_are_kept(tmp_path: Path) -> None:
    table = pa.table(
        {
            "id": pa.array([2**63, 7, None, 9], pa.uint64()),
            "text": pa.array(["NA", "café", "", None], pa.large_string()),
            "date": pa.array([0, 1_633_422_120_123_456_789, None, None], pa.timestamp("ns", "UTC")),
        }
    )
    pq.write_table(table, tmp_path / "y.parquet")
    articles, rejects, _ = read(tmp_path, "A.", "a.txt")
    rows = articles[articles["article_id"] != "a"]
    assert rows["article_id"].to_list() == ["9223372036854775808", "7"]
    assert rows["text"].to_list() == ["NA", "café"]
    assert rows["published"].dt.strftime("%Y-%m-%dT%H:%M:%S.%f").to_list() == [
        *("1970-01-01T00:00:00.000000", "2021-10-05T08:22:00.123456")
    ]
    assert rejects["line"].to_list() == [3, 4]


def test_parquet_texts_that_are_not_utf8(tmp_path: Path) -> None:
    raw = pa.array([b"caf\xe9", b"caf\xc3\xa9"], pa.binary())
    pq.write_table(pa.table({"text": raw}), tmp_path / "bytes.parquet")
    claimed = pa.Array.from_buffers(pa.string(), 2, raw.buffers())
    pq.write_table(pa.table({"text": claimed}), tmp_path / "claimed.parquet")
    articles, rejects, _ = read(tmp_path, "A.", "a.txt")
    assert sorted(articles["text"]) == ["A.", "café"], "the second is a copy of the first"
    assert rejects["reason"].to_list() == ["holds bytes that are not UTF-8"] * 2


NAMES = ["x.txt", "x.csv", "x.jsonl", "x.json", "x.parquet", "x.csv.gz"]


@SETTINGS
@given(content=st.binary(max_size=300), name=st.sampled_from(NAMES))
def test_no_bytes_stop_the_reading(tmp_path: Path, content: bytes, name: str) -> None:
    read(tmp_path, content, name)
    (tmp_path / name).unlink()


# A blank text is no text. Hypothesis takes a bare `str.split` for "not empty", hence the lambda.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(
    lambda text: not text.isspace()
)


@SETTINGS
@given(texts=st.lists(TEXTS, max_size=8))
def test_what_is_written_is_read(tmp_path: Path, texts: list[str]) -> None:
    named = {f"n{number}": text for number, text in enumerate(texts)}
    quoted = "".join(f'{name},"{text.replace(QUOTE, QUOTE * 2)}"\n' for name, text in named.items())
    (tmp_path / "r.csv").write_text(f"id,text\n{quoted}", encoding="utf-8", newline="")
    rows = pd.DataFrame({"id": list(named), "text": texts}, dtype="str")
    rows.to_parquet(tmp_path / "r.parquet")
    lines = [json.dumps({"id": f"j{name}", "text": text}) + "\n" for name, text in named.items()]
    (tmp_path / "r.jsonl").write_text("".join(lines))
    articles, rejects, files = read(tmp_path, "A.", "a.txt")
    by_id = dict(zip(articles["article_id"], articles["text"], strict=True))
    assert rejects.empty
    assert [by_id[name] for name in named] == texts
    assert [by_id[f"j{name}"] for name in named] == texts
    assert files["duplicates"].to_list() == [0, 0, 0, 0, len(texts)], "Parquet repeats the CSV"


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u2028", "\t\r\n", "\u3000 "])
def test_a_blank_text_is_no_text_in_any_format(tmp_path: Path, blank: str) -> None:
    (tmp_path / "r.csv").write_text(f'id,text\nn,"{blank}"\n', encoding="utf-8", newline="")
    pd.DataFrame({"id": ["n"], "text": [blank]}, dtype="str").to_parquet(tmp_path / "r.parquet")
    (tmp_path / "r.jsonl").write_text(json.dumps({"id": "j", "text": blank}))
    (tmp_path / "b.txt").write_text(blank, encoding="utf-8")
    articles, rejects, _ = read(tmp_path, "A.", "a.txt")
    assert articles["article_id"].to_list() == ["a"]
    assert rejects["reason"].to_list() == ["no text"] * 4
