"""Amounts of money in every unit and form are read exactly, in 万元, and all outputs agree on them."""

from __future__ import annotations

import re

import pytest

import reportc
from reportc import api

_REPORT = """\
望舒市水务局{year}年政府信息公开工作年度报告
二、主动公开政府信息情况
第二十条第（{article}）项
{header}
{row}
"""
AMOUNTS: tuple[tuple[str, float | int | None], ...] = (
    ("7380.28959", 7380.28959),
    ("5949.088667", 5949.088667),
    ("0.12345678", 0.12345678),
    ("73802895.90元", 7380.28959),
    ("73802895.90 元", 7380.28959),
    ("12345.67元", 1.234567),
    ("2,000.5元", 0.20005),
    ("２，０００．５元", 0.20005),
    ("251000元", 25.1),
    ("25万", 25),
    ("25.1万元", 25.1),
    ("3.55亿元", 35500),
    ("3.55亿", 35500),
    ("0.01元", 0.000001),
    ("1,234,567.89万元", 1234567.89),
    ("251000元（含税）", 25.1),
    ("0.00001元", None),
    ("3件", None),
)
"""The text of a cell and its value in 万元: None if it has too many decimals, or is not an amount of money."""


def fee(amount: str, column: str = "本年收费金额（单位：万元）", note: str = "") -> str:
    """Return a report with a fee."""
    row = f"行政事业性收费\t{amount}{note}"
    return _REPORT.format(year=2022, article="八", header=f"信息内容\t{column}", row=row)


def amount(text: str) -> float | None:
    disclosure = reportc.compile(text).report.proactive_disclosure
    assert disclosure is not None
    found: float | None = disclosure.model_dump()["article_20_8"]["fees"]["amount"]
    return found


@pytest.mark.parametrize(("printed", "value"), AMOUNTS)
def test_an_amount_is_read_exactly_in_the_forms_unit(printed: str, value: float | None) -> None:
    assert amount(fee(printed)) == value


@pytest.mark.parametrize(
    "column", ["本年收费金额（单位：元）", "本年收费金额（元）", "本年收费金额/元", "收费金额：元"]
)
def test_a_bare_amount_is_in_the_unit_of_its_column(column: str) -> None:
    assert amount(fee("251000", column)) == 25.1
    assert amount(fee("25.1万元", column)) == 25.1


def test_a_column_may_count_in_hundreds_of_millions() -> None:
    assert amount(fee("3.55", "本年收费金额（单位：亿元）")) == 35500


@pytest.mark.parametrize(
    ("note", "value"),
    [
        ("注：单位：元", 25.1),
        ("注：本表金额以元为单位。", 25.1),
        ("注：收费标准为每件 5 元。", 251000),
        ("单位：万元", 251000),
    ],
)
def test_a_note_names_a_unit_where_it_speaks_of_units(note: str, value: float) -> None:
    assert amount(fee("251000", "本年收费金额", f"\n{note}")) == value


@pytest.mark.parametrize("printed", [printed for printed, _ in AMOUNTS])
@pytest.mark.parametrize("column", ["本年收费金额（单位：万元）", "本年收费金额（单位：元）", "本年收费金额"])
def test_no_two_findings_contradict_each_other_and_no_fix_is_refused(printed: str, column: str) -> None:
    text = fee(printed, column)
    said = {found.rule.code: str(found.arguments.get("value")) for found in api.check(text).diagnostics}
    assert len({value for code, value in said.items() if code in ("X003", "D204")}) <= 1
    fixed = api.fix(text, unsafe=True)
    assert not [one for one in fixed.rejected if "D204" in str(one)]
    assert amount(fixed.text) == amount(text)
    if "D204" in said:
        assert re.search(r"\d万元", fixed.text)


def test_money_among_counts_says_nothing_and_counts_may_have_a_word_after_them() -> None:
    rows = "行政处罚\t3万元\n行政强制\t1.2万件"
    text = _REPORT.format(year=2022, article="六", header="信息内容\t本年处理决定数量", row=rows)
    report = reportc.compile(text).report.model_dump()["proactive_disclosure"]["article_20_6"]
    assert report == {"penalties": {"decisions": None}, "coercion": {"decisions": 12000}}
    assert [found.rule.code for found in reportc.compile(text).diagnostics].count("X002") == 1
