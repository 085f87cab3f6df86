"""Wiki tables: MediaWiki between `{|` and `|}`, AsciiDoc between lines of `|===`; a cell may span others.

A table that holds a whole page has other tables in it; only the innermost are read, and what is
around them is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from reportc.source.cuts import Found, among
from reportc.source.layouts.markup import WIDEST, MarkupCell, settled, span
from reportc.source.lines import Line, cut
from reportc.source.pieces import Piece, Vocabulary

_SPAN = re.compile(r"\b(?P<name>col|row)span\s*=\s*[\"']?\s*(?P<number>\d{1,6})", re.IGNORECASE)
_COLUMNS = re.compile(r"\bcols\s*=\s*(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^\],\s]+))")
_REPEATED = re.compile(r"\s*(\d{1,3})\*")
_SPEC = r"(?:(?P<width>\d{1,3})?(?:\.(?P<height>\d{1,3}))?\+)?[<^>]?(?:\.[<^>])?[aehlmsvd]?"
_CELL = {mark: re.compile(rf"(?<!\\)(?:(?<!\S){_SPEC})?{re.escape(mark)}") for mark in "|!"}
_FENCE = re.compile(r"\s*[|!]={3,}\s*")

TableReader = Callable[[Sequence[Line], Line | None], list[Piece] | None]
"""Takes the lines of a table but the last, and the line before them; None if they do not show its rows."""


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> Found | None:  # noqa: ARG001  # the markup suffices
    """Read the tables; other lines are left to other layouts. None unless there is a table."""
    tables = ((at, end, reader(lines[at:end], lines[at - 1] if at else None)) for at, end, reader in _tables(lines))
    return among(lines, [(first, last + 1, pieces) for first, last, pieces in tables if pieces is not None])


def _tables(lines: Sequence[Line]) -> Iterator[tuple[int, int, TableReader]]:
    """Yield from which line to which the innermost tables are, and who reads them."""
    begun, kind = -1, ""
    for i, line in enumerate(lines):
        text = line.text.strip()
        if text.startswith("{|"):
            begun, kind = i, "{"
        elif text.startswith("|}") and kind == "{":
            yield begun, i, _mediawiki
            kind = ""
        elif _FENCE.fullmatch(text):
            body = next((other for other in lines[begun + 1 : i] if not other.blank), None) if kind == text[0] else None
            closes = body is not None and bool(_CELL[kind].match(body.text.lstrip()))
            if closes:
                yield begun, i, _asciidoc
            begun, kind = i, "" if closes else text[0]


def _mediawiki(lines: Sequence[Line], _before: Line | None) -> list[Piece]:
    """Read a MediaWiki table."""
    return settled(_mediawiki_rows(lines[1:]), lines[0].start)


def _mediawiki_rows(lines: Sequence[Line]) -> Iterator[list[MarkupCell]]:
    row: list[MarkupCell] = []
    for line in lines:
        text = line.text.lstrip()
        if text.startswith("|-"):
            yield row
            row = []
        elif text[:1] in ("|", "!") and not text.startswith("|+"):
            row += _mediawiki_cells(cut(line, len(line.text) - len(text), len(line.text)))
        elif row:
            row[-1].lines.append(line)
    yield row


def _mediawiki_cells(line: Line) -> Iterator[MarkupCell]:
    """Yield the cells of a line: `| attributes | text || text`."""
    text, start = line.text, 1
    for mark in (*re.finditer(r"\|\||!!" if text[0] == "!" else r"\|\|", text[1:]), None):
        end = mark.start() + 1 if mark else len(text)
        bar = text.find("|", start, end)
        attributes = text[start:bar] if bar >= 0 else ""
        if "=" not in attributes or "[[" in attributes or "{{" in attributes:
            attributes, bar = "", start - 1
        spans = {found["name"].lower(): found["number"] for found in _SPAN.finditer(attributes)}
        yield MarkupCell([cut(line, bar + 1, end)], span(spans.get("col")), span(spans.get("row")))
        start = end + 2


def _asciidoc(lines: Sequence[Line], before: Line | None) -> list[Piece] | None:
    """Read an AsciiDoc table: a row is a line where a line holds several cells."""
    mark = _CELL[lines[0].text.strip()[0]]
    made = [_asciidoc_cells(line, mark) for line in lines[1:]]
    widths = [sum(cell.width for cell in row) for row, _ in made]
    declared = _columns_declared(before)
    width = declared or next((width for width in widths if width), 0)
    if width in widths and width > 1:
        return settled(_by_line(lines[1:], made), lines[0].start)
    cells = [cell for row in _by_line(lines[1:], made) for cell in row]
    return settled([cells], lines[0].start, declared) if declared else None


def _columns_declared(before: Line | None) -> int:
    """Return how many columns the attributes of a table name; 0 if they do not."""
    found = _COLUMNS.search(before.text) if before else None
    if not found:
        return 0
    columns = re.split("[,;]", found["quoted"] or found["bare"] or "")
    return min(WIDEST, sum(int(many[1]) if (many := _REPEATED.match(one)) else 1 for one in columns))


def _asciidoc_cells(line: Line, cells: re.Pattern[str]) -> tuple[list[MarkupCell], int]:
    """Return the cells that begin on a line, and where the first one does."""
    marks = [*cells.finditer(line.text)]
    ends = [*(mark.start() for mark in marks), len(line.text)]
    made = [
        MarkupCell([cut(line, mark.end(), end)], span(mark["width"]), span(mark["height"]))
        for mark, end in zip(marks, ends[1:], strict=True)
    ]
    return made, ends[0]


def _by_line(lines: Sequence[Line], made: Sequence[tuple[list[MarkupCell], int]]) -> Iterator[list[MarkupCell]]:
    """Yield a row for each line that begins with a cell; others go on with the last cell, and the row."""
    row: list[MarkupCell] = []
    for line, (cells, first) in zip(lines, made, strict=True):
        ahead = cut(line, 0, first)
        if row and not (cells and ahead.blank):
            row[-1].lines.append(ahead)
            row += cells
        else:
            yield row
            row = cells
    yield row
