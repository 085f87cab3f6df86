"""A worksheet's XML, scanned: each row and cell with its bytes, and all that calamine does not give.

calamine gives values and merged ranges in a tenth of the time that this takes, but a blank for an error and for
a formula that was never calculated, no settings of characters, and nothing of what is hidden.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reportc.source.pieces import Setting
from reportc.source.workbooks.names import parsed
from reportc.source.workbooks.sheet import Spot
from reportc.source.workbooks.xml import Attributes, PartWalker, walk

_ODD = (b"<f", b":f", b'"e"', b"'e'", b"hidden", b"zeroHeight", b"rPr")
"""Words in the XML of a sheet that may have to be scanned: they are found faster than a pattern."""
_SAYS_MORE = re.compile(rb"""[<:]f[\s>/]|["']e["']|hidden|zeroHeight|strike|vertAlign""")
"""What the XML then must hold: formulas, errors, hidden rows or columns, settings of characters."""
NOT_TEXT = frozenset(("rPh", "phoneticPr"))
"""Elements in a text that give its pronunciation."""
_SCRIPTS = {"superscript": Setting.RAISED, "subscript": Setting.LOWERED}
_NO = frozenset(("0", "false", "off"))
_TEXTS = frozenset(("f", "v", "t"))
_TAG = re.compile(rb"""<[^<>"']*(?:"[^"<]*"[^<>"']*|'[^'<]*'[^<>"']*)*>""")


@dataclass(slots=True)
class StyledRun:
    """Characters of a cell, and their setting if they are not part of its words or number."""

    text: str = ""
    setting: Setting | None = None


@dataclass(slots=True)
class Formula:
    """A formula as written; of a shared one, the first cell of the group has the text."""

    text: str = ""
    group: str | None = None


@dataclass(slots=True)
class Scanned:
    """A cell: its type and style, its formula and value as written, its runs, its range of bytes."""

    spot: Spot
    type: str
    style: str | None
    start: int
    end: int = 0
    formula: Formula | None = None
    value: str | None = None
    runs: list[StyledRun] = field(default_factory=list)


@dataclass(slots=True)
class SheetRow:
    """A row: its number from 0, the offset of its element, the end of its content, and the end of the element."""

    row: int
    start: int
    inside: int = 0
    end: int = 0


@dataclass(slots=True)
class Scan:
    """The rows and cells of a sheet in their order, and the hidden ones; `rows_end` is where the last row ends."""

    cells: list[Scanned] = field(default_factory=list)
    lines: list[SheetRow] = field(default_factory=list)
    rows_end: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)


def must_be_scanned(data: bytes) -> bool:
    """Return whether the XML of a sheet holds more than calamine gives."""
    return any(mark in data for mark in _ODD) and bool(_SAYS_MORE.search(data))


def scan(data: bytes) -> Scan:
    """Scan the XML of a worksheet. Raise `Unreadable` if it is not well-formed."""
    scanner = _Scanner(data)
    walk(data, scanner)
    return scanner.found


def setting(name: str, attributes: Attributes, known: Setting | None) -> Setting | None:
    """Return the setting that a property `strike` or `vertAlign` gives; `known` for any other property."""
    if name == "strike" and attributes.get("val", "1") not in _NO:
        return Setting.STRUCK
    if name == "vertAlign" and known is None:
        return _SCRIPTS.get(attributes.get("val", ""))
    return known


def end_of_tag(data: bytes, start: int) -> int:
    """Return the end of the tag that begins at `start`; a `>` in an attribute does not end it."""
    found = _TAG.match(data, start)
    return found.end() if found else start


class _Scanner(PartWalker):
    """The open elements while the XML of a sheet is read."""

    def __init__(self, data: bytes) -> None:
        self.found = Scan()
        self._data = data
        self._row, self._column = -1, -1
        self._cell: Scanned | None = None
        self._taken: list[str] | None = None  # the text of the open element, where it is needed
        self._unread = 0  # the depth of open elements whose text does not belong to the cell
        self._rows_hidden = False

    def open(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._open_cell(attributes)
        elif name == "row":
            self._open_row(attributes)
        elif name in NOT_TEXT:
            self._unread += 1
        elif name == "col":
            self._take_columns(attributes)
        elif name == "sheetFormatPr":
            self._rows_hidden = attributes.get("zeroHeight", "0") not in _NO
        elif self._cell is not None:
            self._open_in_cell(self._cell, name, attributes)

    def close(self, name: str) -> None:
        if name == "c" and self._cell is not None:
            self._cell.end = self._end(self._cell.start)
            self._cell = None
        elif name == "row" and self.found.lines:
            line = self.found.lines[-1]
            line.inside, line.end = self.parser.CurrentByteIndex, self._end(line.start)
        elif name == "sheetData":
            self.found.rows_end = self.parser.CurrentByteIndex
        elif name in NOT_TEXT:
            self._unread -= 1
        elif name in _TEXTS and self._cell is not None:
            self._close_text(self._cell, name)

    def text(self, data: str) -> None:
        if self._taken is not None:
            self._taken.append(data)

    def _end(self, start: int) -> int:
        """Return the end of the element that begins at `start` and whose end tag is being parsed."""
        end = end_of_tag(self._data, start)
        is_empty = self._data[end - 2 : end] == b"/>"
        return end if is_empty else end_of_tag(self._data, self.parser.CurrentByteIndex)

    def _open_row(self, attributes: Attributes) -> None:
        number = attributes.get("r", "")
        self._row = int(number) - 1 if number.isdecimal() else self._row + 1
        self._column = -1
        self.found.lines.append(SheetRow(self._row, self.parser.CurrentByteIndex))
        if attributes.get("hidden", "1" if self._rows_hidden else "0") not in _NO:
            self.found.hidden_rows.add(self._row)

    def _open_cell(self, attributes: Attributes) -> None:
        place = parsed(attributes.get("r", ""))
        row, self._column = place or (self._row, self._column + 1)
        at = self.parser.CurrentByteIndex
        self._cell = Scanned(Spot(row, self._column), attributes.get("t", "n"), attributes.get("s"), at)
        self.found.cells.append(self._cell)

    def _open_in_cell(self, cell: Scanned, name: str, attributes: Attributes) -> None:
        if name in _TEXTS:
            self._taken = []
            if name == "f":
                cell.formula = Formula(group=attributes.get("si") if attributes.get("t") == "shared" else None)
            elif name == "t" and not cell.runs:
                cell.runs.append(StyledRun())
        elif name == "r":
            cell.runs.append(StyledRun())
        elif cell.runs:
            cell.runs[-1].setting = setting(name, attributes, cell.runs[-1].setting)

    def _close_text(self, cell: Scanned, name: str) -> None:
        text, self._taken = "".join(self._taken or ()), None
        if name == "f" and cell.formula:
            cell.formula.text = text
        elif name == "v":
            cell.value = text
        elif cell.runs and not self._unread:
            cell.runs[-1].text += text

    def _take_columns(self, attributes: Attributes) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if attributes.get("hidden", "0") not in _NO and first.isdecimal() and last.isdecimal():
            self.found.hidden_columns.append(range(int(first) - 1, int(last)))
