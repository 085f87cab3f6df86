"""A web page: one file, real merged cells, all that a site's editor needs in inline styles, and no script.

Findings, if any, are set by the style sheet: they are visible and printed, but are not text of the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from types import MappingProxyType

from reportc.diagnostic import Diagnostic, Severity
from reportc.emit.document.blocks import WIDTH, Box, Document, Grid, NotePlace, Notes, Passage, Role
from reportc.emit.rule_page import severity_name
from reportc.emit.text.page import BlockStyle
from reportc.language import Language

_SONG = "SimSun,'Songti SC','Noto Serif CJK SC',serif"
_HEI = "SimHei,'Heiti SC','Noto Sans CJK SC',sans-serif"
_FANG = "FangSong_GB2312,FangSong,'STFangsong','Noto Serif CJK SC',serif"
_TEXTS: Mapping[BlockStyle, tuple[str, str]] = MappingProxyType(
    {
        BlockStyle.TITLE: ("h1", f"margin:1em 0;text-align:center;font:bold 22pt/1.5 {_SONG}"),
        BlockStyle.HEADING: ("h2", f"margin:1em 0 .5em;font:bold 16pt/1.75 {_HEI}"),
        BlockStyle.PARAGRAPH: ("p", f"margin:0;text-indent:2em;text-align:justify;font:16pt/1.75 {_FANG}"),
        BlockStyle.MARK: ("p", f"margin:.5em 0;padding:.2em .5em;border:1px dashed;font:12pt/1.5 {_SONG}"),
    }
)
_ALIGN: Mapping[Role, str] = MappingProxyType(
    {
        Role.CAPTION: "center;font-weight:bold",
        Role.HEAD: "center",
        Role.GROUP: "left",
        Role.LABEL: "left",
        Role.NUMBER: "center",
        Role.MARK: "left",
    }
)
_TABLE = f"width:100%;margin:.5em 0;border-collapse:collapse;table-layout:fixed;font:10.5pt/1.4 {_SONG}"
_CELL = "border:1px solid;padding:.25em .15em;overflow-wrap:anywhere;text-align:"
_SHEET = """\
:root{color-scheme:light dark}
body{max-width:46em;margin:2em auto;padding:0 1em}
@page{size:A4;margin:37mm 26mm 35mm 28mm}
@media print{
body{max-width:none;margin:0;padding:0}
table{font-size:9pt!important}
thead{display:table-header-group}
tr,h2{break-inside:avoid}
h2{break-after:avoid}
}
"""
_NOTED = """\
:root{--error:#c62828;--warning:#b26a00;--info:#1565c0}
@media(prefers-color-scheme:dark){:root{--error:#ff8a80;--warning:#ffb74d;--info:#82b1ff}}
.error{--tone:var(--error)}.warning{--tone:var(--warning)}.info{--tone:var(--info)}
[data-number]{background:color-mix(in srgb,var(--tone) 18%,transparent)}
[data-number]::after{content:attr(data-number);color:var(--tone);font:bold 8pt sans-serif;vertical-align:super}
[data-finding]{margin:.2em 0;padding-left:.5em;border-left:3px solid var(--tone);font:11pt/1.5 sans-serif}
[data-finding]::before{content:attr(data-finding)}
"""


def html(document: Document, notes: Notes, language: Language) -> bytes:
    """Return the page of a document in UTF-8, with its findings."""
    lines = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{escape(document.title)}</title>",
        f"<style>\n{_SHEET}{_NOTED if notes else ''}</style></head>",
        "<body>",
        *_blocks(document, _Numbered(notes, language)),
        "</body></html>",
    ]
    return ("\n".join(lines) + "\n").encode()


class _Numbered:
    """The findings in the order of the page, each with a number; a finding at several cells has one."""

    def __init__(self, notes: Notes, language: Language) -> None:
        self._notes, self._language = notes, language
        self._numbers: dict[int, int] = {}
        self._noted: list[str] = []

    def attributes(self, place: NotePlace) -> str:
        """Return the attributes of an element that has findings."""
        here = self._notes.get(place, ())
        if not here:
            return ""
        numbers = ",".join(str(self._number(finding)) for finding in here)
        words = "\n".join(finding.message(self._language) for finding in here)
        worst = min(finding.severity for finding in here)
        return f' class="{_class(worst)}" data-number="{numbers}" title="{_quoted(words)}"'

    def noted(self) -> list[str]:
        """Return the lines of the findings that were numbered since the last time."""
        lines, self._noted = self._noted, []
        return lines

    def _number(self, finding: Diagnostic) -> int:
        if id(finding) not in self._numbers:
            self._numbers[id(finding)] = number = len(self._numbers) + 1
            severity = severity_name(finding.severity, self._language)
            words = f"{number}. {severity} {finding.rule.code} {finding.message(self._language)}"
            said = f'role="note" aria-label="{_quoted(words)}" data-finding="{_quoted(words)}"'
            self._noted.append(f'<div class="{_class(finding.severity)}" {said}></div>')
        return self._numbers[id(finding)]


def _class(severity: Severity) -> str:
    return severity.name.lower()


def _quoted(text: str) -> str:
    return escape(text).replace("\n", "&#10;")


def _blocks(document: Document, numbered: _Numbered) -> Iterator[str]:
    for at, block in enumerate(document.blocks):
        if isinstance(block, Passage):
            name, style = _TEXTS[block.style]
            yield f'<{name} style="{style}"{numbered.attributes(NotePlace(at))}>{escape(block.text) or "<br>"}</{name}>'
        else:
            yield from _table(block, at, numbered)
        yield from numbered.noted()


def _table(grid: Grid, at: int, numbered: _Numbered) -> Iterator[str]:
    """Yield a table; its widths in percent, for no page is as wide as paper."""
    lines: list[list[str]] = [[] for _ in range(grid.height)]
    for turn, box in enumerate(grid.boxes):
        lines[box.row].append(_cell(box, numbered.attributes(NotePlace(at, turn))))
    columns = "".join(f'<col style="width:{100 * width / WIDTH:.2f}%">' for width in grid.widths)
    yield f'<table style="{_TABLE}"><colgroup>{columns}</colgroup>'
    yield from _rows("thead", lines[: grid.head])
    yield from _rows("tbody", lines[grid.head :])
    yield "</table>"


def _rows(name: str, lines: Sequence[Iterable[str]]) -> Iterator[str]:
    if lines:
        yield f"<{name}>"
        yield from (f"<tr>{''.join(cells)}</tr>" for cells in lines)
        yield f"</{name}>"


def _cell(box: Box, attributes: str) -> str:
    extent = f' rowspan="{box.rows}"' if box.rows > 1 else ""
    extent += f' colspan="{box.columns}"' if box.columns > 1 else ""
    return f'<td{extent} style="{_CELL}{_ALIGN[box.role]}"{attributes}>{escape(box.text)}</td>'
