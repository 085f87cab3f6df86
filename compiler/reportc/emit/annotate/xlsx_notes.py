"""The notes of a workbook's sheet, in two parts of the file: their texts, and their boxes, which are in VML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from reportc.source.docx.splice import Splice, escaped, spliced, tag_at, within
from reportc.source.workbooks.names import reference
from reportc.source.workbooks.sheet import Spot
from reportc.source.workbooks.xml import Attributes, PartWalker, walk

_AUTHOR = b"reportc"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

NoteLines = tuple[str, ...]
ElementRange = tuple[int, int]
"""The offset of an element's start tag, and that of its end tag."""


def texts(cells: Mapping[Spot, NoteLines], space: bytes) -> bytes:
    """Return the part for the notes of cells; `space` is the namespace of the workbook."""
    notes = b"".join(_note(b"", spot, cells[spot], 0) for spot in sorted(cells))
    authors = b"<authors><author>%b</author></authors>" % _AUTHOR
    root = b'<comments xmlns="%b">' % space
    return DECLARATION + root + authors + b"<commentList>%b</commentList></comments>" % notes


def more_texts(data: bytes, cells: Mapping[Spot, NoteLines]) -> tuple[bytes, frozenset[Spot]]:
    """Return a part with the notes of cells added, and the cells that had none. Raise `Unreadable` if it is damaged."""
    known = _NoteCollector()
    walk(data, known)
    new = sorted(spot for spot in cells if reference(*spot) not in known.notes)
    return spliced(data, _splices(data, known, cells, new)), frozenset(new)


def _splices(data: bytes, known: _NoteCollector, cells: Mapping[Spot, NoteLines], new: list[Spot]) -> Iterator[Splice]:
    for spot in cells.keys() - set(new):
        element = known.notes[reference(*spot)]
        yield within(data, element, _run(tag_at(data, element[0]).prefix, "\n" + "\n".join(cells[spot])))
    if new and known.authors and known.list:
        prefix = tag_at(data, known.list[0]).prefix
        yield within(data, known.authors, b"<%bauthor>%b</%bauthor>" % (prefix, _AUTHOR, prefix))
        notes = b"".join(_note(prefix, spot, cells[spot], known.count) for spot in new)
        yield within(data, known.list, notes)


def _note(prefix: bytes, spot: Spot, lines: NoteLines, author: int) -> bytes:
    head = b'<%bcomment ref="%b" authorId="%d"><%btext>' % (prefix, reference(*spot).encode(), author, prefix)
    return head + _run(prefix, "\n".join(lines)) + b"</%btext></%bcomment>" % (prefix, prefix)


def _run(prefix: bytes, text: str) -> bytes:
    start, end = b'<%br><%bt xml:space="preserve">' % (prefix, prefix), b"</%bt></%br>" % (prefix, prefix)
    return start + escaped(text) + end


class _NoteCollector(PartWalker):
    """The offsets of the texts of notes, by cell; and those of their list and of the list of authors."""

    def __init__(self) -> None:
        self.notes: dict[str, ElementRange] = {}
        self.list: ElementRange | None = None
        self.authors: ElementRange | None = None
        self.count = 0
        self._cell = ""
        self._starts: dict[str, int] = {}

    def open(self, name: str, attributes: Attributes) -> None:
        self._starts[name] = self.parser.CurrentByteIndex
        self.count += name == "author"
        if name == "comment":
            self._cell = attributes.get("ref", "")

    def close(self, name: str) -> None:
        element = self._starts.get(name, 0), self.parser.CurrentByteIndex
        if name == "text":
            self.notes[self._cell] = element
        elif name == "commentList":
            self.list = element
        elif name == "authors":
            self.authors = element


# ---------------------------------------------------------------- boxes


_HEAD = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' xmlns:x="urn:schemas-microsoft-com:office:excel">'
    b'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%d"/></o:shapelayout>'
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    b'<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s%d" type="#_x0000_t202"'
    b' style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    b'<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    b'<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    b'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    b"<x:Anchor>%d, 15, %d, 2, %d, 15, %d, 4</x:Anchor><x:AutoFill>False</x:AutoFill>"
    b"<x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>"
)
_IDENTITY = re.compile(rb"_x0000_s(\d{1,9})")
_LAST_TAG = re.compile(rb"</(?:[\w.-]+:)?xml\s*>\s*\Z")
_BLOCK = 1024
"""The size of the block of shape numbers that a sheet's drawing has."""
_WIDTH, _TALLEST = 5, 20
"""A box is this many columns wide, and at most this many rows tall."""
_LETTERS = 24
"""About this many characters of a note fit on a line of its box."""


def boxes(number: int, cells: Mapping[Spot, NoteLines]) -> bytes:
    """Return the part for the boxes of notes; `number` is that of the drawing in the workbook."""
    return _HEAD % number + _shapes(number * _BLOCK + 1, cells, cells) + b"</xml>"


def more_boxes(data: bytes, cells: Mapping[Spot, NoteLines], new: Iterable[Spot]) -> bytes | None:
    """Return a part with the boxes of the notes at `new` cells added; None if the part has no end."""
    end = _LAST_TAG.search(data)
    if end is None:
        return None
    first = 1 + max(map(int, _IDENTITY.findall(data)), default=_BLOCK)
    return data[: end.start()] + _shapes(first, cells, new) + data[end.start() :]


def _shapes(first: int, cells: Mapping[Spot, NoteLines], new: Iterable[Spot]) -> bytes:
    return b"".join(_shape(number, spot, cells[spot]) for number, spot in enumerate(sorted(new), first))


def _shape(number: int, spot: Spot, lines: NoteLines) -> bytes:
    height = min(2 + sum(1 + len(line) // _LETTERS for line in lines), _TALLEST)
    left, top = spot.column + 1, max(spot.row - 1, 0)
    return _SHAPE % (number, left, top, left + _WIDTH, top + height, spot.row, spot.column)
