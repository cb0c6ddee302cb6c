"""The two reports as nbconvert exporters, for `jupyter nbconvert --to` and JupyterLab's menu."""

from typing import Any

from nbconvert.exporters import Exporter
from traitlets import default

from analysis.report.pages.tree import build_tree


class HtmlReportExporter(Exporter):
    """One self-contained HTML file."""

    export_from_notebook = "Rashomon report (HTML)"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(  # type: ignore[override]
        self,
        nb: Any,  # noqa: ANN401 - a notebook node
        resources: Any = None,  # noqa: ANN401
        **kwargs: Any,  # noqa: ANN401
    ) -> tuple[str, Any]:
        """The report's text, as nbconvert asks for it."""
        from analysis.report.pages.html import render_html  # noqa: PLC0415

        notebook, resources = super().from_notebook_node(nb, resources, **kwargs)
        return render_html(build_tree(notebook)), resources


class PdfReportExporter(Exporter):
    """One tagged PDF."""

    export_from_notebook = "Rashomon report (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(  # type: ignore[override]
        self,
        nb: Any,  # noqa: ANN401
        resources: Any = None,  # noqa: ANN401
        **kwargs: Any,  # noqa: ANN401
    ) -> tuple[bytes, Any]:
        """The report's bytes, as nbconvert asks for them; warnings go to its log."""
        from analysis.report.pages.pdf import render_pdf  # noqa: PLC0415

        notebook, resources = super().from_notebook_node(nb, resources, **kwargs)
        rendered = render_pdf(build_tree(notebook))
        for warning in rendered.warnings:
            self.log.warning(warning)
        return rendered.bytes, resources
