"""The table stage: boxes of text in, rows of the form out, each number in its column or lost.

A case in `table/` is a heading, a drawing, `=>`, and the expected rows: a path, and the text of each column of the
form. A blank cell is `.`, a dash `-`, a lost cell `?`; numbers without a column come after `|`.
Only rows that occur are listed, in the order of the text, and strays last, each as `stray` with its text.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import reportc
from reportc.syntax.nodes import Cell, Row, State
from reportc.syntax.walk import rows

FOLDER = Path(__file__).parent / "table"
TITLE, MEANS = "## ", "=>\n"
SIGNS = {State.BLANK: ".", State.DASH: "-", State.LOST: "?", State.MISSING: "_"}


class Case(NamedTuple):
    """A drawing and the expected rows."""

    name: str
    drawing: str
    means: list[str]


def cases() -> Iterator[Case]:
    """Yield the cases of all files."""
    for path in sorted(FOLDER.glob("*.txt")):
        for block in path.read_text("utf-8").split(f"\n{TITLE}")[1:]:
            title, _, rest = block.partition("\n")
            drawing, _, means = rest.partition(MEANS)
            yield Case(f"{path.stem}: {title}", drawing, [line.strip() for line in means.splitlines() if line.strip()])


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_a_drawing_means_these_rows(case: Case) -> None:
    assert read(case.drawing) == case.means


def test_a_number_is_read_at_most_once_and_where_it_is_printed() -> None:
    for case in cases():
        tree = reportc.compile(case.drawing).tree
        places = [place for row in rows(tree) for cell in (*row.cells, *row.unplaced) for place in cell.spans]
        assert len(places) == len(set(places)), case.name
        for row in rows(tree):
            for cell in (*row.cells, *row.unplaced):
                shown = "".join(case.drawing[start:end] for start, end in cell.spans)
                assert shown == cell.text, (case.name, row.path)


def read(drawing: str) -> list[str]:
    """Return the rows of a drawing, and its strays, as lines."""
    tree = reportc.compile(drawing).tree
    strays = [f"stray {stray.text}" for section in tree.sections for stray in section.strays]
    return [line(row) for row in rows(tree)] + strays


def line(row: Row) -> str:
    """Return a row as a line: its path without the section, its cells, the numbers without a column."""
    cells = " ".join(map(sign, row.cells))
    unplaced = " ".join(cell.text for cell in row.unplaced)
    return f"{'/'.join(row.path[1:])} {cells}" + (f" | {unplaced}" if unplaced else "")


def sign(cell: Cell) -> str:
    """Return the text of a cell, or the sign of its state."""
    return SIGNS.get(cell.state) or (str(cell.value) if cell.value is not None else f"{cell.text}!")
