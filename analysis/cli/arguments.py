"""The commands, their options and, at the end of each help, an example."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from analysis.cli import commands
from analysis.cli.terminal import tell_error

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction["_Parser"]

_ARTICLES = "files or folders: text, JSON Lines, CSV, Parquet, each also gzip-compressed"


def make_parser() -> argparse.ArgumentParser:
    """The parser of the whole program; `run` of what it returns is the command's function."""
    parser = _Parser(
        prog="rashomon",
        description="One story, every telling: compare how news articles cover the same events.",
        epilog="example: rashomon report seeds",
        allow_abbrev=False,
    )
    parser.add_argument("--debug", action="store_true", help="show the traceback of an error")
    parser.set_defaults(run=lambda _: parser.print_help())
    added = parser.add_subparsers(metavar="COMMAND", parser_class=_Parser)
    for add in (
        *(_add_report, _add_tables, _add_stories, _add_prepare, _add_batch, _add_verify),
        *(_add_notebooks, _add_parameters, _add_lab),
    ):
        command = add(added)
        command.add_argument(
            "--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS
        )
    return parser


class _Parser(argparse.ArgumentParser):
    """argparse, with errors of two lines that name the next step."""

    def error(self, message: str) -> NoReturn:
        tell_error(f"{message}\nSee: {self.prog} --help")
        raise SystemExit(2)


def _add(added: "_Commands", name: str, text: str, example: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = added.add_parser(
        name,
        help=text,
        description=text[0].upper() + text[1:] + ".",
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.set_defaults(run=getattr(commands, f"run_{name}"))
    return parser


def _add_report(added: "_Commands") -> argparse.ArgumentParser:
    example = "rashomon report seeds --notebook story -p top=10 --out reports"
    parser = _add(added, "report", "render a notebook on articles to HTML and PDF", example)
    parser.add_argument("articles", nargs="*", metavar="ARTICLES", help=_ARTICLES)
    parser.add_argument(
        "--notebook", default="story", help="its name, or a path to an .ipynb (default: story)"
    )
    parser.add_argument(
        "-p", dest="given", action="append", default=[], metavar="NAME=VALUE", help="a parameter"
    )
    parser.add_argument(
        "--params", type=Path, metavar="FILE", help="parameters from a YAML or JSON file"
    )
    _add_output_options(parser)
    parser.add_argument("--name", help="name of the folder in OUT (default: of the articles)")
    _add_reading_options(parser)
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="a Dask scheduler that counts a prepared collection (default: this process)",
    )
    parser.add_argument("--force", action="store_true", help="render even if nothing has changed")
    return parser


def _add_output_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out",
        type=_read_path,
        default=Path("reports"),
        help="folder of the reports (default: reports)",
    )
    parser.add_argument(
        "--formats", type=_read_formats, default=("html", "pdf"), help="default: html,pdf"
    )
    parser.add_argument(
        "--cell-limit", type=_read_seconds, default=600, help="seconds a cell may take (600)"
    )
    parser.add_argument(
        "--run-limit", type=_read_seconds, default=3600, help="seconds a report may take (3600)"
    )


def _add_reading_options(parser: argparse.ArgumentParser) -> None:
    _add_field_option(parser)
    parser.add_argument("--model", help="the installed spaCy pipeline that reads the language")


def _add_field_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--field",
        dest="fields",
        type=_read_field,
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help="a field under another name in the files, such as text=story; again for others",
    )


def _add_tables(added: "_Commands") -> argparse.ArgumentParser:
    example = "rashomon tables seeds --out tables --only mentions,entity_counts"
    parser = _add(added, "tables", "write what was found in the articles as tables", example)
    parser.add_argument("articles", nargs="+", metavar="ARTICLES", help=_ARTICLES)
    parser.add_argument("--out", type=_read_path, required=True, help="folder to write to")
    parser.add_argument(
        "--format",
        choices=("csv", "parquet", "jsonl"),
        default="csv",
        help="csv (default): a text that a spreadsheet would run as a formula gets a ' in front",
    )
    parser.add_argument("--only", type=_split, metavar="NAMES", help="these tables, with commas")
    _add_reading_options(parser)
    return parser


def _add_stories(added: "_Commands") -> argparse.ArgumentParser:
    example = "rashomon stories archive.jsonl.gz --out stories.csv"
    parser = _add(added, "stories", "find which articles tell the same story", example)
    parser.add_argument("articles", nargs="+", metavar="ARTICLES", help=_ARTICLES)
    parser.add_argument(
        "--out", type=_read_path, required=True, help="file: .csv, .parquet or .jsonl"
    )
    _add_field_option(parser)
    return parser


def _add_prepare(added: "_Commands") -> argparse.ArgumentParser:
    example = "rashomon prepare archive/*.jsonl.gz --out archive.collection"
    parser = _add(added, "prepare", "prepare a large collection on Dask", example)
    parser.add_argument(
        "articles", nargs="+", metavar="ARTICLES", help=f"{_ARTICLES}; or their URLs"
    )
    parser.add_argument("--out", type=_read_path, required=True, help="folder of the collection")
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="a Dask scheduler (default: processes here)"
    )
    parser.add_argument("--workers", type=_read_jobs, help="processes here (default: one a core)")
    _add_reading_options(parser)
    parser.add_argument(
        "--force", action="store_true", help="replace a collection of other articles"
    )
    return parser


def _add_batch(added: "_Commands") -> argparse.ArgumentParser:
    example = "rashomon batch runs.yaml --out reports --jobs 4"
    parser = _add(added, "batch", "render many reports: runs, a grid, or one per story", example)
    parser.add_argument("runs", type=Path, metavar="RUNS.yaml", help="what to render")
    _add_output_options(parser)
    parser.add_argument("--jobs", type=_read_jobs, help="reports at a time (default: one a core)")
    parser.add_argument(
        "--keep-going",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="go on after a report that failed (default)",
    )
    parser.add_argument(
        "--fail-fast", action="store_false", dest="keep_going", help="stop at the first failure"
    )
    parser.add_argument("--why", action="store_true", help="say of each run why it is done or not")
    parser.add_argument("--force", action="store_true", help="render even if nothing has changed")
    return parser


def _add_verify(added: "_Commands") -> argparse.ArgumentParser:
    example = "rashomon verify reports/seeds/story.run.json"
    text = "make a report again and compare it byte for byte"
    parser = _add(added, "verify", text, example)
    parser.add_argument("record", type=Path, metavar="REPORT.run.json", help="a report's record")
    return parser


def _add_notebooks(added: "_Commands") -> argparse.ArgumentParser:
    return _add(added, "notebooks", "list the notebooks and what they answer", "rashomon notebooks")


def _add_parameters(added: "_Commands") -> argparse.ArgumentParser:
    example = "rashomon parameters story"
    parser = _add(added, "parameters", "list what a notebook takes: type, default, help", example)
    parser.add_argument("notebook", metavar="NOTEBOOK", help="its name, or a path to an .ipynb")
    return parser


def _add_lab(added: "_Commands") -> argparse.ArgumentParser:
    example = "rashomon lab --no-browser --port 8890"
    parser = _add(added, "lab", "open JupyterLab on the notebooks", example)
    parser.add_argument("--port", type=int, help="port to listen on")
    parser.add_argument("--no-browser", action="store_true", help="print the address only")
    return parser


def _split(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _read_path(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("expected a path; found nothing")
    return Path(text)


def _read_field(text: str) -> tuple[str, str]:
    field, equals, column = (part.strip() for part in text.partition("="))
    if not field or not equals or not column:
        raise argparse.ArgumentTypeError(f"expected FIELD=COLUMN, as text=story; found {text!r}")
    return field, column


def _read_formats(text: str) -> Sequence[str]:
    formats = _split(text)
    if not formats or len(set(formats)) < len(formats) or set(formats) - {"html", "pdf"}:
        raise argparse.ArgumentTypeError(f"expected html, pdf or html,pdf; found {text!r}")
    return tuple(sorted(formats))


def _read_jobs(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 256:
        raise argparse.ArgumentTypeError(f"expected a number from 1 to 256; found {text!r}")
    return int(text)


def _read_seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds < 1e7:
        raise argparse.ArgumentTypeError(f"expected seconds, more than 0; found {text!r}")
    return seconds
