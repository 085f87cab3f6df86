"""The features for editors give results for every text and place, which are consistent with each other."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path

import pytest

from broken import BROKEN, CELL, CLEAN, ROW, TOTAL, broken
from reportc import api, explain
from reportc.explain import OutlineEntry, View
from reportc.source.fold import fold
from reportc.span import Span
from reportc.syntax.parser import vocabulary

TESTS = Path(__file__).parent
TEXTS = sorted([*(TESTS / "cases").glob("*.txt"), *(TESTS.parent / "examples").glob("*.txt")])


def view(text: str | bytes) -> View:
    """Check a text."""
    return View(api.check(text))


def hovered(text: str, part: str, offset: int = 0) -> str:
    """Return the hover text at `part`."""
    found = explain.hover(view(text), text.index(part) + offset)
    return found.markdown if found else ""


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_place_of_every_text_has_an_answer(path: Path) -> None:
    seen = view(path.read_bytes())
    for offset in range(0, len(seen.text) + 1, 7):
        found = explain.hover(seen, offset)
        assert found is None or (found.span.start <= offset <= found.span.end and found.markdown)
        assert all(within(one.replaces, Span(0, offset)) for one in explain.completions(seen, offset))
    assert all(0 <= hint.offset <= len(seen.text) for hint in explain.hints(seen))
    check_nested(explain.outline(seen), Span(0, len(seen.text)))
    check_tokens(seen)


def check_nested(entries: Iterable[OutlineEntry], whole: Span) -> None:
    """Check that children are inside their parents, and names inside what they name."""
    for entry in entries:
        assert within(entry.span, whole)
        assert within(entry.name_span, entry.span)
        check_nested(entry.children, entry.span)


def check_tokens(seen: View) -> None:
    """Check that tokens are in order, do not overlap, and are each on one line."""
    end = 0
    for token in explain.tokens(seen):
        assert end <= token.span.start < token.span.end
        assert not set("\r\n") & set(seen.text[token.span.start : token.span.end])
        end = token.span.end


def within(inner: Span, outer: Span) -> bool:
    """Return whether one span contains another."""
    return outer.start <= inner.start <= inner.end <= outer.end


def test_an_equation_that_cannot_be_checked_names_what_is_missing() -> None:
    text = broken(("249\t16\t17\t310", "249\t\t17\t310"))
    said = hovered(text, "17\t310")
    assert "？ `A303`" in said
    assert "249 + ？ + 17 + 310 + 13 + 171 = 776" in said
    assert "3.危及“三安全一稳定”·商业企业" in said
    assert "？ `A302`" not in said
    assert "此格空着" in hovered(text, "249\t\t17", 4)
    assert "应为 16" in hovered(text, "249\t\t17", 4)


def test_a_balance_shows_both_sums() -> None:
    held = hovered(CLEAN, "3566\t26557", 5)
    assert (
        "✓ `A301` 一、本年新收政府信息公开申请数量 + 二、上年结转政府信息公开申请数量 = （七）总计 + 四、结转下年度"
        in held
    )
    assert "26557 + 851" in held


def test_a_broken_block_shows_what_its_parts_sum_to() -> None:
    assert "✗ `P401` 四种结果之和 = 总计：32 + 15 + 56 + 57 = 160 ≠ 165" in hovered(broken(TOTAL), "57\t165", 3)


def test_messages_are_in_the_language_of_the_view() -> None:
    seen = View(api.check(broken(CELL)), "en")
    found = explain.hover(seen, seen.text.index("301\t13"))
    assert found
    assert "310 here would satisfy all" in found.markdown


def test_a_row_label_shows_its_sum() -> None:
    said = hovered(BROKEN, "3.危及")
    assert "`/applications/outcomes/withheld/security_and_stability`" in said
    assert "✗ `A303`" in said


def test_a_column_is_called_as_its_own_edition_calls_it() -> None:
    assert "本年处理决定数量" in hovered(CLEAN, "本年处理决定数量")
    old = (TESTS.parent / "examples" / "shifted-rows-2019.txt").read_text("utf-8")
    assert "**处理决定数量**" in hovered(old, "处理决定数量")


def test_a_cell_between_two_tabs_is_found_from_both_sides() -> None:
    assert hovered(CLEAN, "32\t15") == hovered(CLEAN, "32\t15", 2) != hovered(CLEAN, "32\t15", 3)


def test_nothing_of_the_form_is_offered_where_nothing_is_missing() -> None:
    seen = view(CLEAN)
    assert [explain.completions(seen, offset) for offset in range(0, len(CLEAN), 50)] == [[]] * -(-len(CLEAN) // 50)


def test_what_is_typed_of_a_word_is_replaced() -> None:
    text = broken(ROW, ("\t（七）总计", "\t\t3.其\n\t（七）总计"))
    offset = text.index("3.其\n") + 3
    (one,) = [one for one in explain.completions(view(text), offset) if one.text == "3.其他"]
    assert text[one.replaces.start : one.replaces.end] == "3.其"


def test_safe_repairs_do_not_overlap_and_mend_what_they_can() -> None:
    text = broken(("355.1012", "3551012元"), ("二、主动公开政府信息情况", "2.主动公开政府信息情况"))
    repair = explain.safe_fixes(view(text))
    assert repair.fixes
    for edit in reversed(repair.edits):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert explain.safe_fixes(view(text)).fixes == 0


def test_what_is_shown_takes_the_words_of_the_form_from_the_form() -> None:
    ordinal = vocabulary().pattern("ORDINAL")
    labels = {ordinal.sub("", fold(label), count=1) for label in vocabulary().spellings.values()}
    for path in sorted(Path(explain.__file__).parent.glob("*.py")):
        constants = (
            node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)
        )
        texts = [fold(value) for value in constants if isinstance(value, str)]
        assert not [label for label in labels if len(label) > 2 and any(label in text for text in texts)], path.name
