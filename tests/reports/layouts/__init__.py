"""Every layout that reports come in, one line each: a new layout is a function and a line here."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from random import Random
from zlib import crc32

from reports.document import Draw, Layout
from reports.layouts import borders, columns, html, lines, marks, tabs
from reports.layouts.pages import paged
from reports.report import Report, printed_rows, rows_with_gaps

_NO_PADDING = False


def _wrapped(report: Report) -> frozenset[str]:
    """Lose what a narrow column may have cut: numbers of three characters and more, and rows with gaps."""
    return rows_with_gaps(report) | {p for p, text in report.written.items() if len(text.strip()) > 2}


def _repeated(report: Report) -> frozenset[str]:
    """Lose every row that prints a number twice running, or leaves one out; section 4 is one row."""
    lost = set(rows_with_gaps(report))
    for cells in printed_rows(report):
        words = [report.written[cell] for cell in cells]
        if any(word == following for word, following in pairwise(words)):
            lost.update(cells)
    return frozenset(lost)


def _gaps_of_section_2(report: Report) -> frozenset[str]:
    """Lose rows with gaps where the columns of section 2 are merged, each block in its own way."""
    return frozenset(p for p in rows_with_gaps(report) if p.startswith("/proactive_disclosure/"))


def _all(report: Report) -> frozenset[str]:
    return frozenset(report.values)


def _paged(draw: Draw) -> Draw:
    def with_pages(report: Report, rng: Random) -> str:
        return paged(draw(report, rng), rng)

    return with_pages


LAYOUTS: tuple[Layout, ...] = (
    # issue 2
    Layout("tab rows", tabs.tab_rows),
    Layout("tab rows, stacked", tabs.tab_rows_stacked),
    Layout("tab rows without spans", tabs.tab_rows_without_spans),
    Layout("tab rows, shifted", tabs.tab_rows_shifted, loses=rows_with_gaps),
    Layout("tabbed lines", lines.tabbed_lines),
    Layout("lone bars", lines.lone_bars),
    # issue 3
    Layout("bare lines", lines.bare_lines, 3, rows_with_gaps),
    Layout("spread lines", lines.spread_lines, 3),
    Layout("commas", lines.commas, 3),
    Layout("semicolons", lines.semicolons, 3),
    Layout("single spaces", lines.single_spaces, 3, rows_with_gaps, padded=_NO_PADDING),
    Layout("without repeats", lines.without_repeats, 3, _repeated),
    Layout("glued", lines.glued, 3, _all, padded=_NO_PADDING),
    Layout("compact pipes", marks.compact_pipes, 3),
    Layout("markdown", marks.markdown, 3),
    Layout("markdown, a row each", marks.markdown_a_row, 3),
    Layout("page", columns.page, 3, _gaps_of_section_2, padded=_NO_PADDING),
    Layout("narrow page", columns.narrow_page, 3, _wrapped, padded=_NO_PADDING),
    Layout("padded rows", columns.padded_rows, 3, padded=_NO_PADDING),
    Layout("simple tables", columns.simple_tables, 3, padded=_NO_PADDING),
    Layout("grid", borders.grid, 3, padded=_NO_PADDING),
    Layout("boxes", borders.boxes, 3, padded=_NO_PADDING),
    Layout("web page", html.page, 3),
    Layout("web page of Word", html.word_page, 3),
    Layout("web page of a portal", html.portal_page, 3, keeps_texts=False),
    Layout("markdown, tables of HTML", html.markdown_with_tables, 3),
    Layout("tab rows, paged", _paged(tabs.tab_rows), 3, keeps_texts=False),
    Layout("tabbed lines, paged", _paged(lines.tabbed_lines), 3, keeps_texts=False),
    Layout("lone bars, paged", _paged(lines.lone_bars), 3, keeps_texts=False),
    Layout("bare lines, paged", _paged(lines.bare_lines), 3, rows_with_gaps, keeps_texts=False),
    Layout("page, paged", _paged(columns.page), 3, _gaps_of_section_2, keeps_texts=False, padded=_NO_PADDING),
)


def layouts(issue: int) -> tuple[Layout, ...]:
    """Return the layouts that are promised up to `issue`."""
    return tuple(layout for layout in LAYOUTS if layout.issue <= issue)


def dealt(seed: int | str, among: Sequence[Layout] = LAYOUTS) -> Layout:
    """Deal a seed its layout, by their names: a new layout takes its share of the seeds and moves no other."""
    return max(among, key=lambda layout: crc32(f"{layout.name} {seed}".encode()))
