"""Tables with drawn borders: grid tables of Markdown and reStructuredText, and box drawing."""

from __future__ import annotations

from itertools import accumulate
from random import Random
from typing import NamedTuple

from reports.document import Style, compose
from reports.layouts.canvas import display_width, wrap
from reports.report import Report
from reports.tables import Box, Table


class Pen(NamedTuple):
    """The characters of a border; crossings are indexed by their arms: up 8, right 4, down 2, left 1."""

    horizontal: str
    vertical: str
    crossings: str


_GRID = Pen("-", "|", "+++++-++++|+++++")
_LIGHT = Pen("─", "│", " ╴╷┐╶─┌┬╵┘│┤└┴├┼")
_HEAVY = Pen("━", "┃", " ╸╻┓╺━┏┳╹┛┃┫┗┻┣╋")


def grid(report: Report, rng: Random) -> str:
    """Draw `+---+` borders around cells, merged or all unmerged."""
    return _bordered(report, rng, _GRID)


def boxes(report: Report, rng: Random) -> str:
    """Draw borders with box-drawing characters."""
    return _bordered(report, rng, rng.choice((_LIGHT, _HEAVY)))


def _bordered(report: Report, rng: Random, pen: Pen) -> str:
    merged = rng.random() < 0.6
    room = rng.randint(10, 40)

    def draw(table: Table, _rng: Random) -> list[str]:
        return _Drawing(table if merged else _unmerged(table), pen, room).rows()

    return compose(report, rng, draw, Style(gap="\n\n"))


def _unmerged(table: Table) -> Table:
    """Return `table` with every span opened into empty cells."""
    numbers = {(box.row, box.column): box.pointer for box in table.boxes}
    opened = (
        Box(text, r, c, pointer=numbers.get((r, c)))
        for r, row in enumerate(table.filled())
        for c, text in enumerate(row)
    )
    return Table(table.name, tuple(opened), table.heads, table.labels)


class _Drawing:
    """A table on a page: the places of its columns and rows, and the lines of its texts."""

    def __init__(self, table: Table, pen: Pen, room: int) -> None:
        self.pen = pen
        self.covered = table.covered()
        self.widths = [_width(table, column, room) for column in range(table.columns)]
        self.broken = {box: wrap(box.text, self._across(box) - 2) for box in table.boxes}
        self.heights = [1] * table.rows
        for box, lines in sorted(self.broken.items(), key=lambda item: item[0].height):
            rows = self.heights[box.row : box.row + box.height]
            self.heights[box.row + box.height - 1] += max(0, len(lines) - sum(rows) - len(rows) + 1)
        self.tops = list(accumulate((height + 1 for height in self.heights), initial=0))

    def rows(self) -> list[str]:
        """Return the lines of each row with the border above it, the last with the border below too."""
        drawn = [
            "".join(f"{self._content(row, self.tops[row] + 1 + i)}\n" for i in range(height))
            for row, height in enumerate(self.heights)
        ]
        borders = [f"{self._border(row)}\n" for row in range(len(drawn) + 1)]
        rows = [border + row for border, row in zip(borders, drawn, strict=False)]
        return [*rows[:-1], rows[-1] + borders[-1]]

    def _across(self, box: Box) -> int:
        """Return the columns between the borders left and right of `box`."""
        return sum(self.widths[box.column : box.column + box.width]) - 1

    def _content(self, row: int, line: int) -> str:
        here = [box for column, box in enumerate(self.covered[row]) if box and box.column == column]
        return "".join(self.pen.vertical + self._slice(box, line) for box in here) + self.pen.vertical

    def _slice(self, box: Box, line: int) -> str:
        """Return the part of `box` on `line` of the page, padded to its width."""
        offset = line - self.tops[box.row] - 1
        word = self.broken[box][offset] if offset < len(self.broken[box]) else ""
        return f" {word}" + " " * (self._across(box) - 1 - display_width(word))

    def _border(self, row: int) -> str:
        """Return the border above `row`, open where a box runs through it."""
        none: list[Box | None] = [None] * len(self.widths)
        above = self.covered[row - 1] if row else none
        below = self.covered[row] if row < len(self.covered) else none
        text, column = "", 0
        while column < len(self.widths):
            text += self._crossing(above, below, column)
            box = above[column]
            if box is not None and box is below[column]:
                text += self._slice(box, self.tops[row])
                column += box.width
            else:
                text += self.pen.horizontal * (self.widths[column] - 1)
                column += 1
        return text + self._crossing(above, below, column)

    def _crossing(self, above: list[Box | None], below: list[Box | None], column: int) -> str:
        """Return the character where the border meets the left side of `column`."""
        left = (above[column - 1], below[column - 1]) if column else (None, None)
        right = (above[column], below[column]) if column < len(above) else (None, None)
        up, down = left[0] is not right[0], left[1] is not right[1]
        arms = 8 * up + 4 * (right[0] is not right[1]) + 2 * down + (left[0] is not left[1])
        return self.pen.crossings[arms]


def _width(table: Table, column: int, room: int) -> int:
    """Return a column's width with its left border: as wide as its widest word, and no wider than `room`."""
    texts = [b.text for b in table.boxes if b.column == column and b.width == 1]
    numbers = max((display_width(b.text) for b in table.boxes if b.column == column and b.pointer), default=0)
    return max(4, numbers, min(room, max(map(display_width, texts), default=4))) + 3
