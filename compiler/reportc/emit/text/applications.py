"""Section 3 as text: the matrix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportc.emit.text.pen import Pen
from reportc.emit.text.rows import by_name, first, parted
from reportc.emit.text.table import Grid, Line, Table
from reportc.form import APPLICANTS, APPLICATIONS, EDITIONS, TOTAL
from reportc.syntax.nodes import Applications, Label

_GROUPS = tuple(
    name
    for name in APPLICATIONS[EDITIONS[0]].groups()
    if all(name in table.groups() for table in APPLICATIONS.values())
)
"""The groups that all editions have."""
_DEPTH = 3


def applications(pen: Pen, node: Applications) -> None:
    """Write section 3: what stands before the matrix, the matrix, and below it notes and strays."""
    pen.open(node)
    labels = (*node.labels, *(label for row in node.rows for label in row.labels))
    before, behind = parted(node.notes, first(labels) if node.heading and labels else -1)
    pen.write(*before)
    if node.labels or node.rows:
        pen.table = _matrix(pen, node)
        pen.write(*node.rows)
        pen.draw(pen.table)
    pen.write(*behind, *node.strays)


def _matrix(pen: Pen, node: Applications) -> Table:
    """Return the matrix with its header, and with the groups in which no row stands."""
    printed = by_name(node.labels)
    corner, applicants, organizations = (_word(pen, n, printed) for n in ("equation", "applicants", "organizations"))
    columns = [_word(pen, name, printed) for name in (*APPLICANTS, TOTAL)]
    head: Grid = [
        [corner, None, None, applicants],
        [None, None, None, columns[0], organizations, None, None, None, None, columns[-1]],
        [None, None, None, None, *columns[1:-1]],
    ]
    pen.groups = {name: _word(pen, name, printed) for name in (*_GROUPS, *_groups_of_one_edition(pen, node, printed))}
    used = {name for row in node.rows for name in row.path[1:-1]}
    lines = [Line((pen.groups[name],)) for name in _GROUPS if name in printed and name not in used]
    return Table(tuple(columns), corner, depth=_DEPTH, head=head, lines=lines)


def _word(pen: Pen, name: str, printed: Mapping[str, Label]) -> str:
    return pen.phrasing.label(printed.get(name), pen.phrasing.form(name))


def _groups_of_one_edition(pen: Pen, node: Applications, printed: Mapping[str, Label]) -> Iterator[str]:
    """Yield the groups that not every edition has: their words tell which it is, so none is added if none told."""
    inner = dict.fromkeys(row.path[-2] for row in node.rows if len(row.path) > _DEPTH)
    yield from (name for name in inner if name not in _GROUPS and (pen.phrasing.told or name in printed))
