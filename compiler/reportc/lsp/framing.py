"""A client's bytes, made safe: headers in any case and order, nonsense between messages, lengths beyond reason.

pygls reads messages from a stream of lines; a header that it does not know exactly as it writes its
own makes it lose the message. This stream hands it such headers, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import BinaryIO

_LENGTH = re.compile(rb"content-length:[ \t]*(\d{1,18})[ \t]*\r?\n?\Z", re.IGNORECASE)
_LONGEST_HEADER = 8192
LONGEST_BODY = 512_000_000
"""A longer message, in bytes, is passed over."""
_CHUNK = 1 << 20


class Framing:
    """A binary stream to read messages from, over another one."""

    def __init__(self, stream: BinaryIO, refuse: Callable[[int], None]) -> None:
        """Read `stream`; `refuse` is called with the length of a body that is passed over."""
        self._stream = stream
        self._refuse = refuse
        self._length: int | None = None

    def readline(self) -> bytes:
        """Return the next line of a header: Content-Length as pygls writes it, or the empty line; b"" at the end."""
        while line := self._stream.readline(_LONGEST_HEADER):
            found = _LENGTH.search(line)
            if found:
                self._length = int(found[1])
                if self._length <= LONGEST_BODY:
                    return b"Content-Length: %d\r\n" % self._length
            elif not line.strip() and self._length is not None:
                length, self._length = self._length, None
                if 0 < length <= LONGEST_BODY:
                    return b"\r\n"
                self._pass_over(length)
        return b""

    def read(self, size: int) -> bytes:
        """Return the body of a message: `size` bytes, or b"" if the stream ends before."""
        body = self._stream.read(size)
        return body if len(body) == size else b""

    def _pass_over(self, length: int) -> None:
        left = length
        while left and (chunk := self._stream.read(min(left, _CHUNK))):
            left -= len(chunk)
        if length:
            self._refuse(length)
