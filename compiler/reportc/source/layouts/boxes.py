"""Boxes: tables drawn with bars and rules, `+---+` or `├───┤`, each cell where its lines put it.

A rule that runs only past some columns leaves the others' cells open: these belong to all the rows
beside them and are read with the first. A cell in which a whole page stands is read as a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportc.source.cuts import Band, Cell, Found
from reportc.source.layouts.drawing import Stroke, drawings, is_rule, stroke
from reportc.source.layouts.markup import DIGITS
from reportc.source.layouts.tracing import Drawn, Segment, trace
from reportc.source.lines import Line, cut, is_heading, whole
from reportc.source.pieces import Vocabulary

_PAGE = 3
"""A cell that holds a page has no fewer lines."""
_BESIDE = 1 << 60
"""The place of a number that stands beside a table, right of all columns."""
_ROWS = 3
"""A table of so many bands rules off its rows, and not only its header."""


@dataclass(slots=True)
class _Band:
    """The cells that begin between two rules, with where they begin, and what stands outside the table."""

    cells: list[tuple[int, Cell]] = field(default_factory=list)
    outside: list[Line] = field(default_factory=list)
    aligned: bool = True

    @property
    def blank(self) -> bool:
        """Tell whether nothing is printed in the band."""
        return all(cell.blank for _, cell in self.cells)

    def add(self, left: int, line: Line) -> Cell:
        """Begin a cell."""
        cell = Cell(None, [line])
        self.cells.append((left, cell))
        return cell


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> Found | None:
    """Read drawn tables; the lines between them are left to other layouts. None unless there is a table."""
    tables = [(run, drawn) for run in drawings(lines) if (drawn := trace(run))]
    if not tables:
        return None
    found: list[Found] = []
    index = {line.start: at for at, line in enumerate(lines)}
    at = 0
    for run, drawn in tables:
        first = index[run[0].line.start]
        found += [[lines[at:first]], _table(drawn, vocabulary)]
        at = first + len(run)
    found.append([lines[at:]])
    return [item for part in found for item in part]


def _table(drawn: Sequence[Drawn], vocabulary: Vocabulary) -> Found:
    """Read one table."""
    bands = list(_bands(drawn))
    columns = {left: i for i, left in enumerate(sorted({left for b in bands if b.aligned for left, _ in b.cells}))}
    parted = sum(not band.blank for band in bands) >= _ROWS
    found: list[Found] = []
    for band in bands:
        for left, cell in band.cells:
            cell.column = columns[left] if band.aligned else None
        cells = [cell for _, cell in sorted(band.cells, key=lambda item: item[0])]
        found.append([whole(line) for line in band.outside])
        if any(_is_page(cell, vocabulary) for cell in cells):
            found.append([cell.lines for cell in cells])
        else:
            found.append([Band(cells, drawn[0][0].line.start, parted)])
    return [item for part in found for item in part]


def _bands(drawn: Sequence[Drawn]) -> Iterator[_Band]:
    """Put the cells of a table together line by line; a rule across a cell ends it."""
    band = _Band()
    open_: dict[tuple[int, int], Cell] = {}
    for made, segments in drawn:
        texts = [segment for segment in segments if not segment.rule]
        going = {(s.left, s.right): open_[s.left, s.right] for s in texts if (s.left, s.right) in open_}
        if band.cells and (len(texts) < len(segments) or len(going) < len(texts) or not segments):
            yield band
            band = _Band()
            going = going if len(texts) < len(segments) else {}  # a cell that begins below no rule: one was left out
        if not (segments or made.full):
            yield _unaligned(made)
        for segment in texts:
            line = cut(made.line, segment.start, segment.end)
            cell = going.get((segment.left, segment.right))
            if cell:
                cell.lines.append(line)
            else:
                going[segment.left, segment.right] = band.add(segment.left, line)
        for beside in _outside(made.line, segments):
            if DIGITS.fullmatch(
                beside.text.strip(" |│┃║")
            ):  # a number too many: nobody knows which of the line's it is
                band.add(_BESIDE, beside)
            else:
                band.outside.append(beside)
        open_ = going
    yield band


def _unaligned(made: Stroke) -> _Band:
    """Return what is printed on a line whose bars do not stand where those of the table do."""
    band = _Band(aligned=False)
    bars = [-1, *(bar for bar in made.bars if 0 <= bar < len(made.line.text)), len(made.line.text)]
    for a, b in pairwise(bars):
        line = cut(made.line, a + 1, b)
        if not (line.blank or is_rule(line.text)):
            band.add(a, line)
    return band


def _outside(line: Line, segments: Sequence[Segment]) -> Iterator[Line]:
    """Yield what is printed beside the table."""
    if segments:
        ends = ((0, max(segments[0].start - 1, 0)), (segments[-1].end + 1, len(line.text)))
        yield from (part for part in (cut(line, *end) for end in ends) if not part.blank)


def _is_page(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Tell whether a cell holds headings, or another table."""
    printed = [line for line in cell.lines if not line.blank]
    return len(printed) >= _PAGE and any(stroke(line) or is_heading(line, vocabulary) for line in printed)
