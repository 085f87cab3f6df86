"""Layouts: a report's prose and its drawn tables, composed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from reports import tables
from reports.report import Report
from reports.tables import Table
from reports.words import HEADINGS

Drawer = Callable[[Table, Random], list[str]]
"""Draws a table: the text of each of its rows with line ends, so that a page may end between rows."""
Draw = Callable[[Report, Random], str]
"""Draws a whole report."""
Loses = Callable[[Report], frozenset[str]]
"""Returns the cells that a layout does not preserve: a reader may return null there, with a finding."""


def nothing(_report: Report) -> frozenset[str]:
    """Lose no cell: every printed number can be read back."""
    return frozenset()


class Style(NamedTuple):
    """How a tool sets prose: the text before a paragraph, after it, and around a heading."""

    indent: str = ""
    gap: str = "\n"
    heading: str = "{}"
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """One form in which reports are published.

    `loses` returns the cells that it does not preserve. `destroys` is whether its tool drops or joins numbers of
    any report; `whole` whether every other cell must be read, instead of only none wrongly; `keeps_texts` whether
    prose is preserved; `padded` whether spaces around a number are harmless.
    """

    name: str
    draw: Draw
    loses: Loses = nothing
    destroys: bool = False
    whole: bool = False
    keeps_texts: bool = True
    padded: bool = True


def style(rng: Random) -> Style:
    """Draw how plain text sets prose."""
    return Style(
        indent=rng.choice(("", "", "\u3000\u3000", "\xa0\xa0\xa0\xa0", "    ")),
        gap=rng.choice(("\n", "\n\n")),
    )


def compose(report: Report, rng: Random, draw: Drawer, prose: Style | None = None) -> str:
    """Return the text of `report`, its tables drawn by `draw`."""
    prose = prose or style(rng)
    section_2 = tables.disclosure(report, apart=prose.apart)
    bodies = (
        _paragraphs(report.overview, prose),
        "".join(_drawn(table, rng, draw, prose) for table in section_2),
        _drawn(tables.applications(report), rng, draw, prose),
        _drawn(tables.proceedings(report), rng, draw, prose),
        _paragraphs(report.problems, prose),
        _paragraphs(report.other_matters, prose),
    )
    parts = [rng.choice(("", "\n", "\n\n")), _title(report, rng, prose), _paragraphs(report.preamble, prose)]
    for heading, body in zip(HEADINGS, bodies, strict=True):
        parts += [prose.heading.format(heading), prose.gap, body]
    return "".join(parts)


def _title(report: Report, rng: Random, prose: Style) -> str:
    """Set the title on one line, or on two as Word does."""
    if report.title is None or report.agency is None:
        return ""
    lines: Sequence[str] = (report.title,)
    if rng.random() < 0.25:
        lines = (report.agency, report.title.removeprefix(report.agency))
    return "".join(prose.heading.format(line) + prose.gap for line in lines)


def _paragraphs(paragraphs: Sequence[str], prose: Style) -> str:
    return "".join(f"{prose.indent}{paragraph}{prose.gap}" for paragraph in paragraphs)


def _drawn(table: Table, rng: Random, draw: Drawer, prose: Style) -> str:
    return "".join(draw(table, rng)) + prose.gap
