"""The fonts a PDF is set in, and which letters none of them has."""

import importlib.util
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import typst

# Packages that hold fonts, the first for all text, the others for scripts it does not have.
_PACKAGES = ("fontpkg_source_sans_3", "manimgx_fonts", "cvttf_notosanscjk_regular")
_FIRST = ("Source Sans 3", "Noto Sans")
_LAST_RESORT = "LastResortHE-Regular.ttf"
# Letters the text font has for certain: no need to look into it for these.
PLAIN = {chr(code) for code in [*range(0x20, 0x7F), *range(0xA0, 0x180)]} | set(
    "\n\t–—‘’“”…•·→×−⟨⟩\u200b"
)
_INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}


class Fonts(NamedTuple):
    """The fonts as Typst has loaded them, and families in the order they are tried."""

    loaded: typst.Fonts
    families: list[str]
    mono: list[str]


@cache
def find_fonts() -> Fonts:
    """The fonts that are installed with this environment; never the system's.

    matplotlib brings one that has a box for every letter: it stands last, so that a report with a
    letter nobody can draw is still a report.
    """
    folders = [str(folder) for package in _PACKAGES for folder in _find_folders(package)]
    known = set(_load(folders, embedded=False).families())
    first = [family for family in _FIRST if family in known]
    families = first + sorted(known - set(first))
    last = _find_last_resort()
    if last:
        folders.append(str(last.parent))
        families += ["DejaVu Sans", "Last Resort High-Efficiency"]
    return Fonts(_load(folders, embedded=True), families, ["DejaVu Sans Mono", *families])


def _load(folders: list[str], *, embedded: bool) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=embedded, font_paths=folders
    )


def has_all_packages() -> bool:
    """Whether the optional font packages are installed too."""
    return all(_find_folders(package) for package in _PACKAGES)


def name_missing(texts: Iterable[str]) -> list[str]:
    """The letters that no font has, by name, for a warning."""
    letters = set().union(*texts) - PLAIN
    if letters:
        letters -= _cover_basic()
    if letters:
        letters -= _cover_all()
    unseen = {letter for letter in letters if unicodedata.category(letter) in _INVISIBLE}
    return [
        f"U+{ord(letter):04X} {unicodedata.name(letter, 'without a name')}"
        for letter in sorted(letters - unseen)
    ]


def _find_folders(package: str) -> list[str]:
    """Where a package lies, without importing it."""
    spec = importlib.util.find_spec(package)
    return list(spec.submodule_search_locations or []) if spec else []


def _find_last_resort() -> Path | None:
    for folder in _find_folders("matplotlib"):
        path = Path(folder) / "mpl-data" / "fonts" / "ttf" / _LAST_RESORT
        if path.is_file():
            return path
    return None


@cache
def _cover_basic() -> frozenset[str]:
    """The letters of the text font: nearly all a report has."""
    files = _list_files(_PACKAGES[0])
    return _read_letters(files[0]) if files else frozenset()


@cache
def _cover_all() -> frozenset[str]:
    files = [path for package in _PACKAGES for path in _list_files(package)]
    last = _find_last_resort()
    others = [last.parent / "DejaVuSans.ttf"] if last else []
    return frozenset().union(*(_read_letters(path) for path in [*files, *others]))


def _list_files(package: str) -> list[Path]:
    folders = [Path(folder) for folder in _find_folders(package)]
    return sorted(path for folder in folders for path in folder.rglob("*.[ot]t[fc]"))


def _read_letters(path: Path) -> frozenset[str]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only where a letter is unknown

    with TTFont(path, lazy=True, fontNumber=0) as font:
        return frozenset(chr(code) for code in font.getBestCmap())
