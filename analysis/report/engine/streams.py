"""What a cell prints, from Python and from the programs it starts, in order and within bounds."""

import codecs
import io
import os
import sys
import threading
import time
from typing import Any

from analysis.report.engine.frames import Sink

TEXT_LIMIT = 1_000_000  # characters of each stream that are kept of one cell
_PIECE = 8192
_PAUSE = 0.05  # seconds between two messages, however often a cell flushes


class Streams:
    """Standard output and error of this process, sent over the channel.

    Without `piped` only what Python prints is sent, and no thread is started.
    """

    def __init__(self, channel: Sink, *, piped: bool = True) -> None:
        self.lock = threading.RLock()
        self.out = _Stream("stdout", channel, self)
        self.err = _Stream("stderr", channel, self)
        self._pipes = [_Pipe(1, self.out), _Pipe(2, self.err)] if piped else []
        sys.stdout, sys.stderr = self.out, self.err
        # A program that is asked something gets the end of its input instead of waiting for ever.
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)

    def start_cell(self) -> None:
        """Count anew."""
        self.out.written = self.err.written = 0

    def end_cell(self) -> None:
        """Send all that is left, and say what was too much."""
        for pipe in self._pipes:
            pipe.drain()
        for stream in (self.out, self.err):
            stream.send_rest()

    def send(self) -> None:
        """Send what has been printed so far, ahead of something that is shown."""
        self.out.send()
        self.err.send()

    def send_other(self, stream: "_Stream") -> None:
        """Keep the order between the two."""
        (self.err if stream is self.out else self.out).send()


class _Stream(io.TextIOBase):
    """A text stream that becomes messages."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, name: str, channel: Sink, both: Streams) -> None:
        self.name, self.written = name, 0
        self._channel, self._both = channel, both
        self._parts: list[str] = []
        self._size, self._sent = 0, 0.0
        self._process = os.getpid()

    def write(self, text: str) -> int:
        """Take the text; beyond the limit only its length."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if os.getpid() != self._process:  # a process that the cell forked
            os.write(1 if self.name == "stdout" else 2, text.encode("utf-8", "replace"))
            return len(text)
        with self._both.lock:
            self._both.send_other(self)
            kept = text[: max(0, TEXT_LIMIT - self.written)]
            self.written += len(text)
            if kept:
                self._parts.append(kept)
                self._size += len(kept)
            if self._size > _PIECE:
                self.send()
        return len(text)

    def flush(self) -> None:
        """Send what is there, unless that was done a moment ago."""
        if time.monotonic() - self._sent > _PAUSE:
            self.send()

    def send(self) -> None:
        """Send what is there."""
        if os.getpid() != self._process:
            return
        with self._both.lock:
            if self._parts:
                content = {"name": self.name, "text": "".join(self._parts)}
                self._parts, self._size, self._sent = [], 0, time.monotonic()
                self._channel.send({"msg_type": "stream", "content": content})

    def send_rest(self) -> None:
        """Send what is there and name what is not."""
        if self.written > TEXT_LIMIT:
            self._parts.append(
                f"\n[cut here: {self.written:,} characters in all, "
                f"the first {TEXT_LIMIT:,} are kept]\n"
            )
            self.written = 0
        self.send()

    def isatty(self) -> bool:
        """Nobody watches."""
        return False

    def writable(self) -> bool:
        """One can write."""
        return True

    def fileno(self) -> int:
        """The descriptor that programs inherit."""
        return 1 if self.name == "stdout" else 2

    @property
    def buffer(self) -> Any:  # noqa: ANN401
        """For bytes."""
        return _Bytes(self)


class _Bytes(io.RawIOBase):
    """Bytes written to a text stream's `buffer`."""

    def __init__(self, stream: _Stream) -> None:
        self._stream = stream

    def write(self, data: Any) -> int:  # noqa: ANN401
        self._stream.write(bytes(data).decode("utf-8", "replace"))
        return len(data)

    def writable(self) -> bool:
        return True


class _Pipe:
    """What programs and libraries write to a descriptor behind Python's back."""

    def __init__(self, descriptor: int, stream: _Stream) -> None:
        self._descriptor, self._stream = descriptor, stream
        self._mark = b"\0" + os.urandom(12).hex().encode() + b"\0"
        self._seen = threading.Event()
        reading, writing = os.pipe()
        os.dup2(writing, descriptor)
        os.close(writing)
        threading.Thread(target=self._read, args=(reading,), daemon=True).start()

    def drain(self) -> None:
        """Wait until everything written so far has been read."""
        self._seen.clear()
        try:
            os.write(self._descriptor, self._mark)
        except OSError:  # the cell closed it
            return
        self._seen.wait(1.0)

    def _read(self, reading: int) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        rest = b""
        while data := os.read(reading, 65536):
            data = rest + data
            while self._mark in data:
                before, _, data = data.partition(self._mark)
                self._pass_on(decoder.decode(before))
                self._seen.set()
            # The mark may have come in half.
            cut = data.rfind(b"\0") if b"\0" in data[-len(self._mark) :] else len(data)
            data, rest = data[:cut], data[cut:]
            self._pass_on(decoder.decode(data))

    def _pass_on(self, text: str) -> None:
        if text:
            self._stream.write(text)
