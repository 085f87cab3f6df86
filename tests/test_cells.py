"""A report's cells as rows: the numbers of the JSON, in the same order, each with its place, including holes."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest

import reportc
from reportc.result.cells import CellRow, cells
from reports.drawing import draw
from reports.judge import cells as leaves
from reports.layouts import dealt
from reports.report import TABLES

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.txt"))
_TAG = re.compile("<[^>]*>")


def rows(text: str | bytes) -> list[CellRow]:
    return list(cells(reportc.compile(text)))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_cells_of_an_example_are_those_of_its_json(example: Path) -> None:
    agrees(example.read_bytes())


@pytest.mark.parametrize("seed", range(24))
def test_the_cells_of_a_drawn_report_are_those_of_its_json(seed: int) -> None:
    agrees(draw(dealt(seed), seed).text)


def agrees(text: str | bytes) -> None:
    result = reportc.compile(text)
    report = result.report.model_dump(mode="json")
    wanted = [leaf for name in TABLES if report[name] for leaf in leaves(report[name], f"/{name}")]
    found = list(cells(result))
    assert [(cell.path, cell.value) for cell in found if report[cell.section]] == wanted
    for cell in found:
        assert (cell.value is None) == (cell.state != "printed"), cell
        assert cell.row
        assert cell.column
        if cell.value is not None:
            shown = _TAG.sub("", result.source.text[cell.start : cell.end])
            assert prints("".join(unescape(shown).split()), "".join((cell.printed or "").split()))


def prints(shown: str, printed: str) -> bool:
    """Return whether `shown` is the printed number, or its first and last part, if a narrow column broke it."""
    return shown == printed or any(
        shown.startswith(printed[:at]) and shown.endswith(printed[at:]) for at in range(1, len(printed))
    )


def test_a_table_that_does_not_occur_has_missing_cells_and_no_zero() -> None:
    found = rows("海棠区人民政府2023年政府信息公开工作年度报告\n\n一、总体情况\n\n无。\n")
    assert len(found) == 10 + 175 + 15
    assert {(cell.state, cell.value, cell.printed, cell.start, cell.line) for cell in found} == {
        ("missing", None, None, None, None)
    }


def test_each_kind_of_hole_has_its_state() -> None:
    text = (Path(__file__).parents[1] / "examples" / "faults-2021.txt").read_text("utf-8")
    states = Counter(cell.state for cell in rows(text.replace("\t1526\t", "\t/\t").replace("\t114\t", "\t\t", 1)))
    assert states.total() == 200
    assert states["missing"] == 7  # the missing row
    assert states["lost"] >= 1  # a row prints one number fewer than it has columns
    assert states["blank"] == 1


def test_words_and_place_are_those_of_the_form_and_the_text() -> None:
    text = (Path(__file__).parents[1] / "examples" / "faults-2021.txt").read_text("utf-8")
    amount = next(cell for cell in rows(text) if cell.path.endswith("/amount"))
    assert (amount.row, amount.column) == ("行政事业性收费", "本年收费金额（单位：万元）")
    assert (amount.value, amount.printed) == (25.1, "251000元")
    assert text.splitlines()[(amount.line or 0) - 1][(amount.character or 0) - 1 :].startswith("251000元")


def test_a_number_that_no_json_can_hold_is_printed_and_has_no_value() -> None:
    text = (Path(__file__).parents[1] / "examples" / "tab-rows-2021.txt").read_text("utf-8")
    cell = next(cell for cell in rows(text.replace("\t1526", "\t1526.5", 1)) if "penalties" in cell.path)
    assert (cell.state, cell.printed, cell.value) == ("printed", "1526.5", None)
