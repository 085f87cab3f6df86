"""Rows of cells separated by tabs, as pasted from Word, Excel or a browser."""

from __future__ import annotations

from random import Random

from reports.document import compose
from reports.report import Report
from reports.tables import Box, Table


def tab_rows(report: Report, rng: Random) -> str:
    """Draw every cell of the grid, covered ones empty; perhaps with an additional tab on either side."""
    before, after = rng.choice((("", ""), ("", ""), ("", "\t"), ("\t", "")))
    break_at = rng.random()

    def draw(table: Table, _rng: Random) -> list[str]:
        lines = [before + "\t".join(row) + after + "\n" for row in table.filled()]
        if break_at < 0.3:
            lines.insert(int(len(lines) * (0.3 + break_at)), "\n")
        return lines

    return compose(report, rng, draw)


def tab_rows_without_spans(report: Report, rng: Random) -> str:
    """Draw merged cells once, without covered ones, so that every merged cell shifts its row."""

    def draw(table: Table, _rng: Random) -> list[str]:
        return ["\t".join(box.text for box in row) + "\n" for row in table.anchored()]

    return compose(report, rng, draw)


def tab_rows_stacked(report: Report, rng: Random) -> str:
    """Draw an empty cell where a box continues from the row above, and none where it spans columns."""

    def draw(table: Table, _rng: Random) -> list[str]:
        return ["\t".join(row) + "\n" for row in table.stacked()]

    return compose(report, rng, draw)


def tab_rows_shifted(report: Report, rng: Random) -> str:
    """Shift some rows by a tab, and print group labels next to a later row of their group."""

    def draw(table: Table, rng: Random) -> list[str]:
        if table.name != "applications":
            return ["\t".join(row) + "\n" for row in table.filled()]
        late = {
            box: box.row + (rng.randint(0, min(3, box.height - 1)) if box.row >= table.heads else 0)
            for box in table.boxes
        }
        return [_shifted(row, r, late, rng) for r, row in enumerate(table.covered())]

    return compose(report, rng, draw)


def _shifted(row: list[Box | None], number: int, late: dict[Box, int], rng: Random) -> str:
    """Return a row whose empty label cells are kept or dropped, with tabs after it for those dropped."""
    labels: list[str] = []
    dropped = 0
    for column, box in enumerate(row[:3]):
        if box and box.column == column and late[box] == number:
            labels.append(box.text)
        elif number < 3 or rng.random() < 0.6:
            labels.append("")
        else:
            dropped += 1
    cells = [box.text if box and (box.row, box.column) == (number, c) else "" for c, box in enumerate(row[3:], 3)]
    return "\t".join((*labels, *cells, *rng.choice(((), ("",) * dropped)))) + "\n"
