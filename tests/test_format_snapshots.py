"""The normal form as readable snapshots: every example, and one of them in every layout."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from wcwidth import wcswidth

from readable import snapshots_as
from reportc import api
from reportc.emit.text.layouts import LAYOUTS

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.txt"))
FAULTS = next(path for path in EXAMPLES if path.stem == "faults-2021")


snapshot = snapshots_as("md")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_normal_form(path: Path, snapshot: SnapshotAssertion) -> None:
    assert api.format(path.read_bytes()).text == snapshot


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_columns_stand_below_one_another(path: Path) -> None:
    lines = api.format(path.read_bytes()).text.split("\n")
    for table, rows in groupby(lines, key=lambda line: line.startswith("|")):
        assert not table or len({(wcswidth(row), row.count("|")) for row in rows}) == 1


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "markdown"])
def test_the_other_layouts(layout: str, snapshot: SnapshotAssertion) -> None:
    assert api.format(FAULTS.read_bytes(), layout=layout).text == snapshot
