"""Boxes: tables drawn with bars and rules, `+---+` or `├───┤`, each cell where its lines put it.

A rule that runs only past some columns leaves the others' cells open: these belong to all the rows
beside them and are read with the first. A cell that holds a whole page is read as a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportc.source.cuts import Band, DrawnCell, Found, among
from reportc.source.layouts.drawing import RULE, DrawnLine, Segment, Stroke, drawings, stroke, trace
from reportc.source.layouts.markup import DIGITS
from reportc.source.lines import Line, cut, is_heading, whole
from reportc.source.pieces import Vocabulary

_PAGE = 3
"""A cell that holds a page has no fewer lines."""
_ROWS = 3
"""A table of as many bands rules off its rows, and not only its header."""
_BESIDE = 1 << 60
"""The place of a number beside a table, right of all columns."""


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> Found | None:
    """Read drawn tables; the lines between them are left to other layouts. None unless there is a table."""
    runs = ((at, trace(run)) for at, run in drawings(lines))
    return among(lines, [(at, at + len(drawn), _table(drawn, vocabulary)) for at, drawn in runs if drawn])


def _table(drawn: Sequence[DrawnLine], vocabulary: Vocabulary) -> Found:
    """Read one table."""
    bands = list(_bands(drawn))
    places = {cell.column for cells, _ in bands for cell in cells if cell.column is not None}
    columns = {place: column for column, place in enumerate(sorted(places))}
    parted = sum(not all(cell.blank for cell in cells) for cells, _ in bands) >= _ROWS
    found: list[Found] = []
    for cells, beside in bands:
        for cell in cells:
            cell.column = None if cell.column is None else columns[cell.column]
        paged = any(_is_page(cell, vocabulary) for cell in cells)
        band = Band(cells, drawn[0][0].line.start, parted)
        found += [list(map(whole, beside)), [cell.lines for cell in cells] if paged else [band]]
    return [item for part in found for item in part]


def _bands(drawn: Sequence[DrawnLine]) -> Iterator[tuple[list[DrawnCell], list[Line]]]:
    """Yield the cells that begin between two rules, each at the place of its bar, and the texts beside the table."""
    cells, beside = list[DrawnCell](), list[Line]()
    open_: dict[tuple[int, int], DrawnCell] = {}
    for made, segments in drawn:
        texts = [segment for segment in segments if not segment.rule]
        going = {(s.left, s.right): open_[s.left, s.right] for s in texts if (s.left, s.right) in open_}
        if cells and (len(texts) < len(segments) or len(going) < len(texts) or not segments):
            yield cells, beside
            cells, beside = [], []
            going = going if len(texts) < len(segments) else {}  # a cell that begins below no rule: a rule is missing
        if not (segments or made.full):
            yield _unaligned(made), []
        for left, right, start, end, _ in texts:
            if (left, right) not in going:
                going[left, right] = DrawnCell(left)
                cells.append(going[left, right])
            going[left, right].lines.append(cut(made.line, start, end))
        for line in _outside(made.line, segments):
            if DIGITS.fullmatch(line.text.strip(" |│┃║")):  # one too many: it is unknown which of the line's it is
                cells.append(DrawnCell(_BESIDE, [line]))
            else:
                beside.append(line)
        open_ = going
    yield cells, beside


def _unaligned(made: Stroke) -> list[DrawnCell]:
    """Return the text of a line whose bars are not at the offsets of the table's."""
    bars = [-1, *(bar for bar in made.bars if 0 <= bar < len(made.line.text)), len(made.line.text)]
    parts = [cut(made.line, a + 1, b) for a, b in pairwise(bars)]
    return [DrawnCell(None, [part]) for part in parts if not (part.blank or RULE.fullmatch(part.text))]


def _outside(line: Line, segments: Sequence[Segment]) -> Iterator[Line]:
    """Yield the texts printed beside the table."""
    if segments:
        ends = ((0, max(segments[0].start - 1, 0)), (segments[-1].end + 1, len(line.text)))
        yield from (part for part in (cut(line, *end) for end in ends) if not part.blank)


def _is_page(cell: DrawnCell, vocabulary: Vocabulary) -> bool:
    """Return whether a cell holds headings, or another table."""
    printed = [line for line in cell.lines if not line.blank]
    return len(printed) >= _PAGE and any(stroke(line) or is_heading(line, vocabulary) for line in printed)
