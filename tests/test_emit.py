"""What a tree prints is emitted, and nothing else: JSON, records, LSP and messages for people."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paper import Paper, complete, numbered
from reportc import form
from reportc.diagnostic import Diagnostic, Fix, Related, Rule, Severity, Suspect, TextEdit
from reportc.emit import canonical, human, lsp, record
from reportc.language import Text
from reportc.result import model
from reportc.result.data import data
from reportc.span import LineIndex, Span, sound
from reportc.syntax import nodes

NOTED = Rule("X999", "thing-noted", Severity.WARNING, Text("「{thing}」可疑", "“{thing}” is odd"))


def dumped(tree: nodes.Report) -> dict[str, Any]:
    """Return the canonical JSON of `tree`, read back."""
    result: dict[str, Any] = json.loads(canonical.pretty(model.build(tree)))
    return result


def numbers(value: object) -> list[object]:
    """List the numbers and holes of a table in the order of the JSON."""
    if isinstance(value, dict):
        return [leaf for key, item in value.items() if key != "edition" for leaf in numbers(item)]
    return [value]


def one_cell(column: str, value: int | Decimal | None) -> object:
    """Return the JSON of a value in the row 行政事业性收费 of 2021, or in a count."""
    paper = Paper()
    if column == form.AMOUNT:
        row = paper.row(("proactive_disclosure", "article_20_8", "fees"), [(column, value)])
        article = nodes.Article("article_20_8", None, (), (row,))
        section: nodes.Section = nodes.ProactiveDisclosure(None, "2021", (article,))
        return dumped(paper.report(section))["proactive_disclosure"]["article_20_8"]["fees"][column]
    section = nodes.Applications(None, "2021", (), (paper.row(("applications", "new"), [(column, value)]),))
    return dumped(paper.report(section))["applications"]["new"][column]


# ------------------------------------------------------------------ the canonical report


@pytest.mark.parametrize("edition", form.EDITIONS)
def test_each_number_stands_where_the_form_has_it(edition: form.Edition) -> None:
    report = dumped(complete(edition, 2021).tree)
    found = [n for table in record.TABLES for n in numbers(report[table])]
    assert [int(n) for n in found] == list(range(1, 199 if edition == "2019" else 201))  # type: ignore[call-overload]  # JSON is not typed
    assert (
        report["edition"] == report["applications"]["edition"] == report["proactive_disclosure"]["edition"] == edition
    )


def test_keys_stand_in_the_forms_order() -> None:
    first = ["reportc", "title", "agency", "year", "edition", "preamble"]
    assert list(dumped(complete("2021", 2022).tree)) == [*first, *form.SECTIONS]


def test_texts_are_kept() -> None:
    report = dumped(complete("2021", 2022).tree)
    assert (report["title"], report["agency"], report["year"]) == (
        "某某局2022年政府信息公开工作年度报告",
        "某某局",
        2022,
    )
    assert report["preamble"] == ["现公布本机关年度报告。"]
    assert report["overview"] == ["本年度总体情况良好。", "（一）主动公开。"]


def test_the_empty_tree_is_a_report_of_nulls() -> None:
    report = dumped(Paper().report())
    assert {key for key, value in report.items() if value is None} == {
        "title",
        "agency",
        "year",
        "edition",
        *record.TABLES,
    }
    assert [key for key, value in report.items() if value == []] == [
        "preamble",
        "overview",
        "problems",
        "other_matters",
    ]


def test_a_heading_without_a_row_is_no_table() -> None:
    paper = Paper()
    article = nodes.Article("article_20_1", paper.label("article_20_1"), (), ())
    tree = paper.report(
        nodes.ProactiveDisclosure(paper.label("proactive_disclosure"), "2021", (article,)),
        nodes.Applications(paper.label("applications"), "2021", (), ()),
        nodes.Proceedings(paper.label("proceedings"), (), ()),
    )
    report = dumped(tree)
    assert [report[table] for table in record.TABLES] == [None, None, None]
    assert report["edition"] is None


def test_a_table_that_occurs_is_complete_and_null_where_nothing_is_printed() -> None:
    paper = Paper()
    row = paper.row(("applications", "outcomes", "withheld", "repeated"), [("total", 9)])  # not a row of the form
    known = paper.row(("applications", "outcomes", "withheld", "state_secret"), [("total", 5), ("sum", 7)])
    table = dumped(paper.report(nodes.Applications(None, "2019", (), (row, known))))["applications"]
    assert table["outcomes"]["withheld"]["state_secret"]["total"] == 5
    assert len(numbers(table)) == 161
    assert [n for n in numbers(table) if n is not None] == [5]


def test_the_first_of_repeated_rows_counts_and_repeated_sections_are_one() -> None:
    paper = Paper()
    path = ("proceedings", "reconsideration")
    first = nodes.Proceedings(None, (), (paper.row(path, [("total", 1)]), paper.row(path, [("total", 2)])))
    second = nodes.Proceedings(None, (), (paper.row(("proceedings", "litigation", "direct"), [("total", 3)]),))
    tree = paper.report(first, second, paper.prose("problems", "甲"), paper.prose("problems", "乙", "丙"))
    report = dumped(tree)
    assert report["proceedings"]["reconsideration"]["total"] == 1
    assert report["proceedings"]["litigation"]["direct"]["total"] == 3
    assert report["problems"] == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    ("year", "edition"),
    [(None, "2021"), (2008, "2019"), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2030, "2021")],
)
def test_a_table_that_does_not_tell_its_edition_has_the_one_due(year: int | None, edition: str) -> None:
    paper = Paper()
    row = paper.row(("applications", "new"), [("total", 1)])
    report = dumped(paper.report(nodes.Applications(None, None, (), (row,)), year=year))
    assert report["applications"]["edition"] == report["edition"] == edition


def test_tables_of_two_editions_are_mixed() -> None:
    paper = Paper()
    values = numbered()
    report = dumped(paper.report(paper.disclosure("2021", values), paper.applications("2019", values), year=2023))
    assert report["edition"] == "mixed"
    assert (report["proactive_disclosure"]["edition"], report["applications"]["edition"]) == ("2021", "2019")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (0, 0),
        (-3, -3),
        (Decimal("4.00"), 4),
        (Decimal("4.5"), None),
        (2**53 - 1, 2**53 - 1),
        (2**53, None),
    ],
)
def test_counts_are_whole_or_null(value: int | Decimal | None, expected: int | None) -> None:
    assert one_cell("total", value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (12, "12"),
        (Decimal("12.00"), "12"),
        (Decimal(0), "0"),
        (Decimal("2.9004"), "2.9004"),
        (Decimal("2.90040"), "2.9004"),
        (Decimal("-0.0001"), "-0.0001"),
        (Decimal("0.00001"), "1e-05"),
        (Decimal("0.123456"), "0.123456"),
        (Decimal("0.00000001"), "1e-08"),
        (Decimal("0.000000001"), "null"),
        (Decimal("123456789012.3456"), "123456789012.3456"),
        (Decimal("1234567890123456.7891"), "null"),
        (Decimal("1E+5000"), "null"),
    ],
)
def test_amounts_have_eight_decimals_at_most_and_no_idle_ones(value: int | Decimal, expected: str) -> None:
    assert json.dumps(one_cell(form.AMOUNT, value)) == expected


@given(st.decimals(min_value=-(10**10), max_value=10**10, places=4))
def test_amounts_come_out_as_printed(value: Decimal) -> None:
    assert Decimal(str(one_cell(form.AMOUNT, value))) == value


@pytest.mark.parametrize("amount", ["0.00000001", "0.00001", "0.00012", "0.1", "12", "123456789.12345678"])
def test_the_json_of_a_tree_is_that_of_its_model(amount: str) -> None:
    paper = Paper()
    values = {form.AMOUNT: Decimal(amount)}
    tree = paper.report(paper.disclosure("2021", lambda _, column: values.get(column, 1)))
    assert canonical.document(data(tree)) == canonical.pretty(model.build(tree))


# ------------------------------------------------------------------ canonical text


def test_canonical_json_is_plain_json_with_an_indent_of_two() -> None:
    report = complete("2021", 2022).report
    plain = json.dumps(report.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
    assert canonical.pretty(report) == plain


@given(st.text(st.characters()))
def test_any_paragraph_can_be_written_and_read_back(text: str) -> None:
    paper = Paper()
    report = model.build(paper.report(nodes.Prose("overview", None, (nodes.Paragraph(text, ()),))))
    written = canonical.pretty(report).encode("utf-8")
    assert json.loads(written)["overview"] == [sound(text)]
    assert canonical.line(report.model_dump(mode="json")).count("\n") == 1


def test_lone_surrogates_are_replaced() -> None:
    assert sound("甲\ud800乙\udc00") == "甲\ufffd乙\ufffd"
    assert canonical.line(["\ud800甲"]) == '["\ufffd甲"]\n'


# ------------------------------------------------------------------ LSP


def test_columns_count_utf16_and_empty_members_are_left_out() -> None:
    lines = LineIndex("一\r\n𠀀𠀀二三\n")
    found = lsp.convert(Diagnostic(NOTED, Span(5, 6), {"thing": "二"}), lines, "a.txt")
    assert found == {
        "range": {"start": {"line": 1, "character": 4}, "end": {"line": 1, "character": 5}},
        "severity": 2,
        "code": "X999",
        "source": "reportc",
        "message": "「二」可疑",
        "data": {"name": "thing-noted", "paths": []},
    }


def test_all_members() -> None:
    finding = Diagnostic(
        NOTED,
        Span(0, 1),
        {"thing": "1"},
        paths=("/applications/new/total",),
        related=(Related(Span(2, 3), Text("另见", "see also")),),
        suspects=(Suspect("/applications/new/total", None, 3),),
        fixes=(Fix(Text("改为 3", "make it 3"), safe=False, edits=(TextEdit(Span(0, 1), "3"),)),),
        own_severity=Severity.INFO,
    )
    found = lsp.convert(finding, LineIndex("1\n2"), lsp.document("报告 1.txt"), "en")
    start, end = {"line": 0, "character": 0}, {"line": 0, "character": 1}
    place = {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 1}}
    assert (found["severity"], found["message"]) == (3, "“1” is odd")
    assert found["relatedInformation"] == [
        {"location": {"uri": "%E6%8A%A5%E5%91%8A%201.txt", "range": place}, "message": "see also"}
    ]
    assert found["data"] == {
        "name": "thing-noted",
        "paths": ["/applications/new/total"],
        "suspects": [{"path": "/applications/new/total", "printed": None, "implied": 3}],
        "fixes": [
            {"title": "make it 3", "safe": False, "edits": [{"range": {"start": start, "end": end}, "newText": "3"}]}
        ],
    }


# ------------------------------------------------------------------ records


def test_a_record_has_its_four_members_in_order() -> None:
    result = complete("2021", 2022)
    found = record.record("甲.txt", replace(result, diagnostics=(Diagnostic(NOTED, Span(0, 1), {"thing": "某"}),)))
    assert list(found) == ["source", "report", "diagnostics", "coverage"]
    assert found["source"] == "甲.txt"
    assert found["report"] == json.loads(canonical.pretty(result.report))
    assert [d["code"] for d in found["diagnostics"]] == ["X999"]
    assert found["coverage"] == {"characters": 1.0, "cells_printed": 200, "cells_null": 0}


def test_strays_and_unplaced_numbers_are_not_read() -> None:
    paper = Paper()
    row = paper.row(("applications", "new"), [("natural_person", 1), ("total", None)])  # ink: 3 + 1
    row = replace(row, unplaced=(paper.cell("", 22),))  # 2 not read
    stray = paper.stray("某行", 5)  # 3 not read
    section = nodes.Applications(None, "2019", (), (row,), strays=(stray,))
    assert record.coverage(paper.compiled(paper.report(section))) == {
        "characters": 0.4444,
        "cells_printed": 1,
        "cells_null": 160,
    }


def test_one_means_all() -> None:
    paper = Paper()
    section = nodes.Applications(None, None, (), (), (paper.paragraph("注" * 100_000),), (paper.stray("某"),))
    assert record.coverage(paper.compiled(paper.report(section)))["characters"] == 0.9999


def test_an_empty_source_is_read_completely() -> None:
    paper = Paper()
    expected = {"characters": 1.0, "cells_printed": 0, "cells_null": 0}
    assert record.coverage(paper.compiled(paper.report())) == expected


# ------------------------------------------------------------------ human words


def test_a_finding_is_a_line_with_its_place() -> None:
    paper = Paper("一行\n𠀀二三\n")
    finding = Diagnostic(NOTED, Span(4, 5), {"thing": "二\n\x1b[31m"})
    result = paper.compiled(paper.report(), finding)
    assert list(human.concise(result, "a.txt")) == ["a.txt:2:2: X999 「二  [31m」可疑"]
    assert list(human.concise(result, "a.txt", "en")) == ["a.txt:2:2: X999 “二  [31m” is odd"]


def test_the_summary_says_what_was_found() -> None:
    result = replace(complete("2021", 2022), diagnostics=(Diagnostic(NOTED, Span(0, 1), {"thing": ""}),))
    expected = (
        "a.txt：某某局2022年政府信息公开工作年度报告｜第二十条（2021年版）、申请办理（2021年版）、复议诉讼"
        "｜数字 200 个，空缺 0 个｜错误 0，警告 1，提示 0"
    )
    assert human.summary(result, "a.txt") == expected


def test_the_summary_of_nothing() -> None:
    paper = Paper()
    result = paper.compiled(paper.report())
    tables = "第二十条（缺）、申请办理（缺）、复议诉讼（缺）"
    assert human.summary(result, "a") == f"a：（无标题）｜{tables}｜数字 0 个，空缺 0 个｜错误 0，警告 0，提示 0"
    tables = "article 20 (missing), applications (missing), proceedings (missing)"
    words = f"a: (no title) | {tables} | 0 numbers, 0 holes | errors 0, warnings 0, notes 0"
    assert human.summary(result, "a", "en") == words
