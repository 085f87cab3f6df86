"""Every cell of the form is in the tree with its state, no character is there twice; only printed cells have values."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

import reportc
from reportc.emit import canonical
from reportc.form import pointer
from reportc.syntax.nodes import State
from reportc.syntax.walk import leaves, rows
from reports.drawing import draw
from reports.generate import seeded
from reports.judge import cells
from reports.layouts import LAYOUTS
from reports.mutate import mutant
from reports.report import TABLES

HERE = Path(__file__).parent
TEXTS = sorted([*(HERE / "cases").glob("*.txt"), *(HERE.parent / "examples").glob("*.txt")])


def judged(given: str | bytes) -> None:
    result = reportc.compile(given)
    made = json.loads(canonical.pretty(result.report))
    states: dict[str, State] = {}
    for row in (*rows(result.tree), *result.tree.missing):
        for cell in row.cells:
            assert (cell.value is not None) == (cell.state is State.PRINTED)
            states.setdefault(pointer((*row.path, cell.column)), cell.state)
    spans = sorted(span for leaf in leaves(result.tree) for span in leaf.spans if span.end > span.start)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    for table in TABLES:
        for path, value in cells(made[table], f"/{table}") if made[table] else ():
            assert path in states
            assert value is None or states[path] is State.PRINTED
        if not made[table]:
            own = [state for path, state in states.items() if path.startswith(f"/{table}/")]
            assert own
            assert set(own) == {State.MISSING}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_of_a_case(path: Path) -> None:
    judged(path.read_bytes())


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_of_a_drawing(layout: object) -> None:
    judged(draw(layout, 2).given)  # type: ignore[arg-type]  # a Layout, as its list says


def test_of_mutants() -> None:
    texts = [path.read_bytes().decode() for path in TEXTS if path.parent.name == "examples"]
    for seed in range(50):
        rng = seeded(f"states {seed}")
        judged(mutant(rng.choice(texts), rng))


def test_a_row_that_does_not_occur_is_missing_and_none_else() -> None:
    text = (HERE.parent / "examples" / "tab-rows-2021.txt").read_text("utf-8")
    assert reportc.compile(text).tree.missing == ()
    without = "".join(line for line in text.splitlines(keepends=True) if "重复申请" not in line)
    (row,) = reportc.compile(without).tree.missing
    assert row.path == ("applications", "outcomes", "not_processed", "repeated")
    assert [cell.state for cell in row.cells] == [State.MISSING] * 7
