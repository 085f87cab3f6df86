"""What a document is made of: texts, and grids of boxes with their extent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from wcwidth import wcswidth

from reportc.emit.text.page import Style
from reportc.form import Path
from reportc.span import Spans
from reportc.syntax import nodes

WIDTH = 1560
"""How wide a grid is, in tenths of a millimetre: the text of a page of A4 as offices set it."""


class Role(StrEnum):
    """What a box of a grid holds."""

    CAPTION = "caption"
    HEAD = "head"
    GROUP = "group"
    LABEL = "label"
    NUMBER = "number"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Text:
    """A title, a heading, a paragraph or a mark; `spans` is where it was read."""

    style: Style
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
    """A table as it is ruled: boxes by row and column, each place in one of them.

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


Block = Text | Grid

_LONGEST = 40
"""Columns of a line of a title: twenty characters of 二号."""
_YEAR = re.compile(r"(?<=.)(?=20\d\d)")


def title_lines(text: str) -> list[str]:
    """Return the lines of a title on paper: one that is too long is broken between the agency and the year."""
    parts = _YEAR.split(text, maxsplit=1) if wcswidth(text) > _LONGEST else [text]
    return parts if max(map(wcswidth, parts)) <= _LONGEST else [text]


@dataclass(frozen=True, slots=True)
class Document:
    """A report as it is to be set."""

    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """The words of the title; "" without one."""
        titles = (block.text for block in self.blocks if isinstance(block, Text) and block.style is Style.TITLE)
        return next(titles, "")
