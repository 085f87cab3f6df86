"""What a reader passes to a projection, in order: stretches of text, paragraphs, tables, cells; and the result."""

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
    """Where in the projection a stretch is, and what its reader gave for it."""

    start: int
    end: int
    origin: object


class Projected(NamedTuple):
    """The projection of a file."""

    text: str
    content: Sequence[Block | HtmlCell | Line]
    places: Places
    origins: Sequence[Origin] = ()
    hidden: Sequence[Located] = ()
    """What the file does not show, though something is there."""


class ProjectedParagraph(NamedTuple):
    """A paragraph, or a line of one, and where a person finds it."""

    stretches: Sequence[ProjectedRun]
    place: Located
    number: int | None = None
    """That of its row, if it is a line of text whose white space says in which columns its words are."""


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
        """Append the next part, and the boxes beside it."""
        self.holds.append(part)
        if self.boxes:
            self.take_boxes()

    def take_boxes(self) -> None:
        """Append the boxes beside the last part: they come after it."""
        self.holds += self.boxes
        self.boxes = []
