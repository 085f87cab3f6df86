"""Every finding points at printed text, whatever the input."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportc import api
from reports.drawing import draw
from reports.generate import seeded
from reports.layouts import LAYOUTS
from reports.mutate import mutant

HERE = Path(__file__).parent
TEXTS = sorted([*(HERE / "cases").glob("*.txt"), *(HERE.parent / "examples").glob("*.txt")])
MUTANTS = 50


def unseen(given: str | bytes) -> Iterator[str]:
    """Yield the findings that do not point at printed text; in an empty text there is none."""
    checked = api.check(given)
    text = checked.source.text
    for finding in checked.diagnostics:
        if text.strip() and not text[slice(*finding.span)].strip():
            yield f"{finding.rule.code} {finding.span} {finding.message()}"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_of_a_case(path: Path) -> None:
    assert list(unseen(path.read_bytes())) == []


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_of_a_drawing(layout: object) -> None:
    assert list(unseen(draw(layout, 1).given)) == []  # type: ignore[arg-type]  # a Layout, as its list says


def test_of_mutants() -> None:
    texts = [path.read_bytes().decode() for path in TEXTS if path.parent.name == "examples"]
    for seed in range(MUTANTS):
        rng = seeded(f"places {seed}")
        assert list(unseen(mutant(rng.choice(texts), rng))) == [], seed


def test_a_section_that_is_missing_is_looked_for_after_the_one_before_it() -> None:
    text = "望舒市2022年政府信息公开工作年度报告\n一、总体情况\n\n无。\n\n六、其他需要报告的事项\n\n\n"
    places = {f.paths: text[slice(*f.span)] for f in api.check(text).diagnostics if f.rule.code in ("S101", "X004")}
    assert places[("/applications",)] == "一、总体情况"
    assert places[("/problems",)] == "一、总体情况"


def test_a_report_without_a_first_section_is_pointed_at_by_its_title() -> None:
    text = "\n\n望舒市2022年政府信息公开工作年度报告\n\n六、其他需要报告的事项\n"
    places = {f.paths: text[slice(*f.span)] for f in api.check(text).diagnostics if f.rule.code == "S101"}
    assert places[("/overview",)] == "望舒市2022年政府信息公开工作年度报告"
