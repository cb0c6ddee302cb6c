"""What a terminal is shown: our words, progress where somebody watches, no control sequences."""

import sys
import time
import traceback
import unicodedata
from collections.abc import Callable
from typing import Any

# Format characters reorder what is shown (right-to-left overrides), so they are shown as code.
_UNSAFE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_LOG_PAUSE = 15.0  # seconds between two lines of progress in a log


def make_inert(text: str) -> str:
    r"""The text with every control and format character spelled out, except line breaks.

    >>> make_inert("a\x1b[2J")
    'a\\x1b[2J'
    """
    return "".join(
        letter.encode("unicode_escape").decode()
        if letter != "\n" and unicodedata.category(letter) in _UNSAFE
        else letter
        for letter in text
    )


def say(text: str) -> None:
    """A line of the answer."""
    print(make_inert(text))  # noqa: T201 (this is the one place that prints)


def tell_error(message: str, *, debug: bool = False) -> None:
    """At most three lines of what went wrong, and the traceback for those who ask."""
    if debug:
        _write(make_inert(traceback.format_exc()))
    lines = make_inert(message).splitlines()[:3]
    _write("\n".join(["rashomon: " + lines[0], *lines[1:]] if lines else ["rashomon: failed"]))


def make_progress(name: str) -> Callable[[int, int], None] | None:
    """Shows `name: step 3 of 12` where somebody watches; nothing in a pipe."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        text = f"\r{make_inert(name)}: step {done + 1} of {total}" if done < total else "\r"
        sys.stderr.write(f"{text:<60}" + ("\r" if done >= total else ""))
        sys.stderr.flush()

    return show


def make_batch_progress() -> Callable[[list[Any], int], None]:
    """Shows `12 of 200, 1 failed, 3 min left`: rewritten where somebody watches.

    In a log it is a line of its own, now and then.
    """
    watched = sys.stderr.isatty()
    begun: list[tuple[float, int]] = []  # when there were how many; the first one takes longer
    told = [time.monotonic()]

    def show(results: list[Any], total: int) -> None:
        now, done = time.monotonic(), len(results)
        if len(begun) < 2:
            begun.append((now, done))
        text = f"{done:,} of {total:,}, " + _describe_rest(results, total, now, *begun[-1])
        if watched:
            sys.stderr.write(f"\r{text:<60}" if done < total else f"\r{'':<60}\r")
            sys.stderr.flush()
        elif done < total and now - told[0] >= _LOG_PAUSE:
            told[0] = now
            _write(f"rashomon: {text}")

    return show


def _describe_rest(results: list[Any], total: int, now: float, begun: float, at_first: int) -> str:
    """How many failed and how long the rest will take, once that can be told."""
    failed = sum(result.state == "failed" for result in results)
    made = len(results) - at_first
    if not made:
        return f"{failed} failed"
    left = (now - begun) / made * (total - len(results))
    return f"{failed} failed, " + (
        f"{left:.0f} s left" if left < 90 else f"{left / 60:.0f} min left"
    )


def _write(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
