"""How much a PDF file draws, estimated before it is opened: a few bytes may draw for ever.

PDFium unpacks whatever is packed, and draws a form each time that another one refers to it; once it has begun,
nothing stops it. So the bytes that the pages of the file draw are added up, each form counted as often as it
is drawn. A limit of time would give different results on different machines; this one does not.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from reportc.source.pieces import Refusal

_MOST_DRAWN = 30_000_000
"""The limit of bytes that the pages of a file draw; a report draws less than a hundredth of it."""
_MOST_UNPACKED = 100_000_000
_MOST_STREAM = 32_000_000
_DEEPEST = 40
"""PDFium draws no form that is nested deeper."""
_BEGUN = re.compile(rb"obj\b(?<=\sobj)")  # a pattern that begins with a word is found four times as fast
_OBJECT = re.compile(rb"(\d{1,9})\s+\d{1,5}\s{1,4}obj\Z")
_FIRST = re.compile(rb"/First\s+(\d{1,9})\b")
_LONGEST_HEAD = 24
_MOST_DIGITS = 9
_STREAM = re.compile(rb"stream(?<!\wstream)\r?\n")
_NOT_DRAWN = re.compile(rb"/Subtype\s*/(?:Image|XML|Type1C|CIDFontType0C|OpenType)\b|/Length1\b|/FunctionType\b")
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
_CONTENTS = re.compile(rb"/Contents\s*(\[[^\]]{0,100000}\]|\d{1,9}\s+\d{1,5}\s+R)")
_REFERENCE = re.compile(rb"(\d{1,9})\s+\d{1,5}\s+R\b")
_NAMED = re.compile(rb"/([^\s/<>\[\](){}%]{1,127})\s+(\d{1,9})\s+\d{1,5}\s+R\b")
_DRAWS = re.compile(rb"/([^\s/<>\[\](){}%]{1,127})\s+Do\b")
_TOO_MUCH = Refusal(
    f"PDF 画的内容过多（超过 {_MOST_DRAWN // 1_000_000} MB），不像一份报告；请从原文件重新导出",
    f"the PDF file draws more than {_MOST_DRAWN // 1_000_000} MB, which no report does; export it again",
)


class _PdfObject(NamedTuple):
    """An object of the file: its entries, and its stream unpacked if it may be drawn."""

    entries: bytes
    content: bytes = b""


def too_much(data: bytes) -> Refusal | None:
    """Return whether a file draws too much; encrypted streams, and those with rare filters, are not counted."""
    objects = _objects(data)
    return _TOO_MUCH if objects is None or _DrawnBytes(objects).all() > _MOST_DRAWN else None


def _objects(data: bytes) -> dict[int, _PdfObject] | None:
    """Return the objects of a file by number; None if too much is unpacked."""
    found: dict[int, _PdfObject] = {}
    begun = (mark.end() for mark in _BEGUN.finditer(data))
    heads = [head for end in begun if (head := _OBJECT.search(data, max(0, end - _LONGEST_HEAD), end))]
    ends = [head.start() for head in heads[1:]] + [len(data)]
    unpacked = 0
    for head, end in zip(heads, ends, strict=True):
        stream = _STREAM.search(data, head.end(), end)
        entries = data[head.end() : stream.start() if stream else end]
        content = b""
        if stream and not _NOT_DRAWN.search(entries):
            content = _unpacked(data[stream.end() : end], packed=b"/FlateDecode" in entries or b"/Fl" in entries)
            unpacked += len(content)
            if len(content) > _MOST_STREAM or unpacked > _MOST_UNPACKED:
                return None
        found[int(head[1])] = _PdfObject(entries, content)
        if b"/ObjStm" in entries and (first := _FIRST.search(entries)):
            found |= _inside(content, int(first[1]))
    return found


def _unpacked(content: bytes, *, packed: bool) -> bytes:
    if not packed:
        return content
    try:
        return zlib.decompressobj().decompress(content, _MOST_STREAM + 1)
    except zlib.error:
        return b""


def _inside(content: bytes, first: int) -> dict[int, _PdfObject]:
    """Return the objects of an object stream: `first` is the length of its table of offsets."""
    words = content[: min(first, 1_000_000)].split()
    numbers = [int(word) for word in words if word.isdigit() and len(word) <= _MOST_DIGITS]
    places = [first + place for place in numbers[1::2]]
    ends = [*places[1:], len(content)]
    return {number: _PdfObject(content[a:b]) for number, a, b in zip(numbers[::2], places, ends, strict=False)}


@dataclass(slots=True)
class _DrawnBytes:
    """Adds up what the pages draw."""

    objects: Mapping[int, _PdfObject]
    known: dict[int, int] = field(default_factory=dict)
    named: defaultdict[bytes, set[int]] = field(default_factory=lambda: defaultdict(set))

    def all(self) -> int:
        """Return how many bytes all pages draw."""
        draws = any(b"Do" in content for _, content in self.objects.values())
        for entries, _ in self.objects.values() if draws else ():
            for name, number in _NAMED.findall(entries):
                self.named[name].add(int(number))
        return sum(self._page(entries) for entries, _ in self.objects.values() if _PAGE.search(entries))

    def _page(self, entries: bytes) -> int:
        contents = _CONTENTS.search(entries)
        return sum(self._object(number, 0) for number in self._streams(contents[1] if contents else b""))

    def _streams(self, written: bytes) -> list[int]:
        """Return the numbers of the streams in an entry: those that it names, or those of the list that it names."""
        numbers = [int(number) for number in _REFERENCE.findall(written)]
        lists = [self.objects[number].entries for number in numbers if number in self.objects]
        return numbers + [int(number) for entries in lists if b"[" in entries for number in _REFERENCE.findall(entries)]

    def _object(self, number: int, depth: int) -> int:
        """Return how many bytes an object draws, those that it refers to included."""
        if number in self.known or depth > _DEEPEST:
            return self.known.get(number, 0)
        self.known[number] = 0  # a reference of an object to itself is not drawn
        content = self.objects[number].content if number in self.objects else b""
        drawn = len(content)
        for name, times in Counter(_DRAWS.findall(content)).items():
            drawn += times * max((self._object(one, depth + 1) for one in self.named.get(name, ())), default=0)
        self.known[number] = drawn
        return drawn
