"""Texts in both languages have one type, which every message, title and reason uses."""

from __future__ import annotations

import ast
from pathlib import Path

from reportc.language import Text, in_language

COMPILER = Path(__file__).parents[1] / "compiler" / "reportc"


def test_a_text_is_given_in_the_language_that_is_asked_for() -> None:
    text = Text("缺少「{row}」一行", "lacks the row “{row}”").format(row="其他")
    assert (text.of(), text.of("zh"), text.of("en")) == ("缺少「其他」一行", "缺少「其他」一行", "lacks the row “其他”")
    assert in_language({"missing": text}, "en") == {"missing": "lacks the row “其他”"}


def test_no_other_class_holds_both_languages() -> None:
    found = [
        node.name
        for path in sorted(COMPILER.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef) and {"zh", "en"} <= fields(node)
    ]
    assert found == ["Text"]


def fields(node: ast.ClassDef) -> set[str]:
    """Return the names of a class's typed attributes."""
    return {one.target.id for one in node.body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)}
