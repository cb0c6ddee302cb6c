"""What can go wrong, in words a reader can act on.

Every message says what was wrong, what was found and what would be right, in at most three lines.
`exit_status` is what the command line answers with.
"""


class RashomonError(Exception):
    """The user can mend this: the message tells how."""

    exit_status = 1


class UsageError(RashomonError):
    """A parameter, an option or a file of settings is not as it must be."""

    exit_status = 2


class NoArticlesError(RashomonError):
    """Nothing usable was found where articles were expected."""

    exit_status = 3


class MissingModelError(UsageError):
    """The language pipeline asked for is not installed."""


class RenderError(RashomonError):
    """A report could not be made from an executed notebook."""
