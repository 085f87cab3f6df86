"""Fixes do what they state and nothing else; other fixes are rejected, with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from reportc import api, fixes
from reportc.diagnostic import Diagnostic, Fix, Rule, Severity, TextEdit
from reportc.fixes import Fixed
from reportc.fixes.edits import Edited, EditSet
from reportc.language import Text
from reportc.result import Checked, Result
from reportc.settings import DEFAULT, Settings
from reportc.source.decode import decode, rewritten
from reportc.source.html_or_text import markup
from reportc.span import Span
from reportc.syntax import memory
from reportc.syntax.memory import Stretches
from reportc.syntax.nodes import Cell, Label
from reportc.syntax.walk import rows
from reports.document import Layout
from reports.faults import FAULTS
from reports.generate import generate, seeded
from reports.layouts import KEEPING, dealt, named
from reports.mutate import mutant

EXAMPLES = Path(__file__).parents[1] / "examples"
EXAMPLE = (Path(__file__).parents[1] / "examples" / "tab-rows-2021.txt").read_text("utf-8")
FAULTY = (Path(__file__).parents[1] / "examples" / "faults-2021.txt").read_text("utf-8")
MUTANTS = 40
BATCH = 20
MANY = 20
"""Texts with more fixes, nearly all of them for missing rows, take seconds each: one in BATCH is fixed whole."""
PAGES = named("web page")
ONE_CELL = ("A301", "A302", "A303")


def edit(start: int, end: int, text: str = "") -> TextEdit:
    """Make an edit."""
    return TextEdit(Span(start, end), text)


def said(report: str | Result) -> dict[tuple[str, ...], tuple[str, int | Decimal | None]]:
    """Return the texts and values of a report's cells."""
    tree = api.compile(report).tree if isinstance(report, str) else report.tree
    return {(*row.path, cell.column): (cell.state.value, cell.value) for row in rows(tree) for cell in row.cells}


# ---------------------------------------------------------------- edits


def test_edits_change_their_places_and_nothing_else() -> None:
    edited = Edited("abcdefgh", (edit(0, 0, "<"), edit(2, 4), edit(5, 6, "FFF"), edit(8, 8, ">")))
    assert edited.text == "<abeFFFgh>"
    kept = "".join(edited.text[new.start : new.end] for _, new in edited.kept())
    assert kept == "".join(edited.before[old.start : old.end] for old, _ in edited.kept()) == "abegh"


@pytest.mark.parametrize(("letter", "place"), [("a", 1), ("b", 2), ("c", 3), ("d", 3), ("e", 3), ("f", 4), ("g", 7)])
def test_places_move_with_the_text(letter: str, place: int) -> None:
    edited = Edited("abcdefgh", (edit(0, 0, "<"), edit(2, 4), edit(5, 6, "FFF")))
    assert edited.place("abcdefgh".index(letter)) == place


@pytest.mark.parametrize(
    ("taken", "others", "fits"),
    [
        ([edit(2, 4)], [edit(4, 5)], True),
        ([edit(2, 4)], [edit(3, 5)], False),
        ([edit(2, 4)], [edit(0, 3)], False),
        ([edit(2, 4)], [edit(2, 2, "x")], False),
        ([edit(2, 4)], [edit(4, 4, "x")], True),
        ([edit(3, 3, "x")], [edit(3, 3, "y")], False),
        ([edit(2, 4, "x")], [edit(2, 4, "x"), edit(5, 6)], True),
        ([edit(2, 4, "x")], [edit(2, 4, "y")], False),
        ([], [edit(1, 3), edit(2, 4)], False),
        ([edit(0, 1), edit(6, 7)], [edit(1, 3), edit(3, 6)], True),
    ],
)
def test_edits_that_touch_one_place_do_not_go_together(
    taken: list[TextEdit], others: list[TextEdit], *, fits: bool
) -> None:
    places = EditSet()
    assert places.take(taken)
    assert places.take(others) is fits
    assert places.edits == sorted({*taken, *(others if fits else ())})


def test_a_page_of_html_gets_its_marks_escaped() -> None:
    page = "<html><body><p>ab</p></body></html>"
    assert Edited(page, (edit(15, 16, "a<&"),)).text == page.replace("ab", "a&lt;&amp;b")
    assert Edited("ab", (edit(0, 1, "a<&"),)).text == "a<&b"


# ---------------------------------------------------------------- what is proved


@pytest.mark.parametrize("code", ONE_CELL)
@pytest.mark.parametrize("layouts", [KEEPING, PAGES], ids=["text", "html"])
def test_a_wrong_cell_becomes_what_it_was(code: str, layouts: list[Layout]) -> None:
    for seed in range(6):
        rng = seeded(f"fix {code} {seed}")
        report = generate(rng, plain=True)
        layout, fault = dealt(seed, layouts), FAULTS[code](report, rng)
        assert fault
        assert fault.suspect
        wrong = api.compile(layout.draw(fault.report, seeded(f"draw {seed}")))
        fixed = api.fix(wrong, unsafe=True, settings=Settings(select=("A3",)))
        right, path = api.compile(fixed.text), tuple(fault.suspect[0].split("/")[1:])
        assert said(right) == said(wrong) | {path: ("printed", fault.suspect[1])}
        assert not [one for one in api.check(right).diagnostics if one.rule.code in ONE_CELL]
        assert api.fix(wrong, settings=Settings(select=("A3",))).text == wrong.source.text  # it is not a safe one


@cache
def fixes_by_report() -> tuple[tuple[Result, Fixed, str], ...]:
    """Return reports with faults of every kind, the results of safe fixes, and the faults."""
    return tuple(_fixes_by_report())


def _fixes_by_report() -> Iterator[tuple[Result, Fixed, str]]:
    for number, code in enumerate(FAULTS):
        for seed in range(2):
            rng = seeded(f"safe {code} {seed}")
            fault = FAULTS[code](generate(rng, plain=True), rng)
            if fault:
                wrong = api.compile(dealt(number + seed, KEEPING).draw(fault.report, rng))
                yield wrong, api.fix(wrong), code


def test_safe_fixes_change_no_number_that_is_printed() -> None:
    for wrong, fixed, code in fixes_by_report():
        before, after = said(wrong), said(fixed.text)
        sets = {path for one in fixed.applied for path, _ in one.fix.sets}
        changed = {cell for cell in before if before[cell] != after[cell]}
        assert before.keys() == after.keys()
        assert {"/" + "/".join(cell) for cell in changed} <= sets, code
        assert all(before[cell][1] is None for cell in changed), code


def test_a_second_run_finds_nothing_to_do() -> None:
    for _, fixed, code in fixes_by_report():
        again = api.fix(fixed.text)
        assert (again.text, again.applied) == (fixed.text, ()), code


def cells(result: Result) -> list[tuple[str, ...]]:
    """Return every cell with its number, including those of repeated rows."""
    found = ((row, cell) for row in rows(result.tree) for cell in row.cells)
    return [(*row.path, cell.column, str(cell.value)) for row, cell in found if cell.value is not None]


@pytest.mark.parametrize("first", range(0, MUTANTS, BATCH))
def test_no_text_makes_a_fix_fail_or_change_a_number(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Stretches(1_000)  # what all runs leave as it is is read once
    monkeypatch.setattr(memory, "Stretches", lambda: kept)
    for seed in range(first, first + BATCH):
        rng = seeded(f"fixed mutant {seed}")
        given = mutant(rng.choice((EXAMPLE, FAULTY)), rng)
        result = api.compile(given, memory=kept)
        after = api.compile(api.fix(result).text, memory=kept)
        assert not Counter(cells(result)) - Counter(cells(after)), seed
        assert api.fix(after).applied == (), seed
        if seed == first or sum(len(one.fixes) for one in api.check(result).diagnostics) <= MANY:
            api.fix(result, unsafe=True)


# ---------------------------------------------------------------- what is rejected

TEXT = EXAMPLE
NEW = "/applications/new/natural_person"
CELL = "/applications/outcomes/withheld/state_secret/research_institution"
RULE = Rule("T999", "made-up", Severity.WARNING, Text("试", "test"))


def place(words: str, text: str = TEXT) -> Span:
    """Return the span of the first occurrence of `words`."""
    return Span(text.index(words), text.index(words) + len(words))


def tried(fix: Fix, *more: Fix, stays: bool = False) -> Fixed:
    """Fix the example with invented findings, whose fixes are `fix` and `more`; a changed text has none of them."""

    def check(text: str | bytes) -> Checked:
        checked = api.check(text)
        found = [Diagnostic(RULE, Span(number, number), fixes=(one,)) for number, one in enumerate((fix, *more))]
        kept = tuple(found) if text == TEXT or stays else ()
        return replace(checked, diagnostics=(*checked.diagnostics, *kept))

    return fixes.fixed(TEXT, check, unsafe=True, settings=Settings(select=("T999", "A"), ignore=("A",)))


def made(words: str, new: str, *sets: tuple[str, int | Decimal]) -> Fix:
    """Make a fix that replaces `words` with `new`."""
    return Fix(Text("试", "try"), safe=True, edits=(TextEdit(place(words), new),), sets=sets)


@pytest.mark.parametrize(
    ("fix", "reason"),
    [
        (made("\t4256\t", "\t4257\t"), "/applications/new/natural_person 读出来不是应有的数"),
        (made("\t4256\t", "\t4257\t", (NEW, 4258)), "/applications/new/natural_person 读出来不是应有的数"),
        (made("\t330\t", "\t331\t", (CELL, 331)), "改后会有 A303"),
        (made("二、上年结转政府信息公开申请数量", ""), "读出来不是应有的数"),
        (made("五、存在的主要问题及改进情况", ""), "正文会有文字读到别处"),
        (made("\t4256\t", "\t4256\t", ("/nowhere", 1)), "/nowhere 读出来不是应有的数"),
    ],
)
def test_a_fix_that_does_something_else_is_rejected(fix: Fix, reason: str) -> None:
    fixed = tried(fix)
    assert (fixed.text, fixed.applied) == (TEXT, ())
    assert [reason in one.reason.zh for one in fixed.rejected] == [True], fixed.rejected[0].reason
    assert fixed.rejected[0].reason.en


def test_a_fix_that_ends_nothing_is_rejected() -> None:
    fixed = tried(made("望舒市人民政府", "望舒市人民政府"), stays=True)
    assert [one.reason.en for one in fixed.rejected] == ["T999 would stay"]


def test_the_good_ones_among_bad_ones_are_taken() -> None:
    good = [made("望舒市人民政府", "望舒市政府"), made("4986", "4986 "), made("4821", "4821 ")]
    bad = [made("3906", "3907"), made("4404", "")]
    fixed = tried(good[0], bad[0], good[1], bad[1], good[2])
    assert [one.fix for one in fixed.applied] == good
    assert [one.offer.fix for one in fixed.rejected] == bad
    assert fixed.text == TEXT.replace("望舒市人民政府", "望舒市政府", 1).replace("4986", "4986 ").replace(
        "4821", "4821 "
    )


def test_the_same_fix_of_two_findings_is_one() -> None:
    one = made("望舒市人民政府", "望舒市政府")
    fixed = tried(one, one)
    assert [len(one.findings) for one in fixed.applied] == [2]


def test_fixes_that_set_one_cell_in_two_ways_do_not_go_together() -> None:
    wrong = EXAMPLE.replace("\t4256\t", "\t4257\t", 1)
    fixed = api.fix(wrong, unsafe=True, settings=Settings(select=("A3",)))
    assert fixed.text == EXAMPLE
    assert {finding.rule.code for one in fixed.applied for finding in one.findings} == {"A301", "A303"}


def test_the_settings_choose_the_fixes() -> None:
    wrong = EXAMPLE.replace("\t4256\t", "\t4257\t", 1).replace("其他法律行政法规禁止公开", "其他法律法规禁止公开")
    assert api.fix(wrong, settings=Settings(ignore=("F8",))).text == wrong
    assert api.fix(wrong, unsafe=True, settings=Settings(ignore=("F8",))).text.count("其他法律法规禁止公开") == 1
    assert api.fix(wrong, unsafe=True, settings=DEFAULT).text == EXAMPLE


def test_bytes_texts_and_results_are_fixed_alike() -> None:
    wrong = EXAMPLE.replace("其他法律行政法规禁止公开", "其他法律法规禁止公开")
    for given in (wrong, wrong.encode(), wrong.encode("gb18030"), api.compile(wrong)):
        assert api.fix(given).text == EXAMPLE


# ---------------------------------------------------------------- back to bytes


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030"])
def test_all_bytes_outside_the_edits_stay(encoding: str, ends: str, mark: str) -> None:
    wrong, right = (
        f"{mark}{text}".replace("\n", ends) for text in (EXAMPLE.replace("法律行政法规", "法律法规"), EXAMPLE)
    )
    data = wrong.encode(encoding)
    found = decode(data)
    assert rewritten(data, found.text, found.encoding, api.fix(data).text) == right.encode(encoding)


def test_what_cannot_be_written_back_is_refused() -> None:
    damaged = "报告".encode() + b"\xff"
    found = decode(damaged)
    assert rewritten(damaged, found.text, found.encoding, found.text + "。") is None
    assert rewritten("一".encode("gbk"), "一", "gbk", "一👍") is None
    assert rewritten(b"a", "a", "no-such-encoding", "b") is None
    assert rewritten(b"a", "a", "utf-8", "a\ud800") is None


def test_the_parts_of_html_are_known() -> None:
    page = "<p>a</p>"
    assert markup(f"<html><body>{page}</body></html>") == (Span(0, 34),)
    assert markup("a b c") == ()


# ---------------------------------------------------------------- rows and headings

LINES = EXAMPLE.splitlines(keepends=True)
ROW = "2.重复申请"
PREDICATES = ("applications", "outcomes", "not_processed", "repeated")


def without(word: str, text: str = EXAMPLE) -> str:
    """Return a text without the line that contains `word`."""
    return "".join(line for line in text.splitlines(keepends=True) if word not in line)


@pytest.mark.parametrize("layout", ["tabs", "markdown", "official"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_missing_row_is_put_in_where_it_belongs_with_blank_cells(layout: str, end: str) -> None:
    text = api.format(EXAMPLE, layout=layout).text.replace("\n", end)
    wrong = without(ROW, text)
    offered = [fix for one in api.check(wrong).diagnostics for fix in one.fixes if fix.adds]
    assert [(fix.safe, fix.adds) for fix in offered] == [(False, ("/" + "/".join(PREDICATES),))]
    fixed = api.fix(wrong, unsafe=True, settings=Settings(select=("X",)))
    assert fixed.rejected == ()
    row = {column: state for (*path, column), (state, _) in said(fixed.text).items() if tuple(path) == PREDICATES}
    assert set(row.values()) == {"blank"}
    assert len(row) == 7
    lines = [line for line in fixed.text.splitlines() if "1.信访" in line or ROW in line or "3.要求" in line]
    assert [ROW in line for line in lines] == [False, True, False]


@pytest.mark.parametrize("name", ["cell-a-line-2019", "lone-bars-2019", "shifted-rows-2019"])
@pytest.mark.parametrize("label", ["repeated", "excessive", "carried_over", "carried_forward", "not_held"])
def test_a_missing_row_of_several_lines_is_put_in_too(name: str, label: str) -> None:
    text = (EXAMPLES / f"{name}.txt").read_text("utf-8")
    row = next(row for row in rows(api.compile(text).tree) if row.path[-1] == label)
    own: tuple[Label | Cell, ...] = (*row.labels, *row.cells)
    spans = sorted(span for leaf in own for span in leaf.spans)
    start = text.rindex("\n", 0, spans[0].start)
    end = text.index("\n|", spans[-1].end) + 2 if "bars" in name else text.index("\n", spans[-1].end)
    wrong = text[:start] + text[end:]
    (fix,) = (fix for one in api.check(wrong).diagnostics for fix in one.fixes if fix.adds)
    assert fix.adds == ("/" + "/".join(row.path),)
    fixed = api.fix(wrong, unsafe=True, settings=Settings(select=("X",)))
    assert (fixed.rejected, len(fixed.applied)) == ((), 1)
    assert said(fixed.text).keys() == said(text).keys()


def test_rows_that_are_missing_together_are_put_in_together() -> None:
    words = ("2.重复申请", "3.要求提供公开出版物", "行政强制")
    wrong = without(words[2], without(words[1], without(words[0])))
    fixed = api.fix(wrong, unsafe=True, settings=Settings(select=("X005",)))
    assert len(fixed.applied) == 3
    assert said(fixed.text).keys() == said(EXAMPLE).keys()


def test_a_row_is_not_put_in_beside_what_may_be_it() -> None:
    odd = EXAMPLE.replace(ROW, "2.乱写一气", 1)
    assert [fix for one in api.check(odd).diagnostics for fix in one.fixes if fix.adds] == []


def test_a_row_that_says_the_same_twice_is_taken_out_and_another_is_not() -> None:
    twice = "".join(line * (1 + (ROW in line)) for line in LINES)
    fixed = api.fix(twice)
    assert fixed.text == EXAMPLE
    other = "".join(line + line.replace("259", "258") if ROW in line else line for line in LINES)
    assert not any(fix.drops for one in api.check(other).diagnostics for fix in one.fixes)


@pytest.mark.parametrize("heading", ["一、总体情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"])
def test_a_missing_heading_is_put_in_before_the_next_one(heading: str) -> None:
    wrong = without(heading)
    (fix,) = (fix for one in api.check(wrong).diagnostics for fix in one.fixes if fix.adds)
    assert not fix.safe
    fixed = api.fix(wrong, unsafe=True, settings=Settings(select=("S101",)))
    assert len(fixed.applied) == 1
    marks = [line[0] for line in fixed.text.splitlines() if line[1:2] == "、" and "申请数量" not in line]
    assert "".join(marks).startswith("一二三")
    assert [one.rule.code for one in api.check(fixed.text).diagnostics if one.rule.code == "S101"] == []


def test_the_table_gives_its_number_to_a_sentence() -> None:
    wrong = EXAMPLE.replace("新收政府信息公开申请25870件", "新收政府信息公开申请25780件")
    (fix,) = (fix for one in api.check(wrong).diagnostics for fix in one.fixes)
    assert (fix.safe, fix.title()) == (False, "正文改为 25870（按表）")
    assert api.fix(wrong).text == wrong
    assert api.fix(wrong, unsafe=True).text == EXAMPLE


def test_a_label_that_is_broken_over_lines_is_fixed_whole_or_not() -> None:
    broken = (EXAMPLES / "cell-a-line-2019.txt").read_text("utf-8")
    for words in ("2.其他法律法规\n\t禁止公开", "2.其他法律⾏政\n\t法规禁⽌公开", "2.其他法律 行政\n\t法规 禁止公开"):
        text = broken.replace("2.其他法律行政法规禁止公开", words, 1)
        fixed = api.fix(text).text
        assert fixed == text or "2.其他法律行政\n\t法规禁止公开" in fixed


@pytest.mark.parametrize("text", ["天气 (晴）。\n1、备注\n", "", "第１章 说明\n㈠ 一、\n"])
def test_what_is_no_report_is_left_as_it_is(text: str) -> None:
    assert any(one.rule.code == "X008" for one in api.check(text).diagnostics)
    assert not any(one.fixes for one in api.check(text).diagnostics)
    fixed = api.fix(text, unsafe=True)
    assert (fixed.text, fixed.applied) == (text, ())
