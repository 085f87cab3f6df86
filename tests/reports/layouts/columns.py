"""Columns aligned with spaces, as by PDF extractors, terminal browsers and pandoc."""

from __future__ import annotations

from itertools import accumulate
from random import Random
from typing import NamedTuple

from reports.document import Style, compose
from reports.layouts.canvas import Canvas, Measure, display_width, wide_width, wrap
from reports.report import Report
from reports.tables import Box, Table


class Setting(NamedTuple):
    """The setting of a page: column widths for each table, positions of labels and numbers in their cells."""

    indent: int
    groups: tuple[int, int, int]
    number: int
    labels_middle: bool
    numbers_at: float
    aligned: float
    measure: Measure


def page(report: Report, rng: Random) -> str:
    """Draw a printed page: labels broken over lines, groups running down beside them, numbers on any line."""
    setting = Setting(
        indent=rng.choice((0, 0, 1, 4)),
        groups=(rng.randint(4, 8), rng.randint(8, 12), rng.randint(16, 40)),
        number=rng.randint(2, 6)
        + max(map(wide_width, (t for p, t in report.written.items() if "disclosure" not in p))),
        labels_middle=rng.random() < 0.3,
        numbers_at=rng.choice((0.0, 0.0, 0.5, 1.0)),
        aligned=rng.choice((0.0, 0.5, 1.0)),
        measure=rng.choice((display_width, wide_width)),
    )
    return compose(report, rng, lambda table, _rng: set_page(table, setting), Style(gap="\n"))


def narrow_page(report: Report, rng: Random) -> str:
    """Draw a page with columns so narrow that numbers continue on the next line."""
    setting = Setting(0, (6, 8, 24), rng.randint(4, 5), labels_middle=False, numbers_at=0.0, aligned=0.0,
                      measure=display_width)  # fmt: skip
    return compose(report, rng, lambda table, _rng: set_page(table, setting), Style(gap="\n"))


def set_page(table: Table, setting: Setting) -> list[str]:
    """Return the lines of each row of `table` by `setting`."""
    widths = _widths(table, setting)
    starts = [setting.indent, *accumulate(widths, initial=setting.indent)][1:]
    heights, broken = _heights(table, widths, setting.measure)
    tops = [0, *accumulate(heights)]
    canvas = Canvas(setting.measure)
    for box, lines in broken.items():
        room = tops[box.row + box.height] - tops[box.row] - len(lines)
        place = setting.numbers_at if box.pointer else 0.5 * setting.labels_middle
        width = sum(widths[box.column : box.column + box.width]) - 2
        for i, line in enumerate(lines):
            slack = max(0, width - setting.measure(line)) if box.pointer or box.row < table.heads else 0
            canvas.put(tops[box.row] + int(room * place) + i, starts[box.column] + int(slack * setting.aligned), line)
    return ["".join(canvas.line(n) + "\n" for n in range(tops[row], tops[row + 1])) for row in range(len(heights))]


def _widths(table: Table, setting: Setting) -> list[int]:
    if table.name == "applications":
        return [*(width + 2 for width in setting.groups), *[setting.number] * 7]
    if table.name == "proceedings":
        return [setting.number] * table.columns
    return [max(18, setting.groups[2]), *[max(24, setting.number)] * (table.columns - 1)]


def _heights(table: Table, widths: list[int], measure: Measure) -> tuple[list[int], dict[Box, list[str]]]:
    """Return the lines that each row needs, and the broken text of each box; a tall box extends its last row."""
    broken = {b: wrap(b.text, sum(widths[b.column : b.column + b.width]) - 2, measure) for b in table.boxes}
    heights = [1] * table.rows
    for box, lines in sorted(broken.items(), key=lambda item: item[0].height):
        short = len(lines) - sum(heights[box.row : box.row + box.height])
        heights[box.row + box.height - 1] += max(0, short)
    return heights, broken


def padded_rows(report: Report, rng: Random) -> str:
    """Draw merged cells dropped and columns padded by the number of characters, Chinese ones counting one."""
    gap = rng.choice(("", "spaces"))

    def draw(table: Table, _rng: Random) -> list[str]:
        rows = [[box.text for box in row] for row in table.anchored()]
        widths = [max(len(row[c]) for row in rows if c < len(row)) for c in range(max(map(len, rows)))]
        blank = " " * (sum(widths) + 2 * len(widths)) + "\n" if gap else ""
        return ["  ".join(t.ljust(w) for t, w in zip(row, widths, strict=False)) + "\n" + blank for row in rows]

    return compose(report, rng, draw, Style(gap="\n\n"))


def simple_tables(report: Report, rng: Random) -> str:
    """Draw pandoc's tables: rules of dashes, blank lines between rows, columns as wide as their words."""

    def draw(table: Table, _rng: Random) -> list[str]:
        rows = table.filled()
        single = [[b for b in table.boxes if b.column == c and b.width == 1] for c in range(table.columns)]
        widths = [max([4, *(display_width(box.text) for box in boxes)]) for boxes in single]
        starts = list(accumulate((w + 1 for w in widths[:-1]), initial=2))
        rule = "  " + " ".join("-" * w for w in widths) + "\n"
        full = "  " + "-" * (len(rule) - 3) + "\n"
        lines = []
        for row in rows:
            canvas = Canvas()
            for start, text in zip(starts, row, strict=True):
                canvas.put(0, start, text)
            lines.append(canvas.line(0) + "\n\n")
        return [full, lines[0].removesuffix("\n"), rule, *lines[1:-1], lines[-1].removesuffix("\n"), full]

    return compose(report, rng, draw, Style(gap="\n\n"))
