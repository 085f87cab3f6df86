"""The package as used from Python: a few functions, imported on first use, and cells for a data frame."""

from __future__ import annotations

import pydoc
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import reportc
import reportc.api
from reportc.form import APPLICATIONS, ARTICLES, PROCEEDINGS

CHECKOUT = Path(__file__).parents[1]
EXAMPLE = (CHECKOUT / "examples" / "tab-rows-2021.txt").read_text("utf-8")
VERBS = ("check", "compile", "fix", "format")


def run(code: str) -> str:
    """Run a fresh Python in the checkout and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(CHECKOUT / "compiler"), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.mark.parametrize("verb", VERBS)
def test_the_verbs_are_functions_whatever_was_imported_before(verb: str) -> None:
    code = (
        f"import reportc, reportc.check.semantics; from reportc import {verb}; print(reportc.{verb} is {verb}, {verb})"
    )
    first, second, *_ = run(code).split()
    assert (first, second) == ("True", "<function")
    assert getattr(reportc, verb) is getattr(reportc.api, verb)


def test_a_star_takes_no_builtin_away() -> None:
    code = "import builtins; from reportc import *; print(compile is builtins.compile, format is builtins.format)"
    assert run(code).split() == ["True", "True"]


def test_a_star_takes_nothing_that_is_not_public() -> None:
    code = "before = {*dir()}; from reportc import *; print(*sorted({*dir()} - before))"
    assert run(code).split() == ["annotations", "before"]


def test_help_shows_the_verbs_with_their_words() -> None:
    said = pydoc.plain(pydoc.render_doc(reportc))
    assert all(f"    {verb}(" in said for verb in VERBS)
    assert "Compile a report's text" in said
    assert {*VERBS, "Result", "Checked"} <= set(dir(reportc))


def test_what_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        reportc.nothing  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("given", "words"), [(Path("a.txt"), "not PosixPath; read the file first"), (None, "not NoneType"), (7, "not int")]
)
def test_a_path_or_nothing_is_a_clear_type_error(verb: str, given: Any, words: str) -> None:
    with pytest.raises(TypeError, match=words.replace("PosixPath", type(Path()).__name__)):
        getattr(reportc, verb)(given)


def test_the_verbs_do_what_they_say() -> None:
    wrong = EXAMPLE.replace("\t330\t", "\t335\t", 1)
    assert [one.rule.code for one in reportc.check(wrong).diagnostics] == ["A303", "A302"]
    assert reportc.fix(wrong, unsafe=True).text == EXAMPLE
    assert reportc.format(EXAMPLE).text.startswith("# 望舒市人民政府")
    assert reportc.check(reportc.compile(EXAMPLE)).diagnostics == ()


def test_every_cell_of_the_form_is_a_row_of_data() -> None:
    cells = reportc.compile(EXAMPLE).cells()
    tables = (*ARTICLES["2021"], APPLICATIONS["2021"], PROCEEDINGS)
    assert len(cells) == sum(len(table.rows) * len(table.columns) for table in tables) == 200
    assert {cell.state for cell in cells} == {"printed"}
    cell = next(one for one in cells if one.path == "/applications/outcomes/withheld/state_secret/research_institution")
    assert (cell.row, cell.column, cell.value, cell.printed) == ("1.属于国家秘密", "科研机构", 330, "330")
    assert EXAMPLE[cell.start : cell.end] == "330"
    line = EXAMPLE.splitlines()[(cell.line or 0) - 1]
    assert line[(cell.character or 0) - 1 :].startswith("330")


def test_cells_that_are_not_there_are_rows_too() -> None:
    cut = EXAMPLE[: EXAMPLE.index("三、收到")].replace("\t30\t", "\t/\t", 1)
    cells = {cell.path: cell for cell in reportc.check(cut).cells()}
    assert len(cells) == 200
    gone = cells["/proceedings/reconsideration/total"]
    assert (gone.state, gone.value, gone.printed, gone.line, gone.start) == ("missing", None, None, None, None)
    dash = cells["/proactive_disclosure/article_20_5/licenses/decisions"]
    assert (dash.state, dash.value, dash.printed) == ("dash", None, "/")
    assert {cell.state for cell in reportc.compile("").cells()} == {"missing"}


def test_what_was_checked_is_checked_again_as_it_was_compiled() -> None:
    checked = reportc.check(EXAMPLE.replace("12", "13"))
    again = reportc.check(checked)
    assert isinstance(checked, reportc.Result)
    assert again == checked
    assert again.report is checked.report is checked.result.report
    assert again.lines is checked.lines
