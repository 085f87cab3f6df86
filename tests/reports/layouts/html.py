"""A web page: tables with rowspan and colspan, nested marks, and the chrome around a report."""

from __future__ import annotations

from html import escape
from random import Random

from reports import tables
from reports.report import Report
from reports.tables import Box, Table
from reports.words import HEADINGS

_SPACES = ("", "", "&nbsp;", "<o:p></o:p>", "<!-- 1 -->", "\n\t")


def page(report: Report, rng: Random) -> str:
    """Draw a page with real tables, cells wrapped in whatever editors leave behind."""
    apart = rng.random() < 0.5
    body = [_paragraph(text, rng) for text in (report.title, *report.preamble) if text]
    sections = (
        "".join(_paragraph(text, rng) for text in report.overview),
        "".join(table(t, rng) for t in tables.disclosure(report, apart=apart)),
        table(tables.applications(report), rng),
        table(tables.proceedings(report), rng),
        "".join(_paragraph(text, rng) for text in report.problems),
        "".join(_paragraph(text, rng) for text in report.other_matters),
    )
    for heading, section in zip(HEADINGS, sections, strict=True):
        body += [_paragraph(heading, rng), section]
    head = '<meta charset="utf-8"><title>信息公开</title><style>td { width: 12px }</style>'
    script = "<script>var a = '<td>7</td>';</script>"
    return f"<!DOCTYPE html>\n<html><head>{head}</head>\n<body>{script}\n{''.join(body)}</body></html>\n"


def table(drawn: Table, rng: Random) -> str:
    """Return `drawn` as an HTML table."""
    rows = "".join(f"<tr>{''.join(_cell(box, rng) for box in row)}</tr>\n" for row in drawn.anchored())
    return f'<table border="1" cellspacing="0"><tbody>\n{rows}</tbody></table>\n'


def _cell(box: Box, rng: Random) -> str:
    spans = f' rowspan="{box.height}"' if box.height > 1 else ""
    spans += f' colspan="{box.width}"' if box.width > 1 else ""
    text = escape(box.text, quote=False) or rng.choice(("", "&nbsp;", "<br>", "<p>\u3000</p>"))
    inner = rng.choice(("{}", "<p>{}</p>", '<p align="center"><span>{}</span></p>', "<b><font>{}</font></b>"))
    return f"<td{spans}>{rng.choice(_SPACES)}{inner.format(text)}{rng.choice(_SPACES)}</td>"


def _paragraph(text: str, rng: Random) -> str:
    return rng.choice(("<p>{}</p>\n", "<p><strong>{}</strong></p>\n", "<div>{}<br></div>\n")).format(
        escape(text, quote=False)
    )
