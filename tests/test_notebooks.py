"""The notebooks keep the rules of the house: prose around short calls, stored as source only."""

import ast
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def code_cells(path: Path) -> list[Any]:
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def code_lines(cell: Any) -> list[str]:
    return [line for line in cell.source.splitlines() if line.strip()]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
class TestNotebook:
    def test_it_asks_one_question_first(self, path: Path) -> None:
        first = read(path).cells[0]
        headings = [line for line in first.source.splitlines() if line.startswith("# ")]
        assert first.cell_type == "markdown"
        assert len(headings) == 1
        assert headings[0].endswith("?")
        prose = first.source.split("\n", 1)[1]
        assert 2 <= len(re.findall(r"[.?!](?=\s|$)", prose)) <= 4

    def test_only_the_first_heading_is_of_the_first_rank(self, path: Path) -> None:
        ranks = [
            line
            for cell in read(path).cells[1:]
            if cell.cell_type == "markdown"
            for line in cell.source.splitlines()
            if line.startswith("# ")
        ]
        assert not ranks

    def test_every_parameter_is_typed_and_explained(self, path: Path) -> None:
        tagged = [c for c in code_cells(path) if "parameters" in c.metadata.get("tags", [])]
        assert len(tagged) == 1
        assert code_cells(path)[0] is not None
        assert code_cells(path)[0].source == tagged[0].source, "parameters come first"
        for line in code_lines(tagged[0]):
            assert re.match(r"\w+: [\w\[\], |]+ = .+  # .+", line), line

    def test_cells_are_short_calls(self, path: Path) -> None:
        for cell in code_cells(path):
            if "parameters" not in cell.metadata.get("tags", []):
                assert len(code_lines(cell)) <= 5, cell.source
            for node in ast.walk(ast.parse(cell.source)):
                assert not isinstance(
                    node, ast.FunctionDef | ast.ClassDef | ast.For | ast.While | ast.Lambda
                ), cell.source

    def test_prose_outweighs_code(self, path: Path) -> None:
        words = sum(
            len(re.findall(r"\w+", cell.source))
            for cell in read(path).cells
            if cell.cell_type == "markdown"
        )
        lines = sum(len(code_lines(cell)) for cell in code_cells(path))
        assert words >= 5 * lines

    def test_nothing_is_stored_but_the_source(self, path: Path) -> None:
        for cell in code_cells(path):
            assert not cell.outputs
            assert cell.execution_count is None
        assert set(read(path).metadata) <= {"kernelspec", "language_info", "rashomon"}

    def test_its_cells_have_ids_of_their_own(self, path: Path) -> None:
        ids = [cell.id for cell in read(path).cells]
        assert len(set(ids)) == len(ids)


def test_there_is_a_notebook_to_each_question() -> None:
    assert {path.stem for path in NOTEBOOKS} >= {"story", "explore"}


@pytest.mark.parametrize("name", ["story", "outlets", "entity", "collection"])
def test_what_a_batch_compares_is_recorded(name: str) -> None:
    sources = "\n".join(cell.source for cell in code_cells(FOLDER / f"{name}.ipynb"))
    assert re.search(r"\.recording\(\w+=", sources)


@pytest.mark.parametrize("name", ["story", "entity"])
def test_a_report_of_a_batch_is_called_by_what_it_is_about(name: str) -> None:
    sources = "\n".join(cell.source for cell in code_cells(FOLDER / f"{name}.ipynb"))
    assert ".about(" in sources
