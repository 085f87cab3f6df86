"""What a roll-up writes: by the ending of a file's name, each file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import BinaryIO

from reportc.failure import UsageError
from reportc.rollup import data
from reportc.rollup.findings import Rollup

Write = Callable[[Rollup, BinaryIO], None]
STDOUT = "-"


def _json(rollup: Rollup, stream: BinaryIO) -> None:
    stream.writelines(part.encode("utf-8", "replace") for part in data.text(rollup))


def _workbook(rollup: Rollup, stream: BinaryIO) -> None:
    from reportc.rollup import workbook  # XlsxWriter is an extra

    workbook.write(rollup, stream)


def _page(rollup: Rollup, stream: BinaryIO) -> None:
    from reportc.rollup import page

    stream.writelines(part.encode("utf-8", "replace") for part in page.text(rollup))


def _draft(rollup: Rollup, stream: BinaryIO) -> None:
    from reportc.rollup import draft

    draft.write(rollup, stream)


WRITERS: Mapping[str, Write] = MappingProxyType(
    {".json": _json, ".xlsx": _workbook, ".html": _page, ".htm": _page, ".docx": _draft}
)


def check(paths: Sequence[str]) -> None:
    """Raise `UsageError` for a path with an ending that nothing is written for."""
    for path in paths:
        if path != STDOUT and _ending(path) not in WRITERS:
            known = " ".join(WRITERS)
            raise UsageError(f"不知道怎样写 {path}：扩展名应是 {known}", f"unknown ending; known are {known}")


def writer(path: str) -> Write:
    """Return what writes a path; standard output gets JSON."""
    return _json if path == STDOUT else WRITERS[_ending(path)]


def _ending(path: str) -> str:
    return os.path.splitext(path)[1].lower()
