"""Messages between our own processes: JSON with its length in front, over a socket.

Never pickle: the other end runs the notebook, and what it sends must stay data.
"""

import json
import select
import socket
import struct
import time
from typing import Any, Protocol

_HEAD = struct.Struct("!I")
_LARGEST = 256 * 2**20


class Hangup(ConnectionError):  # noqa: N818 (reads as what it is)
    """The other end is gone."""


class Sink(Protocol):
    """Whatever takes messages."""

    def send(self, message: dict[str, Any]) -> None:
        """Take one message."""


class Channel:
    """Messages over one socket, read with a deadline."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self._received = bytearray()

    def send(self, message: dict[str, Any]) -> None:
        """Send one message.

        Raises:
            Hangup: nobody is there any more.
        """
        data = json.dumps(message, ensure_ascii=True, default=str).encode()
        try:
            self.connection.sendall(_HEAD.pack(len(data)) + data)
        except OSError as error:
            raise Hangup from error

    def receive(self, deadline: float | None = None) -> dict[str, Any] | None:
        """The next message; none when the deadline (of the monotonic clock) has passed.

        Raises:
            Hangup: the other end is gone.
        """
        while True:
            message = self._take()
            if message is not None:
                return message
            left = None if deadline is None else max(0.0, deadline - time.monotonic())
            if not select.select([self.connection], [], [], left)[0]:
                return None
            try:
                data = self.connection.recv(1 << 20)
            except OSError as error:
                raise Hangup from error
            if not data:
                raise Hangup
            self._received += data

    def close(self) -> None:
        """Hang up."""
        self.connection.close()

    def _take(self) -> dict[str, Any] | None:
        if len(self._received) < _HEAD.size:
            return None
        (size,) = _HEAD.unpack_from(self._received)
        if size > _LARGEST:
            raise Hangup
        if len(self._received) < _HEAD.size + size:
            return None
        data = bytes(self._received[_HEAD.size : _HEAD.size + size])
        del self._received[: _HEAD.size + size]
        message: dict[str, Any] = json.loads(data)
        return message
