"""`reportc compare`: the cells that differ, the sentences that are missing or new."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import reportc
from reportc.cli import program
from reportc.compare import difference, outputs
from reports.generate import generate, seeded
from reports.layouts.html import page
from reports.layouts.tabs import tab_rows

TITLE = "云岫县水务局{year}年政府信息公开工作年度报告"
MATRIX = (
    "三、收到和处理政府信息公开申请情况\n\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n{row}"
)
ROW = "一、本年新收政府信息公开申请数量\t{first}\t0\t0\t0\t0\t0\t{total}\n"


def text(year: int = 2024, said: str = "全年平稳。", first: str = "12", total: str = "12") -> str:
    row = ROW.format(first=first, total=total)
    return f"{TITLE.format(year=year)}\n一、总体情况\n{said}\n{MATRIX.format(row=row)}"


def compared(old: str | bytes, new: str | bytes) -> difference.Changes:
    sides = (difference.side(name, reportc.compile(one)) for name, one in (("old.txt", old), ("new.txt", new)))
    return difference.compare(*sides)


def test_a_report_is_the_same_as_itself_in_another_layout() -> None:
    rng = seeded("compare")
    report = generate(rng, plain=True)
    found = compared(tab_rows(report, seeded(1)), page(report, seeded(1)))
    assert found.is_same
    assert found.compared == len(report.values)


def test_cells_differ_by_so_much() -> None:
    found = compared(text(), text(first="10", total="12"))
    assert [(one.at, one.old, one.new, one.by) for one in found.cells] == [
        ("/applications/new/natural_person", 12, 10, -2)
    ]


def test_a_blank_is_no_number_and_no_difference() -> None:
    (cell,) = compared(text(), text(first="")).cells
    assert (cell.old, cell.new, cell.by) == (12, None, None)


def test_sentences_are_compared_one_by_one() -> None:
    found = compared(text(said="甲事已办。乙事在办。丙事未办。"), text(said="甲事已办。丁事已办。丙事未办。"))
    assert [(one.section, one.change, one.text) for one in found.sentences] == [
        ("overview", "removed", "乙事在办。"),
        ("overview", "added", "丁事已办。"),
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_formats_say_what_differs(language: Any) -> None:
    found = compared(text(), text(2025, said="今年<去年&前年。", first="99", total="99"))
    human = outputs.human(found, language)
    assert "12 → 99" in human
    assert "+87" in human
    html = outputs.page(found, language)
    assert "今年&lt;去年&amp;前年。" in html
    assert "url(" not in html
    data = json.loads(outputs.data(found, language))
    assert data["cells"][0] == {"path": "/applications/new/natural_person", "old": 12, "new": 99, "difference": 87}


def test_the_command_ends_with_1_where_something_differs(tmp_path: Path) -> None:
    old, new, page_file = tmp_path / "old.txt", tmp_path / "new.txt", tmp_path / "c.html"
    old.write_text(text(), "utf-8")
    new.write_text(text(first="13", total="13"), "utf-8")
    assert CliRunner().invoke(program(()), ["compare", str(old), str(old)]).exit_code == 0
    assert CliRunner().invoke(program(()), ["compare", str(old), str(new), "-o", str(page_file)]).exit_code == 1
    assert page_file.read_text("utf-8").startswith("<!DOCTYPE html>")
