"""A notebook's parameters: what it takes, what fits, and the cell that sets them."""

import ast
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import UsageError
from analysis.report.parameters.declared import (
    Given,
    Parameter,
    check_parameters,
    list_settings,
    read_parameters,
    split_argument,
    write_cell,
)
from analysis.report.parameters.settings import read_settings

CELL = """articles: list[str] = ["../seeds"]  # files or folders
top: int = 15  # words shown per group
rate: float = 0.5
deep: bool = True
outlet: str = "a # b"  # an outlet's name
entity: str | None = None
outlets: list[str] = []
weights: dict[str, float] = {}
order: Literal["time", "size"] = "time"
plain = 3
"""
NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "metadata": {}, "source": "# Does it?"},
        {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": CELL},
    ]
}
PARAMETERS = read_parameters(NOTEBOOK)


def check(*arguments: str) -> dict[str, Any]:
    return check_parameters(map(split_argument, arguments), PARAMETERS, "story")


def check_file(tmp_path: Path, text: str | bytes, name: str = "p.yaml") -> dict[str, Any]:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return check_parameters(list_settings(read_settings(path), name), PARAMETERS, "story")


def test_the_cell_says_name_type_default_and_help() -> None:
    assert PARAMETERS[:2] == [
        Parameter("articles", "list[str]", "['../seeds']", "files or folders"),
        Parameter("top", "int", "15", "words shown per group"),
    ]
    assert [p.type for p in PARAMETERS[4:]] == [
        *("str", "str | None", "list[str]", "dict[str, float]", "Literal['time', 'size']", "int")
    ]
    assert PARAMETERS[4].help == "an outlet's name"


def test_papermill_reads_the_same_from_a_notebook_of_ours(tmp_path: Path) -> None:
    source = "top: int = 15  # words shown\nname: str = 'x'\n"
    spec = {"name": "python3", "language": "python", "display_name": "Python"}
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": spec})
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": ["parameters"]})
    notebook.cells = [cell]
    nbformat.write(notebook, tmp_path / "n.ipynb")
    theirs = papermill.inspect_notebook(tmp_path / "n.ipynb")
    ours = read_parameters({"cells": [cell]})
    assert [tuple(p.values()) for p in theirs.values()] == [tuple(p) for p in ours]


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("outlet=007", "007"),
        ("outlet=1_000", "1_000"),
        ("outlet=1e5", "1e5"),
        ("outlet=nan", "nan"),
        ("outlet=None", "None"),
        ("outlet=NO", "NO"),
        ("outlet=12:30", "12:30"),
        ("outlet=", ""),
        ("outlet=a=b", "a=b"),
        ("outlet='); import os", "'); import os"),
        ("top=7", 7),
        ("rate=7", 7.0),
        ("rate=1e5", 1e5),
        ("deep=no", False),
        ("deep=True", True),
        ("entity=null", None),
        ("entity=None", "None"),
        ("entity=NASA", "NASA"),
        ("outlets=AP", ["AP"]),
        ("outlets=[AP, '007', NO]", ["AP", "007", "NO"]),
        ("weights={AP: 1.5}", {"AP": 1.5}),
        ("order=size", "size"),
        ("plain=4", 4),
    ],
)
def test_a_value_is_typed_by_the_notebook(argument: str, value: object) -> None:
    assert check(argument) == {argument.partition("=")[0]: value}


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("tpo=3", "-p tpo: story takes no parameter 'tpo'; did you mean 'top'?"),
        ("top=x", "-p top: expected a whole number, found 'x'."),
        ("top=007", "-p top: expected a whole number, found '007'."),
        ("top=1_000", "-p top: expected a whole number, found '1_000'."),
        ("top=1e5", "-p top: expected a whole number, found '1e5'."),
        ("rate=nan", "-p rate: expected a number, found 'nan'."),
        ("rate=inf", "-p rate: expected a number, found 'inf'."),
        ("deep=2", "-p deep: expected true or false, found '2'."),
        ("order=rank", "-p order: expected one of time, size; found 'rank'."),
        ("weights=AP", "-p weights: expected a mapping, such as {a: b}, found ['AP']."),
        ("top", "-p top: expected NAME=VALUE, such as -p top=10"),
        ("=3", "-p =3: expected NAME=VALUE, such as -p top=10"),
        ("outlet=\ud800", "-p outlet: the value is not valid Unicode."),
    ],
)
def test_what_does_not_fit_is_refused(argument: str, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        check(argument)
    assert str(raised.value) == message


def test_twice_is_refused() -> None:
    with pytest.raises(UsageError, match="-p top: 'top' is given twice"):
        check("top=3", "top=4")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("outlet: NO", {"outlet": "NO"}),
        ("outlet: on", {"outlet": "on"}),
        ("outlet: 12:30", {"outlet": "12:30"}),
        ("outlet: 010", {"outlet": "010"}),
        ("outlet: 2021-10-05T12:00:00+02:00", {"outlet": "2021-10-05T12:00:00+02:00"}),
        ("outlet: '~'", {"outlet": "~"}),
        ("outlet: |\n  a\n  b\n", {"outlet": "a\nb\n"}),
        ('outlet: "\\0"', {"outlet": "\0"}),
        ("entity: ~", {"entity": None}),
        ("top: 3\ndeep: off\n", {"top": 3, "deep": False}),
        ("outlets:\n- NO\n- 007\n", {"outlets": ["NO", "007"]}),
        ("\ufefftop: 3", {"top": 3}),
        ("", {}),
        ("# nothing\n", {}),
    ],
)
def test_a_yaml_file_keeps_what_stands_there(
    text: str, values: dict[str, object], tmp_path: Path
) -> None:
    assert check_file(tmp_path, text) == values


def test_a_json_file_carries_its_types(tmp_path: Path) -> None:
    text = '{"top": 3, "outlet": "007", "entity": null, "rate": 2}'
    assert check_file(tmp_path, text, "p.json") == {
        **{"top": 3, "outlet": "007", "entity": None, "rate": 2.0}
    }


HOSTILE = {
    "code in a key": ("'x = 1; import os; os.mkdir(\"pwned\")': 1", "line 1"),
    "a keyword": ("class: 1", "line 1"),
    "a builtin": ("print: 1", "line 1"),
    "a dunder": ("__class__: 1", "line 1"),
    "set": ("outlet: !!set {a, b}", "line 1"),
    "binary": ("outlet: !!binary aGVsbG8=", "line 1"),
    "python": ("outlet: !!python/object/apply:os.mkdir [pwned]", "line 1"),
    "a tag on a key": ("!!str top: 1", "line 1"),
    "a list as key": ("? [a, b]\n: 1", "line 1"),
    "a mapping as key": ("? {a: b}\n: 1", "line 1"),
    "an alias": ("outlet: &a x\nentity: *a", "line 1"),
    "a merge": ("<<: {top: 1}", "line 1"),
    "a duplicate": ("top: 1\ntop: 2", "p.yaml, line 2: 'top' stands there twice."),
    "a misspelt name": ("top: 1\noutlte: x", "p.yaml, line 2: story takes no parameter 'outlte'"),
    "two documents": ("top: 1\n---\ntop: 2", "more than one document"),
    "a list": ("- top", "expected lines of the form 'name: value'"),
    "a text": ("top", "expected lines of the form 'name: value'"),
    "a NUL": ("outlet: a\0b", "line 1"),
    "a tab": ("top:\n\t- 1", "line 2"),
    "not UTF-8": (b"top: 1\noutlet: \xff", "line 2: not UTF-8"),
    "UTF-16": ("top: 1".encode("utf-16"), "not UTF-8"),
    "half a pair": ('outlet: "\\ud800"', "line 1"),
    "deep": ("outlets: " + "[" * 50 + "]" * 50, "nested more than 20 deep"),
    "very deep": ("outlets: " + "[" * 100_000, "nested more than 20 deep"),
    "nothing for a text": ("outlet: ~", "line 1: outlet: expected a text"),
    "a quoted number": ("top: '3'", "line 1: top: expected a whole number, found '3'."),
    "not a number": ("rate: .nan", "expected a number, found '.nan'"),
    "sexagesimal": ("top: 12:30", "expected a whole number, found '12:30'"),
    "octal": ("top: 010", "expected a whole number, found '010'"),
    "hexadecimal": ("top: 0x10", "expected a whole number, found '0x10'"),
    "a date": ("top: 2021-10-05", "expected a whole number, found '2021-10-05'"),
    "a huge number": ("top: " + "9" * 5000, "expected a whole number"),
    "a list for a text": ("outlet: [a]", "expected a text, found ['a']"),
    "an unclosed quote": ("outlet: 'x", "line 1"),
}


@pytest.mark.parametrize(("text", "message"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_yaml_file_is_refused_in_one_line(
    text: str | bytes, message: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError) as raised:
        check_file(tmp_path, text)
    assert message in str(raised.value)
    assert "p.yaml" in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"top": 1,\n "top": 2}', "p.json, line 2: 'top' stands there twice."),
        ('{"outlets": {"a": 1, "a": 2}}', "'a' stands there twice"),
        ('{"rate": NaN}', "NaN is not a number"),
        ('{"rate": 1e999}', "expected a number, found inf"),
        ('{"top": true}', "expected a whole number, found True"),
        ('{"top": 1.0}', "expected a whole number, found 1.0"),
        ('{"outlet": 7}', "expected a text, found 7"),
        ('{"outlet": "\\ud800"}', "not valid Unicode"),
        ("[1]", "expected an object"),
        ('{"top": 1', "p.json, line 1: Expecting"),
        ('{"outlets": ' + "[" * 100_000, "nested more than 20 deep"),
        ('{"top": ' + "9" * 5000 + "}", "p.json"),
    ],
)
def test_a_hostile_json_file_is_refused_in_one_line(
    text: str, message: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError) as raised:
        check_file(tmp_path, text, "p.json")
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_an_alias_bomb_is_refused_at_its_first_anchor(tmp_path: Path) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    with pytest.raises(UsageError, match="line 1: anchors and aliases"):
        check_file(tmp_path, "\n".join(lines))


def test_a_text_of_two_megabytes_arrives(tmp_path: Path) -> None:
    text = "x" * 2_000_000
    assert check_file(tmp_path, f"outlet: {text}") == {"outlet": text}


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none.yaml: no such file of parameters"):
        read_settings(tmp_path / "none.yaml")


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(PLAIN)
def test_the_cell_gives_exactly_the_value_and_nothing_else(value: object) -> None:
    source = write_cell({"name": value})
    statements = ast.parse(source).body
    assert len(statements) == 1
    assert isinstance(statements[0], ast.Assign)
    assert ast.literal_eval(statements[0].value) == value


@given(st.text())
def test_any_text_arrives_as_it_is(text: str) -> None:
    values = check_parameters([Given("outlet", text, "x")], PARAMETERS, "story")
    scope: dict[str, object] = {}
    exec(write_cell(values), scope)
    assert scope["outlet"] == text


def test_a_notebook_without_the_cell_takes_nothing() -> None:
    assert read_parameters({"cells": []}) == []


def test_a_broken_cell_is_named() -> None:
    cell = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": "top: int ="}
    with pytest.raises(UsageError, match="cell tagged 'parameters' is not Python"):
        read_parameters({"cells": [cell]})


@pytest.mark.parametrize("value", ["0", "-3"])
def test_a_number_of_things_is_one_at_least(value: str) -> None:
    with pytest.raises(UsageError) as caught:
        check(f"top={value}")
    assert str(caught.value) == f"-p top: expected a whole number from 1 up, found {value}."
    shifted = [Parameter("shift", "int", "0", ""), Parameter("level", "int", "-1", "")]
    given = [Given("shift", -3, "p"), Given("level", 0, "p")]
    assert check_parameters(given, shifted, "n") == {"shift": -3, "level": 0}
