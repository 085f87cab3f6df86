"""A Word file: the blocks of a document, spliced into the template in the folder `word`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from wcwidth import wcswidth

from reportc.emit.document.blocks import Box, Document, Grid, Passage, Role, title_lines
from reportc.emit.text.page import BlockStyle
from reportc.source.docx.splice import keeps_blanks

_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def sound(text: str) -> str:
    """Return `text` with the special characters of XML escaped, and U+FFFD for those that it does not allow."""
    return escape(_FORBIDDEN.sub("\ufffd", text), quote=False)


TEMPLATE = Path(__file__).with_name("word")
_BODY, _TITLE = "<!--body-->", "<!--title-->"
_TEXTS: Mapping[BlockStyle, str] = MappingProxyType(
    {
        BlockStyle.TITLE: "Title",
        BlockStyle.HEADING: "Heading1",
        BlockStyle.PARAGRAPH: "BodyText",
        BlockStyle.MARK: "Mark",
    }
)
_BOXES: Mapping[Role, str] = MappingProxyType(
    {
        Role.CAPTION: "Head",
        Role.HEAD: "Head",
        Role.GROUP: "Label",
        Role.LABEL: "Label",
        Role.NUMBER: "Number",
        Role.MARK: "Mark",
    }
)
_BREAKS: Mapping[str, str] = MappingProxyType({"\t": "<w:tab/>", "\n": "<w:br/>", "\r": "<w:cr/>"})
_BREAK = re.compile(r"([\t\r\n])")
_TWIPS = 1440 / 254
"""Twips in a tenth of a millimetre."""
_MARGINS = 80
"""Twips of a cell's width that its margins take."""
_SIZE, _SMALLEST = 18, 9
"""In half points: the size of numbers in the style, and the smallest one."""
_BETWEEN = '<w:p><w:pPr><w:pStyle w:val="Between"/></w:pPr></w:p>'
"""Without a paragraph between them two tables would be one."""
_FIRST = '<w:vMerge w:val="restart"/>'
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every part: equal reports give equal bytes."""


def docx(document: Document) -> bytes:
    """Return the Word file of a document."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        for name, text in _template():
            part = ZipInfo(name, _FIRST_DAY)
            part.compress_type, part.external_attr = ZIP_DEFLATED, 0o644 << 16
            if _BODY in text:
                text = text.replace(_BODY, "\n".join(_blocks(document)))  # noqa: PLW2901  # the part, filled
            package.writestr(part, text.replace(_TITLE, sound(document.title)))
    return made.getvalue()


@cache
def _template() -> tuple[tuple[str, str], ...]:
    """Return the parts of the template; the list of their types comes first, as some readers require."""
    paths = sorted(path for path in TEMPLATE.rglob("*") if path.is_file())
    return tuple((path.relative_to(TEMPLATE).as_posix(), path.read_text("utf-8")) for path in paths)


def _blocks(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Passage):
            lines = title_lines(block.text) if block.style is BlockStyle.TITLE else [block.text]
            yield from (_paragraph(_TEXTS[block.style], line) for line in lines)
        else:
            yield from _table(block)
            yield _BETWEEN


def _paragraph(style: str, text: str, look: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(text, look) if text else ""}</w:p>'


def _run(text: str, look: str) -> str:
    parts = (_BREAKS.get(part) or _words(part) for part in _BREAK.split(text) if part)
    return f"<w:r>{look}{''.join(parts)}</w:r>"


def _words(text: str) -> str:
    space = ' xml:space="preserve"' if keeps_blanks(text) else ""
    return f"<w:t{space}>{sound(text)}</w:t>"


def _table(grid: Grid) -> Iterator[str]:
    widths = [round(width * _TWIPS) for width in grid.widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    size = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    yield f'<w:tbl><w:tblPr><w:tblStyle w:val="Form"/>{size}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    for row, boxes in enumerate(_reached(grid)):
        header = "<w:tblHeader/>" if row < grid.head else ""
        cells = "".join(_cell(box, widths, row) for box in boxes)
        yield f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{cells}</w:tr>"
    yield "</w:tbl>"


def _reached(grid: Grid) -> list[list[Box]]:
    """Return the boxes with a cell in each row, from left to right: one that covers several rows is in each."""
    rows: list[list[Box]] = [[] for _ in range(grid.height)]
    for box in grid.boxes:
        for row in range(box.row, box.row + box.rows):
            rows[row].append(box)
    return [sorted(row, key=lambda box: box.column) for row in rows]


def _cell(box: Box, widths: list[int], row: int) -> str:
    width = sum(widths[box.column : box.column + box.columns])
    span = f'<w:gridSpan w:val="{box.columns}"/>' if box.columns > 1 else ""
    first = row == box.row
    merge = (_FIRST if first else "<w:vMerge/>") if box.rows > 1 else ""
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    look = _smaller(box.text, width) if box.role is Role.NUMBER else ""
    words = _paragraph(_BOXES[box.role], box.text if first else "", look)
    return f'<w:tc><w:tcPr>{size}{span}{merge}<w:vAlign w:val="center"/></w:tcPr>{words}</w:tc>'


def _smaller(text: str, width: int) -> str:
    """Return the look of a number that would be broken in its cell: smaller digits, if they stay legible."""
    digits = max(1, wcswidth(text))  # a digit is half as wide as it is high: five twips for each half point
    size = int((width - _MARGINS) / (5 * digits))
    return f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>' if _SMALLEST <= size < _SIZE else ""
