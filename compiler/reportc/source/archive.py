"""Archives: the parts of a zip file that nobody vouches for, each read within limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from reportc.source.pieces import Refusal

MOST_BYTES = 64_000_000
"""So long may a part be when it is unpacked: the longest reports have a hundredth of it."""
_MOST_PARTS = 20_000
_MOST_TOTAL = 256_000_000
"""So much is unpacked of one archive at most."""
_CHUNK = 1_000_000
_ENTRY = b"PK\x01\x02"
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, KeyError)
"""What zipfile raises for archives that are cut off, changed, encrypted or packed in an unknown way."""

_BROKEN = Refusal(
    "文件已损坏，打不开压缩结构；请从原文件重新保存", "the file is damaged: it is no archive that can be opened"
)
_TOO_MANY = Refusal(f"文件内的部件超过 {_MOST_PARTS} 个", f"the file has more than {_MOST_PARTS} parts")


@dataclass(slots=True)
class Archive:
    """An open archive; what is read of it is counted."""

    data: bytes
    zipped: zipfile.ZipFile
    names: frozenset[str]
    unpacked: int = 0

    @classmethod
    def open(cls, data: bytes) -> Archive | Refusal:
        """Open `data`, or say why it cannot be opened."""
        if data.count(_ENTRY) > _MOST_PARTS:  # before zipfile makes an object for each
            return _TOO_MANY
        try:
            zipped = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED:
            return _BROKEN
        return cls(data, zipped, frozenset(zipped.namelist()))

    def read(self, name: str, limit: int = MOST_BYTES) -> bytes | None:
        """Return a part; None if there is none, if it is damaged or encrypted, or longer than `limit`.

        What a part says of its length is not believed: no more is unpacked than may be.
        """
        limit = min(limit, _MOST_TOTAL - self.unpacked)
        if name not in self.names:
            return None
        found = bytearray()
        try:
            with self.zipped.open(name) as part:
                while len(found) <= limit and (chunk := part.read(min(_CHUNK, limit + 1 - len(found)))):
                    found += chunk
        except _DAMAGED:
            return None
        self.unpacked += len(found)
        return bytes(found) if len(found) <= limit else None
