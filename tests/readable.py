"""Snapshots as readable files: one for each case, with the file name extension of its content."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion


def snapshots_as(ending: str) -> Callable[[SnapshotAssertion], SnapshotAssertion]:
    """Return the fixture `snapshot` of a module whose snapshots are texts with `ending`."""

    class Text(SingleFileSnapshotExtension):
        _write_mode = WriteMode.TEXT
        file_extension = ending

    @pytest.fixture(name="snapshot")
    def one_file_each(snapshot: SnapshotAssertion) -> SnapshotAssertion:
        return snapshot.use_extension(Text)

    return one_file_each
