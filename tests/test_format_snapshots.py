"""The normal form as one can read it: every example, and one of them in every layout."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from wcwidth import wcswidth

from reportc import api
from reportc.emit.text.layouts import LAYOUTS

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.txt"))
FAULTS = next(path for path in EXAMPLES if path.stem == "faults-2021")


class Markdown(SingleFileSnapshotExtension):
    """One file a snapshot, which a browser shows as it is meant."""

    _write_mode = WriteMode.TEXT
    file_extension = "md"


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(Markdown)


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
