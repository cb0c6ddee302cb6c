"""How much one file may ask of the machine: stated bounds that a caller can raise."""

from typing import NamedTuple


class Limits(NamedTuple):
    """Bounds on what is read; `Limits(row_bytes=100_000_000)` raises one of them.

    `row_bytes` bounds one article (a line, a row, a text file). A compressed file may unpack to
    `expansion` times its size, and to `free_bytes` whatever its size: news packs 3 to 10 times,
    a bomb a thousand times. `json_bytes` bounds a file that must be held whole: one JSON array.
    """

    row_bytes: int = 10_000_000
    expansion: int = 200
    free_bytes: int = 100_000_000
    json_bytes: int = 200_000_000

    def unpacked_bytes(self, packed: int) -> int:
        """The most that a file of `packed` bytes may unpack to."""
        return max(self.free_bytes, self.expansion * packed)


DEFAULT_LIMITS = Limits()


class LimitError(ValueError):
    """A file asks for more than the limits allow; the message names the limit."""


def describe_size(size: int) -> str:
    """A size in bytes as a person says it.

    >>> describe_size(10_000_000), describe_size(1_500)
    ('10 MB', '1.5 kB')
    """
    for unit, factor in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)):
        if size >= factor:
            return f"{size / factor:.1f}".removesuffix(".0") + f" {unit}"
    return f"{size} bytes"
