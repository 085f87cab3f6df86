"""Spread lines: a tab on a line of its own between two cells, as browsers give cells that hold paragraphs.

Cells and tabs stand as many empty lines apart as most do; more of them end a row, and where nothing
is printed before or behind a tab the cell there is empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportc.source.lines import Line, Place, piece, whole
from reportc.source.pieces import Piece, Vocabulary

_FEWEST = 5
_SHARE = 0.9
"""So many of the lines with a tab must hold nothing else."""
_WIDEST = 64
_Mark = tuple[int, Line]
"""A line that is not empty, and its index: a text, or a tab."""


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece] | None:  # noqa: ARG001  # tabs tell all
    """Read the cells between lone tabs. None unless nearly all tabs are such, and apart from them."""
    tabbed = [line.text.strip(" ") for line in lines if "\t" in line.text]
    lone = tabbed.count("\t")
    if lone < _FEWEST or lone < _SHARE * len(tabbed):
        return None
    marks = [(at, line) for at, line in enumerate(lines) if "\t" in line.text or not line.blank]
    near = _usual_gap(marks)
    if not near:
        return None
    found: list[Piece] = []
    for row in _rows(marks, near):
        if len(row) == 1 and not row[0].blank:
            found.append(whole(row[0]))
            continue
        number = row[0].number
        found += [piece(line, 0, len(line.text), Place(number, at)) for at, line in enumerate(row[:_WIDEST])]
    return found


def _rows(marks: Sequence[_Mark], near: int) -> Iterator[list[Line]]:
    """Yield the cells of each row; a tab stands for an empty one."""
    row: list[Line] = []
    tab: Line | None = None  # behind which a cell is to come
    last = -1
    for at, line in marks:
        gap, last = at - last - 1, at
        row += [tab] if tab and (line.blank or gap > near) else []
        far = gap > (2 * near + 1 if tab and line.blank else near)
        if row and (far or not (tab or line.blank)):
            yield row
            row = []
        row += [line] if not line.blank or not row else []
        tab = line if line.blank else None
    yield row + ([tab] if tab else [])


def _usual_gap(marks: Sequence[_Mark]) -> int:
    """Return how many empty lines stand between a text and a tab, mostly."""
    gaps = Counter(b - a - 1 for (a, above), (b, below) in pairwise(marks) if above.blank != below.blank)
    return gaps.most_common(1)[0][0] if gaps else 0
