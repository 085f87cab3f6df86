"""A check of many reports as a table: a line a report, for a terminal, for a spreadsheet, for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from reportc.diagnostic import Severity
from reportc.emit.findings import Findings, Verdict
from reportc.emit.human.terminal import Paint, plain, printable
from reportc.language import Language, Text
from reportc.syntax.nodes import Applications, ProactiveDisclosure


class Summary(NamedTuple):
    """The summary of one report's check: its agency, year and edition, and how much was found.

    `holes` are the cells of the form without a number, `unknown` the sums that cannot be checked; None where
    there is no report.
    """

    source: str
    agency: str | None
    year: int | None
    edition: str | None
    verdict: Verdict
    errors: int
    warnings: int
    notes: int
    holes: int | None
    unknown: int | None


_HEADS: Mapping[Language, Sequence[str]] = MappingProxyType(
    {
        "zh": ("报告", "机关", "年度", "版本", "结论", "错误", "警告", "提示", "空缺", "无法核对"),
        "en": ("report", "agency", "year", "edition", "verdict", "errors", "warnings", "notes", "holes", "unchecked"),
    }
)
VERDICTS: Mapping[Verdict, Text] = MappingProxyType(
    {
        Verdict.NO_REPORT: Text("不是报告", "no report"),
        Verdict.INCOMPLETE: Text("未完成", "not finished"),
        Verdict.ERRORS: Text("有错误", "errors"),
        Verdict.WARNINGS: Text("有警告", "warnings"),
        Verdict.PASSED: Text("通过", "passed"),
        Verdict.OPEN: Text("未见问题", "nothing found"),
    }
)
_STYLES: Mapping[Verdict, str] = MappingProxyType({Verdict.PASSED: "green", Verdict.OPEN: "green"})
_BAD, _DOUBTFUL = "red", "yellow"
_MIXED = Text("混用", "mixed")
_SHOWN = (0, 1, 2, 3, 4, 5, 6, 9)
"""The columns that a terminal has room for."""
_FIRST_NUMBER = 5
"""From this column on there are numbers, which are aligned right."""
_NARROWEST = 12
_FORMULA = ("=", "+", "-", "@")
"""The characters by which a spreadsheet program would take a text of a file as a formula."""


def summary(found: Findings) -> Summary:
    """Return the line on a checked report."""
    tree = found.checked.tree
    tables = (one for one in tree.sections if isinstance(one, ProactiveDisclosure | Applications))
    editions = {one.edition for one in tables if one.edition}
    edition = _MIXED.of(found.language) if len(editions) > 1 else next(iter(editions), None)
    errors, warnings, notes = (found.count(severity) for severity in Severity)
    is_report = found.verdict is not Verdict.NO_REPORT
    return Summary(
        found.name,
        tree.agency,
        tree.year,
        edition,
        found.verdict,
        errors,
        warnings,
        notes,
        found.holes if is_report else None,
        found.checked.equations.unknown if is_report else None,
    )


def table(rows: Sequence[Summary], width: int, language: Language = "zh", paint: Paint = plain) -> str:
    """Return the lines as an aligned table, in at most `width` columns where their texts can be cut."""
    from reportc.emit.human.terminal import columns  # it needs wcwidth, whose tables take a while to load

    shown = [[cells[at] for at in _SHOWN] for cells in (_HEADS[language], *(_words(row, language) for row in rows))]
    widths = [max(map(columns, column)) for column in zip(*shown, strict=True)]
    for at in (0, 1):  # only the names of reports and agencies are long
        over = sum(widths) + 2 * (len(widths) - 1) - width
        widths[at] = max(min(widths[at], _NARROWEST), widths[at] - max(0, over))
    lines = [
        "  ".join(_set(cell, wide, at) for at, (cell, wide) in enumerate(zip(cells, widths, strict=True)))
        for cells in shown
    ]
    styles = ["bold", *(_style(row.verdict) for row in rows)]
    return "".join(f"{paint(line.rstrip(), style)}\n" for line, style in zip(lines, styles, strict=True))


def _set(cell: str, width: int, at: int) -> str:
    """Return a cell in its column: a long name loses its end, a long path its beginning."""
    from reportc.emit.human.terminal import columns, cut  # likewise

    kept = cut(cell, width, least=1) if at else cut(cell[::-1], width, least=1)[::-1]
    blank = " " * (width - columns(kept))
    return blank + kept if at >= _FIRST_NUMBER else kept + blank


def sheet(rows: Iterable[Summary], language: Language = "zh") -> str:
    """Return the lines as CSV, with the byte order mark that makes spreadsheet programs read UTF-8."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(_HEADS[language])
    for row in rows:
        writer.writerow(f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in _words(row, language))
    return "\ufeff" + stream.getvalue()


def data(rows: Iterable[Summary]) -> list[dict[str, object]]:
    """Return the lines as JSON data; the verdict is one of `Verdict`."""
    return [row._asdict() | {"verdict": row.verdict.value} for row in rows]


def _words(row: Summary, language: Language) -> list[str]:
    """Return the cells of a line as text."""
    values = (VERDICTS[value].of(language) if isinstance(value, Verdict) else value for value in row)
    return ["" if value is None else printable(str(value)) for value in values]


def _style(verdict: Verdict) -> str:
    if verdict is Verdict.WARNINGS:
        return _DOUBTFUL
    return _STYLES.get(verdict, _BAD)
