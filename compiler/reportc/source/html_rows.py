"""Tables of a page as written: each row from its start tag to its end tag, and how far its cells reach down.

Only tables all of whose rows and cells have both tags, and that hold no other table, are yielded: there a row can be
inserted or deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from reportc.span import Span

_TAG = re.compile(r"<!--|<(?P<end>/?)(?P<name>table|tr|td|th|script|style)(?=[\s/>])[^<>]*>", re.IGNORECASE)
_REACH = re.compile(r"\browspan\s*=\s*[\"']?\s*(?P<rows>\d{1,4})(?!\d)", re.IGNORECASE)


class WrittenCell(NamedTuple):
    """A cell, tags included; `reach` is its rowspan, `printed` the span of that attribute's value."""

    span: Span
    reach: int
    printed: Span | None


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row, tags included."""

    span: Span
    cells: tuple[WrittenCell, ...]


WrittenTable = tuple[WrittenRow, ...]


@dataclass(slots=True)
class _OpenTable:
    """A table that is being read."""

    rows: list[WrittenRow] = field(default_factory=list)
    cells: list[WrittenCell] = field(default_factory=list)
    row: int | None = None
    cell: re.Match[str] | None = None
    broken: bool = False

    def take(self, tag: re.Match[str]) -> None:
        """Take the tag of a row or a cell."""
        is_row = tag["name"].lower() == "tr"
        if is_row and not tag["end"]:
            self.broken = self.broken or self.row is not None
            self.row, self.cells = tag.start(), []
        elif is_row:
            self.broken = self.broken or self.row is None or self.cell is not None
            self.rows.append(WrittenRow(Span(self.row or 0, tag.end()), tuple(self.cells)))
            self.row = None
        elif not tag["end"]:
            self.broken = self.broken or self.row is None or self.cell is not None
            self.cell = tag
        else:
            self.broken = self.broken or self.cell is None
            if self.cell:
                self.cells.append(_cell(self.cell, tag.end()))
            self.cell = None


@lru_cache(maxsize=1)
def written_tables(text: str) -> tuple[WrittenTable, ...]:
    """Return the tables of a page."""
    return tuple(_tables(text))


def _tables(text: str) -> Iterator[WrittenTable]:
    opened: list[_OpenTable] = []
    for tag in _tags(text):
        if tag["name"].lower() != "table":
            if opened:
                opened[-1].take(tag)
        elif not tag["end"]:
            for around in opened:
                around.broken = True
            opened.append(_OpenTable())
        elif opened:
            table = opened.pop()
            if not table.broken and table.row is None:
                yield tuple(table.rows)


def _tags(text: str) -> Iterator[re.Match[str]]:
    """Yield the tags of tables, rows and cells, except those in comments and scripts."""
    at = 0
    while tag := _TAG.search(text, at):
        at = tag.end()
        if tag["name"] is None or tag["name"].lower() in {"script", "style"}:
            closed = "-->" if tag["name"] is None else f"</{tag['name']}"
            at = at if tag["end"] else text.find(closed, at)
            if at < 0:
                return
        else:
            yield tag


def _cell(tag: re.Match[str], end: int) -> WrittenCell:
    reach = _REACH.search(tag[0])
    printed = Span(tag.start() + reach.start("rows"), tag.start() + reach.end("rows")) if reach else None
    return WrittenCell(Span(tag.start(), end), int(reach["rows"]) if reach else 1, printed)
