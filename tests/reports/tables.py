"""The three tables of a report as geometry: boxes with rows, columns and spans, as in Word or HTML.

All layouts draw these; each drops or shifts cells in its own way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from reports.report import Report
from reports.words import (
    APPLICANTS,
    ARTICLES,
    BLOCKS,
    COLUMNS,
    CORNER,
    INFORMATION,
    LEGAL_PERSONS,
    LITIGATION,
    MATRIX,
    RESULTS,
    Edition,
    MatrixRow,
)


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a table and the rectangle it covers; only cells for numbers have a `pointer`."""

    text: str
    row: int
    column: int
    height: int = 1
    width: int = 1
    pointer: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `heads` are the rows that name columns, and `labels` the columns that name rows."""

    name: str
    boxes: tuple[Box, ...]
    heads: int
    labels: int

    @property
    def rows(self) -> int:
        """The number of rows."""
        return max(box.row + box.height for box in self.boxes)

    @property
    def columns(self) -> int:
        """The number of columns."""
        return max(box.column + box.width for box in self.boxes)

    def anchored(self) -> list[list[Box]]:
        """Return for each row the boxes that begin in it, as if spans were dropped."""
        rows: list[list[Box]] = [[] for _ in range(self.rows)]
        for box in sorted(self.boxes, key=lambda box: (box.row, box.column)):
            rows[box.row].append(box)
        return rows

    def covered(self) -> list[list[Box | None]]:
        """Return for each row and column the box that covers it."""
        width = self.columns
        grid: list[list[Box | None]] = [[None] * width for _ in range(self.rows)]
        for box in self.boxes:
            for row in range(box.row, box.row + box.height):
                for column in range(box.column, box.column + box.width):
                    grid[row][column] = box
        return grid

    def filled(self) -> list[list[str]]:
        """Return every row with every column; the cells of a span are empty except the first."""
        return [
            [box.text if box and (box.row, box.column) == (r, c) else "" for c, box in enumerate(row)]
            for r, row in enumerate(self.covered())
        ]

    def stacked(self) -> list[list[str]]:
        """Return rows as pasted from Word: each box once, with an empty cell in each further row that it covers."""
        rows: list[list[str]] = []
        for r, row in enumerate(self.covered()):
            seen: list[Box | None] = []
            for box in row:
                if box is None or box not in seen:
                    seen.append(box)
            rows.append([box.text if box and box.row == r else "" for box in seen])
        return rows


def disclosure(report: Report, *, apart: bool = False) -> tuple[Table, ...]:
    """Return section 2 as one table, or with `apart` as one table for each block."""
    boxes: list[Box] = []
    tables: list[Table] = []
    row = 0
    for article in ARTICLES[report.disclosure_edition]:
        boxes.append(Box(article.caption, row, 0, width=4))
        labels = (INFORMATION, *(label for _, label in article.columns))
        boxes += _spread(row + 1, [(label, None) for label in labels], 4)
        for row_name, label in article.rows:
            cells = [f"{article.row_pointer(row_name)}/{column}" for column, _ in article.columns]
            boxes += _spread(
                row + 2 + [n for n, _ in article.rows].index(row_name),
                [(label, None), *((report.written[cell], cell) for cell in cells)],
                4,
            )
        row += 2 + len(article.rows)
        if apart:
            tables.append(Table("proactive_disclosure", tuple(boxes), 2, 1))
            boxes, row = [], 0
    return tuple(tables) if apart else (Table("proactive_disclosure", tuple(boxes), 2, 1),)


def applications(report: Report) -> Table:
    """Return the matrix of section 3: three columns of labels, seven of numbers."""
    boxes = [Box(CORNER, 0, 0, 3, 3), Box(APPLICANTS, 0, 3, width=7), Box(COLUMNS[0][1], 1, 3, 2)]
    boxes += [Box(LEGAL_PERSONS, 1, 4, width=5), Box(COLUMNS[6][1], 1, 9, 2)]
    boxes += [Box(label, 2, 4 + i) for i, (_, label) in enumerate(COLUMNS[1:6])]
    for i, (row, labels) in enumerate(_labelled(report.applications_edition)):
        boxes += labels
        for j, (column, _) in enumerate(COLUMNS):
            pointer = f"{row.pointer}/{column}"
            boxes.append(Box(report.written[pointer], 3 + i, 3 + j, pointer=pointer))
    return Table("applications", tuple(boxes), 3, 3)


@cache
def _labelled(edition: Edition) -> tuple[tuple[MatrixRow, tuple[Box, ...]], ...]:
    """Return the rows of an edition's matrix, each with the boxes of the labels that begin in it."""
    rows, found = MATRIX[edition], []
    for i, row in enumerate(rows):
        labels = []
        for depth, label in enumerate(row.labels):
            if i == 0 or rows[i - 1].labels[: depth + 1] != row.labels[: depth + 1]:
                height = sum(other.labels[: depth + 1] == row.labels[: depth + 1] for other in rows)
                width = 3 - depth if depth == len(row.labels) - 1 else 1
                labels.append(Box(label, 3 + i, depth, height, width))
        found.append((row, tuple(labels)))
    return tuple(found)


def proceedings(report: Report) -> Table:
    """Return section 4: fifteen columns, no column of labels."""
    (_, reconsideration), (_, direct), (_, after) = BLOCKS
    boxes = [Box(reconsideration, 0, 0, width=5), Box(LITIGATION, 0, 5, width=10)]
    boxes += [Box(label, 1, i, 2) for i, (_, label) in enumerate(RESULTS)]
    boxes += [Box(direct, 1, 5, width=5), Box(after, 1, 10, width=5)]
    boxes += [Box(RESULTS[i % 5][1], 2, 5 + i) for i in range(10)]
    for i, (block, _) in enumerate(BLOCKS):
        for j, (result, _) in enumerate(RESULTS):
            pointer = f"/proceedings/{block}/{result}"
            boxes.append(Box(report.written[pointer], 3, 5 * i + j, pointer=pointer))
    return Table("proceedings", tuple(boxes), 3, 0)


def _spread(row: int, cells: Sequence[tuple[str, str | None]], columns: int) -> Iterator[Box]:
    """Yield a row's boxes; the last one covers the remaining columns."""
    for column, (text, pointer) in enumerate(cells):
        last = column == len(cells) - 1
        yield Box(text, row, column, width=columns - column if last else 1, pointer=pointer)
