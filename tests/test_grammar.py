"""The grammar has no conflicts, and a word for every row and column of the form; Python has none of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from reportc.form import APPLICATIONS, ARTICLES, EDITIONS, PROCEEDINGS, SECTIONS, Table
from reportc.grammar.loading import START, by_lark
from reportc.source.fold import fold
from reportc.source.pieces import Piece
from reportc.span import Span
from reportc.syntax import numbers
from reportc.syntax import vocabulary as of_words
from reportc.syntax.parser import parse_pieces, vocabulary
from reportc.syntax.terminals import NUMBER

TABLES = [*(table for edition in EDITIONS for table in ARTICLES[edition]), *APPLICATIONS.values(), PROCEEDINGS]
COMPILER = Path(__file__).parents[1] / "compiler" / "reportc"
SEQUENCES = 300


def test_the_grammar_has_no_conflict() -> None:
    by_lark("report.lark", strict=True)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: "/".join(table.path) + str(len(table.rows)))
def test_every_row_and_column_has_a_word(table: Table) -> None:
    spellings = vocabulary().spellings
    assert {name.upper() for name in (*table.labels, *table.heads, *SECTIONS)} <= set(spellings)


def test_the_forms_own_wording_is_recognised() -> None:
    words = vocabulary()
    for name, spelling in words.spellings.items():
        assert name in {word.name for word in words.words(spelling) if word.canonical}, spelling


def test_digits_are_read_without_their_pattern_as_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = Random("digits")  # noqa: S311  # a seed, not a secret
    texts = ["0", "00", "007", "2023", *("9" * length for length in range(1, 17))]
    texts += [str(rng.randrange(10 ** rng.randint(1, 16))) for _ in range(500)]

    def read() -> list[object]:
        words = vocabulary()
        return [(words._match(text), numbers.bare.__wrapped__(text, words.pattern(NUMBER))) for text in texts]

    shortly = read()
    for module in (of_words, numbers):
        monkeypatch.setattr(module, "COUNT", re.compile("(?!)"))
    assert shortly == read()


def test_every_sequence_of_pieces_parses() -> None:
    rng = Random("sequences")  # noqa: S311  # a seed, not a secret
    texts = [
        *vocabulary().spellings.values(),
        "3",
        "１,２３４",
        "—",
        "",
        "不是栏目",
        "- 2 -",
        "一句话。",
        "22（其中16件）",
    ]
    for _ in range(SEQUENCES):
        chosen = [rng.choice(texts) for _ in range(rng.randint(0, 60))]
        rows = [rng.choice((None, i // 5)) for i in range(len(chosen))]
        pieces = [
            Piece(text, (Span(i, i),), row, i % 5) for i, (text, row) in enumerate(zip(chosen, rows, strict=True))
        ]
        assert parse_pieces(pieces).root.data == START


def test_python_holds_no_word_of_the_form() -> None:
    words, ordinal = vocabulary(), vocabulary().pattern("ORDINAL")
    labels = {fold(words.spellings[name]) for name in words.spellings if name != "TITLE_FORM"}
    labels |= {ordinal.sub("", label, count=1) for label in labels}
    for path in sorted(COMPILER.rglob("*.py")):
        found = [text for text in strings(ast.parse(path.read_text("utf-8"))) if fold(text) in labels]
        assert not found, (path.name, found)


def strings(tree: ast.AST) -> Iterator[str]:
    """Yield the strings in a program, except docstrings."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value
