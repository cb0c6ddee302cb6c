"""The notebooks: which there are, the question each one answers, and where one is found."""

import difflib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.errors import UsageError

_PACKAGE = Path(__file__).parent.parent
# A wheel carries them inside the package; a checkout keeps them at its root.
_FOLDERS = (_PACKAGE / "notebooks", _PACKAGE.parent / "notebooks")
_INJECTED = "injected-parameters"


def list_notebooks() -> dict[str, str]:
    """Name of every notebook that comes with Rashomon, and the question it answers."""
    paths = sorted(find_folder().glob("*.ipynb"))
    return {path.stem: read_question(read_notebook(path)) for path in paths}


def find_folder() -> Path:
    """The folder that holds the notebooks that come with Rashomon."""
    return next((folder for folder in _FOLDERS if folder.is_dir()), _FOLDERS[-1])


def find_notebook(name: str) -> Path:
    """The file of a notebook, named as `story` or by a path that ends in `.ipynb`.

    Raises:
        UsageError: there is no such notebook; the message names the nearest.
    """
    if name.endswith(".ipynb"):
        if Path(name).is_file():
            return Path(name)
        raise UsageError(f"{name}: no such notebook.")
    known = sorted(path.stem for path in find_folder().glob("*.ipynb"))
    if name in known:
        return find_folder() / f"{name}.ipynb"
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(known) or 'none'}."
    raise UsageError(f"No notebook is called {name!r}; {hint}\nAny other: --notebook PATH.ipynb")


def read_notebook(path: Path) -> dict[str, Any]:
    """A notebook's content, each cell's source as one string.

    Raises:
        UsageError: the file is not a notebook for Python of nbformat 4.
    """
    try:
        notebook = json.loads(path.read_bytes())
        cells = notebook["cells"]
        for cell in cells:
            cell["source"] = "".join(cell["source"])
            cell.setdefault("metadata", {})
        language = notebook["metadata"].get("kernelspec", {}).get("language", "python")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(
            f"{path}: not a notebook of format 4.\nOpen it in JupyterLab and save it once."
        ) from error
    if language.lower() != "python":
        raise UsageError(f"{path}: a notebook for {language}; reports run Python notebooks.")
    return dict(notebook)


def insert_cell(notebook: dict[str, Any], source: str) -> Any:  # noqa: ANN401 (a notebook node)
    """A copy of the notebook, its earlier outputs gone, with a cell that sets the parameters."""
    import nbformat  # noqa: PLC0415 (a quarter of a second)

    node = nbformat.v4.upgrade(nbformat.from_dict(notebook))
    node.cells = [cell for cell in node.cells if _INJECTED not in cell.metadata.get("tags", ())]
    injected = nbformat.v4.new_code_cell(source, metadata={"tags": [_INJECTED]})
    injected["id"] = "parameters-given"
    position = find_tagged(node, "parameters")
    node.cells.insert(0 if position is None else position + 1, injected)
    return node


def number_steps(cells: Sequence[Mapping[str, Any]]) -> list[int]:
    """For each cell the number of its step, 0 where it is none.

    A step is a cell with code in it, counted from 1. The cell that sets the given parameters was
    put in by us: it belongs to the step that declares them.
    """
    numbers = []
    last = 0
    for cell in cells:
        step = cell["cell_type"] == "code" and bool("".join(cell["source"]).strip())
        given = _INJECTED in cell.get("metadata", {}).get("tags", ())
        last += step and not given
        numbers.append(max(last, 1) if step else 0)
    return numbers


def read_question(notebook: dict[str, Any]) -> str:
    """The first heading of a notebook: the question it answers; empty where there is none."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            for line in cell["source"].splitlines():
                if line.startswith("# "):
                    return str(line[2:].strip())
    return ""


def find_tagged(notebook: dict[str, Any], tag: str) -> int | None:
    """Position of the first code cell with a tag."""
    return next(
        (
            number
            for number, cell in enumerate(notebook["cells"])
            if cell["cell_type"] == "code" and tag in cell["metadata"].get("tags", ())
        ),
        None,
    )
