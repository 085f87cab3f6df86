"""What a reader passes to a projection, in order: runs of text, paragraphs, tables, cells; and the result."""

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
    """Characters with one setting; `origin` is any value by which the reader can find them in its file."""

    text: str
    setting: Setting | None = None
    origin: object = None


class Origin(NamedTuple):
    """The range of a run in the projection, and the value that its reader gave for it."""

    start: int
    end: int
    origin: object


class Projected(NamedTuple):
    """The projection of a file: its text, its content and places, the origins of its runs."""

    text: str
    content: Sequence[Block | HtmlCell | Line]
    places: Places
    origins: Sequence[Origin] = ()
    hidden: Sequence[Located] = ()
    """The places of content that the file does not display."""


class ProjectedParagraph(NamedTuple):
    """A paragraph, or a line of one, and its place in the file."""

    runs: Sequence[ProjectedRun]
    place: Located
    number: int | None = None
    """The number of its row, if it is a line of text whose words are in columns aligned by white space."""


@dataclass(slots=True)
class ProjectedTable:
    """A table: its grid, its number, the number of its last row, and the cells of each row."""

    grid: TableGrid
    number: int
    row: int = 0
    rows: list[list[ProjectedCell]] = field(default_factory=list)


class ProjectedCell(NamedTuple):
    """A cell of the projection, its place in the file, and its content."""

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
