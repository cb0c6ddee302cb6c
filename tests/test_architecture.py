"""The house keeps its shape: imports go one way, rooms stay small, names say what is inside."""

import ast
import inspect
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "analysis"
ROWS = [
    {"tables", "columns", "errors", "spans", "tellings", "writing", "progress", "rendered"},
    {"articles", "language", "statistics"},
    {"lenses"},
    {"findings", "plots", "displays"},
    {"report", "collection"},
    {"cli"},
    {"__main__"},
]
ROW_OF = {room: number for number, rooms in enumerate(ROWS, 1) for room in rooms}
# Rooms of one row that hold several independent rooms: these never import each other.
APART = {"lenses"}
VERBS = (
    "read split find count compare describe plot show render annotate explain label align match"
    " prepare"
).split()


def list_modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py") + sorted(
        PACKAGE.rglob("__init__.py")
    )


def list_imports(path: Path) -> set[str]:
    """Every module of the package that the file imports, at its top or inside a function."""
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            imported |= {node.module}
            if node.module in {"analysis", "analysis.lenses"}:
                imported |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level:
            raise AssertionError(f"{path}: relative import; name the room in full")
    return {name for name in imported if name.split(".")[0] == "analysis"}


def name_room(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


@pytest.mark.parametrize("path", list_modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_from_rows_below_or_its_own_room(path: Path) -> None:
    room = name_room(path)
    if room == "__init__":
        assert not list_imports(path), "the front door imports nothing by itself"
        return
    for name in list_imports(path):
        parts = name.split(".")
        if len(parts) == 1:
            assert ROW_OF[room] >= 5, f"{path} imports the front door from below"
            continue
        other = parts[1]
        if other == room:
            if room in APART:
                own = path.relative_to(PACKAGE).with_suffix("").parts[1]
                assert len(parts) == 2 or parts[2] == own, f"{path} imports the lens {parts[2]}"
            continue
        assert ROW_OF.get(other, 0) < ROW_OF[room] and other in ROW_OF, f"{path} imports {name}"
        assert not (room == "report" and other == "lenses"), "the notebook imports lenses"


@pytest.mark.parametrize("path", list_modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_one_room(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 250, f"{path} has {lines} lines: divide it"
    assert path.stem not in {"util", "utils", "helper", "helpers", "common", "misc"}
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{path} says nothing"


def test_only_language_touches_spacy() -> None:
    for path in list_modules():
        source = path.read_text(encoding="utf-8")
        imports = {
            (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }
        if any(name.split(".")[0] == "spacy" for name in imports):
            assert name_room(path) == "language", f"{path} touches spaCy"


def test_every_public_name_exists_and_is_documented() -> None:
    import analysis

    names = dir(analysis)
    assert names, "the front door is empty"
    for name in names:
        thing = getattr(analysis, name)
        if inspect.isfunction(thing):
            assert thing.__doc__, f"{name} has no docstring"
            assert name.split("_")[0] in VERBS, f"{name} starts with none of the verbs"


def test_import_does_no_work() -> None:
    import subprocess
    import sys

    code = (
        "import sys, analysis; print([name for name in ('pandas', 'spacy', 'matplotlib')"
        " if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
