"""The command line: arguments to one call each.

Importing this costs next to nothing; a command imports what it needs when it runs.
"""

import signal
import sys
import warnings
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from analysis.cli.arguments import make_parser
from analysis.cli.terminal import tell_error
from analysis.errors import RashomonError

# jupyter-events brings this package, jsonschema builds a grammar with it at import: a second of
# every start, for a check of links that nothing here asks for.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

__all__ = ["main", "make_parser"]


class Stopped(BaseException):
    """The user or the system asked to stop."""

    def __init__(self, number: int) -> None:
        super().__init__(f"stopped by {signal.Signals(number).name}")
        self.exit_status = 128 + number


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = make_parser().parse_args(arguments)
    _listen()
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _show_warning  # type: ignore[assignment] # it takes them all
            return int(options.run(options) or 0)
    except RashomonError as error:
        tell_error(str(error), debug=options.debug)
        return error.exit_status
    except Stopped as error:
        tell_error(f"{error}; what was done so far is recorded.", debug=options.debug)
        return error.exit_status
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output is gone: so is the reason to go on
        return 0
    except MemoryError:
        tell_error("Out of memory.\nTry fewer articles at once.", debug=options.debug)
        return 137
    except Exception as error:  # noqa: BLE001 (the last net: nobody should have to read a traceback)
        hint = "This is a fault of Rashomon; --debug shows where it happened."
        tell_error(f"{type(error).__name__}: {error}"[:300] + f"\n{hint}", debug=options.debug)
        return 1


def _show_warning(message: Warning | str, *_: object) -> None:
    """A warning as one line: where in our code it was raised helps nobody."""
    tell_error(" ".join(str(message).split()))


def _listen() -> None:
    """Turn the first request to stop into an exception; the ones after it change nothing."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) != signal.SIG_IGN:
            signal.signal(getattr(signal, name), _stop)


def _stop(number: int, _: FrameType | None) -> NoReturn:
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    raise Stopped(number)
