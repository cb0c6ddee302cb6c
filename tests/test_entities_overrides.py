"""Corrections: read strictly, applied in order, reported when they no longer apply."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import UsageError
from analysis.lenses.entities import UnusedCorrectionWarning, read_overrides
from analysis.lenses.entities.overrides import apply_overrides
from analysis.tables import as_table

ROWS = [
    ("Jane Roe", "Jane Roe", "person", ""),
    ("Ms. Roe", "Jane Roe", "person", ""),
    ("J. Roe", "J. Roe", "organisation", ""),
    ("Roe", "", "person", "Jane Roe | John Roe"),
    ("John Roe", "John Roe", "person", ""),
]


@pytest.fixture
def mentions() -> pd.DataFrame:
    columns = ["mention", "entity", "kind", "candidates"]
    table = pd.DataFrame(ROWS, columns=columns)
    spans = table.assign(article_id="a", part="text", start=range(5), end=range(1, 6))
    return as_table(spans.assign(rule="surname"), "mentions")


def write(folder: Path, text: str) -> Path:
    path = folder / "overrides.yaml"
    path.write_text(text, encoding="utf-8")
    return path


APPLIED = [
    ("join: {Jane Roe: [J. Roe]}", ["Jane Roe", "Jane Roe", "Jane Roe", "", "John Roe"]),
    ("join: {Jane Roe: [John Roe]}", ["Jane Roe", "Jane Roe", "J. Roe", "Jane Roe", "Jane Roe"]),
    ("rename: {Jane Roe: Jane Q. Roe}", ["Jane Q. Roe", "Jane Q. Roe", "J. Roe", "", "John Roe"]),
    ("split: {Jane Roe: {Ann Roe: [Ms. Roe]}}", ["Jane Roe", "Ann Roe", "J. Roe", "", "John Roe"]),
    ("drop: [John Roe]", ["Jane Roe", "Jane Roe", "J. Roe", "Jane Roe"]),
    ("", ["Jane Roe", "Jane Roe", "J. Roe", "", "John Roe"]),
]


@pytest.mark.parametrize(("text", "entities"), APPLIED)
def test_corrections(
    tmp_path: Path, mentions: pd.DataFrame, text: str, entities: list[str]
) -> None:
    corrected = apply_overrides(mentions, read_overrides(write(tmp_path, text)))
    assert corrected["entity"].tolist() == entities


def test_joined_entities_have_one_kind(tmp_path: Path, mentions: pd.DataFrame) -> None:
    overrides = read_overrides(write(tmp_path, "join: {Jane Roe: [J. Roe]}"))
    corrected = apply_overrides(mentions, overrides)
    assert set(corrected.loc[corrected["entity"] == "Jane Roe", "kind"]) == {"person"}


def test_retype(tmp_path: Path, mentions: pd.DataFrame) -> None:
    overrides = read_overrides(write(tmp_path, "retype: {J. Roe: person}"))
    assert set(apply_overrides(mentions, overrides)["kind"]) == {"person"}


def test_renamed_among_candidates(tmp_path: Path, mentions: pd.DataFrame) -> None:
    overrides = read_overrides(write(tmp_path, "rename: {Jane Roe: Ann Roe}"))
    assert apply_overrides(mentions, overrides)["candidates"][3] == "Ann Roe | John Roe"


UNUSED = [
    ("drop: [Ann Roe]", "line 1: drop no longer applies, there is no 'Ann Roe'"),
    ("\njoin:\n  Jane Roe: [Ann Roe]", "line 3: join no longer applies, there is no 'Ann Roe'"),
    ("rename: {Ann Roe: A}", "line 1: rename no longer applies, there is no 'Ann Roe'"),
    ("split: {Jane Roe: {A: [Mx. Roe]}}", "line 1: split no longer applies, there is no 'Mx. Roe'"),
]


@pytest.mark.parametrize(("text", "message"), UNUSED)
def test_a_correction_that_no_longer_applies_is_reported(
    tmp_path: Path, mentions: pd.DataFrame, text: str, message: str
) -> None:
    overrides = read_overrides(write(tmp_path, text))
    with pytest.warns(UnusedCorrectionWarning, match=message):
        apply_overrides(mentions, overrides)


REFUSED = [
    ("jion: {A: [B]}", "line 1: no such correction: 'jion'.\nTake split, join, rename"),
    ("retype: {A: animal}", "line 1: no such kind: 'animal'.\nTake person, organisation"),
    ("drop: A", r"line 1: expected a list here, such as \[one, another\]."),
    ("join: [A]", "line 1: expected `name: value` here."),
    ("drop: [[A]]", "line 1: expected a name here."),
    ("rename: {A: B}\nrename: {C: D}", "line 2: 'rename' stands here twice."),
    ("join: {A: [B", "line 1: this is not YAML"),
    ("drop: !!python/name:os.system [A]", "line 1: no tags here, found"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_what_is_no_correction_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_overrides(write(tmp_path, text))
