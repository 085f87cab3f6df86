"""The proof of the normal form detects every difference of a written report from the one that was read."""

from __future__ import annotations

import pytest

import reportc
from reportc.emit.text import proof
from reportc.emit.text.layouts import LAYOUTS
from reportc.emit.text.proof import Fact, difference, facts, prove
from reportc.emit.text.writers import write

TEXT = """前言１。

望舒市2022年政府信息公开工作年度报告

本报告如下。

一、总体情况

本年如下。

另外如下。

- 3 -

二、主动公开政府信息情况

第二十条第（一）项

信息内容	本年制发件数	本年废止件数	现行有效件数
规章	1	2	3
柳青	9

第二十条第（八）项

信息内容	本年收费金额（单位：万元）
行政事业性收费	12

注：甲。

三、收到和处理政府信息公开申请情况

	自然人	商业企业	科研机构	社会公益组织	法律服务机构	其他	总计
一、本年新收政府信息公开申请数量	1	2	—		5	6	14
二、上年结转政府信息公开申请数量	1	2	5

四、政府信息公开行政复议、行政诉讼情况

行政复议
结果维持	结果纠正	其他结果	尚未审结	总计
1	2	3	4	10

六、其他需要报告的事项

无２项。
"""


def kept(text: str, _: object) -> str:
    """Correct nothing."""
    return text


def differ(one: str, other: str) -> str | None:
    """Return the difference of two texts."""
    return difference(facts(reportc.compile(one).tree, kept), facts(reportc.compile(other).tree, kept))


def test_a_tree_says_the_same_at_other_places() -> None:
    assert differ(TEXT, TEXT) is None
    assert differ(TEXT, TEXT.replace("\n\n", "\n\n\n")) is None


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("前言１。", "前。", "front: 前言１。 → 前。"),
        ("望舒市2022", "望舒2022", "title: 望舒市2022年政府信息公开工作年度报告 → 望舒2022年政府信息公开工作年度报告"),
        ("本报告如下。", "本报告。", "preamble: 本报告如下。 → 本报告。"),
        ("- 3 -", "- 4 -", "page marks: - 3 - → - 4 -"),
        ("另外如下。", "另外。", "overview: 另外如下。 → 另外。"),
        ("另外如下。\n", "", "overview: 另外如下。 → None"),
        ("二、主动公开政府信息情况\n", "", "ProactiveDisclosure: proactive_disclosure → None"),
        ("规章\t1\t2\t3", "规章\t1\t2\t4", "proactive_disclosure/article_20_1/rules: 3 → 4"),
        ("规章\t1\t2\t3", "规章\t1\t2\t03", "proactive_disclosure/article_20_1/rules: 3 → 03"),
        ("规章\t1\t2\t3", "行政规范性文件\t1\t2\t3", "proactive_disclosure/article_20_1/rules: "),
        ("柳青\t9", "柳绿\t9", "ProactiveDisclosure strays: 柳青 → 柳绿"),
        ("柳青\t9", "柳青\t8", "ProactiveDisclosure strays: 9 → 8"),
        ("注：甲。", "注：乙。", "ProactiveDisclosure notes: 注：甲。 → 注：乙。"),
        ("\t—\t", "\t7\t", "applications/new: dash → printed"),
        ("1\t2\t5\n", "1\t2\t6\n", "applications/carried_over: 5 → 6"),
        ("1\t2\t3\t4\t10", "1\t2\t3\t4\t11", "proceedings/reconsideration: 10 → 11"),
        ("六、其他需要报告的事项\n\n无２项。\n", "", "other_matters"),
    ],
)
def test_a_tree_that_says_something_else(old: str, new: str, fault: str) -> None:
    assert old in TEXT
    assert fault in str(differ(TEXT, TEXT.replace(old, new)))


def test_the_caption_of_a_block_without_rows_counts() -> None:
    empty = TEXT.replace("行政事业性收费\t12\n", "")
    assert differ(empty, empty.replace("第二十条第（八）项\n", "")) is not None


def faults(old: str = "", new: str = "", *, fix: bool = False, text: str = TEXT) -> dict[str, str | None]:
    """Return the objections of the proof to a written report in which `old` is replaced."""
    before = reportc.compile(text)
    written = write(before.tree, LAYOUTS["markdown"], fix=fix, careful=False)
    assert old in written
    after = reportc.compile(written.replace(old, new, 1))
    return {name: fault for name, fault in prove(before, after, LAYOUTS["markdown"], fix=fix, careful=False) if fault}


@pytest.mark.parametrize("fix", [False, True])
def test_what_is_written_rightly_is_proved(*, fix: bool) -> None:
    assert faults(fix=fix) == {}


def test_a_paragraph_that_is_gone_or_stands_elsewhere() -> None:
    assert faults("另外如下。", "") == {"tree": "overview: 另外如下。 → None", "prose": "另外如下。"}
    assert faults("本年如下。\n\n另外如下。", "另外如下。\n\n本年如下。")["prose"] == "另外如下。"


def test_what_a_second_pass_would_change() -> None:
    assert faults("前言１。\n", "前言１。\n\n") == {"stable": "3:  → # 望舒市2022年政府信息公开工作年度报告"}


def test_slips_are_corrected_only_where_that_is_asked_for() -> None:
    assert faults("无２项。", "无2项。")["prose"] == "无２项。"
    assert faults("无2项。", "无２项。", fix=True)["prose"] == "无２项。"


def test_a_correction_may_change_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    before = reportc.compile(TEXT)
    written = reportc.compile(write(before.tree, LAYOUTS["markdown"], fix=True))
    monkeypatch.setattr(proof, "correct", lambda text, _: "" if text == "无２项。" else text)
    found = prove(before, written, LAYOUTS["markdown"], fix=True, careful=False)
    assert found[2] == proof.Proof("prose", "无２项。")


def test_only_a_caption_without_rows_of_its_own_is_a_fact() -> None:
    for text, captions in ((TEXT, []), (TEXT.replace("行政事业性收费\t12\n", ""), ["article_20_8"])):
        found = facts(reportc.compile(text).tree, kept)
        assert [fact.says for fact in found if fact.place == "caption"] == captions


def test_the_agency_is_corrected() -> None:
    for text, said in ((TEXT, "x"), ("一、总体情况\n无。\n", None)):
        found = facts(reportc.compile(text).tree, lambda *_: "x")
        assert [fact.says for fact in found if fact.place == "agency"] == [said]


def test_a_tree_that_says_more() -> None:
    assert difference([], [Fact("year", 2022)]) == "year: None → 2022"
    assert difference([Fact("year", 2022)], []) == "year: 2022 → None"


def test_white_space_at_the_end_is_a_change_without_a_line() -> None:
    assert proof._first_change("甲\n", "甲\n\n\n") == "0:  → "
