"""What a reader tells of a file in its order: stretches of text, paragraphs, tables, cells; and what is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reportc.places import Located, Places
from reportc.source.blocks import Block, HtmlCell
from reportc.source.geometry import TableGrid
from reportc.source.lines import Line
from reportc.source.pieces import Setting


class ProjectedRun(NamedTuple):
    """Characters of one setting; `origin` is whatever the reader wants to find them again by."""

    text: str
    setting: Setting | None = None
    origin: object = None


class Origin(NamedTuple):
    """Where in the projection a stretch stands, and what its reader gave for it."""

    start: int
    end: int
    origin: object


class Projected(NamedTuple):
    """What a reader made of a file."""

    text: str
    content: Sequence[Block | HtmlCell | Line]
    places: Places
    origins: Sequence[Origin] = ()
    hidden: Sequence[Located] = ()
    """What the file does not show, though something stands there."""


class ProjectedParagraph(NamedTuple):
    """A paragraph, or a line of one, and where a person finds it."""

    stretches: Sequence[ProjectedRun]
    place: Located
    number: int | None = None
    """That of its row, if it is a line of text whose white space says in which columns its words stand."""


@dataclass(slots=True)
class ProjectedTable:
    """A table: its grid, its number, the number of its last row, and the cells of each row."""

    grid: TableGrid
    number: int
    row: int = 0
    rows: list[list[ProjectedCell]] = field(default_factory=list)


class ProjectedCell(NamedTuple):
    """A cell as it will be, where a person finds it, and what it holds."""

    cell: HtmlCell
    place: Located
    holds: list[ProjectedParagraph | ProjectedTable]


@dataclass(slots=True)
class Holder:
    """What holds paragraphs and tables; `boxes` float beside the paragraph that comes next."""

    holds: list[ProjectedParagraph | ProjectedTable] = field(default_factory=list)
    boxes: list[ProjectedParagraph | ProjectedTable] = field(default_factory=list)

    def take(self, part: ProjectedParagraph | ProjectedTable) -> None:
        """Take what comes next, and the boxes beside it."""
        self.holds.append(part)
        if self.boxes:
            self.take_boxes()

    def take_boxes(self) -> None:
        """Take the boxes beside what came last: they are told after it."""
        self.holds += self.boxes
        self.boxes = []
