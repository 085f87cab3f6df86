"""Bytes to text: find the encoding, and lose nothing where a byte does not fit it."""

from __future__ import annotations

import codecs
import threading
from collections.abc import Iterator
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_LIKELY = 0.7
"""The share of usual Chinese or ASCII characters that makes a text without a mark UTF-16."""


class UndecodedBytes(NamedTuple):
    """Bytes that are invalid in the encoding."""

    offset: int  # of the first byte in the file
    length: int
    character: int  # offset in the text of the first U+FFFD that replaces them


class Decoded(NamedTuple):
    """A text, its encoding, and the bytes that could not be decoded. A byte order mark stays in the text."""

    text: str
    encoding: str
    gaps: tuple[UndecodedBytes, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode `data`: by its byte order mark, as UTF-8, as `declared`, as UTF-16, as GB18030, or else with gaps."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _with_gaps(data, encoding)
    for encoding in _candidates(data, declared):
        try:
            return Decoded(data.decode(encoding), encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    found = [_with_gaps(data, encoding) for encoding in ("utf-8", "gb18030")]
    return min(found, key=lambda decoded: sum(gap.length for gap in decoded.gaps))


def _candidates(data: bytes, declared: str | None) -> Iterator[str]:
    """List the encodings to try, the likeliest first."""
    sample = data[:_SAMPLE]
    wide = _wide(sample) if b"\0" in sample else None
    if wide:
        yield wide
    yield "utf-8"
    if declared:
        yield declared
    if not wide and (wide := _wide(sample)):
        yield wide
    yield "gb18030"


def _wide(sample: bytes) -> str | None:
    """Return the UTF-16 byte order in which `sample` reads as Chinese, if there is one."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample[: len(sample) & ~1].decode(encoding, "ignore")
        usual = sum("\u4e00" <= c <= "\u9fa5" or c in "\t\r\n" or " " <= c <= "~" for c in text)
        if text and usual >= _LIKELY * len(sample) / 2:
            return encoding
    return None


_collected = threading.local()


def _collect(error: UnicodeError) -> tuple[str, int]:
    """Error handler of codecs: note the invalid bytes and return one U+FFFD for each."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    _collected.errors.append((error.start, error.end))
    return "\ufffd" * (error.end - error.start), error.end


codecs.register_error("reportc.collect", _collect)


def _with_gaps(data: bytes, encoding: str) -> Decoded:
    """Decode `data` and list the runs of bytes that are not valid."""
    _collected.errors = []
    text = data.decode(encoding, "reportc.collect")
    return Decoded(text, encoding, tuple(_runs(_collected.errors, text)))


def _runs(errors: list[tuple[int, int]], text: str) -> Iterator[UndecodedBytes]:
    """Join neighbouring errors, and find the offsets of their U+FFFD in `text`."""
    character = -1
    start = end = place = -1
    for first, last in errors:
        for _ in range(last - first):
            character = text.find("\ufffd", character + 1)
        if first != end:
            if end >= 0:
                yield UndecodedBytes(start, end - start, place)
            start, place = first, character - (last - first - 1)
        end = last
    if end >= 0:
        yield UndecodedBytes(start, end - start, place)


def rewritten(data: bytes, text: str, encoding: str, new: str) -> bytes | None:
    """Return the bytes of `new`, where `text` was decoded from `data`; None if that would change another byte.

    That is so where bytes could not be decoded, and where the encoding has no code for a new character.
    """
    try:
        changed = new.encode(encoding)
        return changed if text.encode(encoding) == data and changed.decode(encoding) == new else None
    except (UnicodeError, LookupError):
        return None
