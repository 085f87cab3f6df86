"""Archives: the parts of a zip file that cannot be trusted, each read within limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass

from reportc.source.pieces import Refusal

MOST_BYTES = 64_000_000
"""The limit of a part's size, unpacked: the parts of the longest reports have a hundredth of it."""
_MOST_PARTS = 20_000
_MOST_TOTAL = 256_000_000
"""The limit of all parts of one archive together."""
_CHUNK = 1_000_000
_ENTRY = b"PK\x01\x02"
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, KeyError)
"""What zipfile raises for archives that are cut off, changed, encrypted or packed in an unknown way."""

_BROKEN = Refusal(
    "文件已损坏，打不开压缩结构；请从原文件重新保存", "the file is damaged: it is no archive that can be opened"
)
_TOO_MANY = Refusal(f"文件内的部件超过 {_MOST_PARTS} 个", f"the file has more than {_MOST_PARTS} parts")


_HEADER = 30
_LENGTHS = slice(26, 30)
_DESCRIPTOR = 0x8  # sizes are after the part, and not before it


@dataclass(slots=True)
class Archive:
    """An open archive; the bytes that are read of it are counted."""

    data: bytes
    zipped: zipfile.ZipFile
    names: frozenset[str]
    unpacked: int = 0

    @classmethod
    def open(cls, data: bytes) -> Archive | Refusal:
        """Open the zip file `data`, or return why it cannot be opened."""
        if data.count(_ENTRY) > _MOST_PARTS:  # before zipfile makes an object for each part
            return _TOO_MANY
        try:
            zipped = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED:
            return _BROKEN
        return cls(data, zipped, frozenset(zipped.namelist()))

    def read(self, name: str, limit: int = MOST_BYTES) -> bytes | None:
        """Return the bytes of a part; None if it is absent, damaged, encrypted, or longer than `limit`.

        The length that a part states is not trusted: no more than the limit is unpacked.
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


def repacked(archive: Archive, parts: Mapping[str, bytes]) -> bytes | None:
    """Return the archive with new `parts`, which replace those of their names or are appended; None if it is odd.

    Every other part is copied as it is packed, at its position, with its date and its other metadata.
    """
    infos = archive.zipped.infolist()
    if len(infos) != len(archive.names):
        return None
    packed = io.BytesIO()
    try:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
            for info in infos:
                if info.filename in parts:
                    _write(target, info, parts[info.filename], min(info.compress_type, zipfile.ZIP_DEFLATED))
                else:
                    _copy(target, info, archive.data)
            for name in sorted(parts.keys() - archive.names):
                _write(target, zipfile.ZipInfo(name), parts[name], zipfile.ZIP_DEFLATED)
    except _DAMAGED:
        return None
    return packed.getvalue()


def _write(target: zipfile.ZipFile, like: zipfile.ZipInfo, data: bytes, packed: int) -> None:
    """Pack a part again by the method it had, stored or deflated."""
    info = zipfile.ZipInfo(like.filename, like.date_time)
    info.compress_type = packed
    info.external_attr, info.create_system, info.comment = like.external_attr, like.create_system, like.comment
    target.writestr(info, data)


def _copy(target: zipfile.ZipFile, like: zipfile.ZipInfo, data: bytes) -> None:
    """Copy a part without unpacking it: zipfile cannot do that, and the part may be a bomb."""
    header = data[like.header_offset : like.header_offset + _HEADER]
    lengths = header[_LENGTHS]
    start = like.header_offset + _HEADER + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
    info = copy(like)
    info.flag_bits &= ~_DESCRIPTOR
    stream = target.fp
    if stream is None or start + like.compress_size > len(data):
        raise zipfile.BadZipFile
    info.header_offset = stream.tell()
    stream.write(info.FileHeader(zip64=None))
    stream.write(data[start : start + like.compress_size])
    target.filelist.append(info)
    target.NameToInfo[info.filename] = info
    target.start_dir = stream.tell()
