"""The examples compile to the JSON next to them, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

import reportc
from reportc.diagnostic import Severity
from reportc.emit import canonical

EXAMPLES = Path(__file__).parents[1] / "examples"
TEXTS = sorted(EXAMPLES.glob("*.txt"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_an_example_compiles_to_its_json(path: Path) -> None:
    made = canonical.pretty(reportc.compile(path.read_bytes()).report)
    assert made.encode() == path.with_suffix(".json").read_bytes()


@pytest.mark.parametrize("path", [path for path in TEXTS if "fault" not in path.stem], ids=lambda path: path.stem)
def test_a_correct_example_gives_no_finding(path: Path) -> None:
    found = reportc.compile(path.read_bytes()).diagnostics
    assert [f"{d.rule.code} {d.message()}" for d in found if d.severity <= Severity.WARNING] == []


def test_the_faults_are_found() -> None:
    path = EXAMPLES / "faults-2021.txt"
    found = {d.rule.code for d in reportc.compile(path.read_bytes()).diagnostics}
    assert {"X001", "X002", "X003", "X005", "X006", "X007"} <= found


def test_there_are_examples_of_both_editions() -> None:
    assert {path.stem.rpartition("-")[2] for path in TEXTS} == {"2019", "2021"}
