"""The boxes of a sheet's notes, which spreadsheets keep in VML: a new part for them, or more of them in one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from reportc.source.workbooks.sheet import Spot

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
"""So many shapes have the numbers of one sheet's drawing."""
_WIDTH, _TALLEST = 5, 20
"""A box is so many columns wide, and at most so many rows tall."""
_LETTERS = 24
"""So many characters of a note stand on a line of its box, more or less."""

Lines = tuple[str, ...]


def boxes(number: int, cells: Mapping[Spot, Lines]) -> bytes:
    """Make the part for the boxes of notes; `number` tells the drawings of a workbook apart."""
    return _HEAD % number + _shapes(number * _BLOCK + 1, cells, cells) + b"</xml>"


def more_boxes(data: bytes, cells: Mapping[Spot, Lines], new: Iterable[Spot]) -> bytes | None:
    """Put the boxes of notes into a part, of those that are `new`; None if the part has no end."""
    end = _LAST_TAG.search(data)
    if end is None:
        return None
    first = 1 + max(map(int, _IDENTITY.findall(data)), default=_BLOCK)
    return data[: end.start()] + _shapes(first, cells, new) + data[end.start() :]


def _shapes(first: int, cells: Mapping[Spot, Lines], new: Iterable[Spot]) -> bytes:
    return b"".join(_shape(number, spot, cells[spot]) for number, spot in enumerate(sorted(new), first))


def _shape(number: int, spot: Spot, lines: Lines) -> bytes:
    height = min(2 + sum(1 + len(line) // _LETTERS for line in lines), _TALLEST)
    left, top = spot.column + 1, max(spot.row - 1, 0)
    return _SHAPE % (number, left, top, left + _WIDTH, top + height, spot.row, spot.column)
