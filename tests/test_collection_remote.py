"""Articles named by URLs: copied once, read as any files, refused in a few clear words."""

from pathlib import Path
from typing import Any

import pytest

from analysis.articles import read_articles
from analysis.collection import prepare_collection
from analysis.collection.remote import fetch_urls, is_url
from analysis.errors import NoArticlesError, UsageError

fsspec = pytest.importorskip(
    "fsspec", reason="fsspec is not installed (pip install 'rashomon[scale]')"
)
FILES = {"/news/one.txt": "Ann met Bob.", "/news/more/two.txt": "Bob was alone."}


@pytest.fixture
def store() -> Any:
    """An object store in memory."""
    memory = fsspec.filesystem("memory")
    memory.store.clear()
    for name, text in FILES.items():
        memory.pipe_file(name, text.encode())
    return memory


@pytest.mark.usefixtures("store")
def test_a_folder_is_read_as_if_it_were_here(tmp_path: Path) -> None:
    for name, text in FILES.items():
        path = tmp_path / name.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    here = read_articles(tmp_path / "news")
    with fetch_urls(["memory://news"]) as paths:
        there = read_articles(*paths)
    for one, other in zip(here, there, strict=True):
        assert one.equals(other)
    assert not Path(paths[0]).exists()


@pytest.mark.usefixtures("store")
def test_a_single_file_and_files_of_this_machine_by_url(tmp_path: Path) -> None:
    (tmp_path / "here.txt").write_text("Cy came.")
    with fetch_urls(["memory://news/one.txt", (tmp_path / "here.txt").as_uri()]) as paths:
        assert read_articles(*paths).articles["text"].tolist() == ["Ann met Bob.", "Cy came."]


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        ("s3://bucket/a", True),
        ("memory://a", True),
        ("a/b", False),
        ("C:/a", False),
        ("a:b", False),
    ],
)
def test_what_is_a_url(path: str, remote: bool) -> None:
    assert is_url(path) is remote
    with fetch_urls([path] if not remote else []) as paths:
        assert list(paths) == ([] if remote else [path])


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("urls", "message"),
    [
        (["nosuch://a"], "nosuch://a: cannot be read: Protocol not known: nosuch."),
        (["memory://other"], "memory://other: there is no such file or folder."),
        (["memory://news", "b"], "Name either URLs or files of this machine, not both at once."),
    ],
)
def test_what_cannot_be_read_is_said(urls: list[str], message: str, tmp_path: Path) -> None:
    with pytest.raises((UsageError, NoArticlesError)) as caught:
        prepare_collection(*urls, out=tmp_path / "out")
    assert str(caught.value) == message
    assert not (tmp_path / "out").exists()


def test_no_name_leads_out_of_the_folder(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(store), "find", lambda *_: ["/news/../../evil.txt"])
    with pytest.raises(UsageError, match="leads out of the folder"), fetch_urls(["memory://news"]):
        pass


def test_a_collection_is_written_to_a_folder() -> None:
    for out in ("s3://bucket/out", Path("s3://bucket/out")):
        with pytest.raises(UsageError, match="written to a folder; name one for it"):
            prepare_collection("news", out=out)
