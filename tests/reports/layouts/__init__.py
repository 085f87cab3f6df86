"""All layouts of reports, one line each: a new layout is a function and a line here."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from random import Random
from zlib import crc32

from reports.document import Draw, Layout, nothing
from reports.layouts import borders, columns, html, lines, marks, tabs
from reports.layouts.pages import paged
from reports.report import Report, printed_rows, rows_with_gaps

_NO_PADDING = False


def _wrapped(report: Report) -> frozenset[str]:
    """Lose what a narrow column may have broken: numbers of three or more characters, and rows with gaps."""
    return rows_with_gaps(report) | {p for p, text in report.written.items() if len(text.strip()) > 2}


def _repeated(report: Report) -> frozenset[str]:
    """Lose every row with two equal numbers in succession, or with a blank; section 4 is one row."""
    lost = set(rows_with_gaps(report))
    for cells in printed_rows(report):
        words = [report.written[cell] for cell in cells]
        if any(word == following for word, following in pairwise(words)):
            lost.update(cells)
    return frozenset(lost)


def _gaps_of_section_2(report: Report) -> frozenset[str]:
    """Lose rows with gaps in section 2, where each block merges columns differently."""
    return frozenset(p for p in rows_with_gaps(report) if p.startswith("/proactive_disclosure/"))


def _all(report: Report) -> frozenset[str]:
    return frozenset(report.values)


def _paged(draw: Draw) -> Draw:
    def with_pages(report: Report, rng: Random) -> str:
        return paged(draw(report, rng), rng)

    return with_pages


EXACT: tuple[Layout, ...] = (
    Layout("tab rows", tabs.tab_rows, whole=True),
    Layout("tab rows, stacked", tabs.tab_rows_stacked, whole=True),
    Layout("tab rows without spans", tabs.tab_rows_without_spans, whole=True),
    Layout("tab rows, shifted", tabs.tab_rows_shifted, rows_with_gaps, whole=True),
    Layout("tabbed lines", lines.tabbed_lines, whole=True),
    Layout("lone bars", lines.lone_bars, whole=True),
)
"""Layouts of copied and scraped pages: all preserved cells and all prose must be read in every drawing."""
HONEST: tuple[Layout, ...] = (
    Layout("bare lines", lines.bare_lines, rows_with_gaps),
    Layout("spread lines", lines.spread_lines, whole=True),
    Layout("commas", lines.commas),
    Layout("semicolons", lines.semicolons),
    Layout("single spaces", lines.single_spaces, rows_with_gaps, whole=True, padded=_NO_PADDING),
    Layout("without repeats", lines.without_repeats, _repeated, destroys=True),
    Layout("glued", lines.glued, _all, destroys=True, whole=True, padded=_NO_PADDING),
    Layout("compact pipes", marks.compact_pipes, whole=True),
    Layout("markdown", marks.markdown),
    Layout("markdown, a row each", marks.markdown_a_row, whole=True),
    Layout("page", columns.page, _gaps_of_section_2, padded=_NO_PADDING),
    Layout("narrow page", columns.narrow_page, _wrapped, padded=_NO_PADDING),
    Layout("padded rows", columns.padded_rows, padded=_NO_PADDING),
    Layout("simple tables", columns.simple_tables, padded=_NO_PADDING),
    Layout("grid", borders.grid, whole=True, padded=_NO_PADDING),
    Layout("boxes", borders.boxes, whole=True, padded=_NO_PADDING),
    Layout("web page", html.page, whole=True),
    Layout("web page of Word", html.word_page, whole=True),
    Layout("web page of a portal", html.portal_page, whole=True, keeps_texts=False),
    Layout("markdown, tables of HTML", html.markdown_with_tables, whole=True),
    Layout("tab rows, paged", _paged(tabs.tab_rows), keeps_texts=False),
    Layout("tabbed lines, paged", _paged(lines.tabbed_lines), keeps_texts=False),
    Layout("lone bars, paged", _paged(lines.lone_bars), keeps_texts=False),
    Layout("bare lines, paged", _paged(lines.bare_lines), rows_with_gaps, keeps_texts=False),
    Layout("page, paged", _paged(columns.page), _gaps_of_section_2, keeps_texts=False, padded=_NO_PADDING),
)
"""Layouts of other tools: no cell may be read wrongly, and a cell that is not read is null and named by a finding."""
LAYOUTS = (*EXACT, *HONEST)
KEEPING = tuple(layout for layout in EXACT if layout.loses is nothing)
"""Layouts in which every printed cell is read, whatever the report."""


def named(*names: str) -> tuple[Layout, ...]:
    """Return layouts by their names. Raises KeyError for a name that no layout has: a test of it would run nothing."""
    known = {layout.name: layout for layout in LAYOUTS}
    return tuple(known[name] for name in names)


def dealt(seed: int | str, among: Sequence[Layout] = LAYOUTS) -> Layout:
    """Return the layout for a seed, chosen by names: a new layout takes its share of seeds and changes no others."""
    return max(among, key=lambda layout: crc32(f"{layout.name} {seed}".encode()))
