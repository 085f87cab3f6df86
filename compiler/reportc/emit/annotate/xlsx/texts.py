"""The texts of a sheet's notes: a new part for them, or more of them in the part that is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportc.source.docx.splice import Splice, escaped, spliced, tag_at, within
from reportc.source.workbooks.names import reference
from reportc.source.workbooks.sheet import Spot
from reportc.source.workbooks.xml import Attributes, Walker, walk

_AUTHOR = b"reportc"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Lines = tuple[str, ...]
Element = tuple[int, int]
"""Where an element begins, and where its end tag does."""


def texts(cells: Mapping[Spot, Lines], space: bytes) -> bytes:
    """Make the part for the notes of cells; `space` is the namespace of the workbook."""
    notes = b"".join(_note(b"", spot, cells[spot], 0) for spot in sorted(cells))
    authors = b"<authors><author>%b</author></authors>" % _AUTHOR
    root = b'<comments xmlns="%b">' % space
    return DECLARATION + root + authors + b"<commentList>%b</commentList></comments>" % notes


def more_texts(data: bytes, cells: Mapping[Spot, Lines]) -> tuple[bytes, frozenset[Spot]]:
    """Put the notes of cells into a part, and return which of them had none. Raise `Unreadable` if it is damaged."""
    known = _Known()
    walk(data, known)
    new = sorted(spot for spot in cells if reference(*spot) not in known.notes)
    return spliced(data, _splices(data, known, cells, new)), frozenset(new)


def _splices(data: bytes, known: _Known, cells: Mapping[Spot, Lines], new: list[Spot]) -> Iterator[Splice]:
    for spot in cells.keys() - set(new):
        element = known.notes[reference(*spot)]
        yield within(data, element, _run(tag_at(data, element[0]).prefix, "\n" + "\n".join(cells[spot])))
    if new and known.authors and known.list:
        prefix = tag_at(data, known.list[0]).prefix
        yield within(data, known.authors, b"<%bauthor>%b</%bauthor>" % (prefix, _AUTHOR, prefix))
        notes = b"".join(_note(prefix, spot, cells[spot], known.count) for spot in new)
        yield within(data, known.list, notes)


def _note(prefix: bytes, spot: Spot, lines: Lines, author: int) -> bytes:
    head = b'<%bcomment ref="%b" authorId="%d"><%btext>' % (prefix, reference(*spot).encode(), author, prefix)
    return head + _run(prefix, "\n".join(lines)) + b"</%btext></%bcomment>" % (prefix, prefix)


def _run(prefix: bytes, text: str) -> bytes:
    start, end = b'<%br><%bt xml:space="preserve">' % (prefix, prefix), b"</%bt></%br>" % (prefix, prefix)
    return start + escaped(text) + end


class _Known(Walker):
    """Where the texts of notes stand, by the cells of the notes; and where their list, and that of authors, do."""

    def __init__(self) -> None:
        self.notes: dict[str, Element] = {}
        self.list: Element | None = None
        self.authors: Element | None = None
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
