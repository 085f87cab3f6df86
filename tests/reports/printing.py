"""Reports printed as PDF by reportlab: tables with rules of many kinds, on pages of many sizes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from html import escape
from random import Random
from types import MappingProxyType
from typing import Any

from reportlab.lib.colors import lightgrey
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4, landscape, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, TableStyle
from reportlab.platypus import Table as Drawn

from reports import tables
from reports.report import Report
from reports.tables import Table
from reports.words import HEADINGS

FONT = "STSong-Light"
_ALL = ((0, 0), (-1, -1))
Rules = Sequence[tuple[Any, ...]]

RULES: Mapping[str, Rules] = MappingProxyType(
    {
        "grid": (("GRID", *_ALL, 0.5, "black"),),
        "thick": (("GRID", *_ALL, 2, "black"),),
        "boxed": (("INNERGRID", *_ALL, 0.25, "black"), ("BOX", *_ALL, 1.5, "black")),
        "double": (("INNERGRID", *_ALL, 0.5, "black"), ("BOX", *_ALL, 0.5, "black", None, None, None, 2, 2)),
        "dashed": (("GRID", *_ALL, 0.5, "black", None, (2, 1)),),
        "without sides": (("INNERGRID", *_ALL, 0.5, "black"), ("LINEABOVE", (0, 0), (-1, 0), 1, "black")),
        "shaded": (("GRID", *_ALL, 0.5, "black"), ("BACKGROUND", (0, 0), (-1, 0), lightgrey)),
    }
)
"""Tables with all their rules, or nearly so."""
OPEN: Mapping[str, Rules] = MappingProxyType(
    {
        "across": (("LINEBELOW", *_ALL, 0.5, "black"), ("LINEABOVE", (0, 0), (-1, 0), 1, "black")),
        "down": (("LINEBEFORE", *_ALL, 0.5, "black"), ("LINEAFTER", (-1, 0), (-1, -1), 0.5, "black")),
        "bare": (),
    }
)
"""Tables without all rules: cells must be recognised by the positions of texts."""


@cache
def _font() -> str:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    return FONT


def printed(report: Report, rng: Random, rules: Rules, *, numbered: bool = False) -> bytes:
    """Return a report as PDF; `numbered` pages have a running head and a page number."""
    size = rng.choice((9, 10.5, 12))
    body = ParagraphStyle(
        "body",
        fontName=_font(),
        fontSize=size,
        leading=size * rng.choice((1.3, 1.6, 2)),
        firstLineIndent=rng.choice((0, 2)) * size,
        alignment=rng.choice((TA_LEFT, TA_JUSTIFY)),
        wordWrap="CJK",
        spaceAfter=rng.choice((0, 6)),
    )
    cell = ParagraphStyle(
        "cell",
        fontName=FONT,
        fontSize=rng.choice((7.5, 9)),
        leading=rng.choice((9.5, 11)),
        alignment=rng.choice((TA_LEFT, TA_CENTER)),
        wordWrap="CJK",
    )
    title = ParagraphStyle("title", body, alignment=TA_CENTER, fontSize=16, leading=24, firstLineIndent=0)
    heading = ParagraphStyle("heading", body, fontSize=size + 1, firstLineIndent=0, alignment=TA_LEFT)
    middle = rng.choice(("MIDDLE", "TOP"))
    apart = rng.random() < 0.5

    def drawn(table: Table) -> Iterator[Flowable]:
        yield _table(table, cell, [*rules, ("VALIGN", *_ALL, middle)], frame - 12, rng)
        yield Spacer(1, 8)

    page = rng.choice((A4, A4, letter, landscape(A4)))
    margin = rng.choice((15, 22)) * mm
    frame = page[0] - 2 * margin
    sections: tuple[Sequence[Flowable], ...] = (
        [Paragraph(escape(text), body) for text in report.overview],
        [one for table in tables.disclosure(report, apart=apart) for one in drawn(table)],
        list(drawn(tables.applications(report))),
        list(drawn(tables.proceedings(report))),
        [Paragraph(escape(text), body) for text in report.problems],
        [Paragraph(escape(text), body) for text in report.other_matters],
    )
    story: list[Flowable] = [Paragraph(escape(report.title), title)] if report.title else []
    story += [Paragraph(escape(text), body) for text in report.preamble]
    for words, section in zip(HEADINGS, sections, strict=True):
        story += [Paragraph(words, heading), *section]
    return _built(story, page, margin, _numbering(rng) if numbered else _nothing)


def _table(table: Table, style: ParagraphStyle, rules: list[tuple[Any, ...]], width: float, rng: Random) -> Drawn:
    """Draw a table with wrapped cells, which continues over pages and may repeat its header there."""
    rows = [[Paragraph(escape(text), style) if text else "" for text in row] for row in table.filled()]
    spans = [
        ("SPAN", (box.column, box.row), (box.column + box.width - 1, box.row + box.height - 1))
        for box in table.boxes
        if box.width > 1 or box.height > 1
    ]
    first = {1: (0.4,), 3: (0.09, 0.14, 0.24)}.get(table.labels, ())
    widths = [share * width for share in first]
    left = table.columns - len(widths)
    widths += [(width - sum(widths)) / left] * left
    again = table.heads if table.name == "applications" and rng.random() < 0.4 else 0
    return Drawn(rows, widths, repeatRows=again, style=TableStyle([*rules, *spans]))


def _built(story: list[Flowable], page: tuple[float, float], margin: float, decorate: Callable[..., None]) -> bytes:
    buffer = io.BytesIO()
    sides: dict[str, Any] = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), margin)
    document = SimpleDocTemplate(buffer, pagesize=page, invariant=1, **sides)
    document.build(story, onFirstPage=decorate, onLaterPages=decorate)
    return buffer.getvalue()


def _nothing(_canvas: Any, _document: Any) -> None:
    """Draw nothing."""


def _numbering(rng: Random) -> Callable[..., None]:
    """Return the function that draws the running head and the number of each page."""
    form = rng.choice(("- {} -", "— {} —", "第{}页", "{}", "{}/9"))
    head = rng.choice(("", "政府信息公开", "青禾市 2023"))

    def decorate(canvas: Any, document: Any) -> None:
        canvas.setFont(_font(), 9)
        canvas.drawCentredString(document.pagesize[0] / 2, 20, form.format(document.page))
        canvas.drawString(60, document.pagesize[1] - 25, head)

    return decorate
