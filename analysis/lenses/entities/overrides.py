"""Corrections a person makes: `overrides.yaml` beside the articles.

    split:                      # mentions in these words are another entity's
      Jane Roe:
        John Roe: [Mr. Roe, Roe]
    join:                       # these are one entity, under the first name
      Acme Corporation: [Acme, ACM]
    rename: {Roe Foundation: The Roe Foundation}
    retype: {Acme Corporation: organisation}
    drop: [Breaking News]

They are applied in this order, whatever their order in the file.
"""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import yaml

from analysis.errors import UsageError
from analysis.lenses.entities.kinds import KINDS

_ACTIONS = ("split", "join", "rename", "retype", "drop")


class UnusedCorrectionWarning(UserWarning):
    """A correction names an entity or words that are not among the mentions any more."""


class Correction(NamedTuple):
    """One correction: what to do with `entity`, and where it is written."""

    action: str
    entity: str
    values: tuple[str, ...]  # split: words; join: other entities; rename, retype: one value
    to: str  # split: the entity that gets the mentions
    where: str  # file and line


def read_overrides(*paths: str | Path) -> list[Correction]:
    """The corrections in files, or in the `overrides.yaml` beside articles, in the order applied.

    A path to a folder or to a file of articles stands for the `overrides.yaml` in that folder,
    which need not exist; a path that ends in `.yaml` or `.yml` must.

    Raises:
        UsageError: a file is no YAML, or says something else than corrections.
    """
    files = dict.fromkeys(file for path in paths for file in _find_file(Path(path)))
    found = [one for file in files for one in _read_file(file)]
    return sorted(found, key=lambda one: _ACTIONS.index(one.action))


def _find_file(path: Path) -> list[Path]:
    if path.suffix in {".yaml", ".yml"}:
        return [path]
    beside = (path if path.is_dir() else path.parent) / "overrides.yaml"
    return [beside] if beside.is_file() else []


def _read_file(path: Path) -> list[Correction]:
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except FileNotFoundError as error:
        raise UsageError(f"{path}: there is no such file of corrections.") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UsageError(f"{path}, line {line}: this is not YAML: {error.problem}.") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(f"{path}: this is not YAML in UTF-8.") from error
    if root is None:
        return []
    return [one for key, value in _read_map(root, path) for one in _read(key, value, path)]


def apply_overrides(mentions: pd.DataFrame, overrides: list[Correction]) -> pd.DataFrame:
    """The mentions as corrected; a correction that finds nothing to correct is warned of."""
    corrected = mentions.copy()
    for one in overrides:
        for missing in _find_missing(corrected, one):
            warnings.warn(
                f"{one.where}: {one.action} no longer applies, there is no {missing!r}.",
                UnusedCorrectionWarning,
                stacklevel=3,
            )
        corrected = _apply(corrected, one)
    return corrected


def _apply(mentions: pd.DataFrame, one: Correction) -> pd.DataFrame:
    meant = mentions["entity"] == one.entity
    if one.action == "drop":
        return _replace(mentions[~meant], {one.entity: ""}).reset_index(drop=True)
    if one.action == "retype":
        mentions.loc[meant, "kind"] = one.values[0]
    elif one.action == "rename":
        mentions = _replace(mentions, {one.entity: one.values[0]})
    elif one.action == "join":
        kinds = mentions.loc[meant, "kind"]
        mentions = _replace(mentions, dict.fromkeys(one.values, one.entity))
        joined = mentions["entity"] == one.entity
        kind = kinds.iloc[0] if len(kinds) else mentions.loc[joined, "kind"].mode().iloc[:1]
        mentions.loc[joined, "kind"] = kind if isinstance(kind, str) else "".join(kind)
    elif one.action == "split":
        meant &= mentions["mention"].isin(one.values)
        kinds = mentions.loc[mentions["entity"] == one.to, "kind"]
        mentions.loc[meant, "entity"] = one.to
        mentions.loc[meant, "rule"] = "override"
        if len(kinds):
            mentions.loc[meant, "kind"] = kinds.iloc[0]
    return mentions


def _replace(mentions: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Entities under their new names, also among candidates; one candidate left decides."""
    mentions = mentions.copy()
    changed = mentions["entity"].isin(list(names))
    mentions.loc[changed, "entity"] = mentions.loc[changed, "entity"].map(names)
    mentions.loc[changed, "rule"] = "override"
    for row, candidates in mentions.loc[mentions["candidates"] != "", "candidates"].items():
        before = candidates.split(" | ")
        if not set(before) & set(names):
            continue
        after = sorted({names.get(name, name) for name in before} - {""})
        mentions.loc[row, "candidates"] = " | ".join(after) if len(after) > 1 else ""
        if len(after) == 1:
            mentions.loc[row, ["entity", "rule"]] = [after[0], "override"]
    return mentions[(mentions["entity"] != "") | (mentions["candidates"] != "")]


def _find_missing(mentions: pd.DataFrame, one: Correction) -> list[str]:
    """The entities or words a correction names in vain."""
    known = set(mentions["entity"]) | set(mentions["candidates"].str.split(" | ").explode())
    if one.action == "join":
        return [name for name in one.values if name not in known]
    if one.entity not in known:
        return [one.entity]
    if one.action == "split":
        words = set(mentions.loc[mentions["entity"] == one.entity, "mention"])
        return [value for value in one.values if value not in words]
    return []


def _read(key: yaml.Node, value: yaml.Node, path: Path) -> Iterator[Correction]:
    """The corrections under one action."""
    action = _read_text(key, path)
    where = _locate(key, path)
    if action not in _ACTIONS:
        raise UsageError(f"{where}: no such correction: {action!r}.\nTake {', '.join(_ACTIONS)}.")
    if action == "drop":
        for item in _read_list(value, path):
            yield Correction(action, _read_text(item, path), (), "", _locate(item, path))
        return
    for name, wanted in _read_map(value, path):
        entity, where = _read_text(name, path), _locate(name, path)
        if action == "split":
            for to, words in _read_map(wanted, path):
                values = tuple(_read_text(item, path) for item in _read_list(words, path))
                yield Correction(action, entity, values, _read_text(to, path), where)
        elif action == "join":
            values = tuple(_read_text(item, path) for item in _read_list(wanted, path))
            yield Correction(action, entity, values, "", where)
        else:
            text = _read_text(wanted, path)
            if action == "retype" and text not in KINDS:
                raise UsageError(f"{where}: no such kind: {text!r}.\nTake {', '.join(KINDS)}.")
            yield Correction(action, entity, (text,), "", where)


def _read_map(node: yaml.Node, path: Path) -> list[tuple[yaml.Node, yaml.Node]]:
    _refuse_tag(node, path)
    if not isinstance(node, yaml.MappingNode):
        raise UsageError(f"{_locate(node, path)}: expected `name: value` here.")
    seen: set[str] = set()
    for key, _ in node.value:
        name = _read_text(key, path)
        if name in seen:
            raise UsageError(f"{_locate(key, path)}: {name!r} stands here twice.")
        seen.add(name)
    return list(node.value)


def _read_list(node: yaml.Node, path: Path) -> list[yaml.Node]:
    _refuse_tag(node, path)
    if not isinstance(node, yaml.SequenceNode):
        raise UsageError(f"{_locate(node, path)}: expected a list here, such as [one, another].")
    return list(node.value)


def _read_text(node: yaml.Node, path: Path) -> str:
    _refuse_tag(node, path)
    if not isinstance(node, yaml.ScalarNode) or not str(node.value).strip():
        raise UsageError(f"{_locate(node, path)}: expected a name here.")
    return str(node.value).strip()


def _refuse_tag(node: yaml.Node, path: Path) -> None:
    """Corrections are words and lists of words: a tag that asks for more is refused."""
    if not str(node.tag).startswith("tag:yaml.org,2002:") or "python" in str(node.tag):
        raise UsageError(f"{_locate(node, path)}: no tags here, found {node.tag!r}.")


def _locate(node: yaml.Node, path: Path) -> str:
    return f"{path}, line {node.start_mark.line + 1}"
