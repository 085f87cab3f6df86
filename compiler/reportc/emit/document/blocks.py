"""A document: texts, and grids of boxes with their extent.

Also what is computed from these: which numbers of a grid are sums of others, and which box or text a finding is
about.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from wcwidth import wcswidth

from reportc.diagnostic import Diagnostic
from reportc.emit.text.page import BlockStyle
from reportc.form import TOTAL, Path, pointer
from reportc.span import Spans
from reportc.syntax import nodes
from reportc.syntax.nodes import State

WIDTH = 1560
"""The width of a grid, in tenths of a millimetre: that of the text on A4 as offices set it."""


class Role(StrEnum):
    """The content of a box of a grid."""

    CAPTION = "caption"
    HEAD = "head"
    GROUP = "group"
    LABEL = "label"
    NUMBER = "number"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Passage:
    """A title, a heading, a paragraph or a mark; `spans` is its place in the source."""

    style: BlockStyle
    text: str
    spans: Spans = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A text in a grid: its first row and column, and how many it covers.

    `path` is that of the number, or of the row that a label names; `cell` is the number's node.
    """

    role: Role
    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    path: Path = ()
    cell: nodes.Cell | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: boxes by row and column, each place in one of them.

    `head` is how many rows are repeated on each page, `widths` the columns in tenths of a millimetre.
    """

    boxes: tuple[Box, ...]
    height: int
    widths: tuple[int, ...]
    head: int = 0

    def lines(self) -> list[list[Box]]:
        """Return the boxes that begin in each row."""
        lines: list[list[Box]] = [[] for _ in range(self.height)]
        for box in self.boxes:
            lines[box.row].append(box)
        return lines


Block = Passage | Grid

_LONGEST = 40
"""Columns of a line of a title: twenty characters of 二号."""
_YEAR = re.compile(r"(?<=.)(?=20\d\d)")


def title_lines(text: str) -> list[str]:
    """Return the lines of a title on paper: a long one is broken between the agency and the year."""
    parts = _YEAR.split(text, maxsplit=1) if wcswidth(text) > _LONGEST else [text]
    return parts if max(map(wcswidth, parts)) <= _LONGEST else [text]


@dataclass(frozen=True, slots=True)
class Document:
    """A report to be typeset: its blocks in order."""

    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """The words of the title; "" without one."""
        titles = (block.text for block in self.blocks if isinstance(block, Passage) and block.style is BlockStyle.TITLE)
        return next(titles, "")


# ---------------------------------------------------------------- findings at their boxes


class NotePlace(NamedTuple):
    """The index of a block of a document, and that of a box if the block is a grid."""

    block: int
    box: int | None = None


Notes = Mapping[NotePlace, tuple[Diagnostic, ...]]
"""The findings at each place."""
NO_NOTES: Notes = MappingProxyType({})


def notes(document: Document, findings: Iterable[Diagnostic]) -> Notes:
    """Return the findings by their places; one without a place is at the beginning."""
    cells, words = _cells(document), _words(document)
    found: dict[NotePlace, list[Diagnostic]] = {}
    for finding in findings if document.blocks else ():
        places = dict.fromkeys(place for path in finding.paths if (place := _of(path, cells)))
        for place in places or [_nearest(finding, words)]:
            found.setdefault(place, []).append(finding)
    return MappingProxyType({place: tuple(there) for place, there in found.items()})


def _cells(document: Document) -> dict[str, NotePlace]:
    """Map pointers of cells and rows to the first box of each."""
    grids = [(at, block) for at, block in enumerate(document.blocks) if isinstance(block, Grid)]
    boxes = [(NotePlace(at, turn), box) for at, grid in grids for turn, box in enumerate(grid.boxes) if box.path]
    return {pointer(box.path): place for place, box in reversed(boxes)}


def _of(path: str, cells: Mapping[str, NotePlace]) -> NotePlace | None:
    """Return the place of a cell or a row; that of its first cell for a row without a label."""
    return cells.get(path) or next((place for other, place in cells.items() if other.startswith(path + "/")), None)


def _words(document: Document) -> list[tuple[int, NotePlace]]:
    """Return the start in the source of each block of text, and of each number, with its place."""
    found = (
        [(0, NotePlace(0) if isinstance(document.blocks[0], Passage) else NotePlace(0, 0))] if document.blocks else []
    )
    for at, block in enumerate(document.blocks):
        if isinstance(block, Passage):
            found += [(block.spans[0].start, NotePlace(at))] if block.spans else []
        else:
            read = [(turn, box.cell.spans) for turn, box in enumerate(block.boxes) if box.cell and box.cell.spans]
            found += [(spans[0].start, NotePlace(at, turn)) for turn, spans in read]
    return sorted(found)


def _nearest(finding: Diagnostic, words: Iterable[tuple[int, NotePlace]]) -> NotePlace:
    return [place for start, place in words if start <= finding.span.start][-1]


# ---------------------------------------------------------------- sums


_OUTCOMES = ("applications", "outcomes")
_KnownNumbers = Mapping[Path, int | Decimal | None]
"""The numbers that a spreadsheet shows exactly as printed, and None for blanks."""


def sums(grid: Grid) -> dict[Path, tuple[Box, ...]]:
    """Return the boxes that each total is the sum of, by the total's path."""
    numbers = [box for box in grid.boxes if box.role is Role.NUMBER]
    if any(times > 1 for times in Counter(box.path for box in numbers).values()):
        return {}  # a row that is printed twice: it is unknown which of them the totals mean
    by_path = {box.path: box for box in numbers}
    known: _KnownNumbers = {box.path: value for box in numbers if (value := number(box)) is not None or is_blank(box)}
    return {path: tuple(parts) for path, parts in _parts(by_path) if _holds(path, parts, known)}


def _parts(numbers: Mapping[Path, Box]) -> Iterator[tuple[Path, list[Box]]]:
    """Yield each total with its parts: the others of its row, or the dispositions of its column."""
    rows: Mapping[Path, list[Box]] = defaultdict(list)
    columns: Mapping[str, list[Box]] = defaultdict(list)
    for (*row, column), box in numbers.items():
        if column != TOTAL:
            rows[tuple(row)].append(box)
        if (*row[:2],) == _OUTCOMES and row[-1] != TOTAL:
            columns[column].append(box)
    for path in numbers:
        if path[-1] == TOTAL and rows[path[:-1]]:
            yield path, rows[path[:-1]]
        elif path[:-1] == (*_OUTCOMES, TOTAL) and columns[path[-1]]:
            yield path, columns[path[-1]]


def _holds(total: Path, parts: Sequence[Box], known: _KnownNumbers) -> bool:
    """Return whether a sum gives the printed total, or nothing is printed in any part."""
    if total not in known or not all(box.path in known for box in parts):
        return False
    printed = [value for box in parts if (value := known[box.path]) is not None]
    return known[total] == (sum(printed) if printed else None)


def number(box: Box) -> int | Decimal | None:
    """Return the number of a box, if a spreadsheet would show it as written: digits, and no more."""
    value = box.cell.value if box.cell else None
    return value if value is not None and _shown(value) == box.text else None


def is_blank(box: Box) -> bool:
    """Return whether a number's box is printed empty."""
    return box.cell is not None and box.cell.state is State.BLANK and not box.text


def _shown(value: int | Decimal) -> str:
    """Return a number as a spreadsheet shows it: with the fifteen digits of a double."""
    text = str(value) if isinstance(value, int) else repr(float(value)).removesuffix(".0")
    return text if len(text.strip("-").replace(".", "")) <= 15 else ""  # noqa: PLR2004  # see the docstring
