"""Corrections are found beside the articles, whether a folder or a file of articles is named."""

from pathlib import Path

import pytest

from analysis.errors import UsageError
from analysis.lenses.entities import read_overrides

CORRECTIONS = "drop:\n  - Ada\n"


@pytest.mark.parametrize("given", [".", "articles.csv", "overrides.yaml"])
def test_corrections_beside_the_articles(tmp_path: Path, given: str) -> None:
    (tmp_path / "overrides.yaml").write_text(CORRECTIONS)
    (tmp_path / "articles.csv").write_text("text\n")
    (found,) = read_overrides(tmp_path / given)
    assert found.action == "drop"


def test_without_a_file_beside_them_nothing_is_corrected(tmp_path: Path) -> None:
    assert read_overrides(tmp_path) == []


def test_two_paths_of_one_folder_are_corrected_once(tmp_path: Path) -> None:
    (tmp_path / "overrides.yaml").write_text(CORRECTIONS)
    assert len(read_overrides(tmp_path / "a.csv", tmp_path / "b.csv", tmp_path)) == 1


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"mine.yaml: there is no such file of corrections\."):
        read_overrides(tmp_path / "mine.yaml")
