"""Damaged and hostile workbooks: each is read or rejected with a reason, in bounded time, without a crash.

Time is measured in steps of Python by the same processor, whatever it is and does besides.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pytest

import reportc
from reportc import api
from reportc.source import Refusal, Source, read
from reportc.syntax.parser import vocabulary
from reports import workbooks
from reports.flips import flipped, flipped_inside
from reports.generate import generate, seeded
from reports.packages import ods, packed, sheet, unpacked, xlsx
from reports.tables import Box

STEPS = 100
"""The limit for one of these files in millions of steps: 8 s where a million take 0.08 s."""
MEGABYTES = 700
"""The limit of memory for all of them, read one after the other."""
FLIPS = 300
SAVES: Mapping[str, Callable[[workbooks.Book], bytes]] = MappingProxyType(
    {
        "XlsxWriter": workbooks.by_xlsxwriter,
        "openpyxl": workbooks.by_openpyxl,
        "xlwt": workbooks.by_xlwt,
        "odfpy": workbooks.by_odfpy,
        "one XML file": workbooks.in_one_xml_file,
    }
)
_ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
_FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
_REPEATED = 'table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"'
LITTLE = workbooks.Book(
    [
        workbooks.Sheet(
            "三", [Box("2.重复申请", 0, 0, 1, 3), Box("12", 0, 3, pointer="/"), Box("0.5", 1, 3, pointer="/")]
        ),
        workbooks.Sheet("填表说明", [Box("12", 3, 3)], hidden=True),
    ]
)
LARGE = "工作簿过大"
BROKEN = "工作簿已损坏"


def _cells(row: int) -> str:
    return "".join(f'<c r="{letter}{row}"><v>1</v></c>' for letter in "ABCDEFGHIJ")


_MANY = "".join(f'<row r="{row}">{_cells(row)}</row>' for row in range(1, 6_000))
_MERGED = "".join(f'<mergeCell ref="A{row}:XFD1048576"/>' for row in range(1, 9_000))

BOMBS: Mapping[str, tuple[dict[str, str], str]] = MappingProxyType(
    {
        "two far corners": (xlsx({"甲": sheet(_ONE + _FAR)}), LARGE),
        "far corners that are empty": (xlsx({"甲": sheet(_ONE + _FAR.replace("<v>1</v>", ""))}), ""),
        "a far corner with a character reference": (
            xlsx({"甲": sheet(_ONE + _FAR.replace('"XFD1048576"', '"&#88;FD104857&#54;"'))}),
            BROKEN,
        ),
        "a row of a number without end": (
            xlsx({"甲": sheet(_ONE + f'<row r="{"9" * 30}"><c><v>1</v></c></row>')}),
            BROKEN,
        ),
        "a cell of a number without end": (xlsx({"甲": sheet(_ONE.replace("A1", f"A{'9' * 30}"))}), BROKEN),
        "counts and dimensions that are lies": (
            xlsx(
                {"甲": sheet(_ONE, '<dimension ref="A1:XFD1048576"/>')},
                strings="<si><t>a</t></si>",
                styles='<cellXfs count="99999999999"><xf numFmtId="0"/></cellXfs>',
            ),
            "",
        ),
        "entities": (
            xlsx({"甲": f'<!DOCTYPE a [<!ENTITY a "{"甲" * 99}">]>' + sheet(_ONE.replace("1</v>", "&a;</v>"))}),
            BROKEN,
        ),
        "a text that is long when unpacked": (
            xlsx({"甲": sheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"a" * 70_000_000}</t></is></c></row>')}),
            BROKEN,
        ),
        "elements in elements": (xlsx({"甲": sheet(_ONE, after="<x>" * 200_000 + "</x>" * 200_000)}), ""),
        "merged cells over one another": (
            xlsx({"甲": sheet(_ONE, after=f"<mergeCells>{_MERGED}</mergeCells>")}),
            "",
        ),
        "many cells": (xlsx({"甲": sheet(_MANY)}), LARGE),
        "many sheets": (xlsx({f"甲{number}": sheet(_ONE) for number in range(500)}), ""),
        "a hidden column without end": (
            xlsx({"甲": sheet(_ONE, '<cols><col min="1" max="999999999" hidden="1"/></cols>')}),
            "工作簿里没有显示出来的文字和数字",
        ),
        "rows of an .ods that repeat": (
            ods(
                f"<table:table><table:table-row {_REPEATED}><text:p>1</text:p></table:table-cell></table:table-row>"
                "</table:table>"
            ),
            LARGE,
        ),
        "blank rows of an .ods that repeat": (
            ods(
                f"<table:table><table:table-row {_REPEATED}/></table:table-row><table:table-row><table:table-cell>"
                "<text:p>1</text:p></table:table-cell></table:table-row></table:table>"
            ),
            "",
        ),
    }
)


_PEAKS = """
import sys
from pathlib import Path
from reportc.source import read
from reportc.syntax.parser import vocabulary
for path in sys.argv[1:]:
    read(Path(path).read_bytes(), vocabulary())
    status = Path("/proc/self/status").read_text().splitlines()
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""
"""Reads files and prints the peak of memory after each in kilobytes; a process of its own."""


@cache
def bomb(name: str) -> bytes:
    """Return a hostile file."""
    return packed(BOMBS[name][0])


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_or_refused(name: str) -> None:
    source, reason = timed(bomb(name)), BOMBS[name][1]
    assert (source.refusal.zh if source.refusal else "").startswith(reason)
    assert bool(source.refusal) == bool(reason)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak of a process's memory")
def test_bombs_take_bounded_memory(tmp_path: Path) -> None:
    paths = [tmp_path / str(number) for number in range(len(BOMBS))]
    for path, name in zip(paths, BOMBS, strict=True):
        path.write_bytes(bomb(name))
    environment = os.environ | {"PYTHONPATH": str(Path(reportc.__file__).parents[1])}
    command = [sys.executable, "-c", _PEAKS, *map(str, paths)]
    peaks = subprocess.run(command, env=environment, capture_output=True, check=True).stdout.split()
    assert {name: peak for name, peak in zip(BOMBS, peaks, strict=True) if int(peak) > MEGABYTES * 1_000} == {}


@pytest.mark.parametrize("save", SAVES)
def test_cut_off_anywhere_it_is_refused_or_read(save: str) -> None:
    whole = made(save)
    for tenth in range(1, 10):
        timed(whole[: len(whole) * tenth // 10])


@pytest.mark.parametrize("save", SAVES)
def test_with_any_byte_changed_it_is_refused_or_read(save: str) -> None:
    little = SAVES[save](LITTLE)
    assert read(little, vocabulary()).refusal is None
    for data in flipped(little, FLIPS):
        timed(data)


@pytest.mark.parametrize("save", [save for save in SAVES if save not in {"xlwt", "one XML file"}])
def test_with_its_xml_changed_it_is_refused_or_read(save: str) -> None:
    for data in flipped_inside(SAVES[save](LITTLE), FLIPS):
        timed(data)


def test_what_cannot_be_read_is_neither_fixed_nor_written() -> None:
    for tenth in range(1, 10):
        whole = made("XlsxWriter")
        cut = whole[: len(whole) * tenth // 10]
        fixed = api.fix(cut, unsafe=True)
        assert not fixed.applied
        assert [finding.rule.code for finding in api.check(cut).diagnostics] == ["X008"]


def test_a_part_that_is_damaged_is_never_passed_over() -> None:
    whole = made("XlsxWriter")
    parts = unpacked(whole)
    for name in ("xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"):
        broken = read(packed({**parts, name: parts[name][: len(parts[name]) // 2]}), vocabulary())
        assert isinstance(broken.refusal, Refusal), name


def made(save: str) -> bytes:
    """Make a small workbook."""
    rng = seeded("a workbook to be damaged")
    return SAVES[save](workbooks.one_sheet(generate(rng, plain=True), rng))


@cache
def step() -> float:
    """Return the seconds of this processor for a million steps of Python."""

    def once() -> float:
        begun = time.process_time()
        sum(number * number % 7 for number in range(1_000_000))
        return time.process_time() - begun

    return min(once(), once(), once())


def timed(data: bytes) -> Source:
    """Read a file, and check the time limit."""
    begun = time.process_time()
    source = read(data, vocabulary())
    took = time.process_time() - begun
    assert took < STEPS * step(), f"{took:.1f} s, a million steps of Python: {step():.3f} s"
    return source
