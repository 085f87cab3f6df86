"""The grammar: no conflict, a word for every row and column of the form, and none of them in Python."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from lark import Lark

from reportc import grammar
from reportc.emit.text.blank import text
from reportc.form import APPLICATIONS, ARTICLES, EDITIONS, FORMS, PROCEEDINGS, SECTIONS, Edition, Part, Table
from reportc.source.pieces import Piece
from reportc.span import Span
from reportc.syntax.lexer import PieceLexer
from reportc.syntax.parser import START, open_report, parse_pieces, vocabulary

TABLES = [*(table for edition in EDITIONS for table in ARTICLES[edition]), *APPLICATIONS.values(), PROCEEDINGS]
COMPILER = Path(__file__).parents[1] / "compiler" / "reportc"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SEQUENCES = 300


def test_the_grammar_has_no_conflict() -> None:
    open_report(strict=True)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: "/".join(table.path) + str(len(table.rows)))
def test_every_row_and_column_has_a_word(table: Table) -> None:
    spellings = vocabulary().spellings
    assert {name.upper() for name in (*table.labels, *table.heads, *SECTIONS)} <= set(spellings)


def test_the_forms_own_wording_is_recognised() -> None:
    words = vocabulary()
    for name, spelling in words.spellings.items():
        assert name in {word.name for word in words.words(spelling) if word.canonical}, spelling


def plain(name: str) -> str:
    """Return a name without the prefix that an import puts before it."""
    return name.rpartition("__")[2]


def rules(part: Part) -> Iterator[tuple[str, list[str]]]:
    """Yield the rules of a part of the form, each with the names of what stands in it."""
    yield part.rule, [inner.rule or inner.word for inner in part.parts]
    for inner in part.parts:
        if inner.rule:
            yield from rules(inner)


def words(part: Part) -> Iterator[str]:
    """Yield the form's wording of all that is in a part, in order."""
    for inner in part.parts:
        if inner.word in vocabulary().spellings:
            yield vocabulary().spellings[inner.word]
        yield from words(inner)


@pytest.mark.parametrize("edition", EDITIONS)
def test_lark_reads_the_form_as_it_is_read_here(edition: Edition) -> None:
    form = Lark.open(str(grammar.directory() / f"form_{edition}.lark"), parser="lalr", lexer=PieceLexer)
    stated = {plain(rule.origin.name): [plain(symbol.name) for symbol in rule.expansion] for rule in form.rules}
    assert dict(rules(FORMS[edition])) == stated


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_blank_report_has_what_the_form_states(edition: Edition) -> None:
    blank = text("青岚县人民政府", 2022, edition, "official") or ""
    printed = [cell for line in blank.splitlines() for cell in line.split("\t") if cell]
    stated = list(words(FORMS[edition]))
    assert {cell for cell in printed if vocabulary().is_word(cell)} == set(stated)
    for table in (*ARTICLES[edition], APPLICATIONS[edition]):
        rows = [word for part in table.body for word in words(Part("", "", parts=(part,)))]
        assert [cell for cell in printed if cell in rows] == [cell for cell in stated if cell in rows]


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
    for path in sorted((COMPILER / "syntax").rglob("*.py")):
        code = re.sub(r'"""(?:.|\n)*?"""|#.*', "", path.read_text("utf-8"))
        found = [line.strip() for line in code.splitlines() if CHINESE.search(line)]
        assert all(any(mark in line for mark in ("reason", "、", "Fix(")) for line in found), (path.name, found)
