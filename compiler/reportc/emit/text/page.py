"""The page and the pen of writers: the page sets blocks, the pen has the words and the place in the source."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import Any, Protocol

from reportc.emit.text.layouts import WrittenLayout
from reportc.emit.text.phrasing import Phrasing
from reportc.emit.text.table import PrintedTable
from reportc.form import Edition
from reportc.span import Spans
from reportc.syntax import formatter_marks
from reportc.syntax.nodes import Applications, Cell, Label, Paragraph, ProactiveDisclosure, Proceedings, Prose, Section


class BlockStyle(Enum):
    """The kinds of blocks of text; a mark stands for what has no place in the form."""

    TITLE = auto()
    HEADING = auto()
    PARAGRAPH = auto()
    MARK = auto()


_BEFORE: Mapping[BlockStyle, str] = MappingProxyType({BlockStyle.TITLE: "title", BlockStyle.HEADING: "heading"})
"""The field of a layout with the prefix of a block."""


class ReportPage(Protocol):
    """What a pen writes on: a text, or a document that is drawn later."""

    @property
    def layout(self) -> WrittenLayout:
        """The layout of rows and blocks."""

    def block(self, style: BlockStyle, text: str, spans: Spans = ()) -> None:
        """Write a block of text; `spans` is its place in the source."""

    def draw(self, table: PrintedTable) -> None:
        """Write a table."""

    def room(self) -> None:
        """Leave room to write in, where a section has no text."""


class TextPage:
    """Text in blocks, with one empty line between two of them and one newline at the end."""

    def __init__(self, layout: WrittenLayout) -> None:
        """Begin an empty page."""
        self.layout = layout
        self._blocks: list[str] = []

    def block(self, style: BlockStyle, text: str, _spans: Spans = ()) -> None:
        """Write a block of text; nothing for an empty text."""
        before = getattr(self.layout, _BEFORE[style]) if style in _BEFORE else ""
        self._add(before + text)

    def draw(self, table: PrintedTable) -> None:
        """Write a table as the layout draws it."""
        self._add(self.layout.draw(table))

    def room(self) -> None:
        """Leave nothing: in a text there is room anywhere."""

    def text(self) -> str:
        """Return the text that was written; "" for an empty page."""
        return "\n\n".join(self._blocks) + "\n" if self._blocks else ""

    def _add(self, text: str) -> None:
        if text:
            self._blocks.append(text)


# ---------------------------------------------------------------- the pen


Writer = Callable[["Pen", Any], None]
"""Writes a node of one type, by which the table of writers finds it."""
SECTION_NUMBERS = {ProactiveDisclosure: 2, Applications: 3, Proceedings: 4}
NOWHERE = 1 << 60
"""The position of nodes without one: after all others."""


class Pen:
    """Writes the nodes of one report onto a page."""

    def __init__(
        self, writers: Mapping[type[Any], Writer], page: ReportPage, phrasing: Phrasing, due: Edition, *, careful: bool
    ) -> None:
        """Take the table of writers, and what they share; `due` is the edition where no word shows it.

        A `careful` pen writes more marks, so that the look of a text decides nothing.
        """
        self.writers, self.page, self.phrasing, self.due = writers, page, phrasing, due
        self.careful = careful
        self.layout = page.layout
        self.table = PrintedTable(())  # the table that rows are written into
        self.groups: Mapping[str, str] = {}  # the labels of the groups of its rows
        self.bare = False  # whether the current row needs no marks for lost cells
        self.between: deque[tuple[Paragraph, bool]] = deque()
        """Nodes that may come between any others: page marks, and texts that a page prints around a report."""

    def write(self, *nodes: Any) -> None:
        """Write nodes, each by the writer of its type."""
        for node in nodes:
            self.writers[type(node)](self, node)

    def text(self, text: str, spans: Spans) -> None:
        """Write a paragraph or a note; a careful pen quotes one that may be read as something else."""
        quoted = self.careful and not self.phrasing.is_plain(text)
        self.block(BlockStyle.PARAGRAPH, formatter_marks.write_text(text) if quoted else text, spans)

    def block(self, style: BlockStyle, text: str, spans: Spans = ()) -> None:
        """Write a block of text."""
        self.page.block(style, text, spans)

    def open(self, section: Section) -> None:
        """Begin a section, with its heading if it has one, and the words of its edition."""
        edition = getattr(section, "edition", self.due)
        self.phrasing.of(edition or self.due, shows=self.careful or edition is not None)
        if section.heading:
            self.reach(section.heading.spans)
            self.write(section.heading)
        elif self.careful and not isinstance(section, Prose):
            self.block(BlockStyle.MARK, formatter_marks.write_section(SECTION_NUMBERS[type(section)]))
        if self.careful and isinstance(section, ProactiveDisclosure | Applications):
            self.block(BlockStyle.MARK, formatter_marks.write_edition(section.edition))

    def draw(self, table: PrintedTable) -> None:
        """Write a table."""
        self.page.draw(table)

    def reach(self, spans: Spans | None) -> None:
        """Write the nodes of `between` up to a place in the source; all of them for None."""
        while self.between and (spans is None or start(self.between[0][0].spans) < start(spans)):
            paragraph, is_text = self.between.popleft()
            if is_text:
                self.text(paragraph.text, paragraph.spans)
            else:
                self.block(BlockStyle.PARAGRAPH, paragraph.text, paragraph.spans)


def start(spans: Spans) -> int:
    """Return the start of some spans."""
    return spans[0].start if spans else NOWHERE


def by_name(labels: Iterable[Label]) -> dict[str, Label]:
    """Map the names of labels to the first printed one of each."""
    return {label.name: label for label in reversed(tuple(labels))}


def first(leaves: Iterable[Label | Cell]) -> int:
    """Return the start of a table."""
    return min((start(leaf.spans) for leaf in leaves), default=NOWHERE)


def split_notes(notes: Iterable[Paragraph], begin: int) -> tuple[list[Paragraph], list[Paragraph]]:
    """Split notes into those before the beginning of a table and those after it."""
    before = [note for note in notes if start(note.spans) < begin]
    return before, [note for note in notes if start(note.spans) >= begin]
