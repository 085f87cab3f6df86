"""`reportc check THIS --previous LAST`: which report is used, and the message if there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reportc import api
from reportc.cli import program

MATRIX = "三、收到和处理政府信息公开申请情况\n\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n"


def report(year: int, *, over: int = 0, forward: int = 0, agency: str = "云岫县水务局") -> str:
    rows = (("二、上年结转政府信息公开申请数量", over), ("四、结转下年度继续办理", forward))
    table = "".join(f"{label}\t{count}\t0\t0\t0\t0\t0\t{count}\n" for label, count in rows)
    return f"{agency}{year}年政府信息公开工作年度报告\n{MATRIX}{table}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "last").mkdir()
    (tmp_path / "this").mkdir()
    (tmp_path / "last" / "a.txt").write_text(report(2023, forward=3), "utf-8")
    (tmp_path / "last" / "b.txt").write_text(report(2023, forward=8, agency="云岫县教育局"), "utf-8")
    (tmp_path / "last" / "old.txt").write_text(report(2022, forward=9), "utf-8")
    (tmp_path / "this" / "a.txt").write_text(report(2024, over=5), "utf-8")
    return tmp_path


def check(*arguments: object) -> Result:
    return CliRunner().invoke(program(()), ["check", *map(str, arguments), "--format", "concise", "--select", "Y"])


def test_the_report_of_the_same_agency_and_the_year_before_is_looked_into(folder: Path) -> None:
    done = check(folder / "this" / "a.txt", "--previous", folder / "last")
    assert done.exit_code == 1
    assert [line.split()[1] for line in done.stdout.splitlines() if "Y601" in line] == ["Y601", "Y601"]
    assert "为 3" in done.stdout


def test_a_file_may_be_named_itself(folder: Path) -> None:
    assert "Y601" in check(folder / "this", "--previous", folder / "last" / "a.txt").stdout


@pytest.mark.parametrize("last", ["b.txt", "old.txt"])
def test_another_agency_and_another_year_tell_nothing_and_it_is_said(folder: Path, last: str) -> None:
    done = check(folder / "this" / "a.txt", "--previous", folder / "last" / last)
    assert done.exit_code == 0
    assert "Y601" not in done.stdout
    assert "没有同一机关上一年的报告可比" in done.output


def test_of_two_reports_of_one_agency_and_year_none_is_taken(folder: Path) -> None:
    (folder / "last" / "again.txt").write_text(report(2023, forward=4), "utf-8")
    assert "Y601" not in check(folder / "this" / "a.txt", "--previous", folder / "last").stdout


def test_a_missing_file_is_said(folder: Path) -> None:
    assert check(folder / "this", "--previous", folder / "nowhere").exit_code != 0


def test_without_last_year_no_rule_between_years_speaks() -> None:
    assert not [one for one in api.check(report(2024, over=5)).diagnostics if one.rule.code[0] == "Y"]


@pytest.mark.parametrize("last", ["", "没有表格", report(2024, forward=3), report(2023)[:120]])
def test_any_text_may_be_last_years(last: str) -> None:
    assert api.check(report(2024, over=0), previous=last).result.tree.year == 2024
