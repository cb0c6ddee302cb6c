"""How far a long call is, with its rate and the time left, where somebody watches."""

import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from tqdm import tqdm

_DELAY = 2  # seconds: a call that ends before has nothing to tell
Item = TypeVar("Item")


class _Bar(tqdm):  # type: ignore[type-arg]
    """A bar without the thread that watches over bars: a process with threads cannot be forked."""

    monitor_interval = 0


def open_progress(
    doing: str, *, unit: str, total: int | None = None, shown: bool | None = None
) -> Any:  # noqa: ANN401 (a tqdm of whatever)
    """A bar to update and close; it stays away where nobody watches, or from short calls.

    `shown` says whether it is there, at once, whoever watches.
    """
    return _Bar(
        total=total,
        desc=doing,
        unit=unit,
        unit_scale=True,
        file=sys.stderr,
        delay=_DELAY if shown is None else 0,
        disable=not (is_watched() if shown is None else shown),
    )


def follow(items: Iterable[Item], doing: str, *, unit: str, total: int) -> Iterator[Item]:
    """The items, a bar beside them."""
    with open_progress(doing, unit=unit, total=total) as bar:
        for item in items:
            yield item
            bar.update()


def is_watched() -> bool:
    """Whether a person sees what is written: a terminal, or a kernel that JupyterLab started.

    A plain bar of text is all it takes there. Reports run in kernels too, but nobody watches
    those: Jupyter's server names the notebook to its own kernels only.
    """
    in_kernel = type(sys.stderr).__module__.startswith("ipykernel")
    return sys.stderr.isatty() or (in_kernel and "JPY_SESSION_NAME" in os.environ)
