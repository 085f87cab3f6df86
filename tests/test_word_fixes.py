"""Fixes in Word files: the text of a cell or paragraph changes, and no other byte; the new file reads as intended."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import docx
import pytest

from reportc import api
from reportc.diagnostic import TextEdit
from reportc.fixes.docx import rewrite
from reportc.fixes.edits import Edited
from reportc.fixes.proof import Objection
from reportc.form import pointer
from reportc.source import read
from reportc.span import Span
from reportc.syntax.parser import vocabulary
from reportc.syntax.walk import rows
from reports import word
from reports.generate import generate, seeded

if TYPE_CHECKING:
    from docx.document import Document

DOCUMENT = "word/document.xml"
_TEXT = re.compile(rb"(<w:t(?: [^<>]*)?>)[^<>]*(</w:t>)")
_WORDING = ("2.其他法律行政法规禁止公开", "2.其他法律法规禁止公开")


def edited(data: bytes, old: str, new: str, at: int = 0) -> bytes | str | Objection:
    """Replace the first `old` from offset `at` on in the projection with `new`."""
    text = read(data, vocabulary()).text
    start = text.index(old, at)
    return rewrite(data, Edited(text, (TextEdit(Span(start, start + len(old)), new),), is_file=True))


def body(inside: str) -> bytes:
    return word.package(inside)


def content(data: object) -> str:
    """Return the contents of the body of a Word file."""
    assert isinstance(data, bytes)
    found = word.unzipped(data)[DOCUMENT].decode()
    return found.partition("<w:body>")[2].partition("</w:body>")[0]


RUNS = (
    "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>其他法</w:t></w:r><w:r><w:t>律法规</w:t></w:r><w:r><w:t>禁止</w:t></w:r></w:p>"
)
CASES: Mapping[str, tuple[str, str, str, str]] = {
    "inside one run": (RUNS, "法规", "规章", RUNS.replace("律法规", "律规章")),
    "only the run that differs": (RUNS, "其他法律法规禁止", "其他法律行政法规禁止", RUNS.replace("律法", "律行政法")),
    "the first run takes the new text": (
        RUNS,
        "他法律法规禁",
        "甲乙",
        RUNS.replace("其他法", "其甲乙").replace("<w:t>律法规", "<w:t>").replace("<w:t>禁止", "<w:t>止"),
    ),
    "what XML has words for": (RUNS, "法规", "<&>", RUNS.replace("法规", "&lt;&amp;&gt;")),
    "blanks at an end": (RUNS, "规", " ", RUNS.replace("<w:t>律法规", '<w:t xml:space="preserve">律法 ')),
}


@pytest.mark.parametrize(("before", "old", "new", "after"), CASES.values(), ids=CASES.keys())
def test_an_edit_changes_the_text_of_runs(before: str, old: str, new: str, after: str) -> None:
    assert content(edited(body(before), old, new)) == after


CELLS: Mapping[str, tuple[str, str]] = {
    "a paragraph of one tag": ("<w:p/>", "<w:p><w:r>{like}<w:t>0</w:t></w:r></w:p>"),
    "with attributes": ('<w:p w:rsid="1" />', '<w:p w:rsid="1"><w:r>{like}<w:t>0</w:t></w:r></w:p>'),
    "an empty one": ("<w:p></w:p>", "<w:p><w:r>{like}<w:t>0</w:t></w:r></w:p>"),
    "with a mark": (
        "<w:p><w:pPr><w:jc/><w:rPr><w:i/></w:rPr></w:pPr></w:p>",
        "<w:p><w:pPr><w:jc/><w:rPr><w:i/></w:rPr></w:pPr><w:r><w:rPr><w:i/></w:rPr><w:t>0</w:t></w:r></w:p>",
    ),
    "with a mark that was inserted": (
        '<w:p><w:pPr><w:rPr><w:ins w:id="1"/></w:rPr></w:pPr></w:p>',
        '<w:p><w:pPr><w:rPr><w:ins w:id="1"/></w:rPr></w:pPr><w:r><w:t>0</w:t></w:r></w:p>',
    ),
    "an empty run": ("<w:p><w:r/></w:p>", "<w:p><w:r/><w:r>{like}<w:t>0</w:t></w:r></w:p>"),
}


@pytest.mark.parametrize(("before", "after"), CELLS.values(), ids=CELLS.keys())
def test_an_empty_cell_takes_a_run_like_its_neighbours(before: str, after: str) -> None:
    like = '<w:rPr><w:sz w:val="18"/></w:rPr>'
    row = f"<w:tbl><w:tr><w:tc><w:p><w:r>{like}<w:t>规章</w:t></w:r></w:p></w:tc><w:tc>{{}}</w:tc></w:tr></w:tbl>"
    data = body(row.format(before))
    text = read(data, vocabulary()).text
    made = rewrite(data, Edited(text, (TextEdit(Span(3, 3), "0"),), is_file=True))
    assert content(made) == row.format(after.format(like=like))


@pytest.mark.parametrize(
    ("inside", "old", "new"),
    [
        pytest.param(
            '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>总体</w:t></w:r></w:p>',
            "一、总",
            "二、总",
            id="a number that Word counts",
        ),
        pytest.param("<w:p><w:r><w:t>甲</w:t></w:r></w:p>", "甲", "甲\n乙", id="a new line"),
        pytest.param('<w:p><w:r><w:sym w:char="4E8C"/></w:r></w:p>', "二", "三", id="a symbol"),
    ],
)
def test_what_stands_in_no_text_is_not_written(inside: str, old: str, new: str) -> None:
    data = word.package(inside, numbering=word.NUMBERING)
    assert isinstance(edited(data, old, new), Objection)


def test_a_document_in_utf_16_is_not_written() -> None:
    parts = word.unzipped(body(RUNS))
    wide = parts[DOCUMENT].decode().replace('"UTF-8"', '"UTF-16"').encode("utf-16")
    assert isinstance(edited(word.zipped(parts | {DOCUMENT: wide}), "法规", "规章"), Objection)


@pytest.mark.parametrize("seed", range(4))
def test_fixes_change_texts_and_nothing_else(seed: int) -> None:
    """Blank totals are filled in, a label gets its wording; everything else stays the same, byte for byte."""
    rng = seeded(f"word fixes {seed}")
    report = generate(rng, blanks="totals")
    parts = word.unzipped(word.document(report, rng))
    data = word.zipped(parts | {DOCUMENT: parts[DOCUMENT].replace(_WORDING[0].encode(), _WORDING[1].encode())})
    fixed = api.fix(data, unsafe=True)
    assert isinstance(fixed.data, bytes)
    assert fixed.applied
    before, after = word.unzipped(data), word.unzipped(fixed.data)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {DOCUMENT}
    assert api.compile(fixed.data).source.text == fixed.text
    for offer in fixed.applied:
        cells = dict(offer.fix.sets)
        assert cells.items() <= _values(fixed.data).items()
    assert _skeleton(after[DOCUMENT]) == _skeleton(before[DOCUMENT])
    assert api.fix(fixed.data, unsafe=True).applied == ()


def _values(data: bytes) -> dict[str, object]:
    """Return the value of each cell by its pointer."""
    found = ((row, cell) for row in rows(api.compile(data).tree) for cell in row.cells)
    return {pointer((*row.path, cell.column)): cell.value for row, cell in found}


def _skeleton(document: bytes) -> bytes:
    """Return a document without its texts, and without runs that contain nothing else."""
    bare = _TEXT.sub(rb"\1\2", document.replace(b" xml:space='preserve'", b""))
    bare = re.sub(rb"<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t></w:t></w:r>", b"", bare)
    return bare.replace(b"<w:p/>", b"<w:p></w:p>")


@pytest.mark.parametrize("seed", range(5))
def test_any_edit_is_written_as_meant_or_refused(seed: int) -> None:
    """Any text replaced with any other: the new file reads so, or there is none."""
    rng = seeded(f"edits {seed}")
    data = word.document(generate(rng), rng)
    text = read(data, vocabulary()).text
    written = 0
    for _ in range(12):
        start = rng.randrange(len(text))
        span = Span(start, start + rng.choice((0, 1, 2, 5, 20)))
        edits = (TextEdit(span, rng.choice(("", "7", "甲乙", "<&>", " 丙 "))),)
        edited = Edited(text, edits, is_file=True)
        made = rewrite(data, edited)
        if isinstance(made, bytes):
            written += 1
            assert read(made, vocabulary()).text in {edited.text, _blanks_joined(edited.text)}
    assert written > 2


def _blanks_joined(text: str) -> str:
    """Return a text without the paragraphs that lost all of their text."""
    return "".join(line for line in text.splitlines(keepends=True) if line.strip())


def test_a_byte_order_mark_moves_no_place() -> None:
    parts = word.unzipped(body(RUNS))
    marked = word.zipped(parts | {DOCUMENT: b"\xef\xbb\xbf" + parts[DOCUMENT]})
    assert content(edited(marked, "法规", "规章")) == RUNS.replace("律法规", "律规章")


def made_by_python_docx() -> bytes:
    """Return a file with headings, paragraphs in bold, and a table whose total is blank."""
    document: Document = docx.Document()
    document.add_heading("望舒县民政局2023年政府信息公开工作年度报告", 0)
    document.add_heading("三、收到和处理政府信息公开申请情况", 1)
    table = document.add_table(rows=1, cols=8, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("一、本年新收政府信息公开申请数量", *"123456", ""), strict=True):
        run = cell.paragraphs[0].add_run(text)
        run.bold = True
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def test_a_file_of_python_docx_opens_there_again() -> None:
    fixed = api.fix(made_by_python_docx())
    assert isinstance(fixed.data, bytes)
    row = docx.Document(io.BytesIO(fixed.data)).tables[0].rows[0]
    assert [cell.text for cell in row.cells][-2:] == ["6", "21"]
    assert [run.bold for run in row.cells[-1].paragraphs[0].runs if run.text] == [True]


def test_fixes_of_a_kind_that_is_never_written_are_refused() -> None:
    fixed = api.fix(b"%PDF-1.7 \xe4")
    assert fixed.applied == ()
    assert fixed.refused
    assert "convert" in fixed.refused.zh
