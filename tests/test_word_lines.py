"""Rows and headings are inserted into Word files as copies of their neighbours, or rows removed; all else is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import count

import pytest

from reportc import api
from reportc.diagnostic import Fix
from reportc.fixes import Fixed
from reportc.result import Result
from reportc.settings import Settings
from reportc.syntax.nodes import State
from reportc.syntax.walk import rows
from reports import python_docx, word
from reports.generate import generate, seeded
from reports.words import HEADINGS

DOCUMENT = "word/document.xml"
WHOLE = Settings(select=("X", "S101"))
_ROW = re.compile(rb"<w:tr>(?:(?!</w:tr>).)*</w:tr>|<w:tr [^>]*>(?:(?!</w:tr>).)*</w:tr>", re.DOTALL)
_PARAGRAPH = re.compile(rb"<w:p>(?:(?!</w:p>).)*</w:p>", re.DOTALL)
_BEGINS_MERGED = re.compile(rb'<w:vMerge w:val="restart"/>')

Path = tuple[str, ...]
Said = dict[Path, tuple[State, object]]


def said(given: object) -> Said:
    """Return the values of a Word file's cells, in the order of the text."""
    assert isinstance(given, bytes | Result)
    tree = api.compile(given).tree if isinstance(given, bytes) else given.tree
    found = ((row, cell) for row in rows(tree) for cell in row.cells)
    return {(*row.path, cell.column): (cell.state, cell.value) for row, cell in found}


def body(data: object) -> bytes:
    assert isinstance(data, bytes)
    return word.unzipped(data)[DOCUMENT]


def with_body(data: bytes, document: bytes) -> bytes:
    return word.zipped(word.unzipped(data) | {DOCUMENT: document})


@cache
def written(edition: str) -> bytes:
    """Return a Word file by python-docx with a report of an edition without blanks."""
    drawn = (generate(seeded(f"word lines {number}"), plain=True) for number in count())
    return python_docx.document(next(one for one in drawn if one.applications_edition == edition))


def without_a_row(data: bytes) -> Iterator[tuple[Result, list[Path]]]:
    """Yield a file without every second row in which no merged cell begins, and the cells that are missing."""
    whole, document = said(data), body(data)
    for row in [one for one in _ROW.finditer(document) if not _BEGINS_MERGED.search(one[0])][::2]:
        wrong = api.compile(with_body(data, document[: row.start()] + document[row.end() :]))
        left = said(wrong)
        gone = [cell for cell in whole if cell not in left]
        if len({cell[:-1] for cell in gone}) == 1:
            yield wrong, gone


def offered(given: Result) -> list[Fix]:
    return [fix for one in api.check(given).diagnostics for fix in one.fixes if fix.adds or fix.drops]


def put_in(given: bytes | Result) -> Fixed:
    return api.fix(given, unsafe=True, settings=WHOLE)


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_a_missing_row_is_the_blank_copy_of_one_of_its_group(edition: str) -> None:
    data = written(edition)
    whole, tried = said(data), 0
    for wrong, gone in without_a_row(data):
        if not offered(wrong):
            continue  # the only row of its table
        tried += 1
        fixed = put_in(wrong)
        assert (len(fixed.applied), fixed.rejected) == (1, ()), gone[0]
        now = said(fixed.data)
        assert now == whole | dict.fromkeys(gone, (State.BLANK, None))
        assert [*now] == [*whole]
        assert is_a_row_more(body(fixed.data), body(wrong.source.data))
    assert tried > 11


def is_a_row_more(after: bytes, before: bytes) -> bool:
    """Return whether one document is another with one more row, and the same byte for byte around it."""
    length = len(after) - len(before)
    rows = (one.start() for one in re.finditer(b"<w:tr>", after))
    return any(after[:at] + after[at + length :] == before for at in rows)


def test_rows_and_headings_that_are_missing_together_are_put_in_together() -> None:
    data = written("2021")
    document = body(data)
    for words in ("上年结转政府信息公开申请数量", "重复申请", "结转下年度继续办理"):
        row = next(one for one in _ROW.finditer(document) if words.encode() in one[0])
        document = document[: row.start()] + document[row.end() :]
    for words in (HEADINGS[0], HEADINGS[4]):
        heading = next(one for one in _PARAGRAPH.finditer(document) if words.encode() in one[0])
        document = document[: heading.start()] + document[heading.end() :]
    fixed = put_in(with_body(data, document))
    assert (len(fixed.applied), fixed.rejected) == (5, ())
    assert said(fixed.data).keys() == said(data).keys()
    heads = [line for line in fixed.text.splitlines() if line in HEADINGS]
    assert heads == [*HEADINGS]
    for words in (HEADINGS[0], HEADINGS[4]):
        new = next(one[0] for one in _PARAGRAPH.finditer(body(fixed.data)) if words.encode() in one[0])
        assert b'<w:pStyle w:val="Heading1"/>' in new


def test_a_row_that_says_the_same_twice_is_taken_out() -> None:
    data = written("2021")
    row = next(one for one in _ROW.finditer(body(data)) if "重复申请".encode() in one[0])
    twice = with_body(data, body(data).replace(row[0], row[0] * 2))
    fixed = api.fix(twice, settings=WHOLE)
    assert [one.fix.title("en") for one in fixed.applied] == ["take out the second row"]
    assert body(fixed.data) == body(data)


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param(b'<w:ins w:id="1" w:author="a"><w:r><w:t></w:t></w:r></w:ins>', id="a tracked change"),
        pytest.param(b'<w:commentRangeStart w:id="1"/>', id="a comment"),
        pytest.param(b"<w:r><w:drawing/></w:r>", id="a picture"),
    ],
)
def test_what_must_not_stand_twice_is_not_copied(mark: bytes) -> None:
    data = written("2021")
    marked = body(data).replace(b"</w:p></w:tc></w:tr>", mark + b"</w:p></w:tc></w:tr>")
    row = next(one for one in _ROW.finditer(marked) if "重复申请".encode() in one[0])
    fixed = put_in(with_body(data, marked.replace(row[0], b"")))
    assert fixed.applied == ()
    assert [one.reason.en.partition(",")[0] for one in fixed.rejected] == ["tracked changes"]


def test_a_copy_has_no_name_of_its_model() -> None:
    named = b'<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/></w:p></w:tc></w:tr>'
    data = written("2021")
    document = body(data).replace(b"</w:p></w:tc></w:tr>", named).replace(b"<w:p>", b'<w:p w14:paraId="00AA11BB">')
    row = next(one for one in _ROW.finditer(document) if "重复申请".encode() in one[0])
    wrong = with_body(data, document.replace(row[0], b""))
    fixed = put_in(wrong)
    assert (len(fixed.applied), fixed.rejected) == (1, ())
    for name in (b"w:bookmarkStart", b"w:bookmarkEnd", b"w14:paraId"):
        assert body(fixed.data).count(name) == body(wrong).count(name)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_a_file_has_been_through_a_row_is_put_in_whole_or_not_at_all(seed: int) -> None:
    """With content controls, tracked changes, fields, layout tables: a fix does what it states, or is rejected."""
    rng = seeded(f"word lines worn {seed}")
    data = word.document(generate(rng, plain=True), rng)
    document, whole = body(data), said(data)
    for row in rng.sample([*_ROW.finditer(document)], 4):
        wrong = api.compile(with_body(data, document[: row.start()] + document[row.end() :]))
        before = said(wrong)
        after = said(put_in(wrong).data)
        added = {cell: value for cell, value in after.items() if cell not in before}
        assert {**before, **added} == after
        assert all(value == (State.BLANK, None) for value in added.values())
        assert set(added) <= set(whole)
