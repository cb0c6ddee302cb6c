"""How a file's bytes become text: told by the file where it tells, else guessed and marked so."""

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from typing import IO, NamedTuple

from charset_normalizer import from_bytes

from analysis.articles.files import ArticleFile
from analysis.articles.limits import LimitError, Limits, describe_size

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLOCK = 1 << 18
_SAMPLE = 1 << 16
_HIGH = bytes(range(0x80, 0x100))
_WIDE = re.compile("[^\x00-\x7f]")
_BROKEN = re.compile("[\udc80-\udcff]")
# What reading damaged or vanished files raises, besides what a format itself says.
READ_ERRORS = (OSError, EOFError, zlib.error, LimitError, UnicodeError)


class Encoding(NamedTuple):
    """How to read a file's bytes, and whether that is a guess."""

    codec: str
    guessed: bool

    def __str__(self) -> str:
        """As the table `files` shows it.

        >>> str(Encoding("cp1252", True))
        'cp1252 (guess)'
        """
        name = "utf-8" if self.codec == "utf-8-sig" else self.codec
        return f"{name} (guess)" if self.guessed else name


def open_text(file: ArticleFile, encoding: Encoding, limits: Limits) -> IO[str]:
    """The file's text, line ends as they are, bytes that do not decode as lone surrogates.

    Raises:
        OSError: it cannot be opened.
    """
    return io.TextIOWrapper(
        io.BufferedReader(_Unpacked(file, limits), _SAMPLE),
        encoding=encoding.codec,
        errors="strict" if encoding.codec.startswith("utf-16") else "surrogateescape",
        newline="",
    )


def find_encoding(file: ArticleFile, limits: Limits) -> Encoding:
    """The encoding: from a mark at the start, from the whole file being UTF-8, or as a guess.

    A file that is UTF-8 but for a few damaged bytes stays UTF-8: only the rows with damage fail.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    start, sample, wide, broken = b"", b"", 0, 0
    for block in _read_blocks(file, limits):
        start = start or block
        for mark, codec in _MARKS:
            if start.startswith(mark):
                return Encoding(codec, guessed=False)
        if block.isascii() and not decoder.getstate()[0]:
            continue
        text = decoder.decode(block)
        bad = len(_BROKEN.findall(text))
        wide += len(_WIDE.findall(text)) - bad
        broken += bad
        if bad and len(sample) < _SAMPLE:
            sample += block
    if b"\0" in start[:4096] and (codec := _guess_utf16(start[:4096])):
        return Encoding(codec, guessed=True)
    if broken + len(decoder.getstate()[0]) <= wide or not (sample or decoder.getstate()[0]):
        return Encoding("utf-8", guessed=False)
    return Encoding(_guess_codec(sample or start), guessed=True)


def _read_blocks(file: ArticleFile, limits: Limits) -> Iterator[bytes]:
    """The unpacked bytes as far as they can be read; the reading proper reports what is wrong."""
    try:
        with _Unpacked(file, limits) as stream:
            while block := stream.read(_BLOCK):
                yield block
    except READ_ERRORS:
        return


def _guess_utf16(start: bytes) -> str:
    """UTF-16 without a mark: in Latin script every second byte is zero."""
    odd, even = start[1::2], start[::2]
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return ""


def _guess_codec(sample: bytes) -> str:
    """Western text is Windows-1252; many high bytes are another script, told by its shape."""
    high = len(sample) - len(sample.translate(None, _HIGH))
    enough = len(sample) >= 100
    if enough and high > 0.4 * len(sample) and (best := from_bytes(sample[:_SAMPLE]).best()):
        return best.encoding
    try:
        sample.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"


class _Unpacked(io.RawIOBase):
    """A file's bytes, unpacked where it is packed, up to the limit."""

    def __init__(self, file: ArticleFile, limits: Limits) -> None:
        self._raw = file.path.open("rb")
        self._stream: IO[bytes] = (
            gzip.GzipFile(fileobj=self._raw) if file.packed else self._raw  # type: ignore[assignment]
        )
        self._packed = file.path.stat().st_size
        self._allowed = limits.unpacked_bytes(self._packed) if file.packed else -1
        self._seen = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        block = self._stream.read(len(buffer))
        buffer[: len(block)] = block
        self._seen += len(block)
        if 0 <= self._allowed < self._seen:
            raise LimitError(
                f"unpacks to more than {describe_size(self._allowed)} from "
                f"{describe_size(self._packed)}; raise the limit `expansion` if that is right"
            )
        return len(block)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            self._raw.close()
        super().close()
