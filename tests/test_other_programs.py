"""Files of a report made by other programs, if they are installed: browsers, converters, writers, spreadsheets.

They differ in how they draw borders and the ends of pages, all of which the reader must support.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from types import MappingProxyType

import pytest

import reportc
from reports import python_docx, tables, workbooks
from reports.generate import generate, seeded
from reports.judge import judge
from reports.report import Report, truth
from reports.words import HEADINGS

_SECONDS = 120
_STYLE = (
    "@page { margin: %dmm 20mm } body { font: 11pt serif } h1 { text-align: center } "
    "table { border-collapse: collapse; width: 100%% } td { border: 1px solid black; padding: 2px; font-size: 9pt }"
)
_LOOSE = _STYLE.replace("collapse;", "separate; border-spacing: 0;").replace("padding: 2px", "padding: 4pt")
"""Adjacent cells, each with a separate border."""
_BROWSER = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-pdf-header-footer"),
)


def page(report: Report, style: str) -> bytes:
    """Write a report as a page."""
    sections: Sequence[Sequence[str | tables.Table]] = (
        report.overview,
        tables.disclosure(report),
        [tables.applications(report)],
        [tables.proceedings(report)],
        report.problems,
        report.other_matters,
    )
    parts = [f"<h1>{escape(report.title or '')}</h1>", *map(_part, report.preamble)]
    for heading, section in zip(HEADINGS, sections, strict=True):
        parts += [f"<h2>{heading}</h2>", *map(_part, section)]
    head = f'<meta charset="utf-8"><title>年报</title><style>{style}</style>'
    return f'<!DOCTYPE html><html lang="zh"><head>{head}</head><body>{"".join(parts)}</body></html>'.encode()


def _part(part: str | tables.Table) -> str:
    if isinstance(part, str):
        return f"<p>{escape(part)}</p>"
    rows = (
        "".join(f"<td rowspan={box.height} colspan={box.width}>{escape(box.text)}</td>" for box in row)
        for row in part.anchored()
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _book(report: Report, _: str) -> bytes:
    return workbooks.by_openpyxl(workbooks.one_sheet(report, seeded("other programs")))


def _document(report: Report, _: str) -> bytes:
    return python_docx.document(report)


WAYS: Mapping[str, tuple[Callable[[Report, str], bytes], str, str, Sequence[str]]] = MappingProxyType(
    {
        "chromium": (page, "html", "pdf", (*_BROWSER, "--user-data-dir={folder}", "--print-to-pdf={out}", "{file}")),
        "wkhtmltopdf": (page, "html", "pdf", ("-q", "--footer-center", "[page]/[topage]", "{file}", "{out}")),
        "pandoc": (page, "html", "docx", ("-f", "html", "{file}", "-o", "{out}")),
        "abiword": (_document, "docx", "pdf", ("--to=pdf", "-o", "{out}", "{file}")),
        "ssconvert": (_book, "xlsx", "ods", ("{file}", "{out}")),
    }
)
"""A program's input, the kind of that file, its output, and its command line."""


STYLES = MappingProxyType({"collapsed": _STYLE, "separate": _LOOSE})
TRIED = [
    (program, style) for program, way in WAYS.items() for style in STYLES if way[0] is page or style == "collapsed"
]
"""The programs; those that convert a page occur with both styles of borders."""


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(("program", "style"), TRIED)
def test_every_cell_and_text_is_read(program: str, seed: int, style: str, tmp_path: Path) -> None:
    draw, given, made, words = WAYS[program]
    found = shutil.which(program)
    if not found:
        pytest.skip(f"{program} is not installed")
    report = generate(seeded(f"other programs {seed}"), plain=True)
    file, out = tmp_path / f"report.{given}", tmp_path / f"made.{made}"
    file.write_bytes(draw(report, STYLES[style] % (10 + 7 * seed) if draw is page else ""))
    arguments = [word.format(file=file, out=out, folder=tmp_path / "profile") for word in words]
    subprocess.run([found, *arguments], capture_output=True, timeout=_SECONDS, check=False)
    if not out.is_file():
        pytest.skip(f"{program} made nothing of it here")
    verdict = judge(truth(report), reportc.compile(out.read_bytes()))
    assert not verdict.silent, str(verdict)
    assert not verdict.lost, str(verdict)
    assert not verdict.false, str(verdict)
    assert not verdict.texts, str(verdict)
    assert not verdict.missed, str(verdict)
