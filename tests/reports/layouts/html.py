"""HTML: pages as a program, Word or a portal writes them, and tables of HTML among lines of Markdown.

Tables have rowspan and colspan, and the remains of editors around and inside their cells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from random import Random

from reports import tables
from reports.report import Report
from reports.tables import Box, Table
from reports.words import HEADINGS

Write = Callable[[str, Random], str]
"""Writes a text as HTML."""

_SPACES = ("", "", "&nbsp;", "<o:p></o:p>", "<!-- 1 -->", "\n\t")
_EMPTY = ("", "&nbsp;", "<br>", "<p>\u3000</p>", "<p><span><o:p>&nbsp;</o:p></span></p>")
_UNSEEN = (
    "<script>var a = '<td>7</td>';</script>",
    "<style>td { width: 12px }</style>",
    "<!-- <table><tr><td>7</td></tr></table> -->",
    '<div style="color: red; display: none"><p>三、收到和处理政府信息公开申请情况</p>7</div>',
    "<template><p>7</p></template>",
    "<noscript><p>7</p></noscript>",
    "<p hidden>7<div></div>",
)
_BREAKS = ("<br>", "<br/>\n", "</p><p>", "</span></p>\n<p align=center><span>")


def page(report: Report, rng: Random) -> str:
    """Draw a page with real tables, with the remains of editors in their cells."""
    head = '<meta charset="utf-8"><title>信息公开</title><style>td { width: 12px }</style>'
    body = _body(report, rng, plainly, rng.choice((quoted, unended)))
    return f"<!DOCTYPE html>\n<html><head>{head}</head>\n<body>{_UNSEEN[0]}\n{body}</body></html>\n"


def word_page(report: Report, rng: Random) -> str:
    """Draw a page saved by Word: the characters of a word in many elements, tags over several lines."""
    head = (
        "<meta http-equiv=Content-Type content='text/html; charset=gb2312'><!--[if gte mso 9]><xml>7</xml><![endif]-->"
    )
    body = _body(report, rng, in_spans, rng.choice((quoted, loud)))
    return (
        f'<html xmlns:o="urn:o">\n<head>{head}</head>\n<body lang=ZH-CN><div class=Section1>{body}</div></body></html>'
    )


def portal_page(report: Report, rng: Random) -> str:
    """Draw a page of a portal: tables lay it out, and one cell holds the report with its tables."""
    menu = "".join(f"<li><a href='/{i}'>{name}</a>" for i, name in enumerate(("首页", "政务公开", "其他")))
    body = _body(report, rng, rng.choice((plainly, in_spans)), rng.choice((quoted, unended, loud)))
    chrome = f"<table width=100%><tr><td colspan=2><ul>{menu}</ul>当前位置：首页 &gt; 年报</td></tr>"
    aside = "<td width=160 rowspan=2><table><tr><td>2021</td><td>2022</td></tr></table><p>依申请公开</p></td>"
    return f"{chrome}<tr>{aside}<td><div>{body}</div></td></tr></table>{rng.choice(_UNSEEN)}"


def markdown_with_tables(report: Report, rng: Random) -> str:
    """Draw Markdown whose tables are HTML, as converters leave those whose cells span."""
    wrap = rng.choice(("{}", "<html><body>{}</body></html>", '<div align="center">{}</div>', "\n{}\n"))
    mark = rng.choice(("## {}", "**{}**", "{}"))
    flat = rng.random() < 0.5

    def drawn(table_: Table) -> str:
        written = table(table_, rng, plainly, rng.choice((quoted, loud)))
        return wrap.format(written.replace("\n", "") if flat else written.strip())

    sections = (
        report.overview,
        [drawn(t) for t in tables.disclosure(report, apart=rng.random() < 0.5)],
        [drawn(tables.applications(report))],
        [drawn(tables.proceedings(report))],
        report.problems,
        report.other_matters,
    )
    lines = [*([mark.format(report.title)] if report.title else ()), *report.preamble]
    for heading, section in zip(HEADINGS, sections, strict=True):
        lines += [mark.format(heading), *section]
    return "\n\n".join(lines) + "\n"


def _body(report: Report, rng: Random, write: Write, dress: Write) -> str:
    """Return the body of a report's page."""
    sections: tuple[Sequence[str], ...] = (
        [_paragraph(text, rng, write) for text in report.overview],
        [table(t, rng, write, dress) for t in tables.disclosure(report, apart=rng.random() < 0.5)],
        [table(tables.applications(report), rng, write, dress)],
        [table(tables.proceedings(report), rng, write, dress)],
        [_paragraph(text, rng, write) for text in report.problems],
        [_paragraph(text, rng, write) for text in report.other_matters],
    )
    body = [_paragraph(text, rng, write) for text in (report.title, *report.preamble) if text]
    for heading, section in zip(HEADINGS, sections, strict=True):
        body += [_paragraph(heading, rng, write), *section, rng.choice((*_UNSEEN, *[""] * 7))]
    return "".join(body)


def table(drawn: Table, rng: Random, write: Write, dress: Write) -> str:
    """Return `drawn` as an HTML table."""
    rows = [f"<tr>{''.join(_cell(box, rng, write) for box in row)}</tr>\n" for row in drawn.anchored()]
    heads = rng.choice((0, 0, drawn.heads))
    head = f"<thead>{''.join(rows[:heads])}</thead>" if heads else ""
    columns = rng.choice(("", f"<colgroup><col span={drawn.columns}></colgroup>"))
    return dress(
        f'<table border="1" cellspacing="0">{columns}{head}<tbody>\n{"".join(rows[heads:])}</tbody></table>\n', rng
    )


def _cell(box: Box, rng: Random, write: Write) -> str:
    spans = f' rowspan="{box.height}"' if box.height > 1 else rng.choice(("", ' rowspan="1"'))
    spans += f' colspan="{box.width}"' if box.width > 1 else rng.choice(("", ' colspan="1" valign="top"'))
    inner = rng.choice(("{}", "<p>{}</p>", '<p align="center"><span>{}</span></p>', "<b><font>{}</font></b>"))
    text = write(box.text, rng) or rng.choice(_EMPTY)
    if box.pointer is None and inner.startswith("<p align") and len(box.text) > 6 and not box.text.isascii():
        half = rng.randrange(3, len(box.text) - 2)
        text = write(box.text[:half], rng) + rng.choice(_BREAKS) + write(box.text[half:], rng)
    return f"<td{spans}>{rng.choice(_SPACES)}{inner.format(text)}{rng.choice(_SPACES)}</td>"


def _paragraph(text: str, rng: Random, write: Write) -> str:
    """Return a block with a text, in one of several elements."""
    inner = write(text, rng)
    return rng.choice(("<p>{}</p>\n", "<p><strong>{}</strong></p>\n", "<div>{}<br></div>\n", "\n　　{}<BR>\n")).format(
        inner
    )


def plainly(text: str, rng: Random) -> str:
    """Write references where they must be, and for a character here and there."""
    written = escape(text, quote=False)
    if rng.random() < 0.1:
        written = "".join(
            f"&#{ord(c)};" if rng.random() < 0.2 and c not in "&;#" else escape(c, quote=False) for c in text
        )
    return written


def in_spans(text: str, rng: Random) -> str:
    """Write a text in many elements, with ASCII separate from other characters."""
    words: list[str] = []
    for character in text:
        if words and (words[-1][-1].isascii() == character.isascii()) and rng.random() < 0.9:
            words[-1] += character
        else:
            words.append(character)
    tag = rng.choice(("<span lang=EN-US\nstyle='font-size:10.5pt;\nfont-family:宋体'>{}</span>", "<span>{}</span>"))
    return "".join(tag.format(escape(word, quote=False)) for word in words) + rng.choice(("", "<o:p></o:p>"))


def quoted(text: str, _rng: Random) -> str:
    """Leave the tags of a table as they are."""
    return text


def unended(text: str, _rng: Random) -> str:
    """Leave out the end tags that HTML does not require."""
    for tag in ("</td>", "</tr>", "</tbody>", "</thead>", "</colgroup>"):
        text = text.replace(tag, "")
    return text


def loud(text: str, _rng: Random) -> str:
    """Write tags in upper case, as old pages do."""
    for name in ("table", "thead", "tbody", "tr", "td"):
        text = text.replace(f"<{name}", f"<{name.upper()}").replace(f"</{name}>", f"</{name.upper()} >")
    return text.replace('"1"', "1").replace('"0"', "'0'")
