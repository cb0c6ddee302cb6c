"""The contract of the tables: one test calls every public function, on full and on empty input."""

import pytest

from analysis.tables import TABLES, as_table, column_type


def test_every_column_has_a_meaning_and_a_type() -> None:
    for name, columns in TABLES.items():
        for column, meaning in columns.items():
            assert meaning, f"{name}.{column}"
            assert column_type(name, column)


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_has_its_columns_and_types(name: str) -> None:
    table = as_table([], name)
    assert list(table.columns) == list(TABLES[name])
    assert len(table) == 0
    for column in table.columns:
        assert str(table[column].dtype) == column_type(name, column), column


def test_a_missing_text_is_an_empty_text() -> None:
    table = as_table([{"source": None, "line": 1, "reason": "no text"}], "rejects")
    assert table.loc[0, "source"] == ""


def test_a_missing_column_is_named() -> None:
    with pytest.raises(KeyError, match="reason"):
        as_table([{"source": "a", "line": 1}], "rejects")
