"""Files of other kinds than text: each kind has a reader, or a refusal with the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from itertools import count, groupby
from types import MappingProxyType
from typing import cast

from reportc.source.blocks import Block, HtmlCell, parts
from reportc.source.cuts import Part
from reportc.source.fold import BLOT
from reportc.source.kinds import Kind, not_read
from reportc.source.lines import Line
from reportc.source.pieces import Refusal, Vocabulary
from reportc.source.projected import Projected
from reportc.source.text import read_lines

_FEWEST = 2
"""At least this many tabs make a paragraph a row."""

Reader = Callable[[bytes, Vocabulary], Projected | Refusal]
"""Returns the projection of a file, or a refusal with the reason. No bytes make it raise."""

_MOST = 50_000
"""The limit of cells and paragraphs: the longest reports have a tenth of it."""
_LONGEST = 10_000_000
"""The limit of characters."""
_TOO_LONG = Refusal(
    f"文件过大（单元格和段落超过 {_MOST} 个，或文字超过 {_LONGEST} 字）",
    f"the file is too large (more than {_MOST} cells and paragraphs, or {_LONGEST} characters of text)",
)

_READERS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.DOCX: "reportc.source.docx",
        Kind.DOC: "reportc.source.office",
        Kind.MHTML: "reportc.source.mhtml",
        Kind.ODT: "reportc.source.office",
        Kind.RTF: "reportc.source.office",
        Kind.ODS: "reportc.source.workbooks.ods",
        Kind.XLS: "reportc.source.workbooks.xls",
        Kind.XLSX: "reportc.source.workbooks.xlsx",
        Kind.WORD_XML: "reportc.source.docx.flat",
        Kind.EXCEL_XML: "reportc.source.workbooks.flat",
        Kind.PDF: "reportc.source.pdf",
        Kind.OFD: "reportc.source.ofd",
    }
)
"""The module of each kind that is read; its function `read` is a `Reader`. It is imported with the first such file."""


def project(data: bytes, kind: Kind, vocabulary: Vocabulary) -> Projected | Refusal:
    """Return the projection of a file of `kind`, or a refusal with the reason."""
    if kind not in _READERS:
        return not_read(kind)
    reader = cast("Reader", import_module(_READERS[kind]).read)
    made = reader(data, vocabulary)
    is_too_long = isinstance(made, Projected) and (len(made.content) > _MOST or len(made.text) > _LONGEST)
    return _TOO_LONG if is_too_long else made


def cut(content: Sequence[Block | HtmlCell | Line], vocabulary: Vocabulary) -> list[Part]:
    """Cut a projection into parts; paragraphs among which tabs make rows of numbers are read as lines of text."""
    found: list[Part] = []
    numbers = count(2 * len(content))  # numbered after tables and their rows
    for kind, group in groupby(content, _kind):
        items = list(group)
        lines = [item for item in items if isinstance(item, Line)]
        blocks = [item for item in items if isinstance(item, Block)]
        if kind is Block and any(_is_row(block, vocabulary) for block in blocks):
            lines = [_line(block, next(numbers)) for block in blocks]
        if lines:
            found += read_lines(lines, vocabulary)
        else:
            found += parts([item for item in items if not isinstance(item, Line)], vocabulary)
    return found


def _kind(item: Block | HtmlCell | Line) -> type[Block | HtmlCell | Line]:
    """Return the class that an item is read as: block, cell of a table, or line laid out with white space."""
    return HtmlCell if isinstance(item, Block) and item.cell else type(item)


def _is_row(block: Block, vocabulary: Vocabulary) -> bool:
    """Return whether tabs split a paragraph into cells, some of which are numbers."""
    cells = "".join(run.text for run in block.runs).split("\t")
    return len(cells) > _FEWEST and any(vocabulary.is_cell(cell.strip()) for cell in cells if cell.strip())


def _line(block: Block, number: int) -> Line:
    """Return a paragraph as a line, without the runs whose setting excludes them from words and numbers."""
    words = "".join(BLOT * len(run.text) if run.setting else run.text for run in block.runs)
    return Line(number, block.runs[0].start, words)


def is_read(kind: Kind) -> bool:
    """Return whether files of `kind` are read."""
    return kind is Kind.TEXT or kind in _READERS
