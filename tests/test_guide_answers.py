"""The three questions of compiler/README.md: the functions that it names do what it states, and no earlier one does."""

from __future__ import annotations

import importlib
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

import pytest

import reportc
from reportc import api
from reportc.check.equations import EquationState, Sum
from reportc.grammar import rules
from reports import python_docx
from reports.faults import changed
from reports.generate import generate, seeded

CHECKOUT = Path(__file__).parents[1]
PACKAGE = CHECKOUT / "compiler" / "reportc"
GUIDE = (CHECKOUT / "compiler" / "README.md").read_text("utf-8")
EXAMPLE = (CHECKOUT / "examples" / "tab-rows-2021.txt").read_text("utf-8")
_FUNCTION = re.compile(r"`([a-z_/]+\.py):(\w+)`")
_FILE = re.compile(r"`(?:grammar/)?(\w+\.lark)`")


class Return(NamedTuple):
    """A return value of a function of the compiler."""

    function: str
    value: object


def answer(question: str) -> str:
    """Return the guide's answer."""
    (line,) = (line for line in GUIDE.splitlines() if line.startswith(f"| {question} |"))
    return line.split("|")[2]


def functions(question: str) -> list[str]:
    """Return the functions that an answer names: check/equations.py:evaluate."""
    return [":".join(found.groups()) for found in _FUNCTION.finditer(answer(question))]


def returns(run: Callable[[], object]) -> Iterator[Return]:
    """Yield the return values of the compiler's functions during a run, in order."""
    found: list[Return] = []

    def note(frame: FrameType, event: str, value: Any) -> None:  # the type that sys.setprofile requires
        file = Path(frame.f_code.co_filename)
        if event == "return" and PACKAGE in file.parents:
            found.append(Return(f"{file.relative_to(PACKAGE).as_posix()}:{frame.f_code.co_name}", value))

    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(None)
    return iter(found)


@pytest.mark.parametrize("name", [name for line in GUIDE.splitlines() if line.startswith("| Where ") for name in
                                  (":".join(found.groups()) for found in _FUNCTION.finditer(line))])  # fmt: skip
def test_a_function_that_an_answer_names_is_there(name: str) -> None:
    file, function = name.split(":")
    module = importlib.import_module(f"reportc.{file.removesuffix('.py').replace('/', '.').removesuffix('.__init__')}")
    assert hasattr(module, function)


def test_a_wrong_total_is_found_where_the_guide_says() -> None:
    evaluate, finding, explanations = functions("Where is a wrong total found?")
    row = next(line for line in EXAMPLE.splitlines() if line.startswith("一、本年新收"))
    total = int(row.rpartition("\t")[2])
    text = EXAMPLE.replace(row, f"{row.removesuffix(str(total))}{total + 7}")
    found = list(returns(lambda: api.check(text)))
    broken = [one.function for one in found if isinstance(one.value, Sum) and one.value.state is EquationState.BROKEN]
    assert broken[0] == evaluate
    assert ((("/applications/new/total", -7),),) in [one.value for one in found if one.function == explanations]
    assert finding.endswith(":row_total_differs")
    assert "A303" in {one.rule.code for one in api.check(text).diagnostics}


def test_a_cell_of_a_word_file_becomes_a_number_where_the_guide_says() -> None:
    read, placements, bare = functions("Where does a cell of a Word file become a number?")
    data = python_docx.document(changed(generate(seeded("guide"), plain=True), {"/applications/new/total": 98_765_432}))
    found = list(returns(lambda: reportc.compile(data)))
    number = [one.function for one in found if type(one.value) is int and one.value == 98_765_432]
    assert number[0] == bare
    order = [one.function for one in found]
    assert order.index(read) < order.index(bare)
    placed = [cell.text for one in found if one.function == placements for cell in _texts(one.value)]
    assert "98765432" in placed


def _texts(placed: Any) -> Iterator[Any]:
    """Yield the pieces that were assigned to rows."""
    yield from (lexeme.piece for one in placed for lexeme in one.columns if lexeme)


def test_an_edition_is_added_where_the_guide_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new, old, words = _FILE.findall(answer("Where is the edition of 2026 added?"))
    grammar = CHECKOUT / "grammar"
    assert (grammar / words).exists()
    assert not (grammar / new).exists()
    shutil.copytree(grammar, tmp_path / "grammar")
    shutil.copy(grammar / old, tmp_path / "grammar" / new)
    before = rules.editions()
    monkeypatch.setattr(rules, "directory", lambda: tmp_path / "grammar")
    assert rules.editions() == (*before, "2026")


def test_no_python_file_names_an_edition() -> None:
    named = re.compile("|".join(f"[\"']{edition}[\"']" for edition in rules.editions()))
    assert [path.name for path in sorted(PACKAGE.rglob("*.py")) if named.search(path.read_text("utf-8"))] == []
