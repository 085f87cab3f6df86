"""The random reports are as the other tests assume: correct, canonical, reproducible."""

from __future__ import annotations

import json

import pytest

from reportc.emit import canonical
from reportc.result import model
from reports.document import Layout
from reports.drawing import draw
from reports.generate import BLANKS, generate, seeded
from reports.layouts import LAYOUTS
from reports.report import Report, truth
from reports.words import BLOCKS, COLUMNS, MATRIX

SEEDS = range(40)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_equation_holds(seed: int) -> None:
    report = generate(seeded(seed), blanks="none")
    rows = {row.path: counts(report, row.pointer) for row in MATRIX[report.applications_edition]}
    outcomes = [row for path, row in rows.items() if path.startswith("outcomes/") and path != "outcomes/total"]
    for row in rows.values():
        assert sum(row[:-1]) == row[-1]
    for column in range(len(COLUMNS)):
        assert sum(row[column] for row in outcomes) == rows["outcomes/total"][column]
        received = rows["new"][column] + rows["carried_over"][column]
        assert received == rows["outcomes/total"][column] + rows["carried_forward"][column]
    for block, _ in BLOCKS:
        *results, total = counts(report, f"/proceedings/{block}")
        assert sum(results) == total


@pytest.mark.parametrize("seed", SEEDS)
def test_the_truth_is_canonical(seed: int) -> None:
    tree = truth(generate(seeded(seed)))
    made = canonical.pretty(model.Report.model_validate_json(json.dumps(tree)))
    assert made == json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("policy", [policy for policy in BLANKS if policy != "none"])
def test_a_blank_policy_leaves_cells_blank(policy: str) -> None:
    reports = [generate(seeded(seed), blanks=policy) for seed in SEEDS]
    assert any(None in report.values.values() for report in reports)
    for report in reports:
        for pointer, value in report.values.items():
            assert (value is None) == (report.written[pointer] in {"", "/", "—", "-", "无"})


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_drawing_is_the_same_again(layout: Layout) -> None:
    for seed in range(3):
        assert draw(layout, seed) == draw(layout, seed)


def counts(report: Report, row: str) -> list[int]:
    """Return the numbers of a row, none of them blank."""
    values = [value for pointer, value in report.values.items() if pointer.rpartition("/")[0] == row]
    found = [value for value in values if isinstance(value, int)]
    assert len(found) == len(values)
    return found
