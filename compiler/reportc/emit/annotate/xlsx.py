"""Notes in a copy of a workbook (.xlsx), at the cells that findings are about.

A sheet with notes has a part for their texts and one for their boxes. All is spliced in: no byte of the file is
removed, a cell that has a note keeps it and takes more lines in it, and the file compiles to the same report.
"""

from __future__ import annotations

import posixpath
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count

from reportc.emit.annotate import Note, appended
from reportc.emit.annotate.xlsx_notes import DECLARATION, NoteLines, boxes, more_boxes, more_texts, texts
from reportc.source.archive import Archive, repacked
from reportc.source.docx.splice import Splice, spliced, tag_at
from reportc.source.pieces import Refusal
from reportc.source.projected import Origin, Projected
from reportc.source.workbooks.layout import project
from reportc.source.workbooks.origins import CellOrigin, origins
from reportc.source.workbooks.package import BROKEN, related, relations_of
from reportc.source.workbooks.sheet import Spot
from reportc.source.workbooks.xlsx import Workbook, open_workbook
from reportc.source.workbooks.xml import Attributes, PartWalker, Unreadable, walk
from reportc.syntax.parser import vocabulary

_REFUSED = Refusal(
    "批注写不进这个工作簿；请用 Excel 或 WPS 打开后重新保存再试",
    "no notes can be put into this workbook: open it, save it again and retry",
)


def annotate(data: bytes, notes: Sequence[Note]) -> bytes | Refusal:
    """Return a copy of a workbook with a note at the cell of each finding, or the reason why there is none."""
    workbook = open_workbook(data)
    if isinstance(workbook, Refusal):
        return workbook
    projected = _projected(workbook)
    if isinstance(projected, Refusal):
        return projected
    parts = AnnotatedParts(workbook.archive)
    try:
        for sheet, cells in _placed(origins(projected), notes).items():
            parts.annotate(sheet, cells)
        for part in parts.changed.values():
            walk(part, PartWalker())  # calamine reads XML that no spreadsheet program would
        changed = repacked(workbook.archive, parts.changed)
    except Unreadable:
        return _REFUSED
    again = open_workbook(changed) if changed else _REFUSED
    same = _projected(again) if isinstance(again, Workbook) else _REFUSED
    is_same = isinstance(same, Projected) and same.text == projected.text
    return changed if changed and is_same else _REFUSED


def _projected(workbook: Workbook) -> Projected | Refusal:
    return project(workbook.sheets, vocabulary())


def _placed(texts: Iterable[Origin], notes: Iterable[Note]) -> Mapping[str, Mapping[Spot, NoteLines]]:
    """Return the lines of notes by the part of their sheet and by cell: that of the text at their span, or before."""
    cells = [(origin.start, origin.origin) for origin in texts if isinstance(origin.origin, CellOrigin)]
    starts = [start for start, _ in cells]
    found: dict[str, dict[Spot, NoteLines]] = {}
    for note in notes if cells else ():
        _, cell = cells[max(bisect_right(starts, note.span.start) - 1, 0)]
        sheet = found.setdefault(cell.part, {})
        sheet[cell.spot] = (*sheet.get(cell.spot, ()), *note.lines)
    return found


# ---------------------------------------------------------------- the parts that change


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
"""The namespaces of workbooks and of relations: transitional and strict."""
_AFTER = frozenset(
    ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst")
)
"""The elements of a sheet that must come after the one that names its boxes."""


class AnnotatedParts:
    """The parts of a workbook that are new or changed so far."""

    def __init__(self, archive: Archive) -> None:
        self.changed: dict[str, bytes] = {}
        self._archive = archive
        self._sheets = 0

    def annotate(self, sheet: str, cells: Mapping[Spot, NoteLines]) -> None:
        """Put notes on the cells of the sheet in a part. Raise `Unreadable` where the package is damaged."""
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
        """Return a part with the changes so far."""
        data = self.changed.get(name) or self._archive.read(name)
        if data is None or b"\0" in data:
            self._odd()
        return data or b""

    def _odd(self) -> bytes:
        raise Unreadable(BROKEN)

    def _name(self, sheet: str, pattern: str) -> str:
        """Return an unused name for a new part."""
        folder = posixpath.dirname(posixpath.dirname(sheet))
        names = (posixpath.join(folder, pattern.format(number)) for number in count(1))
        return next(name for name in names if name not in self._archive.names and name not in self.changed)

    def _add(self, name: str, data: bytes, sheet: str, kind: bytes) -> bytes:
        """Add a part that `sheet` refers to, and return the id of the relation."""
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
        return appended(data, make) or self._odd()


class _Children(PartWalker):
    """The children of a sheet: the one that names its boxes, and the offset at which it belongs."""

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
