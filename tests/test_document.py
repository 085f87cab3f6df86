"""Reports as documents: the grid of the form, the places of findings, totals that are sums; the blank form."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

import reportc
from kinds import DRAWN, drawing, ready
from readable import snapshots_as
from reportc import api
from reportc.diagnostic import TextEdit
from reportc.emit.document.blocks import Document, Grid, NotePlace, notes, sums, title_lines
from reportc.emit.document.files import KINDS, WriteOptions, kind_of, write
from reportc.emit.document.page import document
from reportc.emit.text import blank
from reportc.fixes.docx import rewrite
from reportc.fixes.edits import Edited
from reportc.form import APPLICATIONS, EDITIONS, PROCEEDINGS, Edition, pointer
from reportc.span import Span
from reportc.syntax.nodes import Report
from reports import random_trees
from reports.generate import seeded

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

HERE = Path(__file__).parent
INPUTS = sorted([*(HERE / "cases").glob("*.txt"), *(HERE.parent / "examples").glob("*.txt")])
FAULTS = HERE.parent / "examples" / "faults-2021.txt"
CORRECT = HERE.parent / "examples" / "tab-rows-2021.txt"
BLANK = "青岚县水利局", 2023
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NUMBERS = {
    (*table.path, *row, column)
    for table in (APPLICATIONS["2021"], PROCEEDINGS)
    for row in table.rows
    for column in table.columns
}

snapshot = snapshots_as("html")


def tree(path: Path) -> Report:
    return reportc.compile(path.read_bytes()).tree


def blank_form(edition: Edition) -> Report:
    made = blank.report(*BLANK, edition)
    assert made is not None
    return made


def grids(made: Document) -> list[Grid]:
    return [block for block in made.blocks if isinstance(block, Grid)]


def covered(grid: Grid) -> Counter[tuple[int, int]]:
    """Count the boxes that cover each place of a grid."""
    return Counter(
        (row, column)
        for box in grid.boxes
        for row in range(box.row, box.row + box.rows)
        for column in range(box.column, box.column + box.columns)
    )


def is_tiled(grid: Grid) -> bool:
    """Return whether each place of a grid is in exactly one box."""
    places = {(row, column): 1 for row in range(grid.height) for column in range(len(grid.widths))}
    return covered(grid) == places


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_boxes_cover_each_place_once(path: Path) -> None:
    for careful in (False, True):
        assert all(map(is_tiled, grids(document(tree(path), careful=careful))))


def test_boxes_of_any_tree_cover_each_place_once() -> None:
    for seed in range(100):
        made = random_trees.report(seeded(f"boxes {seed}"))
        assert all(map(is_tiled, grids(document(made)))), seed


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_blank_form(edition: Edition, snapshot: SnapshotAssertion) -> None:
    assert write(blank_form(edition), drawing("html"), WriteOptions()).decode() == snapshot


def test_a_page_with_findings(snapshot: SnapshotAssertion) -> None:
    made = api.convert(FAULTS.read_bytes(), "html", findings=True)
    assert made.data is not None
    assert made.data.decode() == snapshot


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_form_has_three_tables_of_the_official_size(edition: Edition) -> None:
    sizes = [(grid.height, len(grid.widths), grid.head) for grid in grids(document(blank_form(edition)))]
    assert (
        sizes == {"2019": [(18, 4, 0), (26, 10, 3), (4, 15, 3)], "2021": [(14, 4, 0), (28, 10, 3), (4, 15, 3)]}[edition]
    )


def test_findings_stand_at_their_cells_or_at_the_words_they_are_in() -> None:
    checked = api.check(FAULTS.read_bytes())
    made = document(checked.tree)
    found = notes(made, checked.diagnostics)
    assert {id(finding) for there in found.values() for finding in there} == set(map(id, checked.diagnostics))
    for (block, turn), there in found.items():
        grid = made.blocks[block]
        if isinstance(grid, Grid) and turn is not None:
            path = pointer(grid.boxes[turn].path)
            assert all(any(path.startswith(at) for at in finding.paths) for finding in there)


def test_a_finding_without_a_place_stands_at_the_beginning() -> None:
    checked = api.check("一、总体情况\n\n公开信息80条。\n")
    made = document(checked.tree)
    assert made.blocks
    assert set(notes(made, checked.diagnostics)) <= {NotePlace(0), NotePlace(1)}


def test_totals_that_hold_are_sums_of_their_parts() -> None:
    found = [made for grid in grids(document(tree(CORRECT))) for made in sums(grid).items()]
    totals = {path for path in NUMBERS if path[-1] == "total" or path[-3:-1] == ("outcomes", "total")}
    assert {path for path, _ in found} == totals
    assert {len(parts) for path, parts in found if path[-1] != "total"} == {21}


def test_a_total_that_is_wrong_stays_a_number() -> None:
    text = CORRECT.read_text("utf-8")
    held = {path for grid in grids(document(tree(CORRECT))) for path in sums(grid)}
    wrong = reportc.compile(re.sub(r"\b25870\b(?!件)", "25871", text, count=1)).tree
    left = {path for grid in grids(document(wrong)) for path in sums(grid)}
    assert held - left == {("applications", "new", "total")}


def test_formulas_give_what_is_printed_and_a_blank_form_adds_up_nothing() -> None:
    for made in (tree(CORRECT), blank_form("2021")):
        cells = sheet(write(made, drawing("xlsx"), WriteOptions()))
        formulas = {name: cell for name, cell in cells.items() if cell.find(f"{SHEET}f") is not None}
        assert len(formulas) == 25 + 6 + 3
        for cell in formulas.values():
            said = cell.findtext(f"{SHEET}f") or ""
            summed = [float(value) for name in named(said) if (value := cells[name].findtext(f"{SHEET}v"))]
            assert cell.findtext(f"{SHEET}v") == (f"{sum(summed):.0f}" if summed else "")
            assert cell.get("t") == (None if summed else "str")


def test_a_number_is_one_only_where_a_sheet_shows_it_as_printed() -> None:
    text = CORRECT.read_text("utf-8").replace("4256\t4986", "4,256\t04986")
    cells = sheet(write(reportc.compile(text).tree, drawing("xlsx"), WriteOptions()))
    numbers = {cell.findtext(f"{SHEET}v") for cell in cells.values() if cell.get("t") is None}
    assert "355.1012" in numbers
    assert not {"4256", "4986"} & numbers


def test_findings_are_notes_and_colours_of_a_sheet() -> None:
    checked = api.check(FAULTS.read_bytes())
    plain = write(checked.tree, drawing("xlsx"), WriteOptions())
    made = write(checked.tree, drawing("xlsx"), WriteOptions(findings=checked.diagnostics))
    comments = part(made, "xl/comments1.xml")
    assert "A303" in comments
    assert "各项之和为 35" in comments
    assert "F8CBAD" in part(made, "xl/styles.xml")
    assert "F8CBAD" not in part(plain, "xl/styles.xml")


def test_a_word_file_is_what_word_expects() -> None:
    data = write(tree(FAULTS), drawing("docx"), WriteOptions())
    with zipfile.ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            ET.fromstring(package.read(name))  # noqa: S314  # our own file
    body = ET.fromstring(part(data, "word/document.xml"))  # noqa: S314  # likewise
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for table in body.iter(f"{word}tbl"):
        columns = len(table.findall(f"{word}tblGrid/{word}gridCol"))
        for row in table.findall(f"{word}tr"):
            spans = [cell.find(f"{word}tcPr/{word}gridSpan") for cell in row.findall(f"{word}tc")]
            assert sum(1 if span is None else int(span.get(f"{word}val", "")) for span in spans) == columns
    sheet = ET.fromstring(part(data, "word/styles.xml"))  # noqa: S314  # likewise
    styles = {style.get(f"{word}styleId") for style in sheet.iter(f"{word}style")}
    used = {style.get(f"{word}val") for kind in ("pStyle", "tblStyle") for style in body.iter(f"{word}{kind}")}
    assert used <= styles


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_blank_word_file_that_is_filled_in_is_the_one_that_is_written(edition: Edition) -> None:
    form = write(blank_form(edition), drawing("docx"), WriteOptions())
    result = reportc.compile(form)
    cells = result.cells()
    places = [Span(cell.start, cell.end) for cell in cells if cell.start is not None and cell.end is not None]
    assert len(places) == len(cells)
    edits = tuple(TextEdit(place, str(37 * number)) for number, place in enumerate(places))
    filled = rewrite(form, Edited(result.source.text, edits, is_file=True))
    assert isinstance(filled, bytes)
    numbers = {tuple(cell.path[1:].split("/")): 37 * number for number, cell in enumerate(cells)}
    made = blank.report(*BLANK, edition, numbers)
    assert made is not None
    name = "word/document.xml"
    assert part(filled, name) == part(write(made, drawing("docx"), WriteOptions()), name)


@pytest.mark.parametrize("kind", DRAWN)
def test_equal_reports_give_equal_bytes(kind: str) -> None:
    ready(kind)
    first, second = (write(tree(FAULTS), drawing(kind), WriteOptions()) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("素川市2022年政府信息公开工作年度报告", ["素川市2022年政府信息公开工作年度报告"]),
        ("云岫县人民政府2022年政府信息公开工作年度报告", ["云岫县人民政府", "2022年政府信息公开工作年度报告"]),
        (
            "云岫县人民政府关于深化政务公开政府信息公开工作年度报告",
            ["云岫县人民政府关于深化政务公开政府信息公开工作年度报告"],
        ),
    ],
)
def test_a_long_title_is_broken_before_the_year(title: str, lines: list[str]) -> None:
    assert title_lines(title) == lines


def test_a_kind_is_known_by_the_ending_of_a_name() -> None:
    assert {name: kind_of(f"报告.{name.upper()}") for name in KINDS} == {name: name for name in KINDS}
    assert kind_of("a.htm") == "html"
    assert kind_of("a.doc") is None


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name).decode()


def sheet(data: bytes) -> dict[str, ET.Element]:
    """Return the cells of a workbook's sheet by their names."""
    root = ET.fromstring(part(data, "xl/worksheets/sheet1.xml"))  # noqa: S314  # our own file
    return {cell.get("r", ""): cell for cell in root.iter(f"{SHEET}c")}


def named(formula: str) -> list[str]:
    """Return the names of the cells in a formula's sum."""
    inside = formula.partition("SUM(")[2].rstrip(")")
    found = []
    for name in inside.split(","):
        first, _, last = name.partition(":")
        (column, row), (right, bottom) = (re.fullmatch(r"([A-Z])(\d+)", end).groups() for end in (first, last or first))  # type: ignore[union-attr]  # a sheet of fifteen columns
        found += [
            f"{chr(at)}{line}" for at in range(ord(column), ord(right) + 1) for line in range(int(row), int(bottom) + 1)
        ]
    return found
