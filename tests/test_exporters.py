"""Both reports as nbconvert offers them, on the command line and in JupyterLab's menu."""

import nbformat
import pytest
from nbconvert.exporters import get_export_names, get_exporter

NOTEBOOK = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# A question?")])


@pytest.mark.parametrize(
    ("name", "start", "mimetype", "extension"),
    [
        ("rashomon_html", "<!DOCTYPE html>", "text/html", ".html"),
        ("rashomon_pdf", b"%PDF-", "application/pdf", ".pdf"),
    ],
)
def test_nbconvert_finds_and_uses_the_exporters(
    name: str, start: str | bytes, mimetype: str, extension: str
) -> None:
    assert name in get_export_names()
    exporter = get_exporter(name)()
    output, resources = exporter.from_notebook_node(NOTEBOOK)
    assert output[: len(start)] == start
    assert exporter.output_mimetype == mimetype
    assert resources["output_extension"] == extension
    assert exporter.export_from_notebook.startswith("Rashomon report")
