"""Which of a notebook's first cells come to the same in runs that differ in some parameters.

Read from the code, without running it, and on the safe side: what cannot be seen to be about tables
only is not shared.
"""

import ast
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

# What only computes. A connection or an open file must not be used from two processes.
_HARMLESS = {"analysis", "collections", "datetime", "functools", "itertools", "json", "math"}
_HARMLESS |= {"matplotlib", "numpy", "operator", "pandas", "re", "statistics", "string", "typing"}
# Ways to read a name that does not stand in the code, to reach outside, or to look at history.
_HIDDEN = {"breakpoint", "compile", "dir", "eval", "exec", "exit", "get_ipython", "globals"}
_HIDDEN |= {"input", "locals", "open", "quit", "vars", "In", "Out", "_", "__import__"}
_SETTING = {"parameters", "injected-parameters"}
# What acts at its end, later, or on names elsewhere.
_UNCLEAR = (ast.Global, ast.With, ast.AsyncWith, ast.Await, ast.AsyncFor)
_WORD = re.compile(r"\w+")


def count_shared(
    cells: Sequence[Mapping[str, Any]], differing: Collection[str], parameters: Collection[str]
) -> int:
    """How many of the first cells can run once for all runs; 0 where none computes anything.

    `differing` are the parameters whose values differ, `parameters` all there are.
    """
    count = computing = 0
    for number, cell in enumerate(cells, 1):
        if cell["cell_type"] == "code" and cell["source"].strip():
            tags = set(cell["metadata"].get("tags", ()))
            if not tags & _SETTING:
                if tags or not _is_shared(cell["source"], set(differing), set(parameters)):
                    break
                computing = number
        count = number
    return count if computing else 0


def _is_shared(source: str, differing: set[str], parameters: set[str]) -> bool:
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError):  # a magic, or what will fail anyway
        return False
    read, bound, modules, texts = set[str](), set[str](), set[str](), set[str]()
    for node in nodes:
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                read.add(name)
            case ast.Name(id=name) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                bound.add(name)
            case ast.Import(names=names):
                modules.update(name.name.split(".")[0] for name in names)
                bound.update(name.asname or name.name.split(".")[0] for name in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                modules.add("." if level else str(module).split(".")[0])
                bound.update(name.asname or name.name for name in names)
            case ast.Constant(value=str(text)):
                texts.update(_WORD.findall(text))
    return (
        not any(isinstance(node, _UNCLEAR) for node in nodes)
        and read.isdisjoint(_HIDDEN | differing)
        and texts.isdisjoint(differing)  # `query("n > @top")` reads a name out of a text
        and bound.isdisjoint(parameters | {"*"})  # which every run sets for itself afterwards
        and modules <= _HARMLESS
    )
