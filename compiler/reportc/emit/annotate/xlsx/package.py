"""The parts of a workbook that change when a sheet gets notes: those of the notes, and what must name them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from itertools import count

from reportc.emit.annotate.xlsx.boxes import boxes, more_boxes
from reportc.emit.annotate.xlsx.texts import DECLARATION, Lines, more_texts, texts
from reportc.source.archive import Archive
from reportc.source.docx.splice import Splice, spliced, tag_at
from reportc.source.workbooks.package import BROKEN, related, relations_of
from reportc.source.workbooks.sheet import Spot
from reportc.source.workbooks.xml import Attributes, Unreadable, Walker, walk

_TYPES = "[Content_Types].xml"
_TEXTS_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_BOXES_TYPE = b"application/vnd.openxmlformats-officedocument.vmlDrawing"
_RELATIONS = b"http://schemas.openxmlformats.org/package/2006/relationships"
_SPACES = (
    (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
)
"""The namespaces of workbooks and of relations: the usual ones, and the strict ones."""
_AFTER = frozenset(
    ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst")
)
"""The elements of a sheet before which the one that names its boxes must stand."""
_LAST_TAG = re.compile(rb"</([\w.-]+:|)[\w.-]+\s*>\s*(?:<!--[^<>]*-->\s*)*\Z")
_END = 1_000
"""The last tag stands so near the end."""


class Parts:
    """The parts of a workbook that are new or changed so far."""

    def __init__(self, archive: Archive) -> None:
        self.changed: dict[str, bytes] = {}
        self._archive = archive
        self._sheets = 0

    def annotate(self, sheet: str, cells: Mapping[Spot, Lines]) -> None:
        """Put notes on the cells of the sheet in a part. Raise `Unreadable` where the package is odd."""
        self._sheets += 1
        data = self._read(sheet)
        main, office = _SPACES[_SPACES[1][0] in data]
        relations = related(self._archive, sheet)
        known = next((one.part for one in relations.values() if one.type == "comments"), None)
        if known is None:
            self._add(self._name(sheet, "comments{}.xml"), texts(cells, main), sheet, office + b"/comments")
            new = frozenset(cells)
        else:
            self.changed[known], new = more_texts(self._read(known), cells)
        children = _Children()
        walk(data, children)
        drawn = relations.get(children.boxes or "")
        if drawn is not None:
            more = more_boxes(self._read(drawn.part), cells, new)
            self.changed[drawn.part] = more if more is not None else self._odd()
        elif children.boxes is not None or new != cells.keys():
            self._odd()
        else:
            made = boxes(self._sheets, cells)
            key = self._add(self._name(sheet, "drawings/vmlDrawing{}.vml"), made, sheet, office + b"/vmlDrawing")
            self.changed[sheet] = _naming(data, children, key, office)

    def _read(self, name: str) -> bytes:
        """Return a part as it is by now."""
        data = self.changed.get(name) or self._archive.read(name)
        if data is None or b"\0" in data:
            self._odd()
        return data or b""

    def _odd(self) -> bytes:
        raise Unreadable(BROKEN)

    def _name(self, sheet: str, pattern: str) -> str:
        """Return a name for a new part that no other one has."""
        folder = posixpath.dirname(posixpath.dirname(sheet))
        names = (posixpath.join(folder, pattern.format(number)) for number in count(1))
        return next(name for name in names if name not in self._archive.names and name not in self.changed)

    def _add(self, name: str, data: bytes, sheet: str, kind: bytes) -> bytes:
        """Add a part that `sheet` refers to, and return the id by which it does."""
        self.changed[name] = data
        relations = relations_of(sheet)
        is_there = relations in self._archive.names or relations in self.changed
        known = (
            self._read(relations)
            if is_there
            else b'%b<Relationships xmlns="%b"></Relationships>'
            % (
                DECLARATION,
                _RELATIONS,
            )
        )
        key = next(made for number in count(1) if (made := b"rIdNotes%d" % number) not in known)
        attributes = b'Id="%b" Type="%b" Target="/%b"' % (key, kind, name.encode())
        self.changed[relations] = self._appended(known, lambda prefix: b"<%bRelationship %b/>" % (prefix, attributes))
        content = _TEXTS_TYPE if name.endswith(".xml") else _BOXES_TYPE
        attributes_of_type = b'PartName="/%b" ContentType="%b"' % (name.encode(), content)
        self.changed[_TYPES] = self._appended(
            self._read(_TYPES), lambda prefix: b"<%bOverride %b/>" % (prefix, attributes_of_type)
        )
        return key

    def _appended(self, data: bytes, make: Callable[[bytes], bytes]) -> bytes:
        """Put what `make` makes of the prefix of the last tag before that tag."""
        found = _LAST_TAG.search(data, max(0, len(data) - _END))
        if found is None:
            return self._odd()
        return data[: found.start()] + make(found[1]) + data[found.start() :]


class _Children(Walker):
    """The children of a sheet: which one names its boxes, and where such a one would stand."""

    def __init__(self) -> None:
        self.boxes: str | None = None
        self.place = -1
        self.root = -1
        self._depth = 0

    def open(self, name: str, attributes: Attributes) -> None:
        if self._depth == 1 and name == "legacyDrawing":
            self.boxes = attributes.get("id", "")
        elif self._depth == 1 and name in _AFTER and self.place < 0:
            self.place = self.parser.CurrentByteIndex
        elif not self._depth:
            self.root = self.parser.CurrentByteIndex
        self._depth += 1

    def close(self, _: str) -> None:
        self._depth -= 1
        if not self._depth and self.place < 0:
            self.place = self.parser.CurrentByteIndex


def _naming(data: bytes, children: _Children, key: bytes, office: bytes) -> bytes:
    """Return a sheet with the element that names its boxes."""
    prefix = tag_at(data, children.root).prefix
    element = b'<%blegacyDrawing xmlns:r="%b" r:id="%b"/>' % (prefix, office, key)
    return spliced(data, [Splice(children.place, children.place, element)])
