"""Write docs/ from the code: tables, commands, parameters, functions.

`python docs/generate.py` writes the pages; a test calls `generate_pages` and compares.
"""

import argparse
import inspect
import re
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent, indent

import analysis
from analysis.cli import make_parser
from analysis.report.notebooks import find_notebook, list_notebooks, read_notebook
from analysis.report.parameters.declared import read_parameters
from analysis.tables import TABLES, column_type

ROOT = Path(__file__).parent.parent
_MADE = "<!-- Made by `make docs` from the code: change the code, not this page. -->\n\n"


def generate_pages() -> dict[str, str]:
    """The text of each page by its path from the project's root."""
    return {
        "docs/tables.md": _MADE + _write_tables(),
        "docs/cli.md": _MADE + _write_commands(),
        "docs/parameters.md": _MADE + _write_parameters(),
        "docs/functions.md": _MADE + _write_functions(),
    }


def _write_tables() -> str:
    page = "# The tables\n\nEvery function ends with one of these; `rashomon tables` writes them.\n"
    for name, columns in TABLES.items():
        page += f"\n## `{name}`\n\n| column | type | meaning |\n|---|---|---|\n"
        for column, meaning in columns.items():
            cell = meaning.replace("|", "\\|")
            page += f"| `{column}` | {column_type(name, column)} | {cell} |\n"
    return page


def _write_commands() -> str:
    parser = make_parser()
    page = f"# The commands\n\n{parser.description}\n"
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                page += f"\n## `rashomon {name}`\n\n{command.description}\n\n"
                page += _write_arguments(command)
                page += f"\n```sh\n{_read_example(command)}\n```\n"
    return page


def _write_arguments(command: argparse.ArgumentParser) -> str:
    table = "| argument | what it does |\n|---|---|\n"
    for action in command._actions:
        if action.help == argparse.SUPPRESS or action.dest == "help":
            continue
        names = ", ".join(action.option_strings)
        value = action.metavar or action.dest.upper() if action.nargs != 0 else ""
        table += f"| `{' '.join(filter(None, [names, str(value)]))}` | {action.help} |\n"
    return table


def _read_example(command: argparse.ArgumentParser) -> str:
    return dedent((command.epilog or "").partition("\n")[2] or command.epilog or "").strip()


def _write_parameters() -> str:
    page = (
        "# The notebooks' parameters\n\nSet one with `-p NAME=VALUE`, many with `--params FILE`.\n"
    )
    for name, question in list_notebooks().items():
        page += f"\n## `{name}`\n\n{question}\n\n"
        page += "| parameter | type | default | what it does |\n|---|---|---|---|\n"
        for parameter in read_parameters(read_notebook(find_notebook(name))):
            page += (
                f"| `{parameter.name}` | {parameter.type} | `{parameter.default}` "
                f"| {parameter.help} |\n"
            )
    return page


def _write_functions() -> str:
    page = (
        "# The public functions\n\nIn the order a reader meets them: `from analysis import ...`.\n"
    )
    for name in _list_public_names():
        thing = getattr(analysis, name)
        if not callable(thing):
            continue
        signature = _write_signature(name, thing)
        text = dedent("    " + (inspect.getdoc(thing) or ""))
        page += f"\n## `{name}`\n\n```python\n{signature}\n```\n\n{indent(text.strip(), '')}\n"
    return page


def _write_signature(name: str, thing: Callable[..., object]) -> str:
    """The signature without the rooms its types live in."""
    if not inspect.isfunction(thing):
        return name
    return name + re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Za-z])", "", str(inspect.signature(thing)))


def _list_public_names() -> list[str]:
    """The names of `__init__.pyi` in its order, which `dir` would sort away."""
    stub = Path(analysis.__file__).with_suffix(".pyi").read_text(encoding="utf-8")
    lines = [line for line in stub.splitlines() if line.startswith("from ")]
    return [line.rsplit(" as ", 1)[1] for line in lines]


def main() -> None:
    for path, text in generate_pages().items():
        (ROOT / path).write_text(text, encoding="utf-8")
        print(f"wrote {path}")


if __name__ == "__main__":
    main()
