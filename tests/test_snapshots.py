"""Readable snapshots: the tree, the findings and the JSON of every case and example.

A case is a file in `cases/`, whose name states what it shows. `make snapshots` updates the snapshots.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reportc
from readable import snapshots_as
from reportc.emit import canonical, human
from reportc.result.data import data
from reportc.syntax.dump import dump

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

HERE = Path(__file__).parent
CASES = sorted([*(HERE / "cases").glob("*.txt"), *(HERE.parent / "examples").glob("*.txt")])


snapshot = snapshots_as("txt")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_tree(path: Path, snapshot: SnapshotAssertion) -> None:
    assert dump(reportc.compile(path.read_bytes()).tree) == snapshot


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_json(path: Path, snapshot: SnapshotAssertion) -> None:
    result = reportc.compile(path.read_bytes())
    assert canonical.document(data(result.tree)) == canonical.pretty(result.report) == snapshot


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_findings(path: Path, snapshot: SnapshotAssertion) -> None:
    found = "".join(f"{line}\n" for line in human.concise(reportc.compile(path.read_bytes()), path.name))
    assert found == snapshot
