"""A worksheet's XML, scanned: each cell with its bytes, and all that calamine does not tell of it.

calamine gives values and merged ranges in a tenth of the time that this takes, but a blank for an error and for
a formula that was never calculated, no settings of characters, and nothing of what is hidden.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reportc.source.pieces import Setting
from reportc.source.workbooks.names import parsed
from reportc.source.workbooks.sheet import Spot
from reportc.source.workbooks.xml import Attributes, parse, parser_of

ODD = re.compile(rb"""[<:]f[\s/>]|\bt\s*=\s*["']e["']|\bhidden\b|\bzeroHeight\b|[<:](?:strike|vertAlign)\b|\0""")
"""What stands in the XML of a sheet that must be scanned, or perhaps must."""
_SCRIPTS = {"superscript": Setting.RAISED, "subscript": Setting.LOWERED}
_NO = frozenset(("0", "false", "off"))
_NOT_TEXT = frozenset(("rPh", "phoneticPr"))


@dataclass(slots=True)
class Run:
    """Characters of a cell, and how they are set if they are no part of its words or number."""

    text: str = ""
    setting: Setting | None = None


@dataclass(slots=True)
class Scanned:
    """A cell: its type and style, its formula and value as they are written, runs that stand in it, its bytes."""

    spot: Spot
    type: str
    style: int
    start: int
    end: int = 0
    formula: str | None = None
    value: str | None = None
    runs: list[Run] = field(default_factory=list)


@dataclass(slots=True)
class Scan:
    """The cells of a sheet in their order, the rows and columns that are hidden, the part of a drawing for notes."""

    cells: list[Scanned] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)


def scan(data: bytes) -> Scan:
    """Scan the XML of a worksheet. Raise `Unreadable` if it is none."""
    return _Scanner(data).found


def setting(name: str, attributes: Attributes, known: Setting | None) -> Setting | None:
    """Return how characters are set whose properties name `strike` or `vertAlign`; else what was `known`."""
    if name == "strike" and attributes.get("val", "1") not in _NO:
        return Setting.STRUCK
    if name == "vertAlign" and known is None:
        return _SCRIPTS.get(attributes.get("val", ""))
    return known


class _Scanner:
    """What is open while the XML of a sheet is read."""

    def __init__(self, data: bytes) -> None:
        self.found = Scan()
        self._row, self._column = -1, -1
        self._cell: Scanned | None = None
        self._taken: list[str] | None = None  # the text of the element that is open, where it is wanted
        self._unread = 0  # how many elements are open whose text is none of the cell
        self._rows_hidden = False
        self._data = data
        self._parser = parser_of(self._start, self._end, self._text)
        parse(self._parser, data)

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self._start_row(attributes)
        elif name in _NOT_TEXT:
            self._unread += 1
        elif name == "col":
            self._column_group(attributes)
        elif name == "sheetFormatPr":
            self._rows_hidden = attributes.get("zeroHeight", "0") not in _NO
        elif self._cell is not None:
            self._start_in_cell(self._cell, name, attributes)

    def _start_in_cell(self, cell: Scanned, name: str, attributes: Attributes) -> None:
        if name in {"f", "v", "t"}:
            self._taken = []
            if name == "t" and not cell.runs:
                cell.runs.append(Run())
        elif name == "r":
            cell.runs.append(Run())
        elif cell.runs:
            cell.runs[-1].setting = setting(name, attributes, cell.runs[-1].setting)

    def _end(self, name: str) -> None:
        if name == "c" and self._cell is not None:
            at = self._parser.CurrentByteIndex
            self._cell.end = self._data.find(b">", at) + 1
            if self._cell.start == at:  # <c/>: the end of the tag, whatever stands in its attributes
                self._cell.end = end_of_tag(self._data, at)
            self._cell = None
        elif name in _NOT_TEXT:
            self._unread -= 1
        elif name in {"f", "v", "t"}:
            self._end_text(name)

    def _end_text(self, name: str) -> None:
        text, self._taken = "".join(self._taken or ()), None
        if self._cell is None:
            return
        if name == "f":
            self._cell.formula = text
        elif name == "v":
            self._cell.value = text
        elif self._cell.runs and not self._unread:
            self._cell.runs[-1].text += text

    def _text(self, text: str) -> None:
        if self._taken is not None:
            self._taken.append(text)

    def _start_row(self, attributes: Attributes) -> None:
        number = attributes.get("r", "")
        self._row = int(number) - 1 if number.isdecimal() else self._row + 1
        self._column = -1
        if attributes.get("hidden", "1" if self._rows_hidden else "0") not in _NO:
            self.found.hidden_rows.add(self._row)

    def _start_cell(self, attributes: Attributes) -> None:
        place = parsed(attributes.get("r", ""))
        row, self._column = place or (self._row, self._column + 1)
        style = attributes.get("s", "0")
        number = int(style) if style.isdecimal() else 0
        spot = Spot(row, self._column)
        self._cell = Scanned(spot, attributes.get("t", "n"), number, self._parser.CurrentByteIndex)
        self.found.cells.append(self._cell)

    def _column_group(self, attributes: Attributes) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if attributes.get("hidden", "0") not in _NO and first.isdecimal() and last.isdecimal():
            self.found.hidden_columns.append(range(int(first) - 1, int(last)))


_TAG = re.compile(rb"""<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")


def end_of_tag(data: bytes, start: int) -> int:
    """Return where the tag that begins at `start` ends; a `>` in an attribute is no end."""
    found = _TAG.match(data, start)
    return found.end() if found else start
