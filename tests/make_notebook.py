"""A notebook of any cells, for tests of what runs them."""

import json
from pathlib import Path

PARAMETERS = (
    'articles: list[str] = []  # files or folders\ntop: int = 15  # rows shown\nname: str = "x"\n'
)


def make_notebook(path: Path, *cells: str, parameters: str = PARAMETERS) -> Path:
    """Write a notebook with a heading, a cell of parameters and the given code cells."""
    title = {"cell_type": "markdown", "id": "title", "metadata": {}, "source": "# Does it?"}
    content = {
        "cells": [title, *(_make_cell(n, s) for n, s in enumerate([parameters, *cells]))],
        "metadata": {
            "kernelspec": {"name": "python3", "language": "python", "display_name": "Python"}
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.write_text(json.dumps(content))
    return path


def _make_cell(number: int, source: str) -> dict[str, object]:
    return {
        "cell_type": "code",
        "id": f"cell-{number}",
        "metadata": {"tags": ["parameters"]} if number == 0 else {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }
