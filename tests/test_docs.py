"""The documentation is the code's: generated pages are current, every command and name appears."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

import analysis

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def load_generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGES: dict[str, str] = load_generator().generate_pages()


@pytest.mark.parametrize("path", PAGES)
def test_a_generated_page_is_current(path: str) -> None:
    stored = (ROOT / path).read_text(encoding="utf-8")
    assert stored == PAGES[path], f"{path} is out of date: run `make docs`"


def test_every_public_name_is_documented() -> None:
    for name in dir(analysis):
        assert f"## `{name}`" in PAGES["docs/functions.md"] or not callable(getattr(analysis, name))


def test_the_readme_names_what_exists() -> None:
    commands = set(re.findall(r"^(?:\.venv/bin/)?rashomon (\w+)", README, flags=re.MULTILINE))
    assert commands
    for command in commands:
        assert f"## `rashomon {command}`" in PAGES["docs/cli.md"], command
    for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", README):
        assert (ROOT / link).exists(), f"README.md links to {link}"
    for notebook in (ROOT / "notebooks").glob("*.ipynb"):
        assert f"notebooks/{notebook.name}" in README, f"README.md does not list {notebook.name}"


def test_the_project_names_no_index_host_and_no_path_of_a_machine() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--index" not in lock
    assert "--find-links" not in lock
