"""The pen: what writers write with. It knows the layout, the words and the place in the source."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

from reportc.emit.text.page import Page, Style
from reportc.emit.text.phrasing import Phrasing
from reportc.emit.text.table import Table
from reportc.form import Edition
from reportc.span import Spans
from reportc.syntax import marks
from reportc.syntax.nodes import Applications, Paragraph, ProactiveDisclosure, Proceedings, Prose, Section

Writer = Callable[["Pen", Any], None]
"""Writes a node of one type; the table of writers says of which."""
SECTION_NUMBERS = {ProactiveDisclosure: 2, Applications: 3, Proceedings: 4}
NOWHERE = 1 << 60
"""Where nodes stand that have no place: after all others."""


class Pen:
    """Writes the nodes of one report onto a page."""

    def __init__(
        self, writers: Mapping[type[Any], Writer], page: Page, phrasing: Phrasing, due: Edition, *, careful: bool
    ) -> None:
        """Take the table of writers, and what they share; `due` is the edition where no word tells it.

        A `careful` pen leaves nothing to how a text looks: it writes more marks.
        """
        self.writers, self.page, self.phrasing, self.due = writers, page, phrasing, due
        self.careful = careful
        self.layout = page.layout
        self.table = Table(())  # the one that rows are written into
        self.groups: Mapping[str, str] = {}  # the labels of the groups that its rows stand in
        self.bare = False  # whether the row that is written needs no marks for lost cells
        self.between: deque[tuple[Paragraph, bool]] = deque()
        """What may stand between anything: page marks, and what a page prints around a report, which is text."""

    def write(self, *nodes: Any) -> None:
        """Write nodes, each by the writer of its type."""
        for node in nodes:
            self.writers[type(node)](self, node)

    def text(self, text: str, spans: Spans) -> None:
        """Write a paragraph or a note; a careful pen quotes what may be read as something else."""
        quoted = self.careful and not self.phrasing.is_plain(text)
        self.block(Style.PARAGRAPH, marks.write_text(text) if quoted else text, spans)

    def block(self, style: Style, text: str, spans: Spans = ()) -> None:
        """Write a block of words."""
        self.page.block(style, text, spans)

    def open(self, section: Section) -> None:
        """Begin a section, with its heading if it has one, and the words of its edition."""
        edition = getattr(section, "edition", self.due)
        self.phrasing.of(edition or self.due, told=self.careful or edition is not None)
        if section.heading:
            self.reach(section.heading.spans)
            self.write(section.heading)
        elif self.careful and not isinstance(section, Prose):
            self.block(Style.MARK, marks.write_section(SECTION_NUMBERS[type(section)]))
        if self.careful and isinstance(section, ProactiveDisclosure | Applications):
            self.block(Style.MARK, marks.write_edition(section.edition))

    def draw(self, table: Table) -> None:
        """Write a table."""
        self.page.draw(table)

    def reach(self, spans: Spans | None) -> None:
        """Write what may stand between anything and stands before a place in the source; all of it for None."""
        while self.between and (spans is None or start(self.between[0][0].spans) < start(spans)):
            paragraph, is_text = self.between.popleft()
            if is_text:
                self.text(paragraph.text, paragraph.spans)
            else:
                self.block(Style.PARAGRAPH, paragraph.text, paragraph.spans)


def start(spans: Spans) -> int:
    """Return where something begins."""
    return spans[0].start if spans else NOWHERE
