"""The layouts that reports are written in, one of which a report may be in already. To add one, name it in LAYOUTS."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, zip_longest
from types import MappingProxyType

from wcwidth import wcswidth

from reportc.emit.text.table import PrintedTable, TextGrid, official, plain
from reportc.syntax.nodes import Applications, Label, Report
from reportc.syntax.walk import rows

KEPT = "keep"
"""In place of a layout's name: the layout that the report is in."""
_NORMAL = "markdown"
_INDENT = "\u3000"
_NARROWEST = 3
"""Some programs do not recognise a rule of fewer dashes."""

DrawTable = Callable[[PrintedTable], str]
"""Draws a table, its caption included: lines without an end of the last."""


@dataclass(frozen=True, slots=True)
class WrittenLayout:
    """How tables are drawn, and the prefixes of a title and a heading.

    `grid` says whether the layout shows which cells are in one row; `blocks` whether section 4 is drawn
    as the form has it, fifteen numbers in a row, and not a row for each of its blocks; `one_grid` whether
    the blocks of section 2 are one table, as the form has them.
    """

    draw: DrawTable
    title: str = ""
    heading: str = ""
    grid: bool = True
    blocks: bool = False
    one_grid: bool = False


# ---------------------------------------------------------------- drawing


def _markdown(table: PrintedTable) -> str:
    """Draw a pipe table, labels to the left, numbers to the right; a table without a header gets an empty one."""
    drawn = [
        [_INDENT * depth + (label or ""), *(cell or "" for cell in cells)] for depth, (label, *cells) in plain(table)
    ]
    if not drawn:
        return table.caption or ""
    if not table.columns:
        drawn.insert(0, [""] * (1 + table.width))
    widths = [max(_NARROWEST, *map(_width, column)) for column in zip_longest(*drawn, fillvalue="")]
    lines = [_pipes(row, widths) for row in drawn]
    rule = [" " + "-" * (width - 1) + ": |" for width in widths[1:]]
    lines.insert(1, f"| {'-' * widths[0]} |{''.join(rule)}")
    return "\n".join([table.caption, "", *lines] if table.caption else lines)


def _pipes(cells: list[str], widths: list[int]) -> str:
    padded = [" " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)]
    numbers = "".join(f" {space}{cell} |" for cell, space in zip(cells[1:], padded[1:], strict=True))
    return f"| {cells[0]}{padded[0]} |{numbers}"


@lru_cache(maxsize=4096)
def _width(text: str) -> int:
    """Return how many columns a text takes: two for a full-width character."""
    return len(text) if text.isascii() else max(wcswidth(text), 0)


def _tabs(table: PrintedTable) -> str:
    """Draw a row a line, its cells between tabs."""
    drawn = ["\t".join(cell or "" for cell in row) for _, row in plain(table)]
    return "\n".join([table.caption, *drawn] if table.caption else drawn)


def _lines(table: PrintedTable) -> str:
    """Draw a tab and one cell a line, an empty line after each row; a caption is a row of its own."""
    grid: TextGrid = [[table.caption]] if table.caption else []
    grid += [row for _, row in plain(table)]
    return "\n\n".join("\n".join(f"\t{cell}" for cell in row if cell is not None) for row in grid)


def _bars(table: PrintedTable) -> str:
    """Draw a cell a line in the form's own order, a line with a lone bar after each, also after an empty cell."""
    if not (table.columns or table.lines):
        return table.caption or ""
    cells = [cell for row in official(table) for cell in row if cell is not None]
    return "\n".join(f"{cell}\n|" if cell else "|" for cell in cells)


def _official(table: PrintedTable) -> str:
    """Draw the printed form as rows with tabs, empty where a merged cell covers: ready to paste into Word or Excel."""
    return "\n".join("\t".join(cell or "" for cell in row) for row in official(table))


LAYOUTS: Mapping[str, WrittenLayout] = MappingProxyType(
    {
        _NORMAL: WrittenLayout(_markdown, title="# ", heading="## "),
        "tabs": WrittenLayout(_tabs),
        "lines": WrittenLayout(_lines),
        "bars": WrittenLayout(_bars, grid=False, blocks=True),
        "official": WrittenLayout(_official, blocks=True, one_grid=True),
    }
)
"""All layouts by name, the normal form first."""


# ---------------------------------------------------------------- the layout that a report is in


def layout_of(report: Report, text: str) -> str:
    """Return the name of the layout that `report`, read from `text`, is in; the normal form where it is in none."""
    votes = Counter(_separations(report, text))
    found = votes.most_common(1)[0][0] if votes else _NORMAL
    return "official" if found == "tabs" and _has_columns_of_labels(report, text) else found


def _separations(report: Report, text: str) -> Iterator[str]:
    """Yield the layout whose separators `text` has, for each two neighbouring cells of a row."""
    for row in rows(report):
        spans = sorted(span for cell in row.cells for span in cell.spans)
        for one, other in pairwise(spans):
            between = text[one.end : other.start]
            if "\n" in between or "\r" in between:
                yield "bars" if "|" in between else "lines"
            elif "|" in between:
                yield _NORMAL
            elif "\t" in between:
                yield "tabs"


def _has_columns_of_labels(report: Report, text: str) -> bool:
    """Return whether the label of a group is on one line with that of its first row, as in the form."""
    for section in report.sections:
        if isinstance(section, Applications):
            starts = [row.labels[0].spans[0].start for row in section.rows if row.labels and row.labels[0].spans]
            if any(_is_just_before(label, start, text) for label in section.labels for start in starts):
                return True
    return False


def _is_just_before(label: Label, start: int, text: str) -> bool:
    end = label.spans[-1].end if label.spans else start
    return end < start and not text[end:start].strip("\t")
