"""Kinds of files in the tests: which can be written on this machine, and how."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from reportc.emit.document.files import KINDS, Draw, check
from reportc.failure import FontsMissing

_READERS = {"docx": "reportc.source.docx", "xlsx": "reportc.source.workbooks", "pdf": "reportc.source.pdf"}
DRAWN = tuple(name for name, kind in KINDS.items() if kind.draw)
READ = tuple(name for name in DRAWN if name not in _READERS or find_spec(_READERS[name]))
"""The kinds that can also be read on this machine."""


def ready(kind: str) -> None:
    """Skip a test if the kind needs a Chinese font and there is none."""
    try:
        check(kind)
    except FontsMissing as missing:
        pytest.skip(str(missing))


def drawing(kind: str) -> Draw:
    """Return the function that draws a kind of binary file."""
    draw = KINDS[kind].draw
    assert draw is not None
    return draw
