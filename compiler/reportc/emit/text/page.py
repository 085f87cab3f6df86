"""A page that grows: it alone counts newlines and knows how a block is set, so that no writer has to."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import Protocol

from reportc.emit.text.layouts import Layout
from reportc.emit.text.table import Table
from reportc.span import Spans


class Style(Enum):
    """What a block of words is; a mark is what the formatter writes for what has no place in the form."""

    TITLE = auto()
    HEADING = auto()
    PARAGRAPH = auto()
    MARK = auto()


_BEFORE: Mapping[Style, str] = MappingProxyType({Style.TITLE: "title", Style.HEADING: "heading"})
"""The field of a layout that says what is set before a block."""


class Page(Protocol):
    """What a pen writes on: a text, or a document that is drawn later."""

    @property
    def layout(self) -> Layout:
        """How rows and blocks are to be laid."""

    def block(self, style: Style, text: str, spans: Spans = ()) -> None:
        """Write a block of words; `spans` is where it was read."""

    def draw(self, table: Table) -> None:
        """Write a table."""

    def room(self) -> None:
        """Leave room to write in, where a section has no text."""


class TextPage:
    """Text in blocks, with one empty line between two of them and one newline at the end."""

    def __init__(self, layout: Layout) -> None:
        """Begin an empty page."""
        self.layout = layout
        self._blocks: list[str] = []

    def block(self, style: Style, text: str, _spans: Spans = ()) -> None:
        """Write a block of words; nothing for an empty text."""
        before = getattr(self.layout, _BEFORE[style]) if style in _BEFORE else ""
        self._add(before + text)

    def draw(self, table: Table) -> None:
        """Write a table as the layout draws it."""
        self._add(self.layout.draw(table))

    def room(self) -> None:
        """Leave nothing: in a text there is room anywhere."""

    def text(self) -> str:
        """Return what is written; nothing at all for an empty page."""
        return "\n\n".join(self._blocks) + "\n" if self._blocks else ""

    def _add(self, text: str) -> None:
        if text:
            self._blocks.append(text)
