"""Fixes and notes in workbooks: one cell changes, and no other byte; formulas and the cells they use are kept."""

from __future__ import annotations

import io
import os
import re
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from reportc import api
from reportc.diagnostic import TextEdit
from reportc.emit.annotate import annotated
from reportc.emit.findings import Findings
from reportc.fixes.edits import Edited
from reportc.fixes.proof import Objection
from reportc.fixes.xlsx import rewrite
from reportc.settings import Settings
from reportc.source import office
from reportc.source.office import conversion
from reportc.source.workbooks.names import reference
from reportc.span import Span
from reports import workbooks
from reports.generate import generate, seeded
from reports.packages import packed, unpacked
from reports.workbooks import Book

SHEET = "xl/worksheets/sheet1.xml"
SUMS = Settings(select=("A3",))
TOTAL, OTHER = "/applications/new/total", "/applications/new/other"
SAVES = (workbooks.by_xlsxwriter, workbooks.by_openpyxl)


@cache
def book() -> Book:
    """Draw a correct report on one sheet."""
    rng = seeded("a workbook with fixes")
    return Book(workbooks.one_sheet(generate(rng, plain=True), rng).sheets)


def cell(pointer: str) -> str:
    """Return the name of a number's cell."""
    box = next(box for box in book().sheets[0].boxes if box.pointer == pointer)
    return reference(box.row, box.column)


def edited(pointer: str, made: Callable[[str], str], save: Callable[[Book], bytes] = workbooks.by_openpyxl) -> bytes:
    """Write the workbook with other content in one cell: the result of `made` for its number."""
    parts = unpacked(save(book()))
    element = re.compile(rf'(<c r="{cell(pointer)}"[^>]*?)(?: t="n")?><v>([^<]*)</v></c>')
    text, count = element.subn(lambda found: found[1] + made(found[2]), parts[SHEET].decode(), count=1)
    assert count == 1
    return packed({**parts, SHEET: text.encode()})


def difference(before: bytes, after: bytes) -> tuple[bytes, bytes]:
    """Return two parts without their common beginning and end."""
    head = next(i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b)
    tail = next(i for i, (a, b) in enumerate(zip(reversed(before), reversed(after), strict=False)) if a != b)
    tail = min(tail, len(before) - head, len(after) - head)
    return before[head : len(before) - tail], after[head : len(after) - tail]


@pytest.mark.parametrize("save", SAVES)
def test_only_the_value_of_a_cell_changes(save: Callable[[Book], bytes]) -> None:
    given = edited(TOTAL, lambda number: f"><v>{int(number) + 1}</v></c>", save)
    fixed = api.fix(given, unsafe=True, settings=SUMS)
    assert len(fixed.applied) == 1
    assert isinstance(fixed.data, bytes)
    before, after = unpacked(given), unpacked(fixed.data)
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == [SHEET]
    assert all(re.fullmatch(rb"[\d<>/vc]*", part) for part in difference(before[SHEET], after[SHEET]))
    assert after[SHEET] == unpacked(edited(TOTAL, "><v>{}</v></c>".format, save))[SHEET]


@pytest.mark.parametrize(
    "blank", ["/>", "></c>", ' t="inlineStr"><is><t>-</t></is></c>', ' t="inlineStr"><is><t> </t></is></c>']
)
def test_a_number_comes_into_a_blank(blank: str) -> None:
    given = edited(TOTAL, lambda _: blank)
    number = next(box.text for box in book().sheets[0].boxes if box.pointer == TOTAL)
    fixed = api.fix(given, unsafe=True, settings=SUMS)
    assert isinstance(fixed.data, bytes)
    assert re.search(f'<c r="{cell(TOTAL)}"[^>]*><v>{number}</v></c>', unpacked(fixed.data)[SHEET].decode())
    assert openpyxl.load_workbook(io.BytesIO(fixed.data)).worksheets[0][cell(TOTAL)].value == int(number)


def test_a_cell_comes_where_there_is_none() -> None:
    parts = unpacked(workbooks.by_openpyxl(book()))
    text = re.sub(rf'<c r="{cell(TOTAL)}"[^>]*><v>[^<]*</v></c>', "", parts[SHEET].decode())
    fixed = api.fix(packed({**parts, SHEET: text.encode()}), unsafe=True, settings=SUMS)
    assert isinstance(fixed.data, bytes)
    now, then = (openpyxl.load_workbook(io.BytesIO(data)).worksheets[0] for data in (fixed.data, packed(parts)))
    assert [[one.value for one in row] for row in now] == [[one.value for one in row] for row in then]


def test_a_number_that_is_stored_as_a_text_stays_one() -> None:
    given = edited(TOTAL, lambda number: f' t="inlineStr"><is><t>{int(number) + 1}</t></is></c>')
    fixed = api.fix(given, unsafe=True, settings=SUMS)
    assert isinstance(fixed.data, bytes)
    assert isinstance(openpyxl.load_workbook(io.BytesIO(fixed.data)).worksheets[0][cell(TOTAL)].value, str)


def test_a_shared_text_is_not_changed() -> None:
    given = workbooks.by_xlsxwriter(book())
    parts = unpacked(given)
    parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(
        "六、其他需要报告".encode(), "五、其他需要报告".encode()
    )
    fixed = api.fix(packed(parts), unsafe=True)
    assert isinstance(fixed.data, bytes)
    assert len(fixed.applied) == 1
    after = unpacked(fixed.data)
    assert [name for name in parts if parts[name] != after[name]] == [SHEET]
    assert '<is><t xml:space="preserve">六、其他需要报告的事项</t></is>'.encode() in after[SHEET]


@pytest.mark.parametrize(
    ("pointer", "made", "reason"),
    [
        (TOTAL, "><f>SUM(A1:A2)</f><v>{more}</v></c>", "是公式，不改写"),
        (OTHER, "><v>{more}</v></c>", "的公式用到这一格"),
    ],
)
def test_formulas_and_what_they_use_stay(pointer: str, made: str, reason: str) -> None:
    given = edited(pointer, lambda number: made.format(more=int(number) + 1))
    if pointer == OTHER:
        parts = unpacked(given)
        last = f'<row r="900"><c r="A900"><f>SUM({cell(OTHER)}:{cell(OTHER)})</f><v>0</v></c></row></sheetData>'
        given = packed({**parts, SHEET: parts[SHEET].replace(b"</sheetData>", last.encode())})
    fixed = api.fix(given, unsafe=True, settings=SUMS)
    assert not fixed.applied
    assert [one.reason.zh for one in fixed.rejected if reason in one.reason.zh]
    assert fixed.data == given


def test_a_formula_that_was_never_calculated_is_lost_and_said() -> None:
    checked = api.check(edited(TOTAL, lambda _: "><f>SUM(A1:A2)</f><v></v></c>"))
    found = {finding.rule.code: finding.message() for finding in checked.diagnostics}
    assert checked.report.applications is not None
    assert checked.report.applications.new.total is None
    assert "尚未计算的公式「=SUM(A1:A2)」" in found["X003"]
    assert "总计的数无法确定" in found["X002"]
    assert "A305" not in found


def noted(given: bytes) -> bytes:
    """Return a copy of a workbook with its findings as notes."""
    checked = api.check(given)
    made = annotated(Findings("a.xlsx", checked, checked.diagnostics, (), ()), checked.source)
    assert isinstance(made, bytes), made
    return made


@pytest.mark.parametrize("save", SAVES)
def test_each_finding_is_a_note_at_its_cell(save: Callable[[Book], bytes]) -> None:
    given = edited(TOTAL, lambda number: f"><v>{int(number) + 1}</v></c>", save)
    made = noted(given)
    before, after = unpacked(given), unpacked(made)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {SHEET, "[Content_Types].xml"}
    assert after.keys() - before.keys() == {
        *("xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/worksheets/_rels/sheet1.xml.rels")
    }
    note = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0][cell(TOTAL)].comment
    assert note is not None
    assert "A303" in note.text
    assert api.check(made).source.text == api.check(given).source.text


def test_a_sheet_with_an_empty_part_of_relations_takes_notes() -> None:
    parts = unpacked(edited(TOTAL, lambda number: f"><v>{int(number) + 1}</v></c>"))
    name, space = "xl/worksheets/_rels/sheet1.xml.rels", "http://schemas.openxmlformats.org/package/2006/relationships"
    made = noted(packed({**parts, name: f'<Relationships xmlns="{space}"/>'.encode()}))
    assert unpacked(made)[name].count(b"<Relationship ") == 2
    assert openpyxl.load_workbook(io.BytesIO(made)).worksheets[0][cell(TOTAL)].comment is not None


def test_a_note_that_is_there_stays_and_takes_more_lines() -> None:
    given = edited(TOTAL, lambda number: f"><v>{int(number) + 1}</v></c>")
    once = noted(given)
    twice = noted(once)
    first, second = (
        openpyxl.load_workbook(io.BytesIO(data)).worksheets[0][cell(TOTAL)].comment for data in (once, twice)
    )
    assert first is not None
    assert second is not None
    assert second.text == first.text + "\n" + first.text
    assert unpacked(twice).keys() == unpacked(once).keys()


@pytest.mark.parametrize("save", SAVES)
def test_any_edit_of_cells_is_written_as_meant_or_refused(save: Callable[[Book], bytes]) -> None:
    given, random = save(book()), seeded("edits of a workbook")
    text = api.compile(given).source.text
    rows = list(re.finditer(r"[^\n]*\t[^\n]*", text))  # a heading that changes may end a table
    ends = [cell.span() for row in rows for cell in re.compile(r"[^\t\n]*").finditer(text, *row.span())]
    refused = 0
    for _ in range(10):
        chosen = sorted({random.choice(ends) for _ in range(random.choice((1, 1, 5)))})
        words = (
            "0",
            "12",
            "-3",
            "0.5",
            "007",
            "1e5",
            "甲 & <乙> ",
            " ",
            "",
            "=1+1",
            "'3",
            "一、总体情况",
            "12月",
            "1" * 30,
        )
        edited = Edited(text, tuple(TextEdit(Span(*span), random.choice(words)) for span in chosen), is_file=True)
        made = rewrite(given, edited)
        if isinstance(made, Objection):
            refused += 1
            continue
        assert isinstance(made, bytes)
        before, after = unpacked(given), unpacked(made)
        assert [name for name in before if before[name] != after[name]] in ([], [SHEET])
        values = [[one.value for one in row] for row in openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]]
        assert values
        said = api.compile(made).source.text
        assert said == edited.text, difference(said.encode(), edited.text.encode())
    assert refused < 5


@pytest.mark.skipif(
    not office.is_there() and "CI" not in os.environ,
    reason="LibreOffice is not installed (Debian: libreoffice-calc)",
)
def test_libreoffice_opens_what_was_fixed_and_annotated(tmp_path: Path) -> None:
    given = edited(TOTAL, lambda number: f"><v>{int(number) + 1}</v></c>")
    fixed = api.fix(given, unsafe=True, settings=SUMS)
    assert isinstance(fixed.data, bytes)
    (tmp_path / "mended.xlsx").write_bytes(fixed.data)
    (tmp_path / "noted.xlsx").write_bytes(noted(given))
    command = [conversion.program() or "", "--headless", f"-env:UserInstallation={(tmp_path / '.profile').as_uri()}"]
    command += ["--convert-to", "ods", "--outdir", str(tmp_path), *map(str, tmp_path.glob("*.xlsx"))]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    mended, with_notes = ((tmp_path / f"{name}.ods").read_bytes() for name in ("mended", "noted"))
    assert api.check(mended).report == api.check(fixed.data).report
    assert api.check(with_notes).report == api.check(given).report
    notes = re.findall(rb"<office:annotation .*?</office:annotation>", unpacked(with_notes)["content.xml"])
    assert any(b"A303" in note for note in notes)
