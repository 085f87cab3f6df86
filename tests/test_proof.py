"""The proof of fixes detects every unintended change: each objection, and changes without one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from reportc import api
from reportc.diagnostic import TextEdit
from reportc.fixes.edits import Edited
from reportc.fixes.proof import Aim, Meaning, objection
from reportc.span import Span

NEW, OLD = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
HEAD = "\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计"
CARRIED = f"{OLD}\t0\t0\t0\t0\t0\t7\t7\n"
TITLE = "望舒市2022年政府信息公开工作年度报告"
TEXT = f"""{TITLE}
一、总体情况
本年如下。
三、收到和处理政府信息公开申请情况
{HEAD}
{NEW}\t1\t2\t3\t4\t5\t6\t22
{CARRIED}六、其他需要报告的事项
无。
"""
STRAY = TEXT.replace(CARRIED, f"{CARRIED}柳青\n")
TOTAL, CARRIED_TOTAL = "/applications/new/total", "/applications/carried_over/total"


def why(
    old: str,
    new: str,
    sets: Mapping[str, int | None] | None = None,
    *,
    text: str = TEXT,
    ended: str = "",
    cell: str = "",
    adds: str = "",
    drops: str = "",
) -> str | None:
    """Return the objection to a change of a text, or None; the findings to be removed have a code, perhaps a cell."""
    start = text.index(old)
    before = Meaning(api.check(text))
    edited = Edited(text, (TextEdit(Span(start, start + len(old)), new),))
    ends = [one for one in before.checked.diagnostics if one.rule.code == ended and (not cell or cell in one.paths)]
    assert bool(ends) is bool(ended)
    aim = Aim(sets or {}, ends, frozenset(filter(None, [adds])), frozenset(filter(None, [drops])))
    found = objection(before, edited, Meaning(api.check(edited.text)), aim)
    return found.en if found else None


def test_a_fix_that_does_what_it_means() -> None:
    assert why("22\n", "21\n", {TOTAL: 21}, ended="A303") is None
    assert why("22\n", "\n", {TOTAL: None}, ended="A303") is None
    assert why("本年如下。", "本年如下。此外无。") is None
    assert why("本年如下。\n", "本年如下。\n\n") is None


@pytest.mark.parametrize(
    ("old", "new", "sets", "cell"),
    [
        ("22\n", "20\n", {TOTAL: 21}, TOTAL),
        ("22\n", "21\n", {}, TOTAL),
        ("22\n", "\n", {TOTAL: 21}, TOTAL),
        ("22\n", "22\n", {TOTAL: None}, TOTAL),
        ("22\n", "21\n", {TOTAL: 21, "/applications/none": 1}, "/applications/none"),
        (CARRIED, "", {}, "/"),
        (CARRIED, CARRIED * 2, {}, "/"),
    ],
)
def test_a_cell_that_is_not_read_as_meant(old: str, new: str, sets: Mapping[str, int | None], cell: str) -> None:
    assert why(old, new, sets) == f"{cell} would not be read as meant"


def test_of_a_row_that_is_repeated_the_first_one_is_set() -> None:
    text = TEXT.replace(CARRIED, CARRIED + CARRIED.replace("7", "8"))
    sets = {"/applications/carried_over/other": 9, CARRIED_TOTAL: 9}
    assert why("7\t7", "9\t9", sets, text=text) is None
    assert why("8\t8", "8\t9", {CARRIED_TOTAL: 9}, text=text) == f"{CARRIED_TOTAL} would not be read as meant"


def test_a_row_may_be_taken_out_where_it_occurs_a_second_time() -> None:
    text = TEXT.replace(CARRIED, CARRIED * 2)
    assert why(CARRIED, "", text=text, drops="/applications/carried_over") is None
    assert why(CARRIED, "", text=text) == "/ would not be read as meant"
    assert why(CARRIED, "", drops="/applications/carried_over") == "/ would not be read as meant"


def test_a_row_is_put_in_blank() -> None:
    blank, row = "\t" * 7, "/applications/outcomes/disclosed"
    assert why(CARRIED, f"{CARRIED}（一）予以公开{blank}\n", adds=row) is None
    number = blank[:-1] + "5\t"
    assert why(CARRIED, f"{CARRIED}（一）予以公开{number}\n", adds=row) == "the new row would not be read as blank"
    assert why(CARRIED, f"{CARRIED}（一）予以公开{blank}\n") == "/ would not be read as meant"
    assert why(CARRIED, f"{CARRIED}（一）予以公开{blank}\n", adds=row[:-1]) == "/ would not be read as meant"


def test_prose_that_is_read_as_something_else() -> None:
    moved = "words of the prose would be read as something else"
    assert why("一、总体情况\n", "一、总体情况\n五、存在的主要问题及改进情况\n") == moved
    assert why("一、总体情况\n", "") == moved
    assert why("六、其他需要报告的事项\n", "") == moved
    assert why("报告\n", f"情况\n{TITLE}\n") == moved
    for words, heading in (
        ("根据条例编制。", "四、政府信息公开行政复议、行政诉讼情况"),
        ("发布时间：2023-01-20", "一、总体情况"),
    ):
        assert why("报告\n", f"报告\n{heading}\n", text=TEXT.replace(TITLE, f"{TITLE}\n{words}")) == moved


def test_a_finding_that_stays() -> None:
    assert why("22\n", "20\n", {TOTAL: 20}, ended="A303") == "A303 would stay"
    assert why("22\n", " 20\n", {TOTAL: 20}, ended="A303") == "A303 would stay"
    assert why("本年如下", "本年共如下", ended="A303") == "A303 would stay"
    assert why("本年如下", "本年共如下", text=STRAY, ended="X001") == "X001 would stay"
    text = TEXT.replace("总体情况", "总体情况况")
    assert why("本年如下。", "本年如下，见后。", text=text, ended="S105") == "S105 would stay"
    assert why("总体情况况", "总体情况", text=text, ended="S105") is None


def test_a_finding_that_is_new() -> None:
    right = TEXT.replace("22\n", "21\n")
    assert str(why("21\n", "22\n", {TOTAL: 22}, text=right)).startswith("A303 would be new: ")
    assert why("21\n", "\n", {TOTAL: None}, text=right) is None
    assert str(why("无。", "无。\n本年新收申请5件。")).startswith("N")


def test_a_finding_that_was_there_at_another_place_is_not_new() -> None:
    assert why("本年如下。", "本年如下。此外。\n另外。") is None
    assert why("一、总体情况\n", "\n\n一、总体情况\n") is None


def test_only_errors_and_warnings_are_new() -> None:
    assert why("本年如下。", "本年公开信 息如下，共二十条。") is None
    assert str(why(CARRIED, f"{CARRIED}柳青\n")).startswith("X001 would be new: ")


def test_a_text_may_become_prose() -> None:
    assert why("柳青", "注：柳青", text=STRAY) is None
    assert why(CARRIED, f"{CARRIED}注：", text=STRAY) is None


def test_another_finding_of_the_same_rule_may_stay() -> None:
    text = TEXT.replace("7\t7", "7\t8")
    assert why("22\n", "21\n", {TOTAL: 21}, text=text, ended="A303", cell=TOTAL) is None


def test_a_row_that_is_put_in_may_be_there_already() -> None:
    assert why(CARRIED, OLD + "\t" * 7 + "\n", adds="/applications/carried_over") is None


def test_what_is_expected_of_a_new_row_or_a_blank_cell() -> None:
    aim = Aim({"/b": None, "/c": 1}, (), frozenset({"/a"}))
    (finding, *_) = api.check(TEXT).diagnostics
    expected = {paths: aim.expects(replace(finding, paths=paths)) for paths in PATHS}
    assert expected == PATHS


PATHS = {
    (): False,
    ("/a",): True,
    ("/a/x", "/a/y"): True,
    ("/ab",): False,
    ("/a/x", "/d"): False,
    ("/b",): True,
    ("/b", "/d"): False,
    ("/b", "/a"): False,
    ("/c",): False,
}
"""The cells of a finding, and whether it is expected if /a is inserted and /b is left blank."""


def test_a_warning_that_names_no_cell_is_known_where_it_has_moved() -> None:
    assert any(one.rule.code == "X001" and not one.paths for one in api.check(STRAY).diagnostics)
    assert why("本年如下。", "本年如下，见后。", text=STRAY) is None
